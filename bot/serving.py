"""What a conversation stands on: Redis, the database, the questionnaire and the turns, opened.

`run`, `chat` and `verify` all begin here; nothing of a messenger or of the web is loaded for it.
"""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable

import msgspec
from msgspec import Struct

from bot.clock import in_zone
from bot.content import constants, imported, read_whole, shelf_of
from bot.embedded import embedded_redis
from bot.library import Library
from bot.receiving import Receiving
from bot.refusal import StartRefused
from bot.settings import Settings
from bot.turns import Finalise, Turns
from dialogs.loading import Loaded, load_source
from state_machine.interview import Receipt
from state_machine.questionnaire import Questionnaire
from storage.database import DatabaseUnavailable, migrate
from storage.interviews import InterviewStore
from storage.master_key import MasterKeyError
from storage.numbers import NumberMaker
from storage.registry import Registry, Verdict
from storage.sealing import KeyRing
from storage.server import DurabilityError, StoreUnavailable
from storage.stored import Stored
from storage.unlocking import unlock

__all__ = ["Service", "kept_content", "registry", "serving", "verify"]

_GONE = (StoreUnavailable, DurabilityError, MasterKeyError, DatabaseUnavailable)
"""What a store says when it cannot be used: one line with the remedy each."""


class Service(Struct, frozen=True, eq=False):
    """What a conversation needs, opened and ready."""

    settings: Settings
    questionnaire: Questionnaire
    keyring: KeyRing
    store: InterviewStore
    registry: Registry
    turns: Turns
    receiving: Receiving


class _Kept(Struct, frozen=True):
    """A questionnaire as the registry keeps it, with all that it was read with.

    `codelists` are the texts of the imported lists that it uses, `files` those of the CSV files
    that it names; both by name.
    """

    text: str
    constants: dict[str, str]
    codelists: dict[str, str] = {}
    files: dict[str, str] = {}


@contextlib.asynccontextmanager
async def serving(settings: Settings, *, join: bool = True) -> AsyncIterator[Service]:
    """Opens the stores and the questionnaire, and closes them at the end.

    With `join` the private Redis of a Sanaq that runs already is used. Raises ContentErrors, and
    StartRefused: also for a store that goes away while it is used here.
    """
    loaded = read_whole(settings, settings.questionnaire)
    async with contextlib.AsyncExitStack() as stack:
        try:
            service = await _opened(settings, loaded, stack, join=join)
            yield service
            await service.turns.settle()
        except _GONE as gone:
            raise StartRefused(str(gone)) from gone


async def _opened(
    settings: Settings,
    loaded: Loaded,
    stack: contextlib.AsyncExitStack,
    *,
    join: bool,
) -> Service:
    url = settings.redis_url or await stack.enter_async_context(
        embedded_redis(settings.var / "redis", join=join)
    )
    keyring = await unlock(url, settings.var / "master.key", settings.master_key)
    store = await stack.enter_async_context(
        InterviewStore.connect(
            url,
            keyring,
            shards=settings.shards,
            durable="trusted" if settings.redis_durable == "trusted" else True,
            cache_size=settings.cache_size,
        )
    )
    await migrate(settings.database_url)
    registry = await stack.enter_async_context(Registry.connect(settings.database_url))
    await _keep(registry, settings, loaded)
    questionnaire = loaded.questionnaire
    receiving = Receiving(registry.attachments, most=settings.attachment_max)
    turns = Turns(
        store=store,
        library=Library(questionnaire, _fetching(registry, settings)),
        now=in_zone(settings.zone),
        finalise=_finalising(registry, keyring, settings),
        receiving=receiving,
    )
    return Service(settings, questionnaire, keyring, store, registry, turns, receiving)


async def _keep(registry: Registry, settings: Settings, loaded: Loaded) -> None:
    """Keeps the content, so that whoever begins with it can go on with it after it changed."""
    lists = imported(settings, loaded.questionnaire)
    kept = _Kept(loaded.text, dict(constants(settings)), lists, dict(loaded.files))
    identity = loaded.questionnaire.identity
    await registry.keep_questionnaire(identity, msgspec.json.encode(kept).decode())


def _fetching(
    registry: Registry, settings: Settings
) -> Callable[[str], Awaitable[Questionnaire | None]]:
    async def fetch(identity: str) -> Questionnaire | None:
        found = await kept_content(registry, settings, identity)
        return None if found is None else found[1]

    return fetch


async def kept_content(
    registry: Registry, settings: Settings, identity: str
) -> tuple[str, Questionnaire] | None:
    """The text of a version that is kept, and what is compiled of it; None if it never was kept."""
    source = await registry.questionnaire_source(identity)
    if source is None:
        return None
    kept = msgspec.json.decode(source, type=_Kept)
    lists = shelf_of(settings, kept.codelists)
    found = load_source(
        kept.text,
        name=identity,
        constants=kept.constants,
        codelists=lists,
        files=kept.files,
    )
    return kept.text, found


def _finalising(registry: Registry, keyring: KeyRing, settings: Settings) -> Finalise:
    numbers = NumberMaker(settings.number_prefix)

    async def finalise(questionnaire: Questionnaire, stored: Stored) -> tuple[Receipt, ...]:
        return await registry.finalise(questionnaire, stored, keyring=keyring, numbers=numbers)

    return finalise


async def verify(settings: Settings, number: str) -> Verdict:
    """Whether a notification number is genuine. Raises StartRefused."""
    async with registry(settings) as open_:
        return await open_.verify(number, NumberMaker(settings.number_prefix))


@contextlib.asynccontextmanager
async def registry(settings: Settings) -> AsyncIterator[Registry]:
    """Opens the database alone, for what needs no Redis. Raises StartRefused.

    Where nothing has run yet it is empty.
    """
    try:
        settings.var.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StartRefused(f"{settings.var} cannot be made: {error.strerror}.") from error
    try:
        await migrate(settings.database_url)
        async with Registry.connect(settings.database_url) as found:
            yield found
    except DatabaseUnavailable as gone:
        raise StartRefused(str(gone)) from gone
