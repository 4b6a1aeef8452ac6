"""Lists too long for buttons, shown level by level."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from dialogs.prompts.offers import asked
from dialogs.prompts.values import AnswerKind, Button, ButtonStyle, Prompt
from dialogs.prompts.view import View
from state_machine.inputs import Action, Choose
from state_machine.pending import Browsing
from state_machine.questionnaire import Codelist, Question

__all__ = ["browse", "entry_label", "few", "opening"]

_PAGE = 8
"""Entries a page."""

_FEW = 40
"""Entries of a list that are shown as buttons, if answers have left only so many of it."""


@runtime_checkable
class _Nested(Protocol):
    """A codelist that knows the way down to an entry."""

    def path(self, code: str) -> tuple[str, ...]:
        """The codes from the top down to an entry, itself included."""
        ...


def opening(view: View) -> Button:
    """The button that opens a codelist at its top."""
    return view.act(view.say("button.open_list"), Action.BROWSE, "/0")


def few(view: View, question: Question, item: int) -> tuple[str, ...]:
    """What answers have left of a codelist, where that is little enough for buttons."""
    codelist = view.scope.codelist(question, item)
    if codelist is None or question.narrowing is None:
        return ()
    codes = codelist.children("")
    return codes if len(codes) <= _FEW else ()


def entry_label(view: View, codelist: Codelist, code: str, item: int) -> str:
    """The words of an entry; its code where it is no entry any more."""
    label = codelist.label(code)
    return code if label is None else view.render(label, item)


def browse(view: View, pending: Browsing) -> Prompt:
    """What lies right below an entry, a page of it, with the ways up and to the top."""
    question, item, codelist = _asked(view)
    label = asked(view, question, item)
    codes = codelist.children(pending.code)
    page = max(0, min(pending.page, (len(codes) - 1) // _PAGE))
    shown = codes[page * _PAGE : (page + 1) * _PAGE]
    where = entry_label(view, codelist, pending.code, item) if pending.code else ""
    return view.screen(
        "\n".join(line for line in (label, where, view.say("codelist.type")) if line),
        (
            *((_child(view, question, item, codelist, code),) for code in shown),
            _turning(view, pending.code, page, more=(page + 1) * _PAGE < len(codes)),
            _upwards(view, codelist, pending.code),
            (view.act(view.say("button.close"), Action.CANCEL),),
        ),
        title=view.title(item),
        sensitive=question.sensitive,
        answer=AnswerKind.TEXT,
    )


def _asked(view: View) -> tuple[Question, int, Codelist]:
    """The question asked now and its codelist: only such a question can have these screens."""
    location = view.interview.head.location
    question = view.questionnaire.questions[location.question]
    codelist = view.scope.codelist(question, location.item)
    if codelist is None:
        raise LookupError(question.name)
    return question, location.item, codelist


def _entry(view: View, question: Question, item: int, codelist: Codelist, code: str) -> Button:
    chosen = Choose(question.name, view.scope.whom(question, item), code, tag=view.tag)
    return Button(entry_label(view, codelist, code, item), chosen)


def _child(view: View, question: Question, item: int, codelist: Codelist, code: str) -> Button:
    """An entry with others below it opens them; the last level is the answer."""
    if not codelist.children(code):
        return _entry(view, question, item, codelist, code)
    label = f"{entry_label(view, codelist, code, item)} ›"
    return view.act(label, Action.BROWSE, f"{code}/0", ButtonStyle.CHOICE)


def _turning(view: View, code: str, page: int, *, more: bool) -> tuple[Button, ...]:
    buttons = []
    if page:
        buttons.append(view.act(view.say("button.earlier"), Action.BROWSE, f"{code}/{page - 1}"))
    if more:
        buttons.append(view.act(view.say("button.later"), Action.BROWSE, f"{code}/{page + 1}"))
    return tuple(buttons)


def _upwards(view: View, codelist: Codelist, code: str) -> tuple[Button, ...]:
    """One level up where that is not the top, and to the top."""
    if not code:
        return ()
    path = codelist.path(code) if isinstance(codelist, _Nested) else (code,)
    top = view.act(view.say("button.to_top"), Action.BROWSE, "/0")
    if len(path) < 2:  # noqa: PLR2004  what is above it is the top
        return (top,)
    return (view.act(view.say("button.up"), Action.BROWSE, f"{path[-2]}/0"), top)
