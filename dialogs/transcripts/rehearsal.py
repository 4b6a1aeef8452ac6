"""A conversation in memory: the engine and the prompts without any storage."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from dialogs.prompts import Prompt, prompt
from state_machine.engine import open_interview, step
from state_machine.inputs import Finalised, Input
from state_machine.interview import Head, Interview, Receipt, Status
from state_machine.items import ROOT, Item, Items
from state_machine.questionnaire import Questionnaire
from state_machine.scope import Scope

__all__ = ["Rehearsal", "marshalled"]


class Rehearsal:
    """One interview with one questionnaire that nothing outlives.

    `clock` gives the time as ISO 8601 in the census's time zone. Every turn makes bytes of the
    interview and reads them back, as a service does that may be restarted between any two messages.
    When it finishes, the notification numbers are specimens, the same every time.
    """

    def __init__(self, questionnaire: Questionnaire, clock: Callable[[], str]) -> None:
        self.questionnaire = questionnaire
        self._clock = clock
        self._interview: Interview | None = None

    @property
    def interview(self) -> Interview:
        """The interview as it stands; opened when first looked at."""
        if self._interview is None:
            turn = open_interview(
                self.questionnaire, id="rehearsal", address="rehearsal:1", now=self._clock()
            )
            self._interview = marshalled(turn.interview)
        return self._interview

    @property
    def prompt(self) -> Prompt:
        """What is shown now."""
        return prompt(self.questionnaire, self.interview)

    def hear(self, input: Input) -> Prompt:
        """Takes one input and gives what is shown then."""
        self._step(input)
        if self.interview.head.status is Status.FINISHING:
            self._step(Finalised(_specimens(self.questionnaire, self.interview)))
        return self.prompt

    async def take(self, input: Input) -> Prompt:
        """The same for callers that wait for a service."""
        return self.hear(input)

    def _step(self, input: Input) -> None:
        turn = step(self.questionnaire, self.interview, input, now=self._clock())
        self._interview = marshalled(turn.interview)


def marshalled(interview: Interview) -> Interview:
    """The interview after a journey through bytes; its items are decoded when needed."""
    head = _HEADS.decode(_ENCODER.encode(interview.head))
    parts = {id_: _ENCODER.encode(item) for id_, item in interview.items.items()}
    items = Items({}, ids=frozenset(parts), load=lambda id_: _ITEMS.decode(parts[id_]))
    return Interview(head, items)


_ENCODER = msgspec.msgpack.Encoder()
_HEADS = msgspec.msgpack.Decoder(Head)
_ITEMS = msgspec.msgpack.Decoder(Item)


def _specimens(questionnaire: Questionnaire, interview: Interview) -> tuple[Receipt, ...]:
    """A number for every person, or for the interview where no persons are listed."""
    roster = questionnaire.constants.get("person_roster", "")
    people = Scope(questionnaire, interview).descend(ROOT, roster)
    return tuple(
        Receipt(item, f"SPECIMEN-{place:04}") for place, item in enumerate(people, start=1)
    )
