"""Shows the changes between two versions: a line each for people, JSON for programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
from msgspec import Struct

from dialogs.diff.changes import KINDS, Change, Severity

__all__ = ["Side", "report"]


class Side(Struct, frozen=True):
    """One of the two versions: what it is called, and the lines of its parts."""

    name: str
    lines: Mapping[str, int]

    def place(self, name: str) -> str:
        """Where a part is, as far as it is known."""
        line = self.lines.get(name)
        return self.name if line is None else f"{self.name}:{line}"


def report(changes: Sequence[Change], old: Side, new: Side, *, json: bool) -> str:
    """Every change, the gravest first, and how many there are of each severity; or a JSON list."""
    if json:
        entries = [_entry(each, old if each.old else new) for each in changes]
        return msgspec.json.format(msgspec.json.encode(entries)).decode()
    lines = [_line(each, old if each.old else new) for each in changes]
    return "\n".join([*lines, _count(changes)])


def _entry(change: Change, side: Side) -> dict[str, str | int]:
    return {
        "severity": change.severity.value,
        "kind": change.kind,
        "name": change.name,
        "detail": change.detail,
        "meaning": KINDS[change.kind][1],
        "file": side.name,
        "line": side.lines.get(change.name, 0),
    }


def _line(change: Change, side: Side) -> str:
    detail = f" ({change.detail})" if change.detail else ""
    meaning = KINDS[change.kind][1]
    return f"{side.place(change.name)}: {change.severity}: {change.name}: {meaning}{detail}"


def _count(changes: Sequence[Change]) -> str:
    if not changes:
        return "Nothing changed."
    counts = ((sum(each.severity is s for each in changes), s) for s in reversed(Severity))
    return ", ".join(f"{count} {severity}" for count, severity in counts if count) + "."
