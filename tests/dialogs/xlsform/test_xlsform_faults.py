"""Whatever is wrong with a workbook is said with its sheet, row and column, and never raised."""

from __future__ import annotations

import random
import zipfile
from datetime import datetime
from io import BytesIO
from itertools import groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from dialogs.faults import CODES, ContentErrors
from dialogs.linting import report
from tests.dialogs.xlsform.faulty import CASES, Case
from tests.dialogs.xlsform.forms import FORMS
from tests.dialogs.xlsform.reading import codes, faults, questionnaire, said, translated
from tests.hostile import HOSTILE as TEXTS
from tests.workbooks import cells_of, workbook

OF_WORKBOOKS = {code for code in CODES if code[1:] in map(str, range(114, 140))}
SOUND = "| survey |\n| | type | name | label::en |\n| | text | who | Who? |\n"


@pytest.mark.parametrize("case", CASES, ids=[case.code for case in CASES])
def test_a_fault_is_found_at_its_sheet_row_and_column(case: Case) -> None:
    place = (case.code, case.sheet, case.line, case.column)
    assert place in said(case.form, case.files)


@pytest.mark.parametrize("case", CASES, ids=[case.code for case in CASES])
def test_an_error_keeps_a_form_from_being_asked_and_a_warning_does_not(case: Case) -> None:
    if case.code.startswith("W"):
        assert questionnaire(case.form, case.files).questions
    else:
        with pytest.raises(ContentErrors, match=case.code):
            questionnaire(case.form, case.files)


def test_every_code_of_workbooks_is_shown() -> None:
    assert {case.code for case in CASES} >= OF_WORKBOOKS
    assert OF_WORKBOOKS


def test_a_fault_names_the_sheet_as_a_program_for_tables_does() -> None:
    (fault,) = (each for each in faults(SOUND.replace("text", "texts")) if each.code == "E204")
    line = report([fault], json=False).splitlines()[0]
    assert line.endswith("form.xlsx[survey]:2:1: E204 no question is of type texts: is it text?")


def test_a_fault_in_a_file_beside_it_names_the_file() -> None:
    form = SOUND + "| | select_one_from_file a.csv | b | B? |\n"
    found = faults(form, {"a.csv": "name,label\nx,X\nx,Y\n"})
    assert [(each.file, each.line) for each in found if each.code == "E502"] == [("a.csv", 3)]


def test_a_fault_in_a_filter_is_said_once_and_names_the_columns() -> None:
    form = FORMS["choice filter"].replace("region = ${region}", "district = ${region}")
    (fault,) = (fault for fault in faults(form) if fault.code == "E301")
    assert (fault.line, fault.column) == (3, 4)
    assert "name, region" in fault.message


def test_an_answer_in_the_label_of_a_choice_is_named_with_what_to_do() -> None:
    form = FORMS["select_one"].replace("| yes | Yes |", "| yes | Yes, ${well} |")
    (fault,) = (each for each in faults(form) if each.code == "E405")
    assert (fault.file.rpartition("[")[2], fault.line, fault.column) == ("choices]", 2, 3)
    assert fault.message.endswith("say it in the label of the question")


# --- workbooks as strangers make them


def _zip(parts: dict[str, bytes]) -> bytes:
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return data.getvalue()


