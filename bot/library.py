"""The questionnaires in use: the one that new interviews get, and those that others began with."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from state_machine.questionnaire import Questionnaire

__all__ = ["Library", "UnknownQuestionnaireError"]


class UnknownQuestionnaireError(LookupError):
    """An interview began with content that is not kept any more; `identity` names it."""

    def __init__(self, identity: str) -> None:
        super().__init__(f"the questionnaire {identity} is not kept here")
        self.identity = identity


class Library:
    """Finds a questionnaire by identity; what is not current is read once from where it is kept.

    `fetch(identity)` gives the compiled questionnaire of that content, or None.
    """

    def __init__(
        self,
        current: Questionnaire,
        fetch: Callable[[str], Awaitable[Questionnaire | None]],
    ) -> None:
        self.current = current
        self._fetch = fetch
        self._known = {current.identity: current}

    async def get(self, identity: str) -> Questionnaire:
        """The questionnaire of an interview. Raises UnknownQuestionnaireError."""
        known = self._known.get(identity)
        if known is None:
            found = await self._fetch(identity)
            if found is None:
                raise UnknownQuestionnaireError(identity)
            known = self._known[identity] = found
        return known
