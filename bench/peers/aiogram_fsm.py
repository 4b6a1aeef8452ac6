"""The same twenty questions as a bot on aiogram's FSM with RedisStorage, as fast as it goes.

One handler serves all questions (a chain of twenty filters would cost more), the keyboards are made
once, a typed answer is answered inside the webhook's response, and a tap by the same three methods
that our own bot uses. `--lock` switches on aiogram's RedisEventIsolation.
"""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from aiogram import Bot, Dispatcher, F, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State
from aiogram.fsm.storage.redis import RedisStorage
from aiogram.types import (
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
)
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

from bench.chats import Asked, twenty
from bench.serving import PATH, SECRET, TOKEN, Orders, serve

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from aiogram.methods import EditMessageText, SendMessage

QUESTIONS = twenty()
LONGEST = 500
THANKS = "That is all. Finish the interview?"

STATES = tuple(str(State(asked.name, group_name="Form").state) for asked in QUESTIONS)
PLACES = {state: place for place, state in enumerate(STATES)}
"""Where in the order a state of the FSM stands."""


def _keyboard(asked: Asked) -> InlineKeyboardMarkup | None:
    rows = [
        [InlineKeyboardButton(text=label, callback_data=f"{asked.name}:{name}")]
        for name, label in asked.choices
    ]
    return InlineKeyboardMarkup(inline_keyboard=rows) if rows else None


KEYBOARDS = tuple(map(_keyboard, QUESTIONS))
NAMES = {label.casefold(): name for asked in QUESTIONS for name, label in asked.choices}


def _value(asked: Asked, text: str) -> str | int | None:
    """What was typed as an answer; None when it is none."""
    text = text.strip()
    if asked.kind == "integer":
        return int(text) if text.isdecimal() else None
    if asked.kind == "select_one":
        return NAMES.get(text.casefold())
    return text if text and len(text) <= LONGEST else None


def _next(place: int) -> tuple[str, InlineKeyboardMarkup | None]:
    if place == len(QUESTIONS):
        return THANKS, None
    return QUESTIONS[place].label, KEYBOARDS[place]


async def _take(state: FSMContext, place: int, value: str | int) -> None:
    await state.update_data({QUESTIONS[place].name: value})
    following = place + 1
    await state.set_state(STATES[following] if following < len(STATES) else None)


router = Router()


@router.message(CommandStart())
async def start(message: Message, state: FSMContext) -> SendMessage:
    """Begin, or begin anew."""
    await state.set_data({})
    await state.set_state(STATES[0])
    text, keyboard = _next(0)
    return message.answer(text, reply_markup=keyboard)


@router.message(F.text)
async def typed(message: Message, state: FSMContext, raw_state: str | None) -> SendMessage | None:
    """Take a typed answer; the next question rides in the response."""
    place = PLACES.get(raw_state or "")
    if place is None:
        return None
    value = _value(QUESTIONS[place], message.text or "")
    if value is None:
        return message.answer("I did not understand that.")
    await _take(state, place, value)
    text, keyboard = _next(place + 1)
    return message.answer(text, reply_markup=keyboard)


@router.callback_query(F.data)
async def tapped(
    query: CallbackQuery, state: FSMContext, raw_state: str | None
) -> EditMessageText | None:
    """Take a tapped answer: two calls, and the edit rides in the response."""
    name, _, choice = (query.data or "").partition(":")
    place = PLACES.get(raw_state or "")
    if place is None or QUESTIONS[place].name != name or not isinstance(query.message, Message):
        return None
    await _take(state, place, choice)
    text, keyboard = _next(place + 1)
    await query.answer()
    await query.message.answer(text, reply_markup=keyboard)
    label = dict(QUESTIONS[place].choices)[choice]
    return query.message.edit_text(f"{query.message.text}\n\n✓ {label}")


@asynccontextmanager
async def open_app(orders: Orders) -> AsyncIterator[web.Application]:
    """Give the bot as aiogram's documentation mounts it."""
    storage = RedisStorage.from_url(orders.redis)
    isolation = storage.create_isolation() if orders.lock else None
    dispatcher = Dispatcher(storage=storage, events_isolation=isolation)
    dispatcher.include_router(router)
    session = AiohttpSession(api=TelegramAPIServer.from_base(orders.api))
    bot = Bot(TOKEN, session=session)
    handler = SimpleRequestHandler(dispatcher, bot, handle_in_background=False, secret_token=SECRET)
    app = web.Application()
    handler.register(app, PATH)
    yield app
    await storage.close()


if __name__ == "__main__":
    serve(open_app)
