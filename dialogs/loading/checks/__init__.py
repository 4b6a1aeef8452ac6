"""What is wrong or doubtful in a questionnaire of which every part has the right shape."""

from __future__ import annotations

from dialogs.loading.building import Built
from dialogs.loading.checks.batteries import review_batteries
from dialogs.loading.checks.choices import review_choices
from dialogs.loading.checks.company import review_company
from dialogs.loading.checks.conditions import review_conditions
from dialogs.loading.checks.flow import review_flow
from dialogs.loading.checks.questions import review_questions
from dialogs.loading.checks.rosters import review_rosters
from dialogs.loading.checks.screens import review_screens
from dialogs.loading.checks.secrets import review_secrets
from dialogs.loading.checks.suggestions import review_suggestions
from dialogs.loading.checks.topics import review_topics
from dialogs.loading.checks.wordings import review_wordings
from dialogs.loading.notebook import Notebook

__all__ = ["review"]

_LOOKS = (
    review_flow,
    review_conditions,
    review_questions,
    review_choices,
    review_wordings,
    review_secrets,
    review_rosters,
    review_suggestions,
    review_company,
    review_screens,
    review_topics,
    review_batteries,
)


def review(built: Built, notebook: Notebook) -> None:
    """Notes the faults of the whole."""
    for look in _LOOKS:
        look(built, notebook)
