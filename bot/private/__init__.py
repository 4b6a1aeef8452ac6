"""A page of our own for one sensitive question, opened by a short-lived link from a messenger."""

from bot.private.links import Link, Links
from bot.private.site import Push, setup

__all__ = ["Link", "Links", "Push", "setup"]
