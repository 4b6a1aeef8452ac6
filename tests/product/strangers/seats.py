"""Where a stranger sits: at Telegram or at the web chat. Both show the same interview's prompt."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from typing import Any, Protocol

import aiohttp

from bot import buttons
from bot.channels.telegram.rendering import render
from bot.turns import Outcome
from tests.product.strangers.house import BOT, House
from tests.telegram.botapi import Message, Person
from tests.telegram.botapi.rules import ApiError

__all__ = ["AtTelegram", "AtTheWeb", "NotShownError", "Seat"]


class NotShownError(AssertionError):
    """What the interview asks now is not what the channel shows."""


class Seat(Protocol):
    """What a stranger does at a channel, and what is read there."""

    address: str
    read: list[str]

    async def begin(self, language: str) -> None: ...
    async def types(self, text: str) -> None: ...
    async def presses(self, data: str) -> None: ...
    async def repeats(self) -> None: ...
    async def presses_old(self, number: int) -> str | None: ...
    async def twice_at_once(self, first: str, second: str) -> None: ...
    async def sends_nonsense(self, number: int) -> None: ...
    async def arrives(self) -> None: ...
    async def settles(self, outcome: Outcome) -> None: ...


def data_of(outcome: Outcome) -> list[str]:
    """The data of every button that an outcome shows."""
    return [
        buttons.encode(outcome.questionnaire, one.input)
        for row in outcome.prompt.rows
        for one in row
    ]


class AtTelegram:
    """A private chat; updates come twice, out of order and late."""

    def __init__(self, house: House, id_: int) -> None:
        self._house = house
        self.person: Person = house.api.person(BOT, id_)
        self.address = f"telegram:{id_}"
        self.read: list[str] = []
        self._seen: dict[int, str] = {}
        self._touched = 0

    async def begin(self, language: str) -> None:
        """Start the bot and choose a language."""
        await self.types("/start")
        await self.arrives()
        await self.person.sees(lambda person: bool(person.seen and person.last.buttons))
        await self.types(f"/{language}")

    async def types(self, text: str) -> None:
        """Send a text; Telegram lets nobody send what shows nothing, or is too long."""
        shown = text.strip()[:4000]
        await self.person.types(shown or "…")

    async def presses(self, data: str) -> None:
        """Tap this button on the newest message that has it; an old one if none has it any more."""
        messages = [one for one in self.person.seen if data in _keys(one)]
        message = messages[-1] if messages else self.person.last
        self._touched = message.id
        await self.person.presses(data, message=message)

    async def repeats(self) -> None:
        """Telegram brings the newest update once more."""
        delivery = self._house.api.delivery(BOT)
        await delivery.send([delivery.sent[-1]])

    async def presses_old(self, number: int) -> str | None:
        """Tap some button of some message of the chat, perhaps far above."""
        old = [(one, data) for one in self.person.seen for data in _keys(one)]
        if not old:
            return None
        message, data = old[number % len(old)]
        self._touched = message.id
        await self.person.presses(data, message=message, accessible=number % 3 > 0)
        return data

    async def twice_at_once(self, first: str, second: str) -> None:
        """Tap two buttons so quickly that Telegram brings the second one first."""
        delivery = self._house.api.delivery(BOT)
        delivery.held = []
        await self.presses(first)
        await self.presses(second)
        await delivery.release(lambda held: [held[1], held[0], held[1]])

    async def sends_nonsense(self, number: int) -> None:
        """Send what is no text."""
        kinds: Sequence[dict[str, Any]] = (
            {"sticker": {"file_id": "s", "emoji": "🙂"}},
            {"voice": {"file_id": "v", "duration": 3}},
            {"location": {"latitude": 51.1, "longitude": 71.4}},
            {"contact": {"phone_number": "+77010000000", "first_name": "A"}},
            {"poll": {}},
        )
        match number % 7:
            case 5:
                await self.person.photographs(b"\xff\xd8\xff\xe0" + bytes(40))
            case 6:
                if any(one.mine for one in self.person.chat.values()):
                    await self.person.edits("что-то другое")
            case kind:
                await self.person.sends(**kinds[kind])

    def stumbles(self, number: int) -> None:
        """Telegram is too busy for the next message, or fails."""
        errors = (
            ApiError(429, "Too Many Requests: retry after 3", 3),
            ApiError(502, "Bad Gateway"),
        )
        self._house.api.script("sendmessage", errors[number % 2])

    async def arrives(self) -> None:
        """Wait until every update was taken."""
        await self._house.api.delivery(BOT).idle()

    def recovers(self) -> None:
        """Telegram is well again."""
        self._house.api.unscript("sendmessage")

    async def settles(self, outcome: Outcome) -> None:
        """Wait until the chat shows what is asked now, in the newest message or the tapped one."""
        link = self._link(outcome)
        shown = render(outcome.questionnaire, outcome.prompt, link)
        wanted = shown.pieces[-1].strip()
        rows = () if shown.keyboard is None else shown.keyboard.inline_keyboard
        keys = [one.callback_data for row in rows for one in row if one.callback_data]

        def is_so(person: Person) -> bool:
            at_hand = [person.chat.get(self._touched), person.seen[-1] if person.seen else None]
            return any(
                one is not None and one.text == wanted and _keys(one) == keys for one in at_hand
            )

        try:
            async with asyncio.timeout(8), self.person.changed:
                await self.person.changed.wait_for(lambda: is_so(self.person))
        except TimeoutError:
            last = self.person.seen[-1] if self.person.seen else None
            raise NotShownError(
                f"wanted:\n{wanted}\n{keys}\nnewest:\n{last and last.text}\n{last and last.buttons}"
            ) from None
        for id_, message in list(self.person.chat.items()):
            if not message.mine and self._seen.get(id_) != message.text:
                self._seen[id_] = message.text
                self.read.append("\n".join((message.text, *message.buttons)))

    def _link(self, outcome: Outcome) -> str:
        assert self._house.links is not None
        return self._house.links.url(outcome, self.address, str(BOT))

    def link_of(self, outcome: Outcome) -> str:
        """The page of our own for the question that is asked now, or ''."""
        return self._link(outcome)


class AtTheWeb:
    """A browser that is none: it says to the API what the page says, and reads what it shows."""

    def __init__(self, house: House, session: aiohttp.ClientSession, address: str) -> None:
        self._house = house
        self._session = session
        self.address = address
        self.read: list[str] = []
        self._number = 0
        self._last: dict[str, object] = {}
        self._shown: dict[str, Any] = {}
        self._old: list[str] = []

    async def begin(self, language: str) -> None:
        """Choose a language on the first page."""
        await self._says({"language": language})

    async def types(self, text: str) -> None:
        """Type into the line of the page, which sends nothing that is empty."""
        await self._says({"text": text.strip()[:4000] or "…"})

    async def presses(self, data: str) -> None:
        """Press a button."""
        await self._says({"press": data})

    async def repeats(self) -> None:
        """The answer was lost on its way: the page sends the same once more."""
        await self._post(self._last)

    async def presses_old(self, number: int) -> str | None:
        """Press a button of another tab that stands still."""
        if not self._old:
            return None
        data = self._old[number % len(self._old)]
        await self.presses(data)
        return data

    async def twice_at_once(self, first: str, second: str) -> None:
        """Two tabs at the same time."""
        await asyncio.gather(self.presses(first), self.presses(second))

    async def sends_nonsense(self, number: int) -> None:
        """Share a place nobody asked for."""
        await self._says({"place": {"latitude": 51.1, "longitude": float(number % 90)}})

    async def arrives(self) -> None:
        """The answer to a request comes when its turn was taken."""

    async def settles(self, outcome: Outcome) -> None:
        """What the API shows is what is asked."""
        async with self._session.get(f"{self._house.url}/api/v1/chat") as answer:
            assert answer.status == 200
            self._shown = await answer.json()
        prompt = self._shown["prompt"]
        if prompt is None or prompt["text"] != outcome.prompt.text:
            raise NotShownError(f"{prompt} instead of {outcome.prompt.text}")
        keys = [key for row in prompt["rows"] for key in row]
        if [key["data"] for key in keys] != data_of(outcome):
            raise NotShownError(f"{keys}")
        said = [key["label"] for key in keys]
        bubbles = [
            text for one in self._shown["history"] for text in (one["question"], one["answer"])
        ]
        self.read.append("\n".join((*prompt["lead"], prompt["title"], prompt["text"], *said)))
        self.read.append("\n".join(bubbles))
        self._old += [one["change"] for one in self._shown["history"] if one["change"]]
        self._old += data_of(outcome)

    async def _says(self, said: dict[str, object]) -> None:
        self._number += 1
        await self._post({"id": f"stranger-{self._number:06}", **said})

    async def _post(self, body: dict[str, object]) -> None:
        self._last = body
        headers = {"Origin": self._house.url, "Content-Type": "application/json"}
        url = f"{self._house.url}/api/v1/chat"
        data = json.dumps(body, ensure_ascii=False).encode(errors="surrogatepass")
        async with self._session.post(url, data=data, headers=headers) as answer:
            # Half a character, or more than a page sends: refused, and the page says why.
            assert answer.status in (200, 400, 413), (answer.status, await answer.text())


def _keys(message: Message) -> list[str]:
    """The data of the buttons of a message in their order; several may say the same."""
    return [key["callback_data"] for row in message.keyboard for key in row if "url" not in key]
