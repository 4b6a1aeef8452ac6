"""The pages under docs/reference/, each made from the table in the code that it tells about."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType

from bot.cli import _parser
from bot.settings import SETTINGS
from dialogs.catalogues.sentences import catalogue, forms_of, key_of
from dialogs.commands import SLASH_COMMANDS
from dialogs.expressions.functions import ENDLESS, FUNCTIONS, REFUSED
from dialogs.faults import CODES, Severity
from state_machine.inputs import Action
from state_machine.lifecycle import CONTROL, LIFECYCLE, Row, diagram
from tools.reference_questions import question_types
from tools.reference_routes import routes

__all__ = ["reference_pages", "subcommands"]

_NOTICE = "<!-- Written by tools/docs.py from {source}: change it there, then `make docs`. -->"


def reference_pages() -> Mapping[str, str]:
    """Every page by its file name."""
    pages = {name: _page(name) for name in _PAGES}
    return pages | {"README.md": _index()}


def _page(name: str) -> str:
    page = _PAGES[name]
    notice = _NOTICE.format(source=page.source)
    return "\n".join([notice, "", f"# {page.title}", "", page.about, "", *page.body(), ""])


def _index() -> str:
    rows = ((f"[{page.title}]({name})", page.about) for name, page in _PAGES.items())
    notice = _NOTICE.format(source="the code")
    about = "These pages are written from the code, so they say what is."
    table = _table(("page", "what it tells"), rows)
    return "\n".join([notice, "", "# Reference", "", about, "", *table, ""])


class _Page:
    """A page: its title, the module that it tells about, a sentence, and its lines."""

    def __init__(self, title: str, source: str, about: str, body: Callable[[], list[str]]) -> None:
        self.title = title
        self.source = source
        self.about = about
        self.body = body


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    heads = tuple(heads)
    lines = [_row(heads), _row("---" for _ in heads)]
    return [*lines, *map(_row, rows)]


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


# -- commands --------------------------------------------------------------------------------------


def _commands() -> list[str]:
    lines: list[str] = []
    for name, parser, about in subcommands():
        lines += [f"## {_usage(name, parser)}", "", f"{_sentence(about)}", ""]
        if arguments := _arguments(parser):
            rows = ((f"`{_spelled(each)}`", _meaning(each)) for each in arguments)
            lines += [*_table(("argument", "meaning"), rows), ""]
    return [*lines, *_EXIT_CODES]


_EXIT_CODES = (
    "## Exit codes",
    "",
    "0: all is well. 1: the command ran and found something wrong (a fault, a difference, a number",
    "that is not genuine). 2: it could not start; every line on standard error names a remedy.",
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


# -- settings, faults, expressions -----------------------------------------------------------------


def _settings() -> list[str]:
    rows = (
        (
            f"`{row.variable}`",
            f"`{row.default}`" if row.default else "",
            row.purpose + (" (a secret: never shown)" if row.secret else ""),
        )
        for row in SETTINGS
    )
    return _table(("variable", "default", "what it is"), rows)


def _faults() -> list[str]:
    rows = (
        (f"`{code}`", _weight(code), _shown(entry.title), _shown(entry.remedy))
        for code, entry in CODES.items()
    )
    return _table(("code", "weight", "fault", "what to do"), rows)


def _weight(code: str) -> str:
    return (Severity.ERROR if code.startswith("E") else Severity.WARNING).value


OPERATORS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("weakest", ("or",), "either is true"),
    ("", ("and",), "both are true"),
    ("", ("=", "!="), "equal, or not, as XPath 1.0 compares"),
    ("", ("<", "<=", ">", ">="), "in order, as numbers; false where one is no number"),
    ("", ("+", "-"), "sum and difference"),
    ("strongest", ("*", "div", "mod"), "product, quotient, remainder"),
)
"""The operators by how strongly they bind, weakest first."""


def _expressions() -> list[str]:
    operators = (
        (" ".join(f"`{sign}`" for sign in signs), strength, about)
        for strength, signs, about in OPERATORS
    )
    rows = (
        (f"`{name}({_argument_count(name)})`", FUNCTIONS[name].sort.value, FUNCTIONS[name].about)
        for name in sorted(FUNCTIONS)
    )
    refused = ((f"`{name}`", REFUSED[name]) for name in sorted(REFUSED))
    return [
        "## Operators",
        "",
        *_table(("operator", "binds", "meaning"), operators),
        "",
        "A minus before a value binds stronger than all of them. `( )` group.",
        "",
        "## Functions",
        "",
        *_table(("function", "gives", "meaning"), rows),
        "",
        "## Functions of ODK and XPath that are refused",
        "",
        "An expression that calls one of them is an error (E326).",
        "",
        *_table(("function", "why, or what to write instead"), refused),
    ]


def _argument_count(name: str) -> str:
    entry = FUNCTIONS[name]
    if entry.most == ENDLESS:
        return f"{entry.least} or more"
    return str(entry.least) if entry.least == entry.most else f"{entry.least} to {entry.most}"


# -- the lifecycle, the chat, the sentences --------------------------------------------------------


def _lifecycle() -> list[str]:
    return [
        "## The lifecycle",
        "",
        *_diagram(LIFECYCLE),
        "",
        "## Who answers",
        "",
        *_diagram(CONTROL),
    ]


def _diagram(table: tuple[Row, ...]) -> list[str]:
    rows = ((f"`{row.trigger}`", row.source.value, row.dest.value) for row in table)
    return [
        "```mermaid",
        *diagram(table).split("\n"),
        "```",
        "",
        *_table(("on", "from", "to"), rows),
    ]


ACTIONS: Mapping[Action, str] = MappingProxyType(
    {
        Action.START: "shows where the interview stands; the first one begins it",
        Action.LANGUAGE: "asks for the language; `/kk`, `/ru` and `/en` choose it at once",
        Action.BACK: "closes what is open, else goes to the question before",
        Action.SKIP: "leaves a question that is not required without an answer",
        Action.HELP: "shows the hint of the question",
        Action.AGENT: "asks for an agent; answering goes on",
        Action.PAUSE: "pauses; anything that is said goes on",
        Action.RESUME: "goes on, with a line on what is done and what is next",
        Action.REFUSE: "refuses to take part, after asking",
        Action.RETURN: "takes a refusal back",
        Action.RESTART: "starts over, after asking",
        Action.SHEETS: "lists the sheets, filled and unfilled; any of them can be opened",
        Action.REVIEW: "shows the answers, five a page; any of them can be changed",
        Action.FINISH: "goes to the last question, when every sheet is filled",
        Action.CANCEL: "closes what is open",
    }
)
"""What the commands do that can be typed."""


def _chat_commands() -> list[str]:
    words: dict[Action, list[str]] = {}
    for word, act in SLASH_COMMANDS.items():
        words.setdefault(act.action, []).append(f"`/{word}`")
    rows = ((" ".join(typed), ACTIONS[action]) for action, typed in words.items())
    return _table(("typed", "what it does"), rows)


def _sentences() -> list[str]:
    messages = (message for message in catalogue("en") if message.id)
    rows = (
        (f"`{key_of(each)}`", " / ".join(_shown(form) for form in forms_of(each)))
        for each in messages
    )
    return _table(("key", "in English"), rows)


def _shown(form: str) -> str:
    return form.replace("<", "&lt;").replace("\n", "<br>")


_PAGES: Mapping[str, _Page] = MappingProxyType(
    {
        "commands.md": _Page(
            "Commands",
            "bot/cli.py",
            "What `sanaq` can be told. `sanaq COMMAND --help` says the same.",
            _commands,
        ),
        "settings.md": _Page(
            "Settings",
            "bot/settings.py",
            "Every setting is an environment variable; an empty one counts as unset. "
            "`sanaq settings` lists them.",
            _settings,
        ),
        "http.md": _Page(
            "HTTP routes",
            "the web application",
            "What the server answers.",
            lambda: _table(("method", "path", "what it does"), routes()),
        ),
        "chat-commands.md": _Page(
            "Commands in a chat",
            "dialogs/commands.py",
            "What a respondent may type besides an answer, on every channel.",
            _chat_commands,
        ),
        "questions.md": _Page(
            "Question types",
            "state_machine/questionnaire.py",
            "What kinds of question there are, and which keys each takes besides `type`, `name` "
            "and `official`.",
            lambda: _table(("type", "what answers it", "keys"), question_types()),
        ),
        "expressions.md": _Page(
            "Expressions",
            "dialogs/expressions",
            "Operators and functions of the language in `relevant`, `constraint`, `required`, "
            "`calculation` and `{…}`; [the format](../format.md#expressions) says how to use them.",
            _expressions,
        ),
        "faults.md": _Page(
            "Faults",
            "dialogs/faults.py",
            "Every code of `sanaq check`. An error keeps a questionnaire from being asked; a "
            "warning does not.",
            _faults,
        ),
        "lifecycle.md": _Page(
            "Lifecycle",
            "state_machine/lifecycle.py",
            "The two tables of an interview: its status, and who answers in it.",
            _lifecycle,
        ),
        "sentences.md": _Page(
            "Sentences",
            "dialogs/locale/en/sanaq.po",
            "Every sentence of the bot itself, by the key under which the catalogues hold it.",
            _sentences,
        ),
    }
)
