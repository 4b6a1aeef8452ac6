"""`check`: every code has a questionnaire that it finds at fault, at the right line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.faults import CODES, ContentErrors, Fault, Severity
from dialogs.linting import failed, report
from dialogs.loading import check, check_source, load, load_source
from tests.dialogs.faulty import CASES, SOUND, Case
from tests.dialogs.xlsform.faulty import CASES as WORKBOOKS
from tests.proving.faulty import CASES as PROVED

ROOT = Path(__file__).parents[2]
FEATURES = sorted((ROOT / "questionnaires" / "features").glob("*.yaml"))
UNREADABLE = "E108"
WARNED = {
    "aggregates": {"W323"},
    "answer_of": {"W323"},
    "indexed_repeat": {"W323"},
    "members": {"W323"},
    "metadata": {"W642"},
}
"""Features that are about what warns: other items looked at, what a chat does not know."""


def test_a_sound_questionnaire_has_no_fault() -> None:
    assert check_source(SOUND) == []


@pytest.mark.parametrize("case", CASES, ids=[case.code for case in CASES])
def test_a_fault_is_found_with_its_code_at_its_line(case: Case) -> None:
    faults = check_source(case.text(), name="faulty.yaml")
    assert {fault.code for fault in faults} == {case.code} | case.also
    assert case.line() in {fault.line for fault in faults if fault.code == case.code}
    assert all(fault.file == "faulty.yaml" and fault.column >= 1 for fault in faults)


@pytest.mark.parametrize("case", CASES, ids=[case.code for case in CASES])
def test_an_error_keeps_a_questionnaire_from_being_asked_and_a_warning_does_not(case: Case) -> None:
    if case.code.startswith("W"):
        assert load_source(case.text()).name == "sound"
        return
    with pytest.raises(ContentErrors) as caught:
        load_source(case.text())
    assert case.code in {fault.code for fault in caught.value.faults}
    assert all(fault.severity is Severity.ERROR for fault in caught.value.faults)


def test_every_code_is_shown_by_a_faulty_questionnaire() -> None:
    shown = {case.code for case in (*CASES, *WORKBOOKS, *PROVED)} | {UNREADABLE}
    assert shown == set(CODES)


@pytest.mark.parametrize(
    "data", [None, b"\xff\xfe\xff", b"#" * 4_000_001], ids=["missing", "bytes", "huge"]
)
def test_a_file_that_cannot_be_read_is_a_fault(tmp_path: Path, data: bytes | None) -> None:
    path = tmp_path / "some.yaml"
    if data is not None:
        path.write_bytes(data)
    assert [fault.code for fault in check(path)] == [UNREADABLE]
    with pytest.raises(ContentErrors):
        load(path)


@pytest.mark.parametrize("path", FEATURES, ids=[path.stem for path in FEATURES])
def test_every_small_questionnaire_is_without_errors(path: Path) -> None:
    """Only what a feature is about warns."""
    faults = check(path)
    assert not failed(faults)
    assert {fault.code for fault in faults} == WARNED.get(path.stem, set())


def test_the_census_is_without_errors() -> None:
    faults = check(ROOT / "questionnaires" / "census.yaml")
    assert [fault for fault in faults if fault.severity is Severity.ERROR] == []


SHAPES = [
    ("languages: [ru, en]", "languages: ru", "E104"),
    ("languages: [ru, en]", "languages: [ru, en, [kk]]", "E104"),
    ("    questions:\n", "    questions:\n      - just a text\n", "E104"),
    ("choices:\n", "choices:\n  ? [a, b]\n  : c\n", "E104"),
    ("  - section: address\n", "  - part: address\n", "E103"),
    ("  - section: address\n", "  - section: ''\n", "E109"),
    ("  - roster: member\n", "  - roster: ''\n", "E109"),
    ("  - each: member\n", "  - each: ''\n", "E109"),
    ("{ru: Адрес, en: Address}", "Адрес", "E104"),
    ("hotline:", "---\nhotline:", "E106"),
    ("name: sound", "name: *sound", "E106"),
    ("hotline:", "constants: {welcome: {ru: Hello}}\nhotline:", "E104"),
]


@pytest.mark.parametrize(("old", "new", "code"), SHAPES)
def test_whatever_has_the_wrong_shape_is_a_fault(old: str, new: str, code: str) -> None:
    assert old in SOUND
    assert code in {fault.code for fault in check_source(SOUND.replace(old, new, 1))}


@pytest.mark.parametrize(
    ("constraint", "possible"),
    [
        (". >= 1 and . <= 30", True),
        (". >= 30 and . <= 1", False),
        (". > 5 and . < 5", False),
        (". >= 5 and . <= 5", True),
        ("5 < . and 3 > .", False),
        (". = 3 and (. > 2 and . < 3)", False),
        (". >= 2 * 10 and . < 10 + 5", False),
        (". > 30 or . < 1", True),
        (". > 30 and . < ${rooms}", True),
        (". = 'x' and . > 5", True),
        (". >= '2021-10-01' and . <= '2021-09-01'", False),
    ],
)
def test_a_constraint_whose_bounds_exclude_each_other_accepts_nothing(
    constraint: str, *, possible: bool
) -> None:
    codes = {fault.code for fault in check_source(SOUND.replace(". >= 1", constraint))}
    assert ("E609" not in codes) is possible


def test_a_rule_may_not_even_read_what_is_calculated_in_a_language() -> None:
    label = "jr:choice-name(${shared}, '${shared}')"
    text = SOUND.replace('"${rooms} div 2"', f'"{label}"')
    assert [fault.code for fault in check_source(text)] == []
    old = "            name: languages_spoken\n"
    text = text.replace(old, f"{old}            required: \"${{half}} = 'Да'\"\n")
    assert [fault.code for fault in check_source(text)] == ["E327"]


def test_a_rule_that_reads_another_item_is_named_for_its_cost() -> None:
    rule = "indexed-repeat(${name}, ${member}, position(..) - 1) != ''"
    old = "            name: languages_spoken\n"
    text = SOUND.replace(old, f'{old}            relevant: "{rule}"\n')
    assert [fault.code for fault in check_source(text)] == ["W323"]


def test_a_roster_without_a_gate_is_a_fault_and_the_rest_is_still_looked_at() -> None:
    start, end = SOUND.index("    gate:"), SOUND.index("    blocks:\n      - section: member_card")
    text = (SOUND[:start] + SOUND[end:]).replace("type: date", "type: dates")
    assert [fault.code for fault in check_source(text)] == ["E204", "E705"]


def test_all_faults_are_told_at_once() -> None:
    text = SOUND.replace("type: date", "type: dates").replace("stage: locating", "stage: lost")
    assert [fault.code for fault in check_source(text)] == ["E110", "E204"]


FAULTY = [Fault("a.yaml", 2, 3, "E301", "wrong"), Fault("a.yaml", 5, 1, "W409", "no hint")]


def test_a_report_for_people_has_one_line_for_each_fault_and_a_count() -> None:
    assert report(FAULTY, json=False).splitlines() == [
        "a.yaml:2:3: E301 wrong",
        "a.yaml:5:1: W409 no hint",
        "1 error, 1 warning.",
    ]
    assert report([], json=False) == "No faults."


def test_a_report_for_programs_is_json_with_everything_about_a_fault() -> None:
    entries = json.loads(report(FAULTY, json=True))
    assert entries[0] == {
        "file": "a.yaml",
        "line": 2,
        "column": 3,
        "severity": "error",
        "code": "E301",
        "title": CODES["E301"].title,
        "message": "wrong",
        "remedy": CODES["E301"].remedy,
    }
    assert json.loads(report([], json=True)) == []


def test_only_errors_fail_a_questionnaire() -> None:
    assert failed(FAULTY)
    assert not failed(FAULTY[1:])


_LINES = SOUND.splitlines(keepends=True)
_SCRAPS = st.sampled_from(
    ["", "{", "}", "- x", ": ", "[]", "${name}", "'", "&a", "*a", "\t", "№\n"]
)


_PLACES = st.integers(0, len(_LINES) - 1)


@settings(deadline=None)
@given(_PLACES, st.integers(0, 40), _SCRAPS)
def test_no_mutilation_of_a_questionnaire_raises_anything_but_its_faults(
    line: int, column: int, scrap: str
) -> None:
    lines = list(_LINES)
    lines[line] = lines[line][:column] + scrap + lines[line][column + 3 :]
    for fault in check_source("".join(lines)):
        assert fault.code in CODES


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from("dsx"), _PLACES, _PLACES), min_size=1, max_size=3))
def test_lines_lost_doubled_or_exchanged_are_either_faults_or_a_questionnaire(
    changes: list[tuple[str, int, int]],
) -> None:
    """Whatever passes all the checks can be put together."""
    lines = list(_LINES)
    for kind, one, other in changes:
        if kind == "x":
            lines[one], lines[other] = lines[other], lines[one]
        else:
            lines[one] = "" if kind == "d" else lines[one] * 2
    faults = check_source("".join(lines))
    if not failed(faults):
        assert load_source("".join(lines)).languages == ("ru", "en")


@settings(deadline=None)
@given(st.text(max_size=200))
def test_no_text_at_all_raises_anything_but_its_faults(text: str) -> None:
    assert all(fault.code in CODES for fault in check_source(text))
