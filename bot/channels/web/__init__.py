"""The web chat: a public page on aiohttp that needs no build step."""

from bot.channels.web.site import setup

__all__ = ["setup"]
