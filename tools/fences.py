"""The fenced blocks of a Markdown page: found, and put back with other content."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Fence", "fences", "refilled"]

_EDGE = re.compile(r"^(?P<mark>`{3,})(?P<info>[^`]*)$")


@dataclass(frozen=True, slots=True, eq=False)
class Fence:
    """A block between ``` lines: the words after the opening mark, its lines, where they begin.

    `info` of "```yaml file=pets.yaml" is {"yaml": "", "file": "pets.yaml"}; `line` counts from 1.
    """

    info: dict[str, str]
    lines: tuple[str, ...]
    line: int

    @property
    def text(self) -> str:
        """The content as the text of a file."""
        return "".join(f"{line}\n" for line in self.lines)


def fences(page: str) -> Iterator[Fence]:
    """Every fenced block of a page, in order."""
    opened: tuple[str, dict[str, str], int] | None = None
    lines = page.split("\n")
    for number, line in enumerate(lines, start=1):
        edge = _EDGE.match(line)
        if edge is None:
            continue
        if opened is None:
            opened = edge["mark"], _words(edge["info"]), number + 1
        elif edge["mark"] == opened[0] and not edge["info"].strip():
            _, info, first = opened
            yield Fence(info, tuple(lines[first - 1 : number - 1]), first)
            opened = None


def _words(info: str) -> dict[str, str]:
    pairs = (word.partition("=") for word in info.split())
    return {name: value for name, _, value in pairs}


def refilled(page: str, contents: dict[Fence, tuple[str, ...]]) -> str:
    """The page with other lines in some of its fences, given by the fence that they replace."""
    lines = page.split("\n")
    for fence in sorted(contents, key=lambda each: each.line, reverse=True):
        lines[fence.line - 1 : fence.line - 1 + len(fence.lines)] = contents[fence]
    return "\n".join(lines)
