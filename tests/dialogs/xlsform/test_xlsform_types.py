"""Every newer type and column, from a workbook to the answers at the end of an interview."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from pyxform.xls2xform import convert

from dialogs.faults import Severity
from tests.dialogs.xlsform.playing import played, worth
from tests.dialogs.xlsform.reading import faults, questionnaire
from tests.workbooks import cells_of, workbook


class Case(NamedTuple):
    """A form, what is said, and what its questions are worth then; `shows` was on a screen."""

    form: str
    script: list[str]
    worth: dict[str, object]
    language: str = "en"
    shows: str = ""


_YN = "| choices |\n| | list_name | name | label |\n| | yn | yes | Yes |\n| | yn | no | No |\n"
_FOOD = (
    "| choices |\n| | list_name | name | label |\n"
    "| | food | meat | Meat |\n| | food | bread | Bread |\n| | food | milk | Milk |\n"
)


def survey(head: str, *rows: str) -> str:
    lines = "".join(f"| | {row} |\n" for row in (head, *rows))
    return f"| survey |\n{lines}"


CASES = {
    "range": Case(
        survey(
            "type | name | label | parameters",
            "range | sleep | Hours of sleep? | start=4 end=12 step=0.5",
            "range | mark | Your mark? |",
            "range | share | Which share? | start=0 end=100 step=5",
        ),
        ["7.5", "[10]", "65"],
        {"sleep": 7.5, "mark": 10, "share": 65},
    ),
    "rank": Case(
        survey("type | name | label", "rank food | wants | What first?") + _FOOD,
        ["milk, meat"],
        {"wants": ("milk", "meat", "bread")},
    ),
    "geopoint": Case(
        survey("type | name | label", "geopoint | home | Where?", "gps | well | The well?"),
        ["@location 43.25 76.9", "51.16, 71.43"],
        {"home": "43.25 76.9 0 0", "well": "51.16 71.43 0 0"},
    ),
    "acknowledge": Case(
        survey(
            "type | name | label | required",
            "acknowledge | seen | Read it | yes",
            "trigger | more | This too |",
        ),
        ["yes", "[I confirm]"],
        {"seen": "OK", "more": "OK"},
    ),
    "times": Case(
        survey(
            "type | name | label | calculation | constraint",
            "time | up | When up? | | . < '12:00'",
            "dateTime | met | When met? | |",
            "date | day | Which day? | |",
            "calculate | shown | | format-date(${day}, '%e.%n.%y') |",
            "calculate | days | | int(decimal-date-time(${day}) - decimal-date-time(${met})) |",
        ),
        ["9 pm", "6.30", "1.9.2008 14:30", "5.9.2008"],
        {"up": "06:30", "met": "2008-09-01T14:30", "shown": "5.9.08", "days": 3},
    ),
    "hidden and metadata": Case(
        survey(
            "type | name | label | default | calculation",
            "start | begun | | |",
            "end | ended | | |",
            "today | day | | |",
            "deviceid | device | | |",
            "username | user | | |",
            "hidden | round | | 3 |",
            "hidden | twice | | | ${round} * 2",
            "text | who | Who? | |",
        ),
        ["Abai"],
        {"day": "2021-09-20", "round": "3", "twice": 6, "who": "Abai"},
    ),
    "or_other": Case(
        survey(
            "type | name | label | relevant",
            "select_one food or_other | best | Best? |",
            "select_multiple food or specify other | all | All? | ${best} = 'other'",
        ).replace("or specify other", "or_other")
        + _FOOD,
        ["[Other]", "Cheese", "meat, other", "[Skip]"],
        {"best": "other", "best_other": "Cheese", "all": ("meat", "other")},
    ),
    "select_one_external": Case(
        survey(
            "type | name | label | choice_filter",
            "select_one yn | near | Near? |",
            "select_one_external town | town | Town? | near = ${near}",
        )
        + _YN
        + "| external_choices |\n| | list_name | name | label | near |\n"
        "| | town | a | Aqtau | yes |\n| | town | b | Balqash | no |\n| | town | c | Kent | no |\n",
        ["no", "Kent"],
        {"near": "no", "town": "c"},
    ),
    "values that stay": Case(
        survey(
            "type | name | label | calculation",
            "calculate | id | | once(uuid())",
            "calculate | drawn | | once(random())",
            "calculate | half | | if(${drawn} < 0.5, 'low', 'high')",
            "calculate | long | | string-length(${id})",
            "text | who | Who? |",
        ),
        ["Abai"],
        {"long": 36, "who": "Abai"},
    ),
    "guidance_hint": Case(
        survey(
            "type | name | label | hint | guidance_hint",
            "integer | rooms | Rooms? | With the kitchen. | Count halls as well.",
        ),
        ["[? Hint]", "5"],
        {"rooms": 5},
        shows="Count halls as well.",
    ),
    "appearance": Case(
        survey(
            "type | name | label | appearance",
            "text | phone | Phone? | numbers",
            "text | story | Story? | multiline",
            "select_one food | best | Best? | minimal",
            "select_multiple food | all | All? | columns-2",
            "select_one food | worst | Worst? | likert no-buttons",
        )
        + _FOOD,
        ["7011234567", "One\ntwo", "[Milk]", "1 2", "bread"],
        {"phone": "7011234567", "story": "One\ntwo", "all": ("meat", "bread"), "worst": "bread"},
    ),
    "read_only": Case(
        survey(
            "type | name | label | read_only | calculation | default",
            "integer | a | A? | | |",
            "integer | twice | Twice that | yes | ${a} * 2 |",
            "text | land | The country | TRUE | | Kazakhstan",
            "text | more | More? | no | |",
        ),
        ["21", "nothing"],
        {"a": 21, "twice": 42, "land": "Kazakhstan", "more": "nothing"},
        shows="Twice that\n42",
    ),
    "groups in groups and repeats": Case(
        survey(
            "type | name | label | relevant | repeat_count",
            "integer | n | How many? | |",
            "begin_group | outer | Outer | ${n} > 0 |",
            "begin repeat | house | House | | ${n}",
            "begin group | inner | Inner | ${n} < 9 |",
            "integer | rooms | Rooms? | |",
            "begin group | deep | | ${rooms} > 1 |",
            "text | why | Why? | |",
            "end group | | | |",
            "end group | | | |",
            "end repeat | | | |",
            "end_group | | | |",
        ),
        ["2", "1", "3", "Big"],
        {"n": 2, "rooms": [1, 3], "why": ["", "Big"]},
    ),
    "defaults": Case(
        survey(
            "type | name | label | default",
            "integer | a | A? | 4",
            "integer | b | B? | ${a} * 10",
            "date | day | Day? | today()",
            "select_one yn | sure | Sure? | no",
        )
        + _YN,
        ["yes", "[Correct: 40]", "[Correct: 20 September 2021]", "[Correct: No]"],
        {"a": 4, "b": 40, "day": "2021-09-20", "sure": "no"},
    ),
    "languages and piping": Case(
        survey(
            "type | name | label::Қазақша (kk) | label::Русский (ru) | label::English (en)",
            "text | who | Атыңыз? | Имя? | Name?",
            "select_one yn | sure | ${who}, рас па? | ${who}, точно? | ${who}, sure?",
            "note | told | Жауап: ${sure} | Ответ: ${sure} | Answer: ${sure}",
        )
        + "| choices |\n| | list_name | name | label::Қазақша (kk) | label::Русский (ru) "
        "| label::English (en) |\n| | yn | yes | Иә | Да | Yes |\n| | yn | no | Жоқ | Нет | No |\n",
        ["Абай", "иә", "[Әрі қарай]"],
        {"who": "Абай", "sure": "yes"},
        language="kk",
        shows="Жауап: Иә",
    ),
    "what is sent": Case(
        survey(
            "type | name | label | required | constraint | default | parameters",
            "image | front | Front? | | | | max-pixels=640",
            "audio | voice | Voice? | | . != '' | |",
            "video | clip | Clip? | | | a.mp4 |",
            "file | paper | Paper? | | | |",
        ),
        ["@photo", "@voice", "@video", "[Skip]"],
        {},
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_form_is_converted_checked_played_and_compared(case: Case) -> None:
    data = workbook(cells_of(case.form))
    assert convert(data, file_type=".xlsx", warnings=[]).xform
    found = faults(data)
    assert [each for each in found if each.severity is Severity.ERROR] == []
    screens: list[str] = []
    told = worth(played(questionnaire(data), case.script, case.language, screens))
    assert {key: told.get(key) for key in case.worth} == case.worth
    assert case.shows in "\n".join(screens)


def test_metadata_is_when_it_began_and_what_a_chat_does_not_know_is_empty() -> None:
    case = CASES["hidden and metadata"]
    told = worth(played(questionnaire(case.form), case.script))
    assert str(told["begun"]).startswith("2021-09-20T10:00")
    assert str(told["ended"]).startswith("2021-09-20T10:00")
    assert "device" not in told
    assert "user" not in told


def test_what_is_sent_is_kept_by_its_reference() -> None:
    case = CASES["what is sent"]
    told = worth(played(questionnaire(case.form), case.script))
    assert set(told) == {"front", "voice", "clip"}


def test_a_value_that_stays_is_the_same_when_another_answer_changes() -> None:
    case = CASES["values that stay"]
    dialogue = played(questionnaire(case.form), case.script)
    before = worth(dialogue)
    dialogue.tap("← Back")
    dialogue.say("Ybyrai")
    after = worth(dialogue)
    assert (after["id"], after["drawn"]) == (before["id"], before["drawn"])
    assert after["who"] == "Ybyrai"
