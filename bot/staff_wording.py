"""Says what the staff's bot says, in Kazakh, Russian and English."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from dialogs.catalogues import say
from storage.board import Counts

__all__ = ["language_of", "reply", "report"]

_LANGUAGES = ("kk", "ru", "en")
_NOTHING = "—"

_REPLIES: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        "stranger": (
            "Бұл қызметкерлерге арналған бот. Консольден код алып, /link КОД деп жазыңыз.",
            "Это бот для сотрудников. Получите код в консоли и напишите /link КОД.",
            "This bot is for staff. Get a code in the console and send /link CODE.",
        ),
        "linked": (
            "Дайын, чат байланыстырылды: {name}. Санақтың барысы: /status",
            "Готово, чат связан: {name}. Ход переписи: /status",
            "Done, this chat is linked: {name}. How the census goes: /status",
        ),
        "wrong_code": (
            "Бұл код жарамайды немесе мерзімі өтті. Консольден жаңасын алыңыз.",
            "Код не подходит или устарел. Получите новый в консоли.",
            "This code is wrong or too old. Get a new one in the console.",
        ),
        "commands": (
            "Мен /status пәрменін түсінемін: санақтың барысы.",
            "Я понимаю /status: ход переписи.",
            "I understand /status: how the census goes.",
        ),
        "unavailable": (
            "Дерекқор қазір жауап бермейді. Бір минуттан кейін қайталаңыз.",
            "База данных сейчас не отвечает. Повторите через минуту.",
            "The database does not answer just now. Try again in a minute.",
        ),
        "total": ("Барлық сұхбат", "Всего интервью", "Interviews"),
        "statuses": ("Күйі бойынша", "По состоянию", "By status"),
        "stages": ("Ашық, кезең бойынша", "Открытые, по этапам", "Open, by stage"),
        "languages": ("Тілдер", "Языки", "Languages"),
        "channels": ("Арналар", "Каналы", "Channels"),
        "submissions": ("Тапсырылды", "Сдано", "Submitted"),
        "persons": ("Есептелген адамдар", "Учтено человек", "Persons counted"),
        "open": ("ашық", "открыто", "open"),
        "paused": ("кідіртілген", "на паузе", "paused"),
        "refused": ("бас тартты", "отказ", "refused"),
        "finishing": ("аяқталуда", "завершается", "finishing"),
        "finished": ("аяқталды", "завершено", "finished"),
    }
)


def language_of(code: str | None) -> str:
    """The language for somebody whose Telegram speaks `code`: Russian unless it is one of ours."""
    short = (code or "")[:2].lower()
    return short if short in _LANGUAGES else "ru"


def reply(language: str, key: str, **places: str) -> str:
    """A sentence. Raises KeyError for an unknown key."""
    return _REPLIES[key][_LANGUAGES.index(language)].format(**places)


def report(language: str, counts: Counts) -> str:
    """The counts as a few lines; sides on which there is nothing are left out."""
    sides = (
        ("statuses", {_named(language, status): n for status, n in counts.by_status.items()}),
        ("stages", {_stage(language, stage): n for stage, n in counts.by_stage.items()}),
        ("languages", counts.by_language),
        ("channels", counts.by_channel),
    )
    lines = [
        f"{reply(language, 'total')}: {counts.total}",
        *(_side(reply(language, key), side) for key, side in sides if side),
        f"{reply(language, 'submissions')}: {counts.submissions}",
        f"{reply(language, 'persons')}: {counts.persons}",
    ]
    return "\n".join(lines)


def _named(language: str, status: str) -> str:
    return reply(language, status) if status in _REPLIES else status


def _stage(language: str, stage: str) -> str:
    return say(language, f"stage.{stage}") if stage else ""


def _side(heading: str, side: Mapping[str, int]) -> str:
    """A side in one line; before the choice of a language an interview has no name on some."""
    ranked = sorted(side.items(), key=lambda one: (-one[1], one[0]))
    return f"{heading}: " + ", ".join(f"{name or _NOTHING} {count}" for name, count in ranked)
