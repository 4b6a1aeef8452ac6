"""Reads the mapping of one question into its outline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct, structs

from dialogs.loading.appearances import Look, look_of
from dialogs.loading.fields import Fields, nearest, table_of
from dialogs.loading.grids import BOUNDS, bounds_of, grid_of
from dialogs.loading.kinds import HIDDEN, kind_of
from dialogs.loading.nodes import Scalar, Table
from dialogs.loading.outline import (
    BatteryOutline,
    Condition,
    EditOutline,
    QuestionOutline,
    Wording,
)
from dialogs.readers.person import PARTS
from state_machine.items import Missing
from state_machine.questionnaire import QuestionType

__all__ = ["KEYS", "Spot", "question"]

_WORDINGS = (
    "label",
    "proxy",
    "hint",
    "guidance_hint",
    "constraint_message",
    "together",
    "tick",
)
_RULES = ("relevant", "constraint", "required", "calculation", "default", "choice_filter")
KEYS = (
    "type",
    "name",
    "official",
    "sensitive",
    *_WORDINGS,
    *_RULES,
    "checks",
    "carry",
    "missing",
    "reads",
    "appearance",
    "or_other",
    "randomize",
    "seed",
    "read_only",
    *BOUNDS,
    "usual",
)
"""What an author can say about a question."""

_CHECK = ("rule", "message", "soft")


class Spot(Struct, frozen=True):
    """Where a question stands: its roster, section and battery, the conditions around it."""

    level: str
    section: str
    around: tuple[Condition, ...]
    battery: BatteryOutline | None = None


def question(fields: Fields, spot: Spot) -> QuestionOutline | None:
    """The outline of a question; None when it has no name or type, which is noted."""
    name, kind = fields.text("name", required=True), kind_of(fields)
    type_ = kind.type if kind else QuestionType.NOTE
    bounds = bounds_of(fields)
    look = _look(fields, type_)
    hidden = kind is not None and kind.computed == HIDDEN
    default, calculation = fields.text("default"), fields.text("calculation")
    parts = QuestionOutline(
        name=name or Scalar("", fields.table.line, fields.table.column),
        type=type_,
        list=kind.list if kind else None,
        level=spot.level,
        section=spot.section,
        official=fields.word("official"),
        told=fields.word("sensitive") == "no",
        sensitive=fields.flag("sensitive") or look.masked,
        label=fields.wording("label", required=type_ is not QuestionType.CALCULATE),
        proxy=fields.wording("proxy"),
        hint=fields.wording("hint"),
        guidance=fields.wording("guidance_hint"),
        together=fields.wording("together"),
        relevant=fields.text("relevant"),
        edits=(*_constraint(fields), *_checks(fields)),
        required=fields.text("required"),
        calculation=(calculation or default) if hidden else calculation,
        default=None if hidden else default,
        carry=_wanted(fields, "carry"),
        missing=dict(_missing(fields)),
        members=kind.members if kind else None,
        codelist=kind.codelist if kind else None,
        reads=dict(_reads(fields)),
        bounds=bounds,
        grid=grid_of(bounds, fields) if type_ is QuestionType.RANGE else None,
        computed=kind.computed if kind else "",
        look=look,
        or_other=_wanted(fields, "or_other"),
        randomize=_wanted(fields, "randomize"),
        seed=_seed(fields),
        read_only=_wanted(fields, "read_only"),
        battery=spot.battery,
        tick=fields.wording("tick"),
        usual=fields.text("usual"),
        around=spot.around,
        line=fields.table.line,
        column=fields.table.column,
        choice_filter=fields.text("choice_filter"),
    )
    if not (name and kind):
        return None
    return _for_reading(parts, fields) if parts.read_only and type_ not in _SHOWN else parts


_SHOWN = (QuestionType.NOTE, QuestionType.CALCULATE)
"""Types that nobody answers anyway."""

_OF_ANSWERS = ("required", "constraint", "checks", "missing", "carry", "together", "reads")
_OF_HELP = ("hint", "guidance_hint")


def _for_reading(question: QuestionOutline, fields: Fields) -> QuestionOutline:
    """A question that is only read: a note with the value of its calculation, or of its default."""
    for key in (*_OF_ANSWERS, *_OF_HELP):
        if key in fields.table.entries:
            message = f"{question.name.text} is only read: {key} has no say"
            fields.notebook.note("W644", fields.at(key), message)
    return structs.replace(
        question,
        type=QuestionType.NOTE,
        calculation=question.calculation or question.default,
        default=None,
        required=None,
        edits=(),
        missing={},
        carry=None,
        together=None,
        reads={},
        randomize=None,
        seed=None,
        hint=None,
        guidance=None,
        bounds={},
        grid=None,
    )


def _wanted(fields: Fields, key: str) -> Scalar | None:
    """Where an author says yes to something; None for no."""
    return fields.text(key) if fields.flag(key) else None


def _seed(fields: Fields) -> Scalar | None:
    """What an order of chance is drawn from; noted where no order is wanted."""
    seed = fields.text("seed")
    if seed is not None and not fields.flag("randomize"):
        fields.notebook.note("W901", seed, "seed without randomize: the choices stand as written")
        return None
    return seed


def _look(fields: Fields, type_: QuestionType) -> Look:
    """What the appearance does; words of it that do nothing here are noted."""
    said = fields.text("appearance")
    look, idle = look_of(said.text.split() if said else (), type_)
    if said is not None and idle:
        message = f"in a chat {', '.join(idle)} does nothing for this question"
        fields.notebook.note("W643", said, message)
    return look


def _constraint(fields: Fields) -> Iterator[EditOutline]:
    """XLSForm's constraint with its message: the first check, and a hard one."""
    rule, message = fields.text("constraint"), fields.wording("constraint_message")
    if rule is not None:
        yield EditOutline("constraint", rule, message, soft=False)
    elif message is not None:
        fields.notebook.note("E605", message, "there is no constraint for this message")


def _checks(fields: Fields) -> Iterator[EditOutline]:
    """The further checks, each with its message: without one nobody knows what is meant."""
    for row in fields.rows("checks"):
        table = table_of(row, "a check", fields.notebook)
        if table is None:
            continue
        inner = _inner(fields, table, _CHECK)
        rule = inner.text("rule", required=True)
        message: Wording | None = inner.wording("message", required=True)
        soft = inner.flag("soft")
        if rule is not None:
            yield EditOutline("checks", rule, message, soft)


def _inner(fields: Fields, table: Table, keys: tuple[str, ...]) -> Fields:
    return Fields(table, keys, fields.notebook, fields.languages)


def _missing(fields: Fields) -> Iterator[tuple[str, Scalar]]:
    """The reasons that are taken in place of an answer, each once."""
    seen: set[str] = set()
    for row in fields.rows("missing"):
        reason = fields.filled(row, "a reason")
        if reason is None:
            continue
        if reason.text not in tuple(Missing):
            message = f"a reason is one of {', '.join(Missing)}"
            fields.notebook.note("E110", reason, message)
        elif reason.text in seen:
            fields.notebook.note("E614", reason, f"{reason.text} is here already")
        else:
            seen.add(reason.text)
            yield reason.text, reason


def _reads(fields: Fields) -> Iterator[tuple[str, Scalar]]:
    """The parts of a message and the questions that they answer."""
    named: Mapping[str, Scalar] = {
        part: found
        for part, node in fields.named("reads").items()
        if (found := fields.filled(node, part))
    }
    for part, question_name in named.items():
        if part in PARTS:
            yield part, question_name
        else:
            message = f"a message has no part {part}{nearest(part, PARTS)}"
            fields.notebook.note("E629", question_name, message)
