"""Questions as they are asked: the wording, the answer so far, a button for each way on."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from dialogs.prompts.codelists import entry_label, few, opening
from dialogs.prompts.leads import lead
from dialogs.prompts.notes import noted
from dialogs.prompts.offers import accepting, asked, reasons, suggested
from dialogs.prompts.ranking import chosen_so_far, ranking
from dialogs.prompts.sharing import differing, everybody, how, left_out, named
from dialogs.prompts.topics import asking, inform
from dialogs.prompts.values import AnswerKind, Button, ButtonStyle, Prompt
from dialogs.prompts.view import View
from dialogs.wording import said, title_in
from state_machine.inputs import Action, Choose
from state_machine.interview import Location
from state_machine.pending import Hinting, Informing, Problem, Rejected
from state_machine.questionnaire import ADD, DONE, Choice, Question, QuestionType, Section, Stage
from state_machine.route import previous_stop
from state_machine.together import place_of
from state_machine.values import as_answer

__all__ = ["ask"]

_ANSWERS: Mapping[QuestionType, AnswerKind] = MappingProxyType(
    {
        QuestionType.SELECT_ONE: AnswerKind.CHOICE,
        QuestionType.SELECT_MULTIPLE: AnswerKind.CHOICES,
        QuestionType.GATE: AnswerKind.CHOICE,
        QuestionType.INTEGER: AnswerKind.NUMBER,
        QuestionType.DECIMAL: AnswerKind.NUMBER,
        QuestionType.TEXT: AnswerKind.TEXT,
        QuestionType.DATE: AnswerKind.DATE,
        QuestionType.GEOPOINT: AnswerKind.PLACE,
        QuestionType.IMAGE: AnswerKind.IMAGE,
        QuestionType.AUDIO: AnswerKind.AUDIO,
        QuestionType.VIDEO: AnswerKind.VIDEO,
        QuestionType.FILE: AnswerKind.FILE,
        QuestionType.TIME: AnswerKind.TIME,
        QuestionType.DATETIME: AnswerKind.DATETIME,
        QuestionType.RANGE: AnswerKind.NUMBER,
        QuestionType.RANK: AnswerKind.CHOICES,
        QuestionType.ACKNOWLEDGE: AnswerKind.CHOICE,
        QuestionType.NOTE: AnswerKind.NONE,
        QuestionType.CALCULATE: AnswerKind.NONE,
    }
)

_SHORT, _FEW, _MANY = 16, 3, 8
_BESIDE = 6
"""Numbers of a range in one row."""
_MOST_MEMBERS = 80
"""People offered or asked about as buttons: a message carries 100. The others can be named."""
_LISTED = 10
"""Items named above the question whether there are more: the last ones."""


def ask(view: View, question: Question, item: int) -> Prompt:
    """The question at the location."""
    section = view.questionnaire.sections[question.section]
    company = view.scope.company(question, item)
    about = view.title(item, gathering=_is_gathering(view, section))
    return view.screen(
        _text(view, question, item, company),
        (
            accepting(view, question, item),
            *named(view, question, company),
            *_ways(view, question, item),
            differing(view, question, item, company),
            reasons(view, question, item),
            _keeping(view, question, item),
            *inform(view),
            _commands(view, question, item),
        ),
        lead=lead(view, question, item),
        title=everybody(view, company) if company else about,
        sensitive=question.sensitive,
        answer=_typed(question),
    )


def _typed(question: Question) -> AnswerKind:
    """What may be typed."""
    if question.codelist is not None:
        return AnswerKind.TEXT
    return AnswerKind.NUMBER if question.numeric else _ANSWERS[question.type]


def _ways(view: View, question: Question, item: int) -> tuple[tuple[Button, ...], ...]:
    """The answers as buttons; none where there is one suggested for each of several people."""
    several = bool(view.scope.company(question, item)) and question.default is not None
    return () if several else _answers(view, question, item)


def _is_gathering(view: View, section: Section) -> bool:
    """Whether the list that the item belongs to is still being made where this is asked."""
    if section.gate:
        return section.stage is Stage.LISTING
    around = view.questionnaire.places[section.name].around
    return around is not None and around.gate != ""


def _text(view: View, question: Question, item: int, company: tuple[int, ...]) -> str:
    label = asked(view, question, item)
    if question.type is QuestionType.NOTE:
        return noted(view, question, item)
    if question.type is QuestionType.GATE:
        return "\n".join((label, *_listed(view, question, item)))
    lines = (
        label,
        suggested(view, question, item),
        how(view, question, company) if company and question.default is None else "",
        _now(view, question, item),
    )
    return "\n".join(line for line in lines if line)


_TICKED = (QuestionType.SELECT_MULTIPLE, QuestionType.RANK)


def _now(view: View, question: Question, item: int) -> str:
    """The answer that the question already has. Ticks show theirs, but for what is sensitive."""
    answer = view.scope.answer(question, item)
    ticked = question.type in _TICKED and not question.sensitive
    silent = ticked or question.type is QuestionType.NOTE
    if answer is None or silent or (answer.value == "" and not answer.missing):
        return ""
    shown = said(question, answer, view.scope, item, view.language)
    return view.say("answer.now", answer=shown)


def _listed(view: View, gate: Question, item: int) -> list[str]:
    """The items gathered so far, one a line."""
    row = _gathered(view, gate, item)
    hidden = max(len(row) - _LISTED, 0)
    lines = [
        f"{place}. {title_in(view.scope, member, view.language)}"
        for place, member in enumerate(row[hidden:], hidden + 1)
    ]
    return [view.say("gate.earlier", hidden), *lines] if hidden else lines


def _gathered(view: View, gate: Question, item: int) -> tuple[int, ...]:
    roster = view.scope.gathers(gate)
    return view.scope.item(item).children.get(roster.name, ())


def _answers(view: View, question: Question, item: int) -> tuple[tuple[Button, ...], ...]:
    match question.type:
        case QuestionType.SELECT_ONE:
            if question.codelist is not None and not few(view, question, item):
                return ((opening(view),),)
            return _rows(_choices(view, question, item), question.columns)
        case QuestionType.SELECT_MULTIPLE:
            done = view.say("button.done")
            confirmed = Button(done, _choose(view, question, item, ""), ButtonStyle.PRIMARY)
            return (*_rows(_ticks(view, question, item), question.columns), (confirmed,))
        case QuestionType.RANK:
            return ranking(view, question, item)
        case QuestionType.RANGE:
            return _rows(_choices(view, question, item), _BESIDE)
        case QuestionType.ACKNOWLEDGE:
            label = view.render(question.choices[0].label, item)
            confirm = _choose(view, question, item, question.choices[0].name)
            return ((Button(label, confirm, ButtonStyle.PRIMARY),),)
        case QuestionType.GATE:
            return _gate(view, question, item)
        case QuestionType.NOTE:
            label = view.say("button.continue")
            return ((view.act(label, Action.CONTINUE, style=ButtonStyle.PRIMARY),),)
    return ()


def _choose(view: View, question: Question, item: int, choice: str, *, on: bool = True) -> Choose:
    whom = view.scope.whom(question, item)
    return Choose(question.name, whom, choice, on=on, tag=view.tag)


def _choices(view: View, question: Question, item: int) -> list[Button]:
    answer = view.scope.answer(question, item)
    now = None if answer is None or question.sensitive else answer.value
    return [
        Button(
            label,
            _choose(view, question, item, name),
            on=now is not None and as_answer(question, name) == now,
        )
        for name, label in _offered(view, question, item)
    ]


def _offered(view: View, question: Question, item: int) -> list[tuple[str, str]]:
    """Each choice and its label; where people are the choices, their ids and titles."""
    if question.members:
        asked_about = view.scope.company(question, item)
        members = view.scope.members(question, item)
        others = [each for each in members if each not in asked_about]
        offered = others[: _MOST_MEMBERS - len(asked_about)]
        return [(str(each), title_in(view.scope, each, view.language)) for each in offered]
    codelist = question.codelist
    if codelist is not None:
        codes = few(view, question, item)
        return [(code, entry_label(view, codelist, code, item)) for code in codes]
    choices = view.scope.choices(question, item)
    return [(choice.name, view.render(choice.label, item)) for choice in choices]


def _ticks(view: View, question: Question, item: int) -> list[Button]:
    """A tick asks for the opposite of what it shows, so that the same tap twice changes nothing."""
    ticked = chosen_so_far(view, question, item)
    return [
        _tick(view, question, item, choice, on=choice.name in ticked)
        for choice in view.scope.choices(question, item)
    ]


def _tick(view: View, question: Question, item: int, choice: Choice, *, on: bool) -> Button:
    label = f"{'☑' if on else '☐'} {view.render(choice.label, item)}"
    wanted = _choose(view, question, item, choice.name, on=not on)
    return Button(label, wanted, ButtonStyle.TICK, on=on)


def _gate(view: View, gate: Question, item: int) -> tuple[tuple[Button, ...], ...]:
    count = len(_gathered(view, gate, item))
    most = view.scope.bounds(gate, item)[1]
    hidden = {ADD} if count >= most else set[str]()
    hidden |= {DONE} if count > most else set[str]()
    buttons = [
        Button(
            view.render(choice.label, item),
            _choose(view, gate, item, choice.name),
            ButtonStyle.CHOICE if choice.name == ADD else ButtonStyle.PRIMARY,
        )
        for choice in gate.choices
        if choice.name not in hidden
    ]
    change = view.act(view.say("button.change_list"), Action.SHEETS)
    return (*((button,) for button in buttons), (change,) if count else ())


def _rows(buttons: list[Button], width: int = 0) -> tuple[tuple[Button, ...], ...]:
    """Short ones side by side, so many as `width` says.

    Without it a few are side by side, many in pairs, and all others alone.
    """
    width = width or _widths(len(buttons))
    rows: list[list[Button]] = []
    for button in buttons:
        fits = rows and len(rows[-1]) < width and _is_short(rows[-1][-1]) and _is_short(button)
        if fits:
            rows[-1].append(button)
        else:
            rows.append([button])
    return tuple(map(tuple, rows))


def _widths(count: int) -> int:
    if count <= _FEW:
        return _FEW
    return 2 if count > _MANY else 1


def _is_short(button: Button) -> bool:
    return len(button.label) <= _SHORT


def _commands(view: View, question: Question, item: int) -> tuple[Button, ...]:
    """The small commands that make sense here."""
    row = []
    pending = view.interview.head.pending
    hinting = isinstance(pending, Hinting)
    if hinting:
        row.append(view.act(view.say("button.close_hint"), Action.CANCEL))
    elif isinstance(pending, Informing):
        row.append(view.act(view.say("button.to_question"), Action.CANCEL))
    elif left_out(view) is not None or _has_previous(view, question, item):
        row.append(view.act(view.say("button.back"), Action.BACK))
    row += _skipping(view, question, item)
    if _is_about_others(view, question):
        row.append(view.act(view.say("button.change_list"), Action.SHEETS))
    if (question.hint or question.guidance) and not hinting:
        row.append(view.act(view.say("button.help"), Action.HELP))
    return (*row, *asking(view))


def _is_about_others(view: View, question: Question) -> bool:
    """Whether a choice failed a check, for what stands elsewhere: another may not help then."""
    match view.interview.head.pending:
        case Rejected(problem=Problem(code="constraint")):
            one = question.type is QuestionType.SELECT_ONE and bool(question.choices)
            return one and bool(view.questionnaire.rosters)
    return False


def _skipping(view: View, question: Question, item: int) -> list[Button]:
    """The way past a question that has no answer and needs none."""
    answer = view.scope.answer(question, item)
    if question.type not in _SKIPPABLE or view.scope.required(question, item):
        return []
    if answer is None:
        skip = place_of(question, view.scope.whom(question, item))
        return [view.act(view.say("button.skip"), Action.SKIP, skip)]
    return [view.act(view.say("button.skip"), Action.CONTINUE)] if answer.value == "" else []


def _keeping(view: View, question: Question, item: int) -> tuple[Button, ...]:
    """What can be done with an answer that is there: it stays, or it goes where none is needed."""
    answer = view.scope.answer(question, item)
    draft = view.interview.head.draft
    ticking = draft is not None and draft.location == Location(question.name, item)
    if answer is None or answer.value == "" or question.type not in _SKIPPABLE or ticking:
        return ()
    keep = view.act(view.say("button.keep"), Action.CONTINUE)
    place = place_of(question, view.scope.whom(question, item))
    erase = view.act(view.say("button.erase"), Action.SKIP, place)
    keeping = (keep,) if view.scope.settled(question, item) else ()
    return keeping if view.scope.required(question, item) else (*keeping, erase)


def _has_previous(view: View, question: Question, item: int) -> bool:
    """Whether there is a question to go back to; only the first of a sheet looks beyond it."""
    path = view.scope.path(view.questionnaire.sections[question.section], item)
    first = next((stop for stop in path if stop.type is not QuestionType.NOTE), question)
    if first is not question:
        return True
    return previous_stop(view.scope, Location(question.name, item)) is not None


_SKIPPABLE = frozenset(QuestionType) - {
    QuestionType.NOTE,
    QuestionType.GATE,
    QuestionType.CALCULATE,
}
