"""What a typed text means besides an answer: a command, or the button of a screen.

A command word never swallows an answer. Where a question with choices stands, whatever names a
choice is the answer; where free text is asked, only commands with a slash, "?" and a few words
that are no answer to anything count.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from dialogs.catalogues import languages
from dialogs.faq import Listener
from dialogs.prompts import SCREENS, Button, ButtonStyle, prompt_in, shows_question
from dialogs.readers import fold
from dialogs.readers.choices import NO_WORDS, YES_WORDS
from dialogs.readers.folding import LONGEST, bare, digits, skeleton
from dialogs.wording import answer_text, render
from state_machine.inputs import Act, Action, Choose, Input
from state_machine.interview import FINISH, Interview, Status
from state_machine.items import Missing
from state_machine.pending import Candidates, Confirming, Problem, Suggesting
from state_machine.questionnaire import Question, QuestionType

if TYPE_CHECKING:
    from state_machine.questionnaire import Understand
    from state_machine.scope import Scope

__all__ = ["SLASH_COMMANDS", "reason_said", "understander"]

SLASH_COMMANDS: Mapping[str, Act] = MappingProxyType(
    {
        "start": Act(Action.START),
        "help": Act(Action.HELP),
        "back": Act(Action.BACK),
        "skip": Act(Action.SKIP),
        "pause": Act(Action.PAUSE),
        "stop": Act(Action.PAUSE),
        "continue": Act(Action.RESUME),
        "resume": Act(Action.RESUME),
        "language": Act(Action.LANGUAGE),
        "sheets": Act(Action.SHEETS),
        "list": Act(Action.SHEETS),
        "review": Act(Action.REVIEW),
        "answers": Act(Action.REVIEW),
        "restart": Act(Action.RESTART),
        "refuse": Act(Action.REFUSE),
        "return": Act(Action.RETURN),
        "agent": Act(Action.AGENT),
        "operator": Act(Action.AGENT),
        "finish": Act(Action.FINISH),
        "cancel": Act(Action.CANCEL),
        "faq": Act(Action.TOPICS),
        "ask": Act(Action.TOPICS),
    }
)
"""What may follow a slash; `/kk`, `/ru`, `/en` choose the language."""


def _words(rows: Mapping[Action, str]) -> Mapping[str, Action]:
    """The action of each word, by the word as it is compared."""
    return MappingProxyType(
        {skeleton(fold(word)): act for act, words in rows.items() for word in words.split("|")}
    )


# No answer to any question: they count even where free text is asked.
_ALWAYS = _words(
    {
        Action.BACK: "назад|артқа|back",
        Action.SKIP: "пропустить|өткізіп жіберу|skip|стереть ответ|жауапты өшіру|erase the answer",
        Action.HELP: "?|??|подсказка|көмек керек|hint",
        Action.CONTINUE: "оставить как есть|осылай қалсын|keep it as it is",
    }
)

# Could be an answer in free text ("оператор" is an occupation): they count everywhere else.
_USUALLY = _words(
    {
        Action.START: "start|старт|бастау",
        Action.HELP: "help|помощь|помогите|көмек",
        Action.PAUSE: "pause|пауза|перерыв|үзіліс|кідіріс",
        Action.RESUME: "resume|continue|продолжить|жалғастыру",
        Action.LANGUAGE: "language|язык|тіл",
        Action.SHEETS: "list|sheets|список|листы|тізім|парақтар",
        Action.REVIEW: "review|answers|ответы|мои ответы|жауаптар|жауаптарым",
        Action.CONTINUE: "дальше|далее|әрі қарай|next",
        Action.RESTART: "restart|заново|начать сначала|басынан бастау",
        Action.REFUSE: "refuse|отказаться|отказываюсь|бас тарту|бас тартамын",
        Action.AGENT: "agent|operator|оператор|позвать оператора|операторды шақыру",
        Action.FINISH: "finish|завершить|аяқтау",
        Action.CANCEL: "cancel|отмена|болдырмау",
    }
)

_DONE_WORDS = frozenset(skeleton(word) for word in ("готово", "дайын", "done"))
"""What the last button of a question with several answers says."""
_RIGHT_WORDS = frozenset(
    skeleton(fold(word))
    for word in ("верно", "всё верно", "правильно", "дұрыс", "бәрі дұрыс", "correct", "right")
)
"""What the button that takes what is suggested says, and what else people say for it."""
_TICKED = (QuestionType.SELECT_MULTIPLE, QuestionType.RANK)

# Taken where the author accepts the reason; a choice with these words goes before it.
_REASON_WORDS: Mapping[Missing, str] = MappingProxyType(
    {
        Missing.UNKNOWN: "не знаю|я не знаю|не помню|затрудняюсь|затрудняюсь ответить"
        "|білмеймін|есімде жоқ|don't know|dont know|i don't know|not sure",
        Missing.WITHHELD: "не хочу отвечать|не хочу говорить|отказываюсь отвечать|не скажу"
        "|жауап бергім келмейді|айтқым келмейді"
        "|prefer not to say|i prefer not to say|rather not say|i would rather not say",
    }
)
_REASONS: Mapping[str, Missing] = MappingProxyType(
    {
        skeleton(fold(word)): reason
        for reason, words in _REASON_WORDS.items()
        for word in words.split("|")
    }
)
_APART = _words(
    {
        Action.APART: "по отдельности|по одному|бөлек|жеке-жеке|әрқайсысын бөлек"
        "|one by one|separately",
        Action.SHARE: "не у всех одинаково|у всех по-разному|по-разному|бәрінде бірдей емес|әртүрлі"
        "|not the same for all|different",
    }
)

_LANGUAGE_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "kk": "kk|kz|қаз|каз|қазақ|казах|қазақ тілі|казахский|казакша|kazakh|qazaqsha",
        "ru": "ru|рус|русский язык|орыс|орысша|russian|russkiy",
        "en": "en|eng|англ|английский|ағылшын|ағылшынша|english",
    }
)

# Telegram adds the bot's name in groups; a deep link adds a payload after a space.
_SLASH = re.compile(r"/([a-z]+)(?:@\w+)?(?: +(\S+))?.*")
_NUMBER = re.compile(r"#?(\d{1,3})[.)]?")
_LONGEST_COMMAND = 100


def understander(listener: Listener | None = None) -> Understand:
    """Finds what a typed text means just now; None: it is an answer, or nothing known.

    `listener` hears questions about the census itself, where the content answers any.
    """

    def understand(scope: Scope, text: str) -> Input | None:
        if len(text) > LONGEST:
            return None
        folded = fold(text)
        slash = _SLASH.fullmatch(folded)
        if slash is not None:
            return _slash_command(slash[1], slash[2] or "")
        if listener is None:
            return _meant(scope, text, folded)
        return listener.marked(scope.interview, text) or _heard(scope, text, folded, listener)

    return understand


def _meant(scope: Scope, text: str, folded: str) -> Input | None:
    if shows_question(scope):
        return _at_question(scope, text, folded)
    return _at_screen(scope, folded)


def _heard(scope: Scope, text: str, folded: str, listener: Listener) -> Input | None:
    """A command goes before a question about the census; who cannot answer asks nothing."""
    meant = _meant(scope, text, folded)
    if meant is not None or _reason(folded):
        return meant
    return (listener.at_question if shows_question(scope) else listener.at_screen)(scope, text)


def _slash_command(word: str, argument: str) -> Act:
    """An unknown command asks for help rather than become somebody's surname."""
    if word in languages():
        return Act(Action.LANGUAGE, word)
    if word == Action.LANGUAGE.value and argument in languages():
        return Act(Action.LANGUAGE, argument)
    return SLASH_COMMANDS.get(word, Act(Action.HELP))


