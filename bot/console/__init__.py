"""The staff's window: who is where in the census, without anything that people answered."""

from bot.console.site import setup

__all__ = ["setup"]
