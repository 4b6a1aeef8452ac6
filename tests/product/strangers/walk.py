"""One stranger's whole walk, with everything looked at after every step."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

import aiohttp
import msgspec
from sqlalchemy import select

from bot import buttons
from bot.channels.web.identity import Visitor
from bot.turns import Outcome
from state_machine.inputs import Act, Action, Choose
from state_machine.interview import Interview, Location, Status
from state_machine.items import Answer
from state_machine.pending import Change, Confirming, Removal, Restart
from state_machine.questionnaire import QuestionType
from state_machine.scope import Scope
from storage import schema
from storage.finalising import ANSWER
from storage.numbers import NumberMaker
from storage.registry import Verdict
from tests.product.strangers.house import House
from tests.product.strangers.seats import AtTelegram, AtTheWeb, Seat, data_of
from tests.product.strangers.stranger import Stranger
from tests.product.strangers.truth import (
    answers_of,
    assert_honest,
    assert_language,
    assert_nothing_lost,
    assert_sound,
)

__all__ = ["Walk", "walk"]

CHAOS = 90
"""Steps in which anything may happen; then the stranger only wants to get to the end."""
PATIENCE = 900
"""So many willing steps lead from anywhere to the notification numbers."""

_STEPS = (
    ("willing", 62),
    ("button", 8),
    ("nonsense", 10),
    ("old", 4),
    ("repeat", 4),
    ("twice", 2),
    ("language", 2),
    ("odd", 2),
    ("stumble", 2),
    ("restart", 1),
    ("private", 3),
)

_NAMED_TOGETHER = ("iin", "surname", "name", "patronymic")
"""One message may say them all."""
_OVER = (Status.FINISHING, Status.FINISHED)
_LOSING = frozenset({"twice", "stumble"})


class Walk:
    """A walk as far as it is; `trace` says what was done, for whoever has to find a fault."""

    def __init__(self, house: House, seat: Seat, stranger: Stranger) -> None:
        self.house = house
        self.seat = seat
        self.stranger = stranger
        self.trace: list[str] = []
        self.grave = False
        self.meant: set[Location] = set()
        self.sayings: dict[str, Callable[[Outcome], Awaitable[None]]] = {
            "willing": self._willing,
            "button": self._button,
            "nonsense": self._nonsense,
            "old": self._old,
            "repeat": self._repeat,
            "twice": self._twice,
            "language": self._language,
            "odd": self._odd,
            "stumble": self._stumble,
            "restart": self._restart,
            "private": self._private,
        }

    async def look(self) -> Outcome:
        """Where the interview stands."""
        outcome = await self.house.service.turns.look(self.seat.address)
        assert outcome is not None
        return outcome

    async def run(self) -> Outcome:
        """Walk to the end."""
        await self.seat.begin(self.stranger.language)
        await self.seat.arrives()
        outcome = await self.look()
        await self.seat.settles(outcome)
        self.seat.read.clear()  # the choice of language is in all of them
        kinds, weights = zip(*_STEPS, strict=True)
        for _ in range(CHAOS):
            if outcome.interview.head.status in _OVER:
                break
            (kind,) = self.stranger.random.choices(kinds, weights)
            outcome = await self._step(outcome, kind)
        for _ in range(PATIENCE):
            if outcome.interview.head.status in _OVER:
                break
            outcome = await self._step(outcome, "willing")
        else:
            raise AssertionError(f"still at {outcome.interview.head.location}")
        await self.house.service.turns.settle()
        return await self.look()

    async def _step(self, before: Outcome, kind: str) -> Outcome:
        head = before.interview.head
        self.trace.append(f"{kind} at {head.location} {head.status} {type(head.pending).__name__}")
        self.meant, self.grave = _at_hand(before), _is_grave(before)
        await self.sayings[kind](before)
        await self.seat.arrives()
        if kind in _LOSING:
            # Telegram may lose or reorder what is shown then: any input brings it again.
            if isinstance(self.seat, AtTelegram):
                self.seat.recovers()
            await self._type("/help")
            await self.seat.arrives()
        after = await self.look()
        if after.interview.head.status not in _OVER:
            await self.seat.settles(after)
        assert_sound(after)
        assert_nothing_lost(before, after, at=self.meant, grave=self.grave)
        changing = isinstance(head.pending, Confirming)
        if kind in ("willing", "repeat", "nonsense") and not changing:
            assert_honest(before, after)
        self._read(after)
        return after

    def _read(self, outcome: Outcome) -> None:
        """What was read since the last step: in the language, and without secrets."""
        for text in self.seat.read:
            for secret in self.stranger.secrets:
                assert len(secret) < 6 or secret not in text, f"a secret is repeated: {text}"
            assert_language(text, outcome.prompt.language, self.stranger.texts)
        self.seat.read.clear()

    # -- what may be done ----------------------------------------------------------------------

    async def _willing(self, outcome: Outcome) -> None:
        how, said = self.stranger.willing(outcome)
        await (self._press(outcome, said) if how == "press" else self._type(said))

    async def _press(self, outcome: Outcome, data: str) -> None:
        self._mean(outcome, data)
        self.trace.append(f"  press {buttons.decode(outcome.questionnaire, data)}")
        await self.seat.presses(data)

    async def _type(self, text: str) -> None:
        self.trace.append(f"  type {text[:60]!r}")
        await self.seat.types(text)

    async def _button(self, outcome: Outcome) -> None:
        offered = data_of(outcome)
        if offered:
            await self._press(outcome, self.stranger.random.choice(offered))

    async def _nonsense(self, _outcome: Outcome) -> None:
        text = self.stranger.nonsense()
        self.stranger.texts.append(text)
        await self._type(text)

    async def _old(self, outcome: Outcome) -> None:
        data = await self.seat.presses_old(self.stranger.random.randrange(10_000))
        self.trace.append(f"  old {data}")
        if data:
            self._mean(outcome, data)

    async def _repeat(self, _outcome: Outcome) -> None:
        self.meant = set()
        await self.seat.repeats()

    async def _twice(self, outcome: Outcome) -> None:
        offered = data_of(outcome)
        if len(offered) < 2:
            return
        two = self.stranger.random.sample(offered, 2)
        for data in two:
            self._mean(outcome, data)
        self.trace.append(f"  twice {two}")
        self.grave = True
        await self.seat.twice_at_once(*two)

    async def _language(self, _outcome: Outcome) -> None:
        self.stranger.language = self.stranger.random.choice(("kk", "ru", "en"))
        await self._type(f"/{self.stranger.language}")

    async def _odd(self, _outcome: Outcome) -> None:
        await self.seat.sends_nonsense(self.stranger.random.randrange(1_000))

    async def _stumble(self, outcome: Outcome) -> None:
        if isinstance(self.seat, AtTelegram):
            self.seat.stumbles(self.stranger.random.randrange(2))
        await self._willing(outcome)

    async def _restart(self, outcome: Outcome) -> None:
        await self.house.restart()
        await self._willing(outcome)

    async def _private(self, outcome: Outcome) -> None:
        """Answer a sensitive question on our own page instead of in the messenger."""
        link = self.seat.link_of(outcome) if isinstance(self.seat, AtTelegram) else ""
        how, said = self.stranger.willing(outcome)
        if not link:
            await (self._press(outcome, said) if how == "press" else self._type(said))
            return
        self.trace.append(f"  private {how} {said}")
        body = {"form": f"form-{self.stranger.random.randrange(10**9):09}"}
        body |= {"press": said} if how == "press" else {"text": said}
        async with (
            aiohttp.ClientSession(headers={"Origin": self.house.url}) as session,
            session.post(link, data=body) as answer,
        ):
            assert answer.status == 200, answer.status

    # -- what a button means -------------------------------------------------------------------

    def _mean(self, outcome: Outcome, data: str) -> None:
        match buttons.decode(outcome.questionnaire, data):
            case Choose(question=name, item=item):
                self._mean_question(outcome, name, item)
            case Act(action=Action.CONFIRM):
                pass
            case Act(action=Action.SKIP | Action.ACCEPT | Action.MISSING, argument=argument):
                parts = argument.split("/")
                if len(parts) >= 2 and all(part.isdigit() for part in parts[-2:]):
                    name = outcome.questionnaire.by_index[int(parts[-2])].name
                    self._mean_question(outcome, name, int(parts[-1]))

    def _mean_question(self, outcome: Outcome, name: str, item: int) -> None:
        """Whoever may be meant by the item of a button: itself, and those right below it."""
        self.meant.add(Location(name, item))
        below = outcome.interview.items.get(item)
        for children in below.children.values() if below is not None else ():
            self.meant |= {Location(name, child) for child in children}


def _is_grave(outcome: Outcome) -> bool:
    """Whether a yes would now take somebody off the list, or begin everything anew."""
    pending = outcome.interview.head.pending
    return isinstance(pending, Confirming) and isinstance(pending.intent, Removal | Restart)


def _at_hand(outcome: Outcome) -> set[Location]:
    """The answers that whatever is said now may be meant for."""
    head, questionnaire = outcome.interview.head, outcome.questionnaire
    found = {head.location}
    question = questionnaire.questions.get(head.location.question)
    if question is None:
        return found
    scope = Scope(questionnaire, outcome.interview)
    found |= {Location(question.name, e) for e in scope.company(question, head.location.item)}
    if question.name in _NAMED_TOGETHER:
        found |= {Location(name, head.location.item) for name in _NAMED_TOGETHER}
    for asked in scope.battery(question, head.location.item):
        found.add(Location(asked.name, head.location.item))
    match head.pending:
        case Confirming(intent=Change(question=name, item=item, company=company)):
            found |= {Location(name, each) for each in (item, *company)}
    return found


async def stored(house: House, interview: Interview) -> dict[Location, object]:
    """The answers of the submission in SQL."""
    service = house.service
    async with service.registry.database.reading() as connection:
        row = (
            await connection.execute(
                select(schema.submissions).where(
                    schema.submissions.c.interview == interview.head.id
                )
            )
        ).one()
        wrapped = await connection.scalar(
            select(schema.interview_keys.c.wrapped).where(
                schema.interview_keys.c.interview == row.interview
            )
        )
        key = service.keyring.unwrap(row.interview, bytes(wrapped or b""))
        answers = (
            await connection.execute(
                select(schema.answers).where(schema.answers.c.submission == row.id)
            )
        ).all()
    return {
        Location(each.question, each.item): msgspec.msgpack.decode(
            key.open(f"{ANSWER}/{each.question}/{each.item}", each.sealed)
        )
        for each in answers
    }


async def assert_finished(house: House, outcome: Outcome) -> None:
    """Every person has a genuine number, and what was answered and counts is in SQL."""
    head = outcome.interview.head
    assert head.status is Status.FINISHED
    people = [each for each in outcome.interview.items.values() if each.roster == "member"]
    assert {each.item for each in head.receipts} == {each.id for each in people}
    for receipt in head.receipts:
        verdict = await house.service.registry.verify(receipt.number, NumberMaker("KZ"))
        assert verdict is Verdict.GENUINE
    kept = await stored(house, outcome.interview)
    scope = Scope(outcome.questionnaire, outcome.interview)
    for location, answer in answers_of(outcome.interview).items():
        question = outcome.questionnaire.questions[location.question]
        if question.type in (QuestionType.NOTE, QuestionType.GATE):
            continue
        if scope.relevant(question, location.item):
            found = msgspec.convert(kept.get(location), Answer | None)
            assert found == answer, f"{location} is not so in the submission"


async def walk(house: House, seed: int) -> Walk:
    """Walk with a seed: those that are even at Telegram, the others at the web chat."""
    stranger = Stranger(seed)
    records: list[logging.LogRecord] = []
    handler = _Listening(records)
    logging.getLogger().addHandler(handler)
    try:
        async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
            seat: Seat = AtTelegram(house, 100_000 + seed)
            if seed % 2:
                async with session.get(house.url) as page:
                    assert page.status == 200
                seat = AtTheWeb(house, session, _address(session))
            walking = Walk(house, seat, stranger)
            try:
                outcome = await walking.run()
                await assert_finished(house, outcome)
                assert_logs(records, stranger)
            except BaseException as failure:
                trace = "\n".join(walking.trace[-40:])
                failure.add_note(f"seed {seed}:\n{trace}")
                raise
    finally:
        logging.getLogger().removeHandler(handler)
    return walking


class _Listening(logging.Handler):
    def __init__(self, records: list[logging.LogRecord]) -> None:
        super().__init__()
        self._records = records

    def emit(self, record: logging.LogRecord) -> None:
        self._records.append(record)


def assert_logs(records: list[logging.LogRecord], stranger: Stranger) -> None:
    """No fault of ours was logged, and nothing that somebody wrote."""
    told = [each for each in (*stranger.texts, *stranger.secrets) if len(each.strip()) > 5]
    for record in records:
        text = f"{record.getMessage()} {record.__dict__}"
        assert record.levelno < logging.ERROR, text
        found = [each for each in told if each in text]
        assert not found, f"{found} in {record.getMessage()}"


def _address(session: aiohttp.ClientSession) -> str:
    (cookie,) = [each for each in session.cookie_jar if each.key == "sanaq"]
    return Visitor(cookie.value, known=True).address