def _at_question(scope: Scope, text: str, folded: str) -> Input | None:
    if len(folded) > _LONGEST_COMMAND:
        return None
    location = scope.interview.head.location
    question = scope.questionnaire.questions[location.question]
    if question.type in _TICKED and skeleton(bare(folded)) in _DONE_WORDS:
        return Choose(question.name, location.item, "")
    action = _word(_ALWAYS, folded)
    if action is None and question.type is not QuestionType.TEXT:
        action = _word(_USUALLY, folded)
    act = Act(action) if action is not None else _spared(question, scope, location.item, folded)
    if act is None or _names_choice(question, scope, location.item, text):
        return None
    return act


def _spared(question: Question, scope: Scope, item: int, folded: str) -> Act | None:
    """A reason in place of an answer, a yes to what is suggested, a wish to be asked one by one."""
    reason = _reason(folded)
    if reason is not None and reason in question.missing:
        return Act(Action.MISSING, reason.value)
    if reason is not None and question.type is QuestionType.TEXT and not question.edits:
        # "Не знаю" is no name of a street, and no check refuses it: the question is left, or stays.
        needed = scope.required(question, item)
        return Act(Action.MISSING, reason.value) if needed else Act(Action.SKIP)
    if _agrees(question, scope, item, folded):
        return Act(Action.ACCEPT)
    apart = _word(_APART, folded)
    return Act(apart) if apart is not None and scope.company(question, item) else None


