"""What was asked and answered so far, and what a turn has just taken."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from dialogs.catalogues import say
from dialogs.summaries import Exchange, answered_in, exchange, language_of
from dialogs.wording import said
from state_machine.events import Answered, LanguageChosen
from state_machine.interview import LANGUAGE, Interview, Location
from state_machine.items import Standing
from state_machine.questionnaire import Questionnaire, QuestionType
from state_machine.route import sheets
from state_machine.scope import Scope
from state_machine.turn import Turn

__all__ = ["Echo", "Exchange", "echo", "history"]


class Echo(Struct, frozen=True):
    """The answer that a turn took, to be shown on the message that asked for it.

    `sensitive`: among all that the turn took there is something that no message may keep; then the
    text only says that it is there.
    """

    location: Location
    answer_text: str
    sensitive: bool = False


def history(
    questionnaire: Questionnaire, interview: Interview, *, limit: int = 50
) -> tuple[Exchange, ...]:
    """The last `limit` answers on the path in their order, sensitive ones masked."""
    scope = Scope(questionnaire, interview)
    language = language_of(questionnaire, interview)
    found: list[Location] = []
    for location in _backwards(scope):
        if len(found) == limit:
            break
        found.append(location)
    return tuple(exchange(scope, location, language) for location in reversed(found))


def _backwards(scope: Scope) -> Iterator[Location]:
    """The answered questions from the last to the first; sheets without answers are passed over."""
    for sheet in sheets(scope.questionnaire, scope.interview, back=True):
        if scope.item(sheet.item).standing[sheet.section] not in _EMPTY:
            yield from reversed(tuple(answered_in(scope, sheet)))


_EMPTY = (Standing.ABSENT, Standing.UNFILLED)


def echo(turn: Turn) -> Echo | None:
    """What a turn took as an answer or as the language; None when it took nothing."""
    scope = turn.scope
    for event in reversed(turn.events):
        if isinstance(event, Answered) and event.item in scope.interview.items:
            return _echo_of(event, scope, sensitive=_is_sensitive(turn))
        if isinstance(event, LanguageChosen):
            return Echo(LANGUAGE, say(event.language, "language.name"))
    return None


def _is_sensitive(turn: Turn) -> bool:
    questions = turn.scope.questionnaire.questions
    taken = [each for each in turn.events if isinstance(each, Answered)]
    return any(questions[each.question].sensitive for each in taken)


def _echo_of(event: Answered, scope: Scope, *, sensitive: bool) -> Echo | None:
    question = scope.questionnaire.questions[event.question]
    if question.type is QuestionType.NOTE:
        return None
    language = language_of(scope.questionnaire, scope.interview)
    hidden = sensitive and event.answer.value not in ("", ())
    shown = say(language, "answer.hidden")
    text = shown if hidden else said(question, event.answer, scope, event.item, language)
    return Echo(Location(event.question, event.item), text, sensitive)
