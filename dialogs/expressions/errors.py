"""The one error of the expression language: a code, a sentence and the place in the source."""

from __future__ import annotations

__all__ = ["ExpressionError", "place_of"]


class ExpressionError(Exception):
    """Why an expression cannot be compiled.

    `code` is a key of `dialogs.faults.CODES`; `line` and `column` count from 1 within the source.
    """

    def __init__(self, code: str, message: str, line: int, column: int) -> None:
        super().__init__(f"{code} at {line}:{column}: {message}")
        self.code = code
        self.message = message
        self.line = line
        self.column = column

    @classmethod
    def at(cls, code: str, message: str, source: str, offset: int) -> ExpressionError:
        """The error at a character offset of the source."""
        return cls(code, message, *place_of(source, offset))


def place_of(source: str, offset: int) -> tuple[int, int]:
    """Line and column, both from 1, of a character offset; an offset past the end is the end."""
    before = source[: max(offset, 0)]
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
