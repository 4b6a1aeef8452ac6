"""Reads the key `type` of a question, with the list, roster or codelist that it names."""

from __future__ import annotations

from msgspec import Struct, structs

from dialogs.loading.fields import Fields, nearest
from dialogs.loading.metadata import METADATA
from dialogs.loading.nodes import Scalar
from state_machine.questionnaire import QuestionType

__all__ = ["COMPUTED", "HIDDEN", "Kind", "kind_of"]

_MEMBERS, _CODELIST = "select_one_from", "codelist"
HIDDEN = "hidden"
COMPUTED = (HIDDEN, *METADATA)
"""Types that nobody is asked for, other words for a calculation."""

_LISTS = (QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE, QuestionType.RANK)
_TYPES = (
    *(type_.value for type_ in QuestionType if type_ is not QuestionType.GATE),
    _MEMBERS,
    _CODELIST,
    *COMPUTED,
)
_NAMING = (*_LISTS, _MEMBERS, _CODELIST)
"""Types that name a list, a roster or a codelist."""


class Kind(Struct, frozen=True):
    """What the key `type` says: `select_one LIST`, `codelist NAME`, `text`.

    `computed` is the word for what is computed and no `calculate`.
    """

    type: QuestionType
    list: Scalar | None = None
    members: Scalar | None = None
    codelist: Scalar | None = None
    computed: str = ""


def kind_of(fields: Fields) -> Kind | None:
    """The kind of a question; None with the fault noted."""
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
        lists = ", ".join(f"{type_} LIST" for type_ in _LISTS)
        message = f"{lists}, {_MEMBERS} ROSTER, {_CODELIST} NAME"
        fields.notebook.note("E206", found, message)
        return None
    if word == _MEMBERS:
        return Kind(QuestionType.SELECT_ONE, members=named)
    if word == _CODELIST:
        return Kind(QuestionType.SELECT_ONE, codelist=named)
    if word in COMPUTED:
        return Kind(QuestionType.CALCULATE, computed=word)
    return Kind(QuestionType(word), list=named)
