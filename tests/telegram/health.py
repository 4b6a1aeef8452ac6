"""A small household of the battery about health, at a bot: both ways to answer it begin so."""

from __future__ import annotations

from pathlib import Path

from tests.telegram.botapi import Person

__all__ = ["BATTERY", "FILE", "listed"]

FILE = Path(__file__).parents[2] / "questionnaires" / "features" / "sensitive_battery.yaml"
BATTERY = "Есть ли у кого-нибудь трудности со здоровьем? Отметьте, в чём."


async def listed(person: Person) -> Person:
    """Дидар, Диас and Айша are on the list; their health is asked about."""
    await person.types("/start")
    await person.sees("Выберите язык")
    await person.taps("Русский")
    for place, name in enumerate(("Дидар", "Диас", "Айша"), 1):
        await person.sees("зовут")
        await person.types(name)
        await person.sees(f"{place}. {name}")
        await person.taps("Добавить" if place < 3 else "Больше никого")
    await person.sees(BATTERY)
    return person
