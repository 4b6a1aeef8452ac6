"""The lines before a question: why an answer was not taken, hints, greetings, notes."""

from __future__ import annotations

from dialogs.catalogues import is_known
from dialogs.prompts.notes import noted
from dialogs.prompts.sharing import taken_for
from dialogs.prompts.view import View
from dialogs.summaries import form_of, is_filled, sheets_by_item
from dialogs.wording import number_text, title_in
from state_machine.interview import Control, Location
from state_machine.items import ROOT
from state_machine.pending import Hinting, Informing, Problem, Rejected, Returned, Shared, Told
from state_machine.questionnaire import Grid, Question, QuestionType, Text

__all__ = ["HELP_AFTER", "lead", "lead_elsewhere"]

HELP_AFTER = 3
"""Attempts after which the hint and the hotline come by themselves."""

# After these it helps to say what an answer looks like; the others say it themselves.
_EXPLAINED = frozenset(
    {
        "ambiguous",
        "date_ambiguous",
        "empty",
        "no_such_date",
        "not_a_choice",
        "no_such_time",
        "not_a_date",
        "not_a_datetime",
        "not_a_number",
        "not_a_place",
        "not_a_time",
        "not_in_list",
        "not_received",
        "not_whole",
        "wrong_medium",
        "rank_all",
        "rank_twice",
    }
)


def lead(view: View, question: Question, item: int) -> tuple[str, ...]:
    """The lines before a question."""
    match view.interview.head.pending:
        case Rejected(problem=problem, attempts=attempts):
            return _rejected(view, question, item, problem, attempts)
        case Hinting():
            helping = (question.hint, question.guidance)
            return tuple(view.render(text, item) for text in helping if text)
    return (
        *lead_elsewhere(view),
        *_awaiting(view),
        *_contradicted(view, question, item),
        *_notes(view, question, item),
    )


def _contradicted(view: View, question: Question, item: int) -> tuple[str, ...]:
    """Why a question that had an answer is asked again: another change made it invalid."""
    answer = view.scope.answer(question, item)
    if answer is None or view.scope.settled(question, item) is not False:
        return ()
    problem = view.scope.objection(question, item, answer.value)
    why = None if problem is None else _edit_message(question, problem)
    return (view.say("answer.contradicted"), *((view.render(why, item),) if why else ()))


def _edit_message(question: Question, problem: Problem) -> Text | None:
    """The author's words for the edit that an answer failed."""
    if problem.code != "constraint":
        return None
    return question.edits[int(problem.args["edit"])].message


def _awaiting(view: View) -> tuple[str, ...]:
    head = view.interview.head
    if head.control is not Control.AWAITING or head.pending is not None:
        return ()
    return (view.say("control.awaiting"),)


def lead_elsewhere(view: View) -> tuple[str, ...]:
    """The lines before a screen that is no question."""
    match view.interview.head.pending:
        case Rejected(problem=problem):
            return (_problem(view, problem),)
        case Told(code=code):
            return _told(view, code)
        case Returned():
            return (_returned(view),)
        case Informing(topic=topic):
            return _informing(view, topic)
        case Shared() as shared:
            return (taken_for(view, shared),)
    return ()


def _informing(view: View, topic: str) -> tuple[str, ...]:
    """Salamat's answer about the census, or that there is none; then who knows more."""
    found = view.questionnaire.topics.get(topic)
    if found is None:
        return (view.say("faq.unknown"), *_hotline(view))
    return (view.render(found.answer, ROOT),)


_WITH_HOTLINE = frozenset({"agent_already", "agent_awaited", "no_hint"})


def _told(view: View, code: str) -> tuple[str, ...]:
    key = f"told.{code}"
    line = view.say(key if is_known(key) else "told.not_here")
    return (line, *_hotline(view)) if code in _WITH_HOTLINE else (line,)


def _hotline(view: View) -> tuple[str, ...]:
    hotline = view.questionnaire.constants.get("hotline", "")
    return (view.say("help.hotline", hotline=hotline),) if hotline else ()


def _problem(view: View, problem: Problem) -> str:
    key = f"problem.{problem.code}"
    return view.say(key if is_known(key) else "problem.constraint", **problem.args)


def _rejected(
    view: View, question: Question, item: int, problem: Problem, attempts: int
) -> tuple[str, ...]:
    lines = [_why(view, question, item, problem)]
    if problem.code in _EXPLAINED and question.type is not QuestionType.NOTE:
        lines.append(_expected(view, question, item))
    if attempts >= HELP_AFTER:
        lines += _help(view, question, item)
    return tuple(lines)


def _why(view: View, question: Question, item: int, problem: Problem) -> str:
    message = _edit_message(question, problem)
    if message is not None:
        return view.render(message, item)
    return _problem(view, problem)


def _expected(view: View, question: Question, item: int) -> str:
    if question.codelist is not None:
        return view.say("expected.codelist")
    if question.grid is not None:
        return view.say("expected.range", **_ends(question.grid, view.language))
    offered = view.scope.members(question, item) if question.members else ()
    last = len(offered or view.scope.choices(question, item))
    return view.say(f"expected.{question.type.value}", last=str(last))


def _ends(grid: Grid, language: str) -> dict[str, str]:
    numbers = {"start": grid.start, "end": grid.end, "step": grid.step}
    return {name: number_text(number, language) for name, number in numbers.items()}


def _help(view: View, question: Question, item: int) -> tuple[str, ...]:
    hint = (view.render(question.hint, item),) if question.hint else ()
    return (*hint, *_hotline(view))


def _notes(view: View, question: Question, item: int) -> tuple[str, ...]:
    """The notes that stand right before a question on its path."""
    path = view.scope.path(view.questionnaire.sections[question.section], item)
    if question not in path:
        return ()
    found: list[str] = []
    for earlier in reversed(path[: path.index(question)]):
        if earlier.type is not QuestionType.NOTE:
            break
        found.insert(0, noted(view, earlier, item))
    return tuple(found)


def _returned(view: View) -> str:
    """What is done and what is next, in one line."""
    head = view.interview.head
    forms: dict[tuple[int, str], bool] = {}
    for item, found in sheets_by_item(view.questionnaire, view.interview).items():
        for sheet in found:
            if not view.questionnaire.sections[sheet.section].gate:
                form = item, form_of(view.questionnaire, sheet)
                forms[form] = forms.get(form, True) and is_filled(view.interview, sheet)
    done = view.say("returned.done", len(forms), done=str(sum(forms.values())))
    return f"{done} {_next(view, head.location)}"


def _next(view: View, location: Location) -> str:
    question = view.questionnaire.questions.get(location.question)
    if question is None:
        return view.say("returned.finish")
    section = view.questionnaire.sections[question.section]
    name = view.render(section.title, location.item) or section.form
    title = title_in(view.scope, location.item, view.language)
    return view.say("returned.next", next=" · ".join(part for part in (title, name) if part))
