"""From a file to a compiled questionnaire."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from dialogs.faults import ContentErrors
from dialogs.loading import check_source, load, load_source
from dialogs.loading.nodes import Scalar, Table, read
from dialogs.loading.notebook import Notebook
from dialogs.loading.positions import locate
from state_machine.interview import Head, Interview
from state_machine.items import ROOT, Answer, Item, Items, Value
from state_machine.questionnaire import ADD, DONE, Loop, Questionnaire, QuestionType, Section, Stage
from state_machine.scope import Scope
from tests.dialogs.faulty import SOUND

ROOT_DIRECTORY = Path(__file__).parents[2]
FEATURES = ROOT_DIRECTORY / "questionnaires" / "features"


def feature(name: str) -> Questionnaire:
    """One of the small questionnaires."""
    return load(FEATURES / f"{name}.yaml")


def scope(questionnaire: Questionnaire, *items: Item) -> Scope:
    """A scope over an interview that has these items."""
    head = Head("i", questionnaire.identity, as_of="2021-09-20T10:00:00+06:00")
    return Scope(questionnaire, Interview(head, Items({item.id: item for item in items})))


def item(id_: int = ROOT, roster: str = "", parent: int = ROOT, **answers: Value) -> Item:
    """An item with answers."""
    return Item(id_, roster, parent, {name: Answer(value) for name, value in answers.items()})


def path(questionnaire: Questionnaire, section: str, *items: Item, of: int = ROOT) -> list[str]:
    """The names of the questions on the path of a section."""
    found = scope(questionnaire, *items).path(questionnaire.sections[section], of)
    return [question.name for question in found]


# -- the whole ------------------------------------------------------------------------------------


def test_blocks_sections_and_gates_keep_the_order_of_the_file() -> None:
    questionnaire = feature("nested_rosters")
    assert list(questionnaire.sections) == [
        *("address", "household_card", "member_card", "member_list", "household_list"),
        *("dwelling", "stay"),
    ]
    gathering, visiting = questionnaire.blocks[1:]
    assert isinstance(gathering, Loop)
    assert isinstance(visiting, Loop)
    assert (gathering.roster, gathering.gate) == ("household", "household_list")
    assert (visiting.roster, visiting.gate) == ("household", "")
    inner = visiting.blocks[1]
    assert isinstance(inner, Loop)
    assert isinstance(inner.blocks[0], Section)


def test_a_question_knows_its_section_level_and_place() -> None:
    questionnaire = feature("nested_rosters")
    months = questionnaire.questions["months"]
    assert (months.section, months.level, months.type) == ("stay", "member", QuestionType.INTEGER)
    assert [question.index for question in questionnaire.by_index] == list(
        range(len(questionnaire.by_index))
    )


def test_a_roster_and_its_gate_are_made_of_the_authors_words() -> None:
    questionnaire = feature("nested_rosters")
    roster = questionnaire.rosters["member"]
    gate = questionnaire.questions["member_more"]
    assert (roster.parent, roster.min, roster.max, roster.gate) == (
        "household",
        1,
        50,
        "member_more",
    )
    assert roster.respondent_first
    assert (gate.type, gate.level, gate.section) == (QuestionType.GATE, "household", "member_list")
    assert [choice.name for choice in gate.choices] == [ADD, DONE]
    assert questionnaire.sections["member_list"].gate == "member"
    assert questionnaire.sections["member_list"].stage is Stage.LISTING


def test_a_section_without_a_stage_is_part_of_the_interviewing() -> None:
    questionnaire = feature("notes")
    stages = [section.stage for section in questionnaire.sections.values()]
    assert stages == [Stage.GREETING, Stage.INTERVIEWING]


def test_what_marks_a_question_reaches_it() -> None:
    census = load(ROOT_DIRECTORY / "questionnaires" / "census.yaml")
    assert census.questions["territory"].official == "P1"
    assert census.sections["sheet_3i"].form == "3-И"
    assert feature("sensitive").questions["iin"].sensitive
    assert [choice.refuses for choice in feature("notes").questions["consent"].choices] == [
        False,
        True,
    ]


def test_the_hotline_and_the_constants_are_the_questionnaires_own() -> None:
    questionnaire = load_source(SOUND)
    assert questionnaire.constants["hotline"] == "1446"
    assert questionnaire.constants["iin_question"] == "iin"


def test_constants_given_at_loading_win() -> None:
    questionnaire = load(FEATURES / "calculation.yaml", constants={"census_moment": "2031-10-01"})
    asked = scope(questionnaire, item(birth_date="1990-07-13"))
    assert asked.value("age", ROOT) == 41


# -- identity -------------------------------------------------------------------------------------


def test_comments_and_layout_do_not_make_another_content() -> None:
    changed = "# a comment\n" + SOUND.replace(
        "{ru: Адрес, en: Address}", "\n      ru: 'Адрес'\n      en: Address"
    )
    assert load_source(changed).identity == load_source(SOUND).identity


@pytest.mark.parametrize(
    ("old", "new"),
    [("ru: Адрес", "ru: Место"), ("max: 20", "max: 21"), ("- {name: russian", "- {name: rus")],
)
def test_every_word_of_the_author_makes_another_content(old: str, new: str) -> None:
    assert load_source(SOUND.replace(old, new)).content != load_source(SOUND).content


def test_another_constant_makes_another_content() -> None:
    other = load_source(SOUND, constants={"census_moment": "2031-10-01T00:00:00+06:00"})
    assert other.content != load_source(SOUND).content
    assert len(other.content) == 12


# -- conditions -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, ["age"]),
        ({"age": 10}, ["age"]),
        ({"age": 20}, ["age", "works"]),
        ({"age": 20, "works": "no"}, ["age", "works"]),
        ({"age": 20, "works": "yes"}, ["age", "works", "occupation"]),
        ({"age": 10, "works": "yes"}, ["age"]),
    ],
)
def test_the_conditions_of_groups_hold_for_what_is_in_them(
    answers: dict[str, Value], expected: list[str]
) -> None:
    root = Item(ROOT, answers={name: Answer(value) for name, value in answers.items()})
    assert path(feature("groups"), "person", root) == expected


def test_the_condition_of_a_section_holds_for_its_questions() -> None:
    questionnaire = feature("groups")
    assert path(questionnaire, "pension", item(age=62)) == []
    assert path(questionnaire, "pension", item(age=63)) == ["receives_pension"]


def test_the_condition_of_a_visit_looks_at_the_item_visited() -> None:
    """`each` is asked of the household, even for a question about its member."""
    text = (FEATURES / "nested_rosters.yaml").read_text(encoding="utf-8")
    text = text.replace(
        "- each: household\n", '- each: household\n    relevant: "position() = 2"\n'
    )
    questionnaire = load_source(text)
    first = Item(1, "household", ROOT, {"residence": Answer("temporary")}, {"member": (3,)})
    second = Item(2, "household", ROOT, {"residence": Answer("temporary")}, {"member": (4,)})
    root = Item(ROOT, children={"household": (1, 2)})
    items = (root, first, second, item(3, "member", 1), item(4, "member", 2))
    assert path(questionnaire, "stay", *items, of=3) == []
    assert path(questionnaire, "stay", *items, of=4) == ["months"]


def test_required_is_yes_no_or_a_condition() -> None:
    questionnaire = feature("groups")
    occupation = questionnaire.questions["occupation"]
    assert scope(questionnaire, item(age=40)).required(occupation, ROOT)
    assert not scope(questionnaire, item(age=70)).required(occupation, ROOT)
    assert scope(questionnaire, item()).required(questionnaire.questions["age"], ROOT)
    text = SOUND.replace("        name: street\n", '        name: street\n        required: "no"\n')
    assert load_source(text).questions["street"].required is None


def test_choices_are_filtered_by_answers() -> None:
    questionnaire = feature("choice_filter")
    town = questionnaire.questions["town"]
    offered = scope(questionnaire, item(region="abai")).choices(town, ROOT)
    assert [choice.name for choice in offered] == ["semey", "ayagoz", "village"]


def test_a_calculation_that_gives_no_number_is_empty() -> None:
    """As in ODK: a NaN stored in an answer is ''."""
    questionnaire = feature("calculation")
    assert scope(questionnaire, item()).value("age", ROOT) == ""
    assert scope(questionnaire, item(birth_date="1990-07-13")).value("age", ROOT) == 31


def test_aggregates_count_what_is_answered_and_on_the_path() -> None:
    questionnaire = feature("aggregates")
    members = (
        item(1, "member", years=40, income=100, iin="900713300014"),
        item(2, "member", years=35, income=50.5, iin="900713300014"),
        item(3, "member", years=10, income=999),
        item(4, "member"),
    )
    asked = scope(questionnaire, Item(ROOT, children={"member": (1, 2, 3, 4)}), *members)
    assert [asked.value(name, ROOT) for name in ("people", "total_income", "oldest")] == [
        4,
        150.5,
        40,
    ]
    assert asked.relevant(questionnaire.questions["iin_twice"], ROOT)


def test_a_choice_of_a_list_used_at_two_levels_looks_at_its_own_level() -> None:
    """The same list may be filtered by an answer that only one of its questions can reach."""
    text = SOUND.replace(
        "- {name: russian, label: {ru: Русский, en: Russian}}",
        "- {name: russian, label: {ru: Русский, en: Russian}, relevant: \"${name} = 'Иван'\"}",
    )
    questionnaire = load_source(text)
    spoken = questionnaire.questions["languages_spoken"]
    items = (Item(ROOT, children={"member": (1,)}), item(1, "member", name="Пётр"))
    assert [choice.name for choice in scope(questionnaire, *items).choices(spoken, 1)] == [
        "kazakh",
        "other",
    ]


@pytest.mark.parametrize(("links", "height"), [(70, 1), (30, 10), (9, 40)])
def test_the_longest_chain_of_rules_that_is_allowed_fits_on_the_stack(
    links: int, height: int
) -> None:
    """And a chain that is not much longer is refused."""
    assert chained(links, height) == links * height
    with pytest.raises(ContentErrors, match="E314"):
        chained(links + links // 5 + 1, height)


def chained(links: int, height: int) -> Value:
    """The value at the end of a chain of calculations, each with some levels of additions."""
    more, names = " + 1" * height, ["start", *(f"c{n}" for n in range(links))]
    rows = "".join(
        f'      - {{type: calculate, name: {name}, calculation: "${{{before}}}{more}"}}\n'
        for before, name in pairwise(names)
    )
    questionnaire = load_source(
        "name: chain\ntitle: {ru: x}\nlanguages: [ru]\nblocks:\n  - section: all\n"
        "    title: {ru: x}\n    questions:\n"
        f"      - {{type: integer, name: start, label: {{ru: x}}}}\n{rows}"
    )
    value = scope(questionnaire, item(start=0)).value(names[-1], ROOT)
    assert isinstance(value, float)
    return value


# -- YAML -----------------------------------------------------------------------------------------


def test_every_scalar_is_a_text() -> None:
    """YAML 1.1 would read a boolean, an octal number, a date and nothing."""
    root = read("a: no\nb: 010\nc: 2021-10-01\nd: ~\ne: 1_0", Notebook("x"))
    assert isinstance(root, Table)
    texts = [node.text for node in root.entries.values() if isinstance(node, Scalar)]
    assert texts == ["no", "010", "2021-10-01", "~", "1_0"]


def test_an_alias_repeats_what_is_complete() -> None:
    root = read("a: &x {b: 1}\nc: *x", Notebook("x"))
    assert isinstance(root, Table)
    assert root.entries["a"] == root.entries["c"]


def test_aliases_cannot_make_a_small_file_huge() -> None:
    """Each line repeats the one before ten times: 10^9 values from 200 bytes."""
    lines = [
        "a0: &a0 [x]",
        *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)),
    ]
    notebook = Notebook("x")
    assert read("\n".join(lines), notebook) is None
    assert [fault.code for fault in notebook.faults] == ["E107"]


def test_an_alias_within_what_it_names_is_a_fault() -> None:
    notebook = Notebook("x")
    read("a: &a [*a]", notebook)
    assert [fault.code for fault in notebook.faults] == ["E106"]


@pytest.mark.parametrize(
    ("yaml", "line", "column"),
    [
        ('  relevant: "${rooms} > ${lost}"', 1, 25),
        ("  relevant: '${rooms} > ${lost}'", 1, 25),
        ("  relevant: ${rooms} > ${lost}", 1, 24),
        ("  relevant: '''a'' != ${lost}'", 1, 23),
        ('  relevant: "\\"a\\" != ${lost}"', 1, 23),
        ('  relevant: "\\u0041\\x41 ${lost}"', 1, 25),
        ("  relevant: ${rooms} >\n      ${lost}", 2, 7),
        ("  relevant: |\n      ${rooms} >\n      ${lost}", 3, 7),
        ("  relevant: >-\n      ${rooms} >\n      ${lost}", 3, 7),
        ('  relevant: "${rooms} >\n\n      ${lost}"', 3, 7),
        ("  relevant: &name\n    ${rooms} > ${lost}", 2, 16),
    ],
)
def test_a_place_within_a_text_is_found_in_the_file_however_it_is_written(
    yaml: str, line: int, column: int
) -> None:
    root = read(yaml, Notebook("x"))
    assert isinstance(root, Table)
    rule = root.entries["relevant"]
    assert isinstance(rule, Scalar)
    before = rule.text[: rule.text.index("${lost}")]
    place = before.count("\n") + 1, len(before) - before.rfind("\n")
    assert locate(yaml, rule, *place) == (line, column)


def test_a_fault_in_an_expression_is_placed_in_the_file() -> None:
    text = SOUND.replace('relevant: "${rooms} > 1"', 'relevant: "${rooms} > 1 and ${lost}"')
    (fault,) = check_source(text)
    lines = text.splitlines()
    assert lines[fault.line - 1][fault.column - 1 :].startswith("${lost}")


def test_a_fault_in_a_wording_is_placed_in_the_file() -> None:
    text = SOUND.replace("en: What is your street?", 'en: "Well: {1 + ${lost}}"')
    (fault,) = check_source(text)
    assert text.splitlines()[fault.line - 1][fault.column - 1 :].startswith("${lost}")


def test_the_error_of_loading_names_every_fault_with_its_place() -> None:
    text = SOUND.replace("type: date", "type: dates")
    with pytest.raises(ContentErrors, match=r"^sound\.yaml:\d+:\d+: E204 ") as caught:
        load_source(text, name="sound.yaml")
    assert len(caught.value.faults) == 1


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(tmp_path: Path) -> None:
    path = tmp_path / "sound.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + SOUND.replace("\n", "\r\n").encode())
    assert load(path).identity == load_source(SOUND).identity


def test_a_document_that_is_no_mapping_is_a_fault() -> None:
    assert [fault.code for fault in check_source("- a\n- b")] == ["E104"]
    assert [fault.code for fault in check_source("")] == ["E113"]
    assert [fault.code for fault in check_source("# nothing")] == ["E113"]
