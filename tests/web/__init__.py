"""The web chat, over the real service, a real Redis and a real browser."""
