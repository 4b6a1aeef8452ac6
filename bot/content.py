"""Which questionnaires there are, and what the settings say about them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bot.settings import Settings
from dialogs.loading import load
from state_machine.questionnaire import Questionnaire

__all__ = ["constants", "load_named"]

_FOLDERS = (Path("questionnaires"), Path("questionnaires/features"))


def constants(settings: Settings) -> Mapping[str, str]:
    """What the content may ask of the settings: the moment of the census, ISO 8601."""
    return {"census_moment": settings.census_moment.isoformat()}


def load_named(settings: Settings, name: str) -> Questionnaire:
    """A questionnaire by its file, or by its name among those that come with the product.

    Raises ContentErrors.
    """
    found = (folder / f"{name}.yaml" for folder in _FOLDERS)
    path = next((path for path in found if path.exists()), Path(name))
    return load(path, constants=constants(settings))
