"""What can change between two versions, and what each change means for answers already given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType

from msgspec import Struct

__all__ = ["KINDS", "Change", "Severity", "change", "harmless"]


class Severity(StrEnum):
    """How a change treats an answer that was settled: keeps it, asks it again, or loses it."""

    HARMLESS = "harmless"
    RE_ASKS = "re-asks"
    LOSES = "loses"


class Change(Struct, frozen=True, kw_only=True):
    """One change. `name` is the question, roster, section or constant; `old` marks what is gone."""

    severity: Severity
    kind: str
    name: str
    detail: str = ""
    old: bool = False


_HARMLESS, _RE_ASKS, _LOSES = Severity.HARMLESS, Severity.RE_ASKS, Severity.LOSES

KINDS: Mapping[str, tuple[Severity, str]] = MappingProxyType(
    {
        "wording": (_HARMLESS, "the wording changed"),
        "marked": (_HARMLESS, "what is said of it changed, not what it takes"),
        "number": (_HARMLESS, "the official number changed"),
        "choice label": (
            _HARMLESS,
            "the label of a choice changed: see that it still means the same",
        ),
        "choice added": (_HARMLESS, "there is a new choice, which earlier people were not offered"),
        "choice order": (_HARMLESS, "the choices stand in another order"),
        "choice removed": (_LOSES, "a choice is gone: whoever chose it is asked again"),
        "choice condition": (_RE_ASKS, "a choice is offered under another condition"),
        "choice refuses": (_RE_ASKS, "a choice declines to take part, or does no longer"),
        "type widened": (_HARMLESS, "the new type takes every answer of the old one"),
        "type": (_LOSES, "the type changed: earlier answers do not fit"),
        "list": (_RE_ASKS, "the answers come from another list"),
        "range widened": (_HARMLESS, "it takes every number that it took before"),
        "range": (_RE_ASKS, "it takes other numbers"),
        "battery": (_HARMLESS, "it is asked in one turn with other questions, or by itself"),
        "usual": (_HARMLESS, "who is not ticked gets another answer from now on"),
        "topic": (_HARMLESS, "what is said to a question about the survey changed"),
        "checks loosened": (_HARMLESS, "what was accepted is accepted still"),
        "checks tightened": (_RE_ASKS, "some answers are not accepted any more"),
        "checks changed": (_RE_ASKS, "some answers may not be accepted any more"),
        "soft checks": (_HARMLESS, "a soft check changed, which looks at new answers alone"),
        "asked of more": (_RE_ASKS, "its condition holds for more: they are asked"),
        "asked of fewer": (_LOSES, "its condition holds for fewer: the answers of others drop"),
        "condition": (_LOSES, "the condition changed: some are asked anew, other answers may drop"),
        "required": (_RE_ASKS, "it may not be skipped any more"),
        "optional": (_HARMLESS, "it may be skipped now"),
        "suggestion": (_HARMLESS, "what is suggested changed"),
        "reasons": (_HARMLESS, "the reasons that stand for an answer changed"),
        "calculation": (_RE_ASKS, "what is computed changed"),
        "added": (_RE_ASKS, "it is new and asked of everybody whom it concerns"),
        "added silently": (_HARMLESS, "it is new and asks nothing"),
        "removed": (_LOSES, "it is gone, and its answers with it"),
        "removed silently": (_HARMLESS, "it is gone and asked nothing"),
        "renamed": (_LOSES, "it has another name, under which its answers are not found"),
        "level": (_LOSES, "it is asked about something else: its answers are not found"),
        "moved": (_HARMLESS, "it stands in another section"),
        "order": (_HARMLESS, "the order changed"),
        "roster bounds wider": (_HARMLESS, "there may be fewer or more items"),
        "roster bounds": (_RE_ASKS, "lists that are too short or too long now are asked again"),
        "roster count": (_RE_ASKS, "another rule says how many items there are"),
        "section": (_HARMLESS, "its title, stage or sheet changed"),
        "constant": (_HARMLESS, "a constant changed that no rule reads"),
        "constant read": (_RE_ASKS, "a constant changed that rules read"),
        "language added": (_HARMLESS, "there is a further language"),
        "language order": (_HARMLESS, "another language is offered first"),
        "language removed": (_RE_ASKS, "a language is gone: whoever spoke it chooses another"),
        "title": (_HARMLESS, "the title changed"),
        "name": (_HARMLESS, "the questionnaire has another name"),
        "may drop": (_LOSES, "whether it is asked depends on what changed: answers may drop"),
        "depends": (_RE_ASKS, "it reads something that changed"),
    }
)
"""Every kind of change: what it does to answers, and a sentence on it."""


def change(kind: str, name: str, detail: str = "", *, old: bool = False) -> Change:
    """A change of a kind."""
    return Change(severity=KINDS[kind][0], kind=kind, name=name, detail=detail, old=old)


def harmless(changes: Iterable[Change]) -> bool:
    """Whether no settled answer is touched, and nothing is asked that was not."""
    return all(each.severity is Severity.HARMLESS for each in changes)