def _replaced(part: str, content: bytes) -> bytes:
    """A sound workbook with another content of one part."""
    with zipfile.ZipFile(BytesIO(workbook(cells_of(SOUND)))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return _zip({**parts, part: content})


SHEET = "xl/worksheets/sheet1.xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEADS = ["type", "name", "label"]
HOSTILE = {
    "an old workbook": OLE + b"\0" * 600,
    "groups that cross": workbook(
        {
            "survey": [
                HEADS,
                ["begin group", "a", "A"],
                ["begin repeat", "b", "B"],
                ["text", "c", "C?"],
                ["end group", "", ""],
                ["end repeat", "", ""],
            ]
        }
    ),
    "calculations in a circle": workbook(
        {
            "survey": [
                [*HEADS, "calculation"],
                ["calculate", "a", "", "${b}"],
                ["calculate", "b", "", "${a}"],
                ["text", "c", "C?", ""],
            ]
        }
    ),
    "numbers as names": workbook({"survey": [HEADS, ["text", 1, "A?"], ["text", 2.5, "B?"]]}),
    "signs as names": workbook({"survey": [HEADS, ["text", "😀", "A?"]]}),
    "a list that is not there": workbook({"survey": [HEADS, ["select_one a", "b", "B?"]]}),
    "a formula in a rule": workbook(
        {"survey": [[*HEADS, "relevant"], ["text", "a", "A?", "=1+1"]]}
    ),
    "nothing": b"",
    "a text": b"PK, but no workbook",
    "the beginning of one": workbook(cells_of(SOUND))[:700],
    "an empty archive": _zip({}),
    "an archive of other things": _zip({"a.txt": b"a"}),
    "a bomb": _zip({SHEET: b"0" * 50_000_000}),
    "thousands of parts": _zip({f"{number}.xml": b"" for number in range(2_100)}),
    "no XML": _replaced(SHEET, b"<<<"),
    "entities": _replaced(
        SHEET, b'<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'
    ),
    "a relation that leads nowhere": _replaced("xl/_rels/workbook.xml.rels", b"<Relationships/>"),
    "no sheets": _replaced("xl/workbook.xml", b"<workbook/>"),
    "an empty sheet": workbook({"survey": []}),
    "an empty sheet and choices": workbook({"survey": [], "choices": []}),
    "heads alone": workbook({"survey": [["type", "name", "label"]]}),
    "no question": workbook({"survey": [["type", "name"], ["", ""], ["begin group", "a"]]}),
    "numbers as heads": workbook({"survey": [[1, 2.5, True], ["text", "a", "A"]]}),
    "other columns": workbook({"survey": [["colour"], ["red"]]}),
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_what_is_no_form_is_refused_with_a_place(data: bytes) -> None:
    with pytest.raises(ContentErrors) as caught:
        questionnaire(data)
    assert all(fault.line >= 1 and fault.column >= 1 for fault in caught.value.faults)


def test_an_old_workbook_is_refused_with_what_to_do() -> None:
    (fault,) = faults(HOSTILE["an old workbook"])
    assert fault.code == "E114"
    assert "save it as .xlsx, without a password" in fault.message


def test_ten_thousand_rows_are_checked() -> None:
    rows = [["text", f"q{number}", f"Question {number}?"] for number in range(10_000)]
    found = faults(workbook({"survey": [HEADS, *rows]}))
    assert [each for each in found if each.code.startswith("E")] == []


def test_numbers_and_dates_are_read_as_they_are_seen() -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "survey"
    for row in (
        ["type", "name", "label::en", "default"],
        ["select_one grades", "grade", "Grade?", 1.0],
        ["date", "day", "Day?", datetime(2021, 10, 1)],  # noqa: DTZ001  a cell has no zone
        ["text", "yes_or_no", "Yes or no?", True],
    ):
        sheet.append(row)
    choices = book.create_sheet("choices")
    for row in (["list_name", "name", "label::en"], ["grades", 1.0, 1], ["grades", 2, "2"]):
        choices.append(row)
    sheet.merge_cells("A5:C5")
    data = BytesIO()
    book.save(data)
    found = questionnaire(data.getvalue())
    assert [choice.name for choice in found.questions["grade"].choices] == ["1", "2"]
    defaults = [each.default.source for each in found.questions.values() if each.default]
    assert defaults == ["'1'", "'2021-10-01'", "'TRUE'"]


def test_a_single_sheet_is_the_survey_whatever_its_name() -> None:
    assert questionnaire(workbook({"Tabelle1": cells_of(SOUND)["survey"]})).questions.keys() == {
        "who"
    }


def test_a_number_is_no_name_of_a_question() -> None:
    assert "E201" in codes(SOUND.replace("who", "12"))


def test_what_stands_far_away_is_reached_or_named() -> None:
    """ODK as well stops where sixty rows are empty."""
    book = Workbook()
    sheet = book.active
    sheet.title = "survey"
    for row in cells_of(SOUND)["survey"]:
        sheet.append(row)
    sheet["XFD1048576"] = "far away"
    data = BytesIO()
    book.save(data)
    assert questionnaire(data.getvalue()).questions.keys() == {"who"}


def test_groups_within_groups_have_an_end() -> None:
    depth = 500
    rows = [["begin group", f"g{number}", "G"] for number in range(depth)]
    rows += [["text", "who", "Who?"], *[["end group", "", ""]] * depth]
    assert "E107" in codes(workbook({"survey": [["type", "name", "label::en"], *rows]}))


COLUMNS = ["type", "name", "label", "label::ru", "relevant", "constraint", "calculation"]
COLUMNS += ["default", "required", "hint", "parameters", "choice_filter", "repeat_count"]
WORDS = ["text", "begin group", "end group", "begin repeat", "end repeat", "select_one a", "note"]
WORDS += ["select_one ${a}", "a", "${a}", "../a", "1", "yes", "calculate", "range", "geotrace"]
CELLS = st.sampled_from([*WORDS, *TEXTS]).filter(lambda text: all(map(_fits, text)))


def _fits(character: str) -> bool:
    """Whether a cell can have it: XML knows no other characters."""
    return character in "\t\n" or (
        character >= " "
        and not "\ud800" <= character <= "\udfff"
        and character not in "\ufffe\uffff"
    )


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=3, max_size=len(COLUMNS)), max_size=12))
def test_whatever_is_in_the_cells_is_read_or_refused(rows: list[list[str]]) -> None:
    found = faults(
        workbook({"survey": [COLUMNS, *rows], "choices": [["list_name", "name"], *rows]})
    )
    assert all(fault.code in CODES and fault.line >= 1 for fault in found)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 2**32))
def test_a_workbook_with_broken_bytes_is_read_or_refused(seed: int) -> None:
    data = bytearray(workbook(cells_of(FORMS["choice filter"])))
    chance = random.Random(seed)  # noqa: S311  nothing is kept secret by it
    for _ in range(20):
        data[chance.randrange(len(data))] = chance.randrange(256)
    assert isinstance(faults(bytes(data)), list)


def test_translating_keeps_every_row_in_its_order() -> None:
    blocks = translated(FORMS["repeat"])["blocks"]
    assert [key for key, _ in groupby(next(iter(block)) for block in blocks)] == [
        "roster",
        "section",
    ]
