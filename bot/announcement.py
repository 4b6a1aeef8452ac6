"""What `sanaq run` prints when it is ready: where to go, and what is switched off."""

from __future__ import annotations

from bot.settings import Settings

__all__ = ["announcement"]


def announcement(settings: Settings, *, port: int, password: str | None, link: str | None) -> str:
    """The lines for whoever started it. The password and the link code are shown this once."""
    here = settings.public_url.rstrip("/") or f"http://{_host(settings.host)}:{port}"
    lines = [
        "Sanaq is ready. Ctrl-C ends it; every answer stays.",
        f"  chat      {here}/",
        f"  staff     {here}/console{_sign_in(password)}",
        "  terminal  .venv/bin/sanaq chat",
        f"  Telegram  {_telegram(settings)}",
        f"  staff bot {_staff_bot(settings, link)}",
        f"  data      {settings.var.absolute()}",
    ]
    return "\n".join(lines)


def _host(host: str) -> str:
    if host in {"0.0.0.0", "::"}:  # noqa: S104  compared, not bound
        return "localhost"
    return f"[{host}]" if ":" in host else host


def _sign_in(password: str | None) -> str:
    if password is None:
        return " (name supervisor; the password was printed at the first start)"
    return f" (name supervisor, password {password}: shown this once)"


def _telegram(settings: Settings) -> str:
    count = len(settings.telegram_tokens)
    if not count:
        return "off: set SANAQ_TELEGRAM_TOKENS to the token of a bot"
    return f"{count} bot(s), {'called' if settings.public_url else 'polled'}"


def _staff_bot(settings: Settings, link: str | None) -> str:
    if not settings.staff_telegram_token:
        return "off: set SANAQ_STAFF_TELEGRAM_TOKEN to the token of another bot"
    return f"on; send it /link {link} within 15 minutes" if link else "on"
