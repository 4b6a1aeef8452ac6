"""Shows an interview as the page's chat: a function of the interview alone."""

from __future__ import annotations

from bot.buttons import encode
from bot.channels.web.wire import Bubble, Key, Number, Scale, Shown, ShownProgress, ShownPrompt
from dialogs.history import Exchange, history
from dialogs.prompts import AnswerKind, Button, ButtonStyle, Progress, Prompt
from dialogs.summaries import item_title
from state_machine.inputs import Act, Action
from state_machine.interview import Interview, Location, Status
from state_machine.pending import Listing, Rejected, Reviewing
from state_machine.questionnaire import Questionnaire

__all__ = ["SHOWN_EXCHANGES", "show"]

SHOWN_EXCHANGES = 50
CHANGEABLE = frozenset({Status.OPEN})


def show(questionnaire: Questionnaire, interview: Interview, prompt: Prompt) -> Shown:
    """Everything that a page shows of this interview; the last exchanges of a long one."""
    head = interview.head
    exchanges = history(questionnaire, interview, limit=SHOWN_EXCHANGES)
    return Shown(
        interview=interview.tag,
        revision=head.revision,
        language=prompt.language,
        languages=questionnaire.languages,
        status=head.status,
        progress=_progress(prompt.progress),
        history=tuple(_bubble(questionnaire, interview, each) for each in exchanges),
        prompt=_prompt(questionnaire, interview, prompt),
        numbers=_numbers(questionnaire, interview),
    )


def _numbers(questionnaire: Questionnaire, interview: Interview) -> tuple[Number, ...]:
    """The notification numbers; none while a list is open in their place."""
    if isinstance(interview.head.pending, Reviewing | Listing):
        return ()
    return tuple(
        Number(item_title(questionnaire, interview, receipt.item), receipt.number)
        for receipt in interview.head.receipts
    )


def _progress(progress: Progress | None) -> ShownProgress | None:
    if progress is None:
        return None
    return ShownProgress(
        progress.step, progress.steps, progress.name, progress.done, progress.total
    )


def _bubble(questionnaire: Questionnaire, interview: Interview, exchange: Exchange) -> Bubble:
    change = ""
    if interview.head.status in CHANGEABLE:
        argument = f"{exchange.location.question}/{exchange.location.item}"
        change = encode(questionnaire, Act(Action.CHANGE, argument, interview.tag))
    return Bubble(
        key=_key(exchange.location),
        title=exchange.title,
        question=exchange.question,
        answer=exchange.answer,
        change=change,
    )


def _prompt(questionnaire: Questionnaire, interview: Interview, prompt: Prompt) -> ShownPrompt:
    return ShownPrompt(
        key=_key(prompt.location),
        title=prompt.title,
        lead=prompt.lead,
        text=_without_numbers(prompt.text, interview),
        answer=prompt.answer,
        rejected=isinstance(interview.head.pending, Rejected),
        rows=tuple(tuple(_button(questionnaire, each) for each in row) for row in prompt.rows),
        sensitive=prompt.sensitive,
        scale=_scale(questionnaire, prompt),
    )


def _scale(questionnaire: Questionnaire, prompt: Prompt) -> Scale | None:
    """The scale of a range that is asked for just now, where its numbers are no buttons."""
    question = questionnaire.questions.get(prompt.location.question)
    grid = question.grid if question and not question.choices else None
    if grid is None or prompt.answer is not AnswerKind.NUMBER:
        return None
    return Scale(grid.start, grid.at(grid.count - 1), grid.step)


def _without_numbers(text: str, interview: Interview) -> str:
    """The text without the paragraph of notification numbers, which the page shows large."""
    numbers = [receipt.number for receipt in interview.head.receipts]
    paragraphs = text.split("\n\n")
    return "\n\n".join(each for each in paragraphs if not any(number in each for number in numbers))


def _button(questionnaire: Questionnaire, button: Button) -> Key:
    label = button.label
    if button.style is ButtonStyle.TICK:
        label = label.removeprefix("☑ ").removeprefix("☐ ")  # the page draws a box of its own
    return Key(label, encode(questionnaire, button.input), button.style, button.on)


def _key(location: Location) -> str:
    return f"{location.question}/{location.item}"
