"""What may be known of an interview in the clear: where it stands and how much is in it, no answer.

It is kept up from turn to turn by the events alone, so that it costs the same in a large interview.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from msgspec import Struct

from state_machine.events import Answered, Event, StartedOver
from state_machine.interview import FINISH, Head, Interview
from state_machine.items import Items
from state_machine.questionnaire import Questionnaire, Stage

__all__ = ["NO_REGION", "Outline", "decode_outline", "encode_outline", "outline", "region_code"]

NO_REGION = "00"
REGION_DIGITS = 2


class Outline(Struct, frozen=True, array_like=True, gc=False):
    """The plain side of an interview. `section` and `question` are '' on a screen of their own.

    So is the question where it is sensitive: that somebody is asked about it may tell an answer.
    `region` is the two digits of the region, `00` while unknown; `began` and `at` are ISO 8601
    times of the first and the last turn; `persons` and `answers` are counts.
    """

    questionnaire: str = ""
    status: str = ""
    control: str = ""
    stage: str = ""
    section: str = ""
    question: str = ""
    region: str = NO_REGION
    language: str = ""
    channel: str = ""
    began: str = ""
    at: str = ""
    persons: int = 0
    answers: int = 0


encode_outline = msgspec.msgpack.Encoder().encode
decode_outline = msgspec.msgpack.Decoder(Outline).decode


def outline(
    questionnaire: Questionnaire,
    before: Outline,
    known: Items,
    interview: Interview,
    events: Iterable[Event],
    channel: str,
) -> Outline:
    """Give the outline after a turn, from the one `before` it and the items `known` before it."""
    head = interview.head
    stage, section, question = _place(questionnaire, head)
    persons, answers = _growth(questionnaire.constants.get("person_roster"), known, interview.items)
    return Outline(
        questionnaire=head.questionnaire,
        status=head.status,
        control=head.control,
        stage=stage,
        section=section,
        question=question,
        region=_region(questionnaire.constants.get("region_question"), before.region, events),
        language=head.language,
        channel=channel,
        began=before.began or head.as_of,
        at=head.as_of,
        persons=before.persons + persons,
        answers=before.answers + answers,
    )


def _place(questionnaire: Questionnaire, head: Head) -> tuple[str, str, str]:
    """Give stage, section and question of the location; what is before the first has none."""
    if head.location == FINISH:
        return Stage.REVIEWING, "", ""
    question = questionnaire.questions.get(head.location.question)
    if question is None:
        return "", "", ""
    section = questionnaire.sections[question.section]
    return section.stage, section.name, "" if question.sensitive else question.name


def _growth(roster: str | None, before: Items, after: Items) -> tuple[int, int]:
    """Count the persons and answers that a turn added (or took away), by the items it touched."""
    persons = answers = 0
    for id_ in after.touched:
        for items, sign in ((before, -1), (after, 1)):
            if id_ in items:
                item = items[id_]
                persons += sign * (item.roster == roster)
                answers += sign * len(item.answers)
    return persons, answers


def _region(question: str | None, region: str, events: Iterable[Event]) -> str:
    for event in events:
        match event:
            case Answered(question=name, answer=answer) if name == question:
                region = region_code(answer.value)
            case StartedOver():
                region = NO_REGION
    return region


def region_code(value: object) -> str:
    """Read the two digits of the region, with which a KATO code begins."""
    digits = str(value)[:REGION_DIGITS]
    return digits if len(digits) == REGION_DIGITS and digits.isdecimal() else NO_REGION
