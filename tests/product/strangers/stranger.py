"""Somebody who walks through the census: mostly willing, now and then confused or hostile."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType

from bot import buttons
from bot.turns import Outcome
from dialogs.iin import check_digit
from dialogs.prompts import Button, ButtonStyle
from state_machine.inputs import Act, Action, Choose
from state_machine.interview import FINISH, LANGUAGE, Location, Status
from state_machine.pending import Confirming, Editing, Listing, Rejected, Removal, Restart
from state_machine.questionnaire import ADD, DONE, QuestionType
from tests.hostile import HOSTILE

__all__ = ["COMMANDS", "WRONG", "Stranger"]

COMMANDS = [
    "/start",
    "/help",
    "/back",
    "/skip",
    "/pause",
    "/continue",
    "/language",
    "/sheets",
    "/review",
    "/cancel",
    "/finish",
    "/agent",
    "/faq",
    "/refuse",
    "/return",
    "/restart",
    "/неизвестная",
    "?",
    "назад",
    "артқа",
    "back",
    "пропустить",
    "пауза",
    "үзіліс",
    "список",
    "ответы",
    "жауаптар",
    "помощь",
    "көмек",
    "оператор",
    "язык",
    "дальше",
    "отмена",
]
WRONG = (
    "не знаю",
    "білмеймін",
    "don't know",
    "какая разница",
    "31.02.2020",
    "-5",
    "99999",
    "да нет наверное",
    "Ул.Абая, дом 5 кв 3",
    "А зачем вам ИИН?",
    "Когда придёт уведомление?",
    "это правда бесплатно?",
    "бірдеңе",
    "1",
    "2",
    "да",
    "жоқ",
    "900713300014",
    "Оспанов Диас Улубекович 900713300014",
    "мне 34 года, живу с мамой",
)
_NAMES = ("Диас", "Айгерим", "Нұрлан", "Әсел", "Zarina", "Анна-Мария", "О'Коннор", "младенец")
_TEXTS = ("улица Абая", "12", "5А", "Шамалған ауылы", "без номера", "учитель в школе", "Almaty")
_NUMBERS = ("1", "2", "3", "40", "55", "1990", "2015", "2020", "0", "7")
_WANDERING = frozenset(
    {
        Action.START,
        Action.LANGUAGE,
        Action.BACK,
        Action.HELP,
        Action.AGENT,
        Action.PAUSE,
        Action.REFUSE,
        Action.RESTART,
        Action.SHEETS,
        Action.REVIEW,
        Action.EDIT,
        Action.REMOVE,
        Action.CHANGE,
        Action.OPEN,
        Action.BROWSE,
        Action.ASK,
        Action.TOPICS,
        Action.APART,
        Action.SHARE,
    }
)

_AMENDING: Mapping[type, tuple[Action, ...]] = MappingProxyType(
    {
        Rejected: (Action.SHEETS,),
        Listing: (Action.EDIT,),
        Editing: (Action.REMOVE, Action.SHEETS),
    }
)


class Stranger:
    """Decides by a seed; `most` people are listed in a household."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311  the same walk for the same seed
        self.most = self.random.choice((1, 1, 2, 3, 6))
        self.households = self.random.choice((1, 1, 1, 2))
        self.language = self.random.choice(("kk", "ru", "en"))
        self.secrets: set[str] = set()
        self.texts: list[str] = []

    # -- willing -------------------------------------------------------------------------------

    def willing(self, outcome: Outcome) -> tuple[str, str]:
        """What to do to get on: ("press", data) or ("type", text)."""
        head, shown = outcome.interview.head, outcome.prompt
        keys = [button for row in shown.rows for button in row]
        if isinstance(head.pending, Confirming):
            removing = isinstance(head.pending.intent, Removal)
            double = head.location.question == "iin_corrected"
            harmful = isinstance(head.pending.intent, Restart) or (removing and not double)
            return self._press(outcome, keys[1 if harmful else self._mostly_first()])
        if head.status is not Status.OPEN:
            return self._press(outcome, keys[0])
        if head.location == LANGUAGE:
            return "press", self._language(outcome, keys)
        if amending := self._amending(outcome, keys):
            return self._press(outcome, amending)
        gate = {k.input.choice: k for k in keys if isinstance(k.input, Choose)}
        if ADD in gate and DONE in gate:
            return self._press(outcome, gate[DONE if self._full(outcome) else ADD])
        onward = self._onward(keys)
        if onward is None and head.location != FINISH:
            return self._typed(outcome)
        if onward is None:
            return self._press(outcome, self.random.choice(keys))
        return self._press(outcome, onward)

    def _amending(self, outcome: Outcome, keys: list[Button]) -> Button | None:
        """The way from an IIN that stands twice, which no answer settles, to taking one off."""
        head = outcome.interview.head
        wanted = _AMENDING.get(type(head.pending), ())
        if head.location.question != "iin_corrected":
            return None
        ways = [k for k in keys if isinstance(k.input, Act) and k.input.action in wanted]
        return self.random.choice(ways) if ways else None

    def _mostly_first(self) -> int:
        return 0 if self.random.random() < 0.8 else 1

    def _language(self, outcome: Outcome, keys: list[Button]) -> str:
        mine = [k for k in keys if isinstance(k.input, Act) and k.input.argument == self.language]
        return buttons.encode(outcome.questionnaire, (mine or keys)[0].input)

    def _onward(self, keys: list[Button]) -> Button | None:
        """A button that answers or leads on; None where nothing but typing does."""
        answers = [key for key in keys if isinstance(key.input, Choose)]
        ticks = [key for key in answers if key.style in (ButtonStyle.TICK, ButtonStyle.RANK)]
        if ticks:
            done = [key for key in answers if key not in ticks]
            ticked = any(key.on for key in ticks)
            return self.random.choice(ticks if not ticked or self.random.random() < 0.3 else done)
        leading = [
            key
            for key in keys
            if isinstance(key.input, Act)
            and key.input.action not in _WANDERING
            and (key.input.action is not Action.SKIP or self.random.random() < 0.3)
        ]
        if answers and (not leading or self.random.random() < 0.9):
            return self.random.choice(answers)
        return self.random.choice(leading) if leading else None

    def _press(self, outcome: Outcome, key: Button) -> tuple[str, str]:
        return "press", buttons.encode(outcome.questionnaire, key.input)

    def _typed(self, outcome: Outcome) -> tuple[str, str]:
        location = outcome.interview.head.location
        question = outcome.questionnaire.questions[location.question]
        text = self._text(outcome, location)
        if question.sensitive:
            self.secrets.add(text)
        else:
            self.texts.append(text)
        return "type", text

    def _text(self, outcome: Outcome, location: Location) -> str:
        question = outcome.questionnaire.questions[location.question]
        if question.name in ("iin", "visitor_iin"):
            return self._iin()
        match question.type:
            case QuestionType.DATE:
                return self._date()
            case QuestionType.INTEGER | QuestionType.DECIMAL | QuestionType.RANGE:
                return self.random.choice(_NUMBERS)
            case _ if question.codelist is not None:
                return self._entry(question.codelist, outcome)
            case _ if "name" in question.name or question.name == "patronymic":
                return self.random.choice(_NAMES)
        return self.random.choice(_TEXTS)

    def _entry(self, codelist: object, outcome: Outcome) -> str:
        """The name of a leaf of a long list, as it is called in the language."""
        code = ""
        while below := codelist.children(code):  # type: ignore[attr-defined]
            code = self.random.choice(below)
        label = codelist.label(code)  # type: ignore[attr-defined]
        template = label.get(outcome.prompt.language) or next(iter(label.values()))
        return "".join(part for part in template.parts if isinstance(part, str))

    def _date(self) -> str:
        day = date(2021, 9, 30) - timedelta(days=self.random.choice((10, 400, 3000, 9000, 15000)))
        return self.random.choice((f"{day.day}.{day.month}.{day.year}", day.isoformat()))

    def _iin(self) -> str:
        """A valid number of somebody at random."""
        while True:
            day = date(1925, 1, 1) + timedelta(days=self.random.randrange(35_300))
            century = (3, 4) if day.year < 2000 else (5, 6)
            eleven = f"{day:%y%m%d}{self.random.choice(century)}{self.random.randrange(9999):04d}"
            digit = check_digit(eleven)
            if digit is not None:
                return f"{eleven}{digit}"

    def _full(self, outcome: Outcome) -> bool:
        """Whether as many are listed as this stranger wants to."""
        location = outcome.interview.head.location
        question = outcome.questionnaire.questions[location.question]
        roster = outcome.questionnaire.sections[question.section].gate
        count = len(outcome.interview.items[location.item].children.get(roster, ()))
        return count >= (self.most if roster == "member" else self.households)

    # -- unwilling -----------------------------------------------------------------------------

    def nonsense(self) -> str:
        """A text that somebody hostile or confused sends."""
        return self.random.choice((*WRONG, *HOSTILE, *COMMANDS, *COMMANDS))