def _agrees(question: Question, scope: Scope, item: int, folded: str) -> bool:
    """A yes to what is suggested, or what its button says; with another answer it is none."""
    word, _, answer = map(str.strip, folded.partition(":"))
    if bare(word) not in YES_WORDS and skeleton(bare(word)) not in _RIGHT_WORDS:
        return False
    offer = scope.suggestion(question, item)
    if offer is None or not answer:
        return offer is not None
    language = scope.interview.head.language
    return answer == fold(answer_text(question, offer.value, scope, item, language))


def reason_said(text: str) -> Missing | None:
    """The reason for no answer that a text gives: "не знаю", "prefer not to say"."""
    return _reason(fold(text))


def _reason(folded: str) -> Missing | None:
    return _REASONS.get(skeleton(bare(folded)))


def _names_choice(question: Question, scope: Scope, item: int, text: str) -> bool:
    if not (question.choices or question.members or question.codelist):
        return False
    return not isinstance(scope.read(question, item, text), Problem | Candidates)


def _at_screen(scope: Scope, folded: str) -> Input | None:
    """A button by its words or number, a yes or a no, a language, a command."""
    if _names_beside(scope, folded):
        return None
    buttons = [button for row in prompt_in(scope).rows for button in row]
    return (
        _button(buttons, folded)
        or _usual(buttons, folded)
        or _yes_or_no(scope.interview, buttons, folded)
        or _language(buttons, folded)
        or _command(folded)
    )


def _names_beside(scope: Scope, folded: str) -> bool:
    """Whether something is suggested and this is the very label or name of a choice.

    A yes and a no answer what is asked on the screen, though choices may be called so, too.
    """
    head = scope.interview.head
    if not isinstance(head.pending, Suggesting) or bare(folded) in YES_WORDS | NO_WORDS:
        return False
    question = scope.questionnaire.questions[head.location.question]
    labels = (
        render(choice.label, scope, head.location.item, each)
        for choice in question.choices
        for each in choice.label
    )
    names = {choice.name for choice in question.choices} | set(map(fold, labels))
    return not names.isdisjoint((folded, bare(folded)))


def _button(buttons: list[Button], folded: str) -> Input | None:
    for button in buttons:
        label = fold(button.label)
        if folded == label or bare(folded) == bare(label):
            return button.input
    number = _NUMBER.fullmatch(digits(folded))
    counted = any(_NUMBER.fullmatch(bare(fold(button.label))) for button in buttons)
    if number is None or counted or not 0 < int(number[1]) <= len(buttons):
        return None
    return buttons[int(number[1]) - 1].input


def _usual(buttons: list[Button], folded: str) -> Input | None:
    """A no where questions are asked in one turn means that nothing is ticked, as the button."""
    ending = [each.input for each in buttons if _ends_battery(each)]
    return ending[0] if ending and bare(folded) in (*NO_WORDS, *_DONE_WORDS) else None


def _ends_battery(button: Button) -> bool:
    act = button.input
    ticks = button.style is ButtonStyle.TICK
    return isinstance(act, Act) and act.action is Action.USUAL and not ticks


def _yes_or_no(interview: Interview, buttons: list[Button], folded: str) -> Input | None:
    """On a screen that asks a yes or a no these are its first two buttons, in this order."""
    if not _asks_yes_or_no(interview):
        return None
    word = bare(folded)
    if word in YES_WORDS:
        return buttons[0].input
    return buttons[1].input if word in NO_WORDS else None


def _asks_yes_or_no(interview: Interview) -> bool:
    """Whether something waits for a yes or a no: a confirmation, one suggestion, the last step."""
    head = interview.head
    match head.pending:
        case Confirming():
            return True
        case Suggesting(names=names):
            return len(names) == 1
    at_finish = head.location == FINISH and not isinstance(head.pending, SCREENS)
    return head.status is Status.OPEN and at_finish


def _language(buttons: list[Button], folded: str) -> Input | None:
    word = bare(folded)
    for button in buttons:
        act = button.input
        if isinstance(act, Act) and act.action is Action.LANGUAGE:
            known = _LANGUAGE_WORDS.get(act.argument, act.argument).split("|")
            if word in known:
                return act
    return None


def _command(folded: str) -> Act | None:
    action = _word(_ALWAYS, folded) or _word(_USUALLY, folded)
    return None if action is None else Act(action)


def _word(table: Mapping[str, Action], folded: str) -> Action | None:
    return table.get(folded) or table.get(skeleton(bare(folded)))
