"""Telegram's side of the table, and conversations through it."""
