"""Plays planned answers through the engine, and writes the conversation down as a transcript."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from types import MappingProxyType

from dialogs.prompts import Button, prompt
from dialogs.proving import calendar
from dialogs.proving.deciding import PLAYED_AT
from dialogs.proving.domains import Member, Planned
from dialogs.proving.samples import TYPED
from dialogs.proving.trees import Spot, Tree
from dialogs.transcripts import Rehearsal, handed, parse, play, shown
from dialogs.wording import answer_text
from state_machine.attachment import Medium
from state_machine.engine import step
from state_machine.handing import MEDIA
from state_machine.inputs import Act, Action, Choose, Input, Say
from state_machine.interview import FINISH, LANGUAGE, Interview, Location
from state_machine.items import ROOT, Value
from state_machine.pending import Confirming
from state_machine.questionnaire import ADD, DONE, Question, Questionnaire, QuestionType
from state_machine.scope import Scope

__all__ = ["END", "Player"]

END = Spot(FINISH.question, ROOT)
"""Where everything is answered."""

_MOST_TURNS = 1000
_WAYS_PAST = (Action.SKIP, Action.CONTINUE, Action.MISSING)
_SENT = MappingProxyType(
    {
        Medium.IMAGE: "@photo",
        Medium.AUDIO: "@voice",
        Medium.VIDEO: "@video",
        Medium.FILE: "@file",
    }
)
"""What is sent where an attachment is asked for."""
_YEARS = range(calendar.FIRST_YEAR, calendar.LAST_YEAR + 1)


class Player:
    """One conversation that follows a plan: the answers by spot, and the items of a tree."""

    def __init__(
        self,
        questionnaire: Questionnaire,
        tree: Tree,
        plan: Mapping[Spot, Planned],
        language: str,
    ) -> None:
        self.questionnaire = questionnaire
        self.tree = tree
        self.plan = plan
        self.language = language
        rehearsed = Rehearsal(questionnaire, clock=lambda: PLAYED_AT)  # chance is that of a replay
        self.interview: Interview = rehearsed.interview
        self.lines = [f"@ questionnaire {questionnaire.name}"]
        self._hear("/start", Say("/start"))

    @property
    def scope(self) -> Scope:
        """The view of the interview so far."""
        return Scope(self.questionnaire, self.interview)

    def reaches(self, target: Spot) -> bool:
        """Plays until a question is asked; whether it was."""
        for _ in range(_MOST_TURNS):
            here = self._here()
            if here is None or self._is_at(target, here):
                return here is not None
            if self._is_past(here, target) or not self._go_on(here, target):
                return False
        return False

    def refuses(self, spot: Spot) -> bool:
        """Whether every answer that is tried at a spot, where the dialogue stands, is refused."""
        question, item = self.questionnaire.questions[spot.question], self.to_interview(spot.item)
        scope = self.scope
        return all(scope.objection(question, item, value) is not None for value in _tries(question))

    def transcript(self) -> str | None:
        """The conversation, if it can be played again as it stands."""
        text = "\n".join(self.lines) + "\n"
        return None if play(parse(text), self.questionnaire).differences else text

    # -- where the dialogue stands ----------------------------------------------------------------

    def _here(self) -> Spot | None:
        """The spot of the tree; None where the engine has an item that the tree has not."""
        location = self.interview.head.location
        if location in (FINISH, LANGUAGE):
            return Spot(location.question, ROOT)
        item = self.to_tree(location.item)
        return None if item is None else Spot(location.question, item)

    def to_tree(self, item: int) -> int | None:
        """The number in the tree of an item of the interview."""
        if item == ROOT:
            return ROOT
        found = self.interview.items[item]
        parent = self.to_tree(found.parent)
        row = () if parent is None else self.tree.children(parent, found.roster)
        place = self.scope.position(item)
        return row[place - 1] if place <= len(row) else None

    def to_interview(self, item: int) -> int:
        """The id in the interview of an item of the tree."""
        if item == ROOT:
            return ROOT
        node = self.tree.items[item]
        parent = self.interview.items[self.to_interview(node.parent)]
        return parent.children[node.roster][node.place - 1]

    def _place(self, spot: Spot) -> int:
        if spot.question == LANGUAGE.question:
            return -1
        return self.tree.order.get(spot, len(self.tree.route))

    def _is_past(self, here: Spot, target: Spot) -> bool:
        """Whether the dialogue is beyond a target; a gate that adds an item leads back."""
        coming = self._coming(here)
        place = self._place(here) if coming is None else self.tree.born(coming) - 1
        return place > self._place(target)

    def _coming(self, spot: Spot) -> int | None:
        """The item of the tree that a gate is about to add; None when it has all of them."""
        question = self.questionnaire.questions.get(spot.question)
        if question is None or question.type is not QuestionType.GATE:
            return None
        roster = self.scope.gathers(question).name
        count = len(self.scope.children(question, self.to_interview(spot.item)))
        row = self.tree.children(spot.item, roster)
        return row[count] if count < len(row) else None

    def _is_at(self, target: Spot, here: Spot) -> bool:
        """A note is reached with what is asked after it."""
        question = self.questionnaire.questions.get(target.question)
        if question is None or question.type is not QuestionType.NOTE or here == target:
            return here == target
        return self._is_past(here, target) and self.scope.relevant(
            question, self.to_interview(target.item)
        )

    # -- one answer -------------------------------------------------------------------------------

    def _go_on(self, here: Spot, target: Spot) -> bool:
        """Answers what is asked; whether the dialogue went on as planned."""
        before = self.interview
        if here.question == LANGUAGE.question:
            return self._press(lambda input: input == _language(input, self.language))
        question = self.questionnaire.questions[here.question]
        if question.type is QuestionType.GATE:
            return self._gate(here)
        if question.type is QuestionType.NOTE:
            return self._press(lambda input: _acts(input, Action.CONTINUE))
        at_once = self.scope.battery(question, self.interview.head.location.item)
        if at_once:
            return self._end_battery(at_once, target)
        self._part(question, here, target)
        answered = self._answer(question, self.plan.get(here, ""))
        self._agree()
        return answered and self.interview is not before and self._kept(here)

    def _kept(self, here: Spot) -> bool:
        """Whether the answer planned is the one that is stored now."""
        planned = self.plan.get(here, "")
        item = self.interview.items[self.to_interview(here.item)]
        stored = item.answers.get(here.question)
        if stored is None or planned is None:
            return stored is not None
        return stored.value == self._value(planned) or (
            isinstance(planned, tuple) and set(planned) == set(_names(stored.value))
        )

    def _value(self, planned: Planned) -> Value:
        if isinstance(planned, Member):
            return str(self.to_interview(planned.item))
        return "" if planned is None else planned

    def _gate(self, here: Spot) -> bool:
        choice = DONE if self._coming(here) is None else ADD
        return self._press(lambda input: _chooses(input, here.question, choice))

    def _end_battery(self, at_once: tuple[Question, ...], target: Spot) -> bool:
        """Ticks what the plan answers otherwise, or wants to be asked; all others are as usual."""
        for question in at_once:
            spots = self._together(question) or [self._spot(question)]
            usual = all(self._value(self.plan.get(spot, "")) == question.usual for spot in spots)
            if target in spots or not usual:
                tick = f"tick/{question.index}/1"
                self._press(partial(_acts, action=Action.USUAL, argument=tick))
        return self._press(_ends_battery)

    def _part(self, question: Question, here: Spot, target: Spot) -> None:
        """Asks one by one where one answer for all asked together is not planned, or not asked."""
        spots = self._together(question)
        planned = self.plan.get(here, "")
        differ = any(self.plan.get(spot, "") != planned for spot in spots)
        if target in spots or differ or (spots and self._is_suggested(question)):
            # Where many are asked, or with ticks, it is said first that the answers differ.
            apart = partial(_acts, action=Action.APART)
            if not self._press(apart) and self._press(partial(_acts, action=Action.SHARE)):
                self._press(apart)

    def _is_suggested(self, question: Question) -> bool:
        item = self.interview.head.location.item
        return self.scope.suggestion(question, item) is not None

    def _together(self, question: Question) -> list[Spot]:
        """The spots of all whom a question is asked about at once; none where it is asked alone."""
        company = self.scope.company(question, self.interview.head.location.item)
        return [Spot(question.name, self.to_tree(each) or ROOT) for each in company]

    def _spot(self, question: Question) -> Spot:
        return Spot(question.name, self.to_tree(self.interview.head.location.item) or ROOT)

    def _answer(self, question: Question, planned: Planned) -> bool:
        match planned:
            case None:
                return self._say_anything(question)
            case "":
                return self._leave()
            case Member() | str() if self._press(
                lambda input: _chooses(input, question.name, str(self._value(planned)))
            ):
                return True
            case Member():
                return False
            case tuple():
                return self._say(self._ticks(question, planned))
            case _:
                return self._say_value(question, planned)

    def _leave(self) -> bool:
        """Past a question that needs no answer, or with a reason in its place."""
        return any(self._press(partial(_acts, action=action)) for action in _WAYS_PAST)

    def _ticks(self, question: Question, planned: tuple[str, ...]) -> str:
        offered = self.scope.choices(question, self.interview.head.location.item)
        names = [choice.name for choice in offered]
        return ", ".join(str(names.index(name) + 1) for name in planned if name in names)

    def _say_value(self, question: Question, planned: Value) -> bool:
        item = self.interview.head.location.item
        if question.codelist is not None:
            said = answer_text(question, planned, self.scope, item, self.language)
            self._say(said)
            here = self.interview.head.location == Location(question.name, item)
            return not here or self._press(
                lambda input: _chooses(input, question.name, str(planned))
            )
        return self._say(_typed(question, planned))

    def _say_anything(self, question: Question) -> bool:
        """The first button or sample that is taken, without a word about those that are not."""
        if question.type in MEDIA:
            return self._send(_SENT[MEDIA[question.type]])
        if self._press(lambda input: self._is_taken(question, input)):
            return True
        taken = (text for text in TYPED if self._is_taken(question, Say(text)))
        return self._say(next(taken, ""))

    def _send(self, line: str) -> bool:
        """Sends something that is no text, as a line of a transcript says it."""
        sent = handed(line)
        if sent is not None:
            self._hear(line, sent)
        return sent is not None

    def _is_taken(self, question: Question, input: Input) -> bool:
        """Whether an input would be an answer to the question."""
        if isinstance(input, Act):
            return False
        item = self.interview.head.location.item
        turn = step(self.questionnaire, self.interview, input, now=PLAYED_AT)
        return turn.interview.items[item].answers.get(question.name) is not None

    def _agree(self) -> None:
        """Says yes to the question whether an answer is so."""
        if isinstance(self.interview.head.pending, Confirming):
            self._press(lambda input: _acts(input, Action.CONFIRM))

    # -- speaking ---------------------------------------------------------------------------------

    def _press(self, wanted: Callable[[Input], bool]) -> bool:
        """Presses the first button that does what is wanted; whether there was one."""
        for button in self._buttons():
            if wanted(button.input):
                self._hear(f"[{button.label.lstrip('☐☑✓ ')}]", button.input)
                return True
        return False

    def _buttons(self) -> Iterator[Button]:
        for row in prompt(self.questionnaire, self.interview).rows:
            yield from row

    def _say(self, text: str) -> bool:
        if not text:
            return False
        self._hear(text, Say(text))
        return True

    def _hear(self, said: str, input: Input) -> None:
        turn = step(self.questionnaire, self.interview, input, now=PLAYED_AT)
        self.interview = turn.interview
        texts = shown(prompt(self.questionnaire, self.interview))
        self.lines += [f"> {said}", *(f"< {text}".rstrip() for text in texts)]


def _acts(input: Input, action: Action, argument: str = "") -> bool:
    """Whether an input is a command, with an argument if one is named."""
    acts = isinstance(input, Act) and input.action is action
    return acts and argument in ("", getattr(input, "argument", ""))


def _ends_battery(input: Input) -> bool:
    ticks = isinstance(input, Act) and input.argument.startswith("tick/")
    return _acts(input, Action.USUAL) and not ticks


def _language(input: Input, language: str) -> Input | None:
    found = isinstance(input, Act) and (input.action, input.argument)
    return input if found == (Action.LANGUAGE, language) else None


def _chooses(input: Input, question: str, choice: str) -> bool:
    return isinstance(input, Choose) and (input.question, input.choice) == (question, choice)


def _names(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (str(value),)


def _typed(question: Question, value: Value) -> str:
    """An answer as a person types it."""
    if question.type is QuestionType.DATE and isinstance(value, str):
        day = date.fromisoformat(value)
        return f"{day.day:02}.{day.month:02}.{day.year:04}"
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    return str(value)


def _tries(question: Question) -> Iterator[Value]:
    """Answers of the type of a question, many and of many kinds."""
    match question.type:
        case QuestionType.SELECT_ONE | QuestionType.SELECT_MULTIPLE:
            several = question.type is QuestionType.SELECT_MULTIPLE
            yield from ((choice.name,) if several else choice.name for choice in question.choices)
        case QuestionType.INTEGER | QuestionType.DECIMAL:
            yield from range(-10, 2200)
        case QuestionType.DATE:
            yield from (f"{year}-{month:02}-01" for year in _YEARS for month in range(1, 13))
        case _:
            yield from TYPED
