"""Telegram as the benchmark needs it: people who type and tap, and a Bot API, in one event loop."""
