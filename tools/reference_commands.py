"""The commands of `sanaq`, read off the parser of its command line."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from bot.cli import _parser
from tools.tables import table

__all__ = ["command_reference", "subcommands"]


def command_reference() -> list[str]:
    """The lines of the page: every command with its arguments, and the exit codes."""
    lines: list[str] = []
    for name, parser, about in subcommands():
        lines += [f"## {_usage(name, parser)}", "", f"{_sentence(about)}", ""]
        if arguments := _arguments(parser):
            rows = ((f"`{_spelled(each)}`", _meaning(each)) for each in arguments)
            lines += [*table(("argument", "meaning"), rows), ""]
    return [*lines, *_EXIT_CODES]


_EXIT_CODES = (
    "## Exit codes",
    "",
    "0: all is well. 1: the command ran and found something wrong (a fault, a difference, a number",
    "that is not genuine, a change that is not harmless). 2: it could not start; every line on",
    "standard error names a remedy.",
    "130: Ctrl-C interrupted it; for `sanaq run` that is the way to end, with 0.",
)


def subcommands() -> Iterator[tuple[str, argparse.ArgumentParser, str]]:
    """The commands of `sanaq`: name, parser and one line on each."""
    (choices,) = (
        action
        for action in _parser()._actions  # noqa: SLF001  argparse shows them nowhere else
        if isinstance(action, argparse._SubParsersAction)  # noqa: SLF001  as above
    )
    abouts = {action.dest: action.help or "" for action in choices._choices_actions}  # noqa: SLF001
    for name, parser in choices.choices.items():
        yield name, parser, abouts.get(name, "")


def _arguments(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    return [each for each in parser._actions if each.dest != "help"]  # noqa: SLF001  as above


def _usage(name: str, parser: argparse.ArgumentParser) -> str:
    words = [f"[{_spelled(each)}]" for each in _arguments(parser) if each.option_strings]
    words += [_positional(each) for each in _arguments(parser) if not each.option_strings]
    return " ".join(["`sanaq", name, *words]) + "`"


def _positional(action: argparse.Action) -> str:
    name = _spelled(action)
    match action.nargs:
        case "?":
            return f"[{name}]"
        case "+":
            return f"{name} …"
        case _:
            return name


def _spelled(action: argparse.Action) -> str:
    value = str(action.metavar or action.dest.upper())
    if not action.option_strings:
        return value
    name = action.option_strings[-1]
    if action.nargs == 0:
        return name
    return f"{name} {'|'.join(map(str, action.choices))}" if action.choices else f"{name} {value}"


def _meaning(action: argparse.Action) -> str:
    return action.help or ""


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
