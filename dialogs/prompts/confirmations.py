"""Asking before something grave is done: what it would do, a yes and a no."""

from __future__ import annotations

from dialogs.prompts.values import AnswerKind, ButtonStyle, Prompt
from dialogs.prompts.view import View
from dialogs.summaries import label_for
from dialogs.wording import said, title_in
from state_machine.inputs import Action
from state_machine.items import Answer
from state_machine.pending import Change, Confirming, Consequences, Refusal, Removal, Restart

__all__ = ["confirm"]


def confirm(view: View, pending: Confirming) -> Prompt:
    """The question whether to go on with an intent."""
    kind, grave = _kind(pending)
    yes = view.act(
        view.say(f"confirm.{kind}_yes"),
        Action.CONFIRM,
        pending.mark,
        style=ButtonStyle.DANGER if grave else ButtonStyle.PRIMARY,
    )
    no = view.act(view.say(f"confirm.{kind}_no"), Action.CANCEL, style=ButtonStyle.CHOICE)
    return view.screen(
        _text(view, pending),
        ((yes,), (no,)),
        lead=(view.say("problem.confirm_first"),) if pending.repeated else (),
        sensitive=_is_sensitive(view, pending),
        answer=AnswerKind.CHOICE,
    )


def _is_sensitive(view: View, pending: Confirming) -> bool:
    change = pending.intent
    return isinstance(change, Change) and view.questionnaire.questions[change.question].sensitive


def _kind(pending: Confirming) -> tuple[str, bool]:
    """The family of sentences for an intent, and whether it is grave."""
    match pending.intent:
        case Change():
            return "doubt" if pending.doubts else "change", False
        case Removal():
            return "removal", True
        case Restart():
            return "restart", True
        case Refusal():
            return "refusal", True


def _text(view: View, pending: Confirming) -> str:
    consequences = _consequences(view, pending.consequences)
    lines = [*_question(view, pending), consequences]
    return "\n".join(line for line in lines if line)


def _question(view: View, pending: Confirming) -> list[str]:
    match pending.intent:
        case Change() as change if pending.doubts:
            return _doubts(view, change, pending.doubts)
        case Change() as change:
            return _change(view, change)
        case Removal(item=item):
            return [view.say("confirm.removal", name=title_in(view.scope, item, view.language))]
        case Restart():
            return [view.say("confirm.restart")]
        case Refusal():
            return [view.say("confirm.refusal")]


def _change(view: View, change: Change) -> list[str]:
    question, item = view.questionnaire.questions[change.question], change.item
    old = view.scope.answer(question, item)
    was = said(question, old, view.scope, item, view.language)
    becomes = _becomes(view, change)
    return [
        view.say("confirm.change", question=label_for(question, view.scope, item, view.language)),
        view.say("confirm.was", answer=was),
        view.say("confirm.becomes", answer=becomes),
    ]


def _becomes(view: View, change: Change) -> str:
    question = view.questionnaire.questions[change.question]
    answer = Answer(change.value, missing=change.missing)
    return said(question, answer, view.scope, change.item, view.language)


def _doubts(view: View, change: Change, places: tuple[int, ...]) -> list[str]:
    """What the author says about an answer that looks odd, and the answer itself."""
    question = view.questionnaire.questions[change.question]
    messages = (question.edits[place].message for place in places)
    key = "doubt.hidden" if question.sensitive else "doubt.question"
    return [
        *(view.render(message, change.item) for message in messages if message is not None),
        view.say(key, answer=_becomes(view, change)),
    ]


def _consequences(view: View, consequences: Consequences) -> str:
    """In words, "4 ответа перестанут учитываться, 2 новых вопроса", or ''."""
    counts = {
        "consequence.lost": consequences.lost,
        "consequence.added": consequences.added,
        "consequence.contradicted": consequences.contradicted,
    }
    parts = [view.say(key, count) for key, count in counts.items() if count]
    return view.say("confirm.then", what=", ".join(parts)) if parts else ""
