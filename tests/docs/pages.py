"""Reads the pages of the documentation: links, commands, questionnaires, words."""

from __future__ import annotations

import ast
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from bot.content import constants
from bot.settings import read_settings
from dialogs.faults import Severity
from dialogs.loading import check_source
from tools.fences import Fence, fences

__all__ = [
    "PAGES",
    "ROOT",
    "anchors",
    "commands",
    "links",
    "mentioned",
    "name_of",
    "paths",
    "prose",
    "questionnaires",
    "trees",
]

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])

_LINK = re.compile(r"\]\(([^)\s]+)\)")
_CODE = re.compile(r"`([^`\n]+)`")
_ROOMS = "bot|dialogs|state_machine|storage|notifications|questionnaires|tests|docs|bench|tools"
_PATH = re.compile(rf"(?:{_ROOMS}|requirements)/[\w./-]*|[A-Z]+\.md|Makefile|pyproject\.toml")
_SHELLS = ("shell", "console")


def name_of(page: Path) -> str:
    """A page as the tests call it."""
    return str(page.relative_to(ROOT))


def links(page: Path) -> list[str]:
    """The targets of the links and pictures of a page that lie in the project."""
    return [target for target in _LINK.findall(prose(page)) if "://" not in target]


def anchors(page: Path) -> set[str]:
    """The anchors of the headings of a page, as they are made from their words."""
    heads = re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.casefold()).replace(" ", "-") for head in heads}


def prose(page: Path) -> str:
    """A page without its fenced blocks."""
    lines = page.read_text(encoding="utf-8").split("\n")
    for fence in reversed(list(fences("\n".join(lines)))):
        del lines[fence.line - 2 : fence.line + len(fence.lines)]
    return "\n".join(lines)


def paths(page: Path) -> Iterator[str]:
    """The files and folders of the project that a page names in code."""
    for code in _CODE.findall(prose(page)):
        if _PATH.fullmatch(code):
            yield code


def commands(page: Path, name: str) -> Iterator[list[str]]:
    """The arguments of every call of a command in the shell blocks of a page."""
    for line in _shell_lines(page):
        for part in re.split(r"\||&&|;", line):
            call = re.match(rf"\s*(?:[A-Z_]+=\S*\s+)*(?:[\w./]+/)?{name}\b(.*)", part)
            if call:
                yield shlex.split(call[1], comments=True)


def _shell_lines(page: Path) -> Iterator[str]:
    text = page.read_text(encoding="utf-8")
    for fence in fences(text):
        if "shell" in fence.info:
            yield from fence.lines
        if "console" in fence.info:
            yield from (line[2:] for line in fence.lines if line.startswith("$ "))
    # Blocks of four spaces are how CONTRIBUTING shows commands.
    yield from re.findall(r"^ {4}((?:make|sanaq)\b.*)$", prose(page), re.MULTILINE)


def mentioned(page: Path, name: str) -> set[str]:
    """The subcommands or targets of a command that the sentences of a page name."""
    calls = (re.match(rf"{name} ([a-z]+)\b", code) for code in _CODE.findall(prose(page)))
    return {call[1] for call in calls if call}


PACKAGES = ("state_machine", "dialogs", "storage", "notifications", "bot")


def trees() -> Iterator[ast.Module]:
    """The syntax of every module of the product."""
    for room in PACKAGES:
        for path in (ROOT / room).rglob("*.py"):
            yield ast.parse(path.read_bytes())


class Shown(NamedTuple):
    """A questionnaire of a page: where it begins, the errors that it has and those it should."""

    line: int
    errors: set[str]
    named: set[str]


def questionnaires(page: Path) -> Iterator[Shown]:
    """The questionnaires of a page, and its parts of questionnaires put into a whole."""
    files: dict[str, str] = {}
    for fence in fences(page.read_text(encoding="utf-8")):
        source = _whole(fence)
        if source is not None:
            name = fence.info.get("file", "")
            files[name] = source = files[name] + source if "more" in fence.info else source
            named = {code for code in fence.info.get("faults", "").split(",") if code}
            yield Shown(fence.line, _errors(source), named)


def _errors(source: str) -> set[str]:
    found = check_source(source, constants=constants(read_settings({})))
    return {fault.code for fault in found if fault.severity is Severity.ERROR}


def _whole(fence: Fence) -> str | None:
    if "yaml" not in fence.info:
        return None
    if "questions" in fence.info:
        return _AROUND_QUESTIONS + _indented(fence.lines, 6)
    if "blocks" in fence.info:
        return _AROUND + _indented(fence.lines, 2)
    return fence.text


def _indented(lines: tuple[str, ...], spaces: int) -> str:
    return "".join(f"{' ' * spaces}{line}\n" for line in lines)


_AROUND = """\
name: whole
title: {en: A whole}
languages: [en]
choices:
  yes_no:
    - {name: "yes", label: {en: "Yes"}}
    - {name: "no", label: {en: "No"}}
blocks:
"""
_AROUND_QUESTIONS = f"""{_AROUND}\
  - section: part
    title: {{en: A part}}
    questions:
"""
