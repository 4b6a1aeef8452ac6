"""The address that Telegram posts updates to: 200 only once the turn is committed."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping

from aiohttp import web

from bot.channels.telegram.conversation import Conversation, NotTakenError

__all__ = ["PATH", "SECRET_HEADER", "Webhook", "secret_for"]

PATH = "/telegram/{bot}"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  a header, no secret

_JSON = {"Content-Type": "application/json"}


def secret_for(token: str, secret: str) -> str:
    """The secret that Telegram must send: the one that is set, else one made from the token.

    64 characters of those that Telegram allows; several processes agree on it without talking.
    """
    return secret or hmac.new(token.encode(), b"sanaq webhook", hashlib.sha256).hexdigest()


class Webhook:
    """Hears every bot's updates; `bots` holds conversation and secret by the bot's id as text."""

    def __init__(self, bots: Mapping[str, tuple[Conversation, str]]) -> None:
        self._bots = {bot: (talk, secret.encode()) for bot, (talk, secret) in bots.items()}

    async def handle(self, request: web.Request) -> web.Response:
        """One update. 404: no such bot, 401: not from Telegram, 503: to be delivered again."""
        known = self._bots.get(request.match_info["bot"])
        if known is None:
            return web.Response(status=404)
        conversation, secret = known
        given = request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, secret):
            return web.Response(status=401)
        try:
            body = await conversation.answer(await request.read())
        except NotTakenError:
            return web.Response(status=503)
        return web.Response(body=body, headers=_JSON) if body else web.Response()
