"""What a benchmark has to say: tables with promises, as text to read and as data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["Cell", "Figure", "Promise", "as_text"]

Cell = str | float
"""A name, or a number in the unit that the column says."""

_WIDTH = 100


class Promise(Struct, frozen=True):
    """A number that the design promises: `found` must be at least (or at most) `promised`."""

    text: str
    promised: float
    found: float
    at_most: bool = False

    @property
    def kept(self) -> bool:
        """Whether this run kept it."""
        return self.found <= self.promised if self.at_most else self.found >= self.promised


class Figure(Struct, frozen=True):
    """One table: a title, the columns with their units, rows, remarks and promises."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    remarks: tuple[str, ...] = ()
    promises: tuple[Promise, ...] = ()


def as_text(figures: Iterable[Figure]) -> str:
    """The tables one below the other."""
    return "\n\n".join("\n".join(_lines(figure)) for figure in figures)


def _lines(figure: Figure) -> Iterator[str]:
    yield figure.title
    rows = [figure.columns, *(tuple(map(_shown, row)) for row in figure.rows)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for place, row in enumerate(rows):
        yield "  " + _line(row, widths)
        if not place:
            yield "  " + "  ".join("-" * width for width in widths)
    for remark in figure.remarks:
        yield from _wrapped(remark)
    for promise in figure.promises:
        yield "  " + _judged(promise)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = zip(row, widths, strict=True)
    cells = [first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)]
    return "  ".join(cells).rstrip()


def _shown(cell: Cell) -> str:
    if isinstance(cell, str):
        return cell
    return f"{cell:,.0f}" if abs(cell) >= 100 else f"{cell:.3g}"  # noqa: PLR2004  digits worth reading


def _wrapped(remark: str) -> Iterator[str]:
    line = " "
    for word in remark.split():
        if len(line) + len(word) >= _WIDTH:
            yield line
            line = " "
        line += f" {word}"
    yield line


def _judged(promise: Promise) -> str:
    bound = "at most" if promise.at_most else "at least"
    verdict = "kept" if promise.kept else "MISSED"
    return (
        f"{verdict}: {promise.text}: {_shown(promise.found)} "
        f"({bound} {_shown(promise.promised)} promised)"
    )
