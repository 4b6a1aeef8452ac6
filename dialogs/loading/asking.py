"""Reads the mapping of one question into its outline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct, structs

from dialogs.loading.fields import Fields, nearest, table_of
from dialogs.loading.nodes import Scalar, Table
from dialogs.loading.outline import Condition, EditOutline, QuestionOutline, Wording
from dialogs.readers.person import PARTS
from state_machine.interview import Missing
from state_machine.questionnaire import QuestionType

__all__ = ["KEYS", "Spot", "question"]

_WORDINGS = ("label", "proxy", "hint", "constraint_message", "together")
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
)
"""What an author can say about a question."""

_CHECK = ("rule", "message", "soft")
_MEMBERS, _CODELIST = "select_one_from", "codelist"
_SELECTS = (QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE)
_TYPES = (
    *(type_.value for type_ in QuestionType if type_ is not QuestionType.GATE),
    _MEMBERS,
    _CODELIST,
)
_NAMING = (*_SELECTS, _MEMBERS, _CODELIST)
"""Types that name a list, a roster or a codelist."""


class Spot(Struct, frozen=True):
    """Where a question stands: its roster, its section, the conditions around it."""

    level: str
    section: str
    around: tuple[Condition, ...]


class _Kind(Struct, frozen=True):
    """What the key `type` says: `select_one LIST`, `codelist NAME`, `text`."""

    type: QuestionType
    list: Scalar | None = None
    members: Scalar | None = None
    codelist: Scalar | None = None


def question(fields: Fields, spot: Spot) -> QuestionOutline | None:
    """The outline of a question; None when it has no name or type, which is noted."""
    name, kind = fields.text("name", required=True), _kind(fields)
    type_ = kind.type if kind else QuestionType.NOTE
    parts = QuestionOutline(
        name=name or Scalar("", fields.table.line, fields.table.column),
        type=type_,
        list=kind.list if kind else None,
        level=spot.level,
        section=spot.section,
        official=fields.word("official"),
        sensitive=fields.flag("sensitive"),
        label=fields.wording("label", required=type_ is not QuestionType.CALCULATE),
        proxy=fields.wording("proxy"),
        hint=fields.wording("hint"),
        together=fields.wording("together"),
        relevant=fields.text("relevant"),
        edits=(*_constraint(fields), *_checks(fields)),
        required=fields.text("required"),
        calculation=fields.text("calculation"),
        default=fields.text("default"),
        carry=fields.text("carry") if fields.flag("carry") else None,
        missing=dict(_missing(fields)),
        members=kind.members if kind else None,
        codelist=kind.codelist if kind else None,
        reads=dict(_reads(fields)),
        around=spot.around,
        line=fields.table.line,
        column=fields.table.column,
        choice_filter=fields.text("choice_filter"),
    )
    return parts if name and kind else None


def _kind(fields: Fields) -> _Kind | None:
    found = fields.text("type", required=True)
    if found is None:
        return None
    word, _, rest = found.text.partition(" ")
    named = structs.replace(found, text=rest.strip()) if rest.strip() else None
    if word not in _TYPES:
        message = f"no question is of type {word}{nearest(word, _TYPES)}"
        fields.notebook.note("E204", found, message)
        return None
    if (named is not None) is not (word in _NAMING):
        message = "select_one LIST, select_multiple LIST, select_one_from ROSTER, codelist NAME"
        fields.notebook.note("E206", found, message)
        return None
    if word == _MEMBERS:
        return _Kind(QuestionType.SELECT_ONE, members=named)
    if word == _CODELIST:
        return _Kind(QuestionType.SELECT_ONE, codelist=named)
    return _Kind(QuestionType(word), list=named)


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
