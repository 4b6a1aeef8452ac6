"""Whether two wordings say the same in every language, and what they pipe with it."""

from __future__ import annotations

from state_machine.questionnaire import Text

__all__ = ["same_text"]


def same_text(old: Text | None, new: Text | None) -> bool:
    """Whether nobody sees a difference; none and an empty wording are the same."""
    return _said(old) == _said(new)


def _said(text: Text | None) -> dict[str, tuple[tuple[bool, str], ...]]:
    return {
        language: tuple(
            (isinstance(part, str), part if isinstance(part, str) else part.source)
            for part in template.parts
        )
        for language, template in (text or {}).items()
    }
