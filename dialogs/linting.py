"""Shows the faults of a questionnaire: one line each for people, JSON for editors and pipelines."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from dialogs.faults import CODES, Fault, Severity

__all__ = ["failed", "report"]


def report(faults: Sequence[Fault], *, json: bool) -> str:
    """Every fault as `file:line:column: CODE message`, then a count; or all as a JSON list."""
    if json:
        return msgspec.json.format(
            msgspec.json.encode([_entry(fault) for fault in faults])
        ).decode()
    return "\n".join([*map(_line, faults), _count(faults)])


def failed(faults: Sequence[Fault]) -> bool:
    """Whether a questionnaire with these faults must not be asked."""
    return any(fault.severity is Severity.ERROR for fault in faults)


def _entry(fault: Fault) -> dict[str, str | int]:
    return {
        "file": fault.file,
        "line": fault.line,
        "column": fault.column,
        "severity": fault.severity.value,
        "code": fault.code,
        "title": CODES[fault.code].title,
        "message": fault.message,
        "remedy": CODES[fault.code].remedy,
    }


def _line(fault: Fault) -> str:
    return f"{fault.file}:{fault.line}:{fault.column}: {fault.code} {fault.message}"


def _count(faults: Sequence[Fault]) -> str:
    errors = sum(1 for fault in faults if fault.severity is Severity.ERROR)
    warnings = len(faults) - errors
    if not faults:
        return "No faults."
    return f"{_many(errors, 'error')}, {_many(warnings, 'warning')}."


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
