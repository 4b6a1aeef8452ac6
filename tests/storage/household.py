"""A household to store: a small questionnaire with a roster of persons, and what a family says."""

from __future__ import annotations

from collections.abc import Iterable

from state_machine.assembly import assemble
from state_machine.engine import open_interview, step
from state_machine.inputs import Act, Action, Choose, Input, Say
from state_machine.interview import Interview
from state_machine.items import Value
from state_machine.questionnaire import (
    ADD,
    DONE,
    Choice,
    Expression,
    Loop,
    Question,
    Questionnaire,
    QuestionType,
    Roster,
    Section,
    Stage,
    Template,
    Text,
)
from state_machine.scope import Scope
from state_machine.turn import Turn

__all__ = ["ADDRESS", "NOW", "QUESTIONNAIRE", "SHEET", "begin", "family", "take", "take_all"]

NOW = "2021-09-01T10:00:00+06:00"
ADDRESS = "web:7c1f"

PLACE = ("region", "street", "floor")
SHEET = ("iin", "surname", "name", "work", "language", "study")


def _text(words: str) -> Text:
    return {"en": Template((words,))}


def _as_typed(text: str, _scope: object, _item: int) -> Value:
    return text


def _in_a_house(scope: Scope, item: int, _dot: Value) -> bool:
    return scope.value("street", item) != "a tent"


IN_A_HOUSE = Expression("${street} != 'a tent'", _in_a_house, {"street": ""})


def _question(
    name: str, index: int, section: str, level: str, kind: QuestionType = QuestionType.TEXT
) -> Question:
    gate = kind is QuestionType.GATE
    return Question(
        name=name,
        index=index,
        type=kind,
        section=section,
        level=level,
        label=_text(name),
        read=_as_typed,
        relevant=IN_A_HOUSE if name == "floor" else None,
        choices=tuple(Choice(choice, _text(choice)) for choice in (ADD, DONE)) if gate else (),
    )


def _section(name: str, level: str, stage: Stage, names: Iterable[str], first: int) -> Section:
    questions = (_question(each, first + n, name, level) for n, each in enumerate(names))
    return Section(name, level, stage, _text(name), tuple(questions))


def _questionnaire() -> Questionnaire:
    place = _section("place", "", Stage.LOCATING, PLACE, 0)
    sheet = _section("sheet", "person", Stage.INTERVIEWING, SHEET, len(PLACE))
    asked = _question("person_more", len(PLACE) + len(SHEET), "person_list", "", QuestionType.GATE)
    gate = Section("person_list", "", Stage.LISTING, _text("list"), (asked,), gate="person")
    return assemble(
        name="household",
        content="c0ffee",
        title=_text("A household"),
        languages=("en",),
        blocks=(place, Loop("person", (sheet,), gate="person_list")),
        rosters=[Roster("person", "", _text("person"), _text("person"), "person_more")],
        gates=[gate],
        understand=lambda _interview, _text: None,
        constants={
            "person_roster": "person",
            "iin_question": "iin",
            "region_question": "region",
            "name_questions": "surname name",
        },
    )


QUESTIONNAIRE = _questionnaire()


def begin(interview_id: str, address: str = ADDRESS) -> Turn:
    """Open an interview, standing at its first question."""
    return open_interview(QUESTIONNAIRE, id=interview_id, address=address, now=NOW)


def take(interview: Interview, said: Input | str) -> Turn:
    """Say something to an interview."""
    heard = Say(said) if isinstance(said, str) else said
    return step(QUESTIONNAIRE, interview, heard, now=NOW)


def take_all(interview: Interview, inputs: Iterable[Input | str]) -> Interview:
    """Say several things, and give the interview after them."""
    for said in inputs:
        interview = take(interview, said).interview
    return interview


def family(*iins: str) -> list[Input | str]:
    """Give all that a family says, one person for each IIN, up to the wish to finish."""
    said: list[Input | str] = ["750000000", "Abai 1", "2"]
    for number, iin in enumerate(iins):
        said += [Choose("person_more", 0, ADD), iin, "Omarov", f"Person {number}", "a", "b", "c"]
    return [*said, Choose("person_more", 0, DONE), Act(Action.FINISH)]
