"""Measures the speed and the size of things, beside aiogram's own FSM where that does the same work."""
