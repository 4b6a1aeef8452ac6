"""Telegram: private chats with bots of our own, through aiogram's `Bot`."""

from bot.channels.telegram.channel import Telegram

__all__ = ["Telegram"]
