"""The pages under docs/reference/, each made from the table in the code that it tells about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from bot.settings import SETTINGS
from dialogs.catalogues.sentences import catalogue, forms_of, key_of
from dialogs.commands import SLASH_COMMANDS
from dialogs.expressions.functions import ENDLESS, FUNCTIONS, REFUSED
from dialogs.faults import CODES, Severity
from dialogs.loading.xlsform.carried import NOT_CARRIED, NOT_SET, SURVEY
from dialogs.loading.xlsform.carried import SETTINGS as SETTINGS_READ
from dialogs.loading.xlsform.types import LEFT_OUT, SELECTS, TYPES
from state_machine.inputs import Action
from state_machine.lifecycle import CONTROL, LIFECYCLE, Row, diagram
from tools.reference_commands import command_reference
from tools.reference_questions import question_types
from tools.reference_routes import routes
from tools.tables import table

__all__ = ["reference_pages"]

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
    lines = table(("page", "what it tells"), rows)
    return "\n".join([notice, "", "# Reference", "", about, "", *lines, ""])


@dataclass(frozen=True, slots=True)
class _Page:
    """A page: its title, the module that it tells about, a sentence, and its lines."""

    title: str
    source: str
    about: str
    body: Callable[[], list[str]]


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
    return table(("variable", "default", "what it is"), rows)


def _faults() -> list[str]:
    rows = (
        (f"`{code}`", _weight(code), _shown(entry.title), _shown(entry.remedy))
        for code, entry in CODES.items()
    )
    return table(("code", "weight", "fault", "what to do"), rows)


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
        *table(("operator", "binds", "meaning"), operators),
        "",
        "A minus before a value binds stronger than all of them. `( )` group.",
        "",
        "## Functions",
        "",
        *table(("function", "gives", "meaning"), rows),
        "",
        "## Functions of ODK and XPath that are refused",
        "",
        "An expression that calls one of them is an error (E326).",
        "",
        *table(("function", "why, or what to write instead"), refused),
    ]


def _xlsform() -> list[str]:
    types = ((f"`{theirs}`", f"`{ours}`") for theirs, ours in TYPES.items())
    selects = ((f"`{theirs}`", f"`{ours}`") for theirs, ours in SELECTS.items())
    left_out = ((f"`{name}`", why) for name, why in LEFT_OUT.items())
    columns = ((f"`{name}`", why) for name, why in NOT_CARRIED.items())
    settings = ((f"`{name}`", why) for name, why in NOT_SET.items())
    return [
        "## Types",
        "",
        *table(("in the form", "[here](questions.md)"), types),
        "",
        "With a list, written after the type:",
        "",
        *table(("in the form", "here"), selects),
        "",
        "## Types that are left out",
        "",
        "Such a question is not asked (W123); if it requires an answer, that is an error (E122).",
        "",
        *table(("type", "why"), left_out),
        "",
        "## Columns that are taken over",
        "",
        f"Of the survey: {_listed(SURVEY)}. Of the settings: {_listed(SETTINGS_READ)}.",
        "",
        "## Columns that have no say in a chat",
        "",
        "`check` names each that is filled in (W124), as it does every other column.",
        "",
        *table(("column", "why"), columns),
        "",
        "## Settings that have no say in a chat",
        "",
        "`check` names each that is given (W125), as it does every other setting.",
        "",
        *table(("setting", "why"), settings),
    ]


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


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


def _diagram(moves: tuple[Row, ...]) -> list[str]:
    rows = ((f"`{row.trigger}`", row.source.value, row.dest.value) for row in moves)
    return [
        "```mermaid",
        *diagram(moves).split("\n"),
        "```",
        "",
        *table(("on", "from", "to"), rows),
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
        Action.TOPICS: "lists what Salamat can answer; a question can be typed there",
    }
)
"""What the commands do that can be typed."""


def _chat_commands() -> list[str]:
    words: dict[Action, list[str]] = {}
    for word, act in SLASH_COMMANDS.items():
        words.setdefault(act.action, []).append(f"`/{word}`")
    rows = ((" ".join(typed), ACTIONS[action]) for action, typed in words.items())
    return table(("typed", "what it does"), rows)


def _sentences() -> list[str]:
    messages = (message for message in catalogue("en") if message.id)
    rows = (
        (f"`{key_of(each)}`", " / ".join(_shown(form) for form in forms_of(each)))
        for each in messages
    )
    return table(("key", "in English"), rows)


def _shown(form: str) -> str:
    return form.replace("<", "&lt;").replace("\n", "<br>")


_PAGES: Mapping[str, _Page] = MappingProxyType(
    {
        "commands.md": _Page(
            "Commands",
            "bot/cli.py",
            "What `sanaq` can be told. `sanaq COMMAND --help` says the same.",
            command_reference,
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
            lambda: table(("method", "path", "what it does"), routes()),
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
            lambda: table(("type", "what answers it", "keys"), question_types()),
        ),
        "expressions.md": _Page(
            "Expressions",
            "dialogs/expressions",
            "Operators and functions of the language in `relevant`, `constraint`, `required`, "
            "`calculation` and `{…}`; [the format](../format.md#expressions) says how to use them.",
            _expressions,
        ),
        "xlsform.md": _Page(
            "XLSForm, word by word",
            "dialogs/loading/xlsform",
            "Which types and columns of an XLSForm are taken over; [the page on XLSForm]"
            "(../xlsform.md) says how.",
            _xlsform,
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
