"""The page for one sensitive question, between a played Telegram and a real browser."""
