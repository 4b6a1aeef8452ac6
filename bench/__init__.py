"""Measures speed and size, beside aiogram's own FSM where that does the same work."""
