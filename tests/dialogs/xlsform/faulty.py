"""For every code that only a workbook can have a form at fault, with the place of the fault."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from tests.workbooks import workbook

__all__ = ["CASES", "Case"]


class Case(NamedTuple):
    """A form with one fault, and the sheet, row and column where it is: '' for the whole file."""

    code: str
    form: str | bytes
    sheet: str = "survey"
    line: int = 1
    column: int = 1
    files: Mapping[str, str] = MappingProxyType({})


def _asked(row: str, head: str = "| | type | name | label::en |") -> str:
    """A sound question, and a row in which something is wrong: the third one."""
    return f"| survey |\n{head}\n| | text | who | Who? |\n{row}\n"


_CHOICES = "| choices |\n| | list_name | name | label::en |\n"
_TWO = "| | a | x | X |\n| | a | y | Y |\n"

CASES = (
    Case("E114", b"this is no workbook", sheet=""),
    Case("E115", workbook({"survey": [["type", "name"], *[["text", "a"]] * 20_001]}), line=20_001),
    Case("E116", "| choices |\n| | list_name | name |\n| settings |\n| | form_id |\n", sheet=""),
    Case("E117", _asked("", "| | type | name | label::en | name |"), column=4),
    Case("E118", _asked("| | | other | Other? |"), line=3),
    Case(
        "E118",
        f"{_asked('| | select_one a | b | B? |')}{_CHOICES}| | | z | Z |\n{_TWO}",
        "choices",
        2,
    ),
    Case(
        "E119",
        workbook({"survey": [["type", "name", "label::en"], ["text", "who", "=UPPER(A1)"]]}),
        line=2,
        column=3,
    ),
    Case("E120", _asked("| | end group | | |"), line=3),
    Case("E120", _asked("| | begin repeat | more | More |\n| | text | x | X? |"), line=3),
    Case(
        "E122",
        _asked("| | geoshape | f | F? | yes |", "| | type | name | label::en | required |"),
        line=3,
    ),
    Case("W123", _asked("| | geotrace | way | Which way? |"), line=3),
    Case(
        "W124",
        _asked("", "| | type | name | label::en | trigger |").replace("Who? |", "Who? | ${x} |"),
        column=4,
    ),
    Case(
        "W124",
        _asked("| | note | n | N | yes |", "| | type | name | label::en | required |"),
        line=3,
        column=4,
    ),
    Case(
        "W124",
        _asked("| | image | p | P | . != '' |", "| | type | name | label::en | constraint |"),
        line=3,
        column=4,
    ),
    Case(
        "W124",
        _asked("| | audio | p | P | 1 + 1 |", "| | type | name | label::en | calculation |"),
        line=3,
        column=4,
    ),
    Case(
        "W124",
        _asked("| | file | p | P | a.pdf |", "| | type | name | label::en | default |"),
        line=3,
        column=4,
    ),
    Case(
        "W125",
        f"{_asked('')}| settings |\n| | form_id | instance_name |\n| | f | ${{who}} |\n",
        "settings",
        1,
        2,
    ),
    Case("W126", _asked("", "| | type | name | label::en | label::Français (fr) |"), column=4),
    Case("W127", _asked("", "| | type | name | label |"), column=3),
    Case(
        "W128",
        _asked("| | text | where | | Где? |", "| | type | name | label::en | label::ru |").replace(
            "Who? |", "Who? | Кто? |"
        ),
        line=3,
        column=4,
    ),
    Case("W129", _asked("| | text | Where | Where? |"), line=3, column=2),
    Case("W130", _asked("| | barcode | code | Code? |"), line=3),
    Case(
        "W131",
        _asked("| | text | also | Also? | 1 + 1 |", "| | type | name | label::en | calculation |"),
        line=3,
        column=4,
    ),
    Case("W132", _asked("| | text | also | **Also**? |"), line=3, column=3),
    Case(
        "W135",
        _asked(
            "| | text | also | Also? | No! |", "| | type | name | label::en | constraint_message |"
        ),
        line=3,
        column=4,
    ),
    Case("E680", _asked("| | select_one_from_file lost.csv | lost | Lost? |"), line=3),
    Case(
        "E681",
        _asked("| | select_one_from_file a.csv | b | B? |"),
        line=3,
        files={"a.csv": "code,label\nx,X\ny,Y\n"},
    ),
    Case(
        "E681",
        _asked(
            "| | calculate | b | | pulldata('a', 'name', 'key', ${who}) |",
            "| | type | name | label::en | calculation |",
        ),
        line=3,
        column=4,
        files={"a.csv": "key,label\nx,X\n"},
    ),
    Case(
        "E682",
        "| survey |\n| | type | name | label::en | choice_filter |\n"
        "| | begin repeat | many | Many | |\n| | text | one | One? | |\n| | end repeat | | | |\n"
        "| | select_one ${one} | which | Which? | a = 1 |\n",
        line=5,
        column=4,
    ),
    Case(
        "W900",
        "| survey |\n| | type | name | label::en | choice_filter |\n"
        "| | select_one regions | region | Region? | |\n"
        "| | select_one towns | town | Town? | region = ${region} |\n"
        "| choices |\n| | list_name | name | label::en | region |\n"
        "| | regions | abai | Abai | |\n| | regions | almaty | Almaty | |\n"
        "| | towns | semey | Semey | abai |\n| | towns | atlantis | Atlantis | sunk |\n",
        line=3,
        column=4,
    ),
)
