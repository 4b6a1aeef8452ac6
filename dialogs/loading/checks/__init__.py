"""What is wrong or doubtful in a questionnaire of which every part has the right shape."""

from __future__ import annotations

from dialogs.loading.building import Built
from dialogs.loading.checks.flow import review_flow
from dialogs.loading.notebook import Notebook

__all__ = ["review"]


def review(built: Built, notebook: Notebook) -> None:
    """Notes the faults of the whole."""
    for look in (review_flow,):
        look(built, notebook)
