"""Keys that a type of question does not take, or needs; keys that go with others."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from dialogs.loading.building import Built
from dialogs.loading.grids import BOUNDS
from dialogs.loading.kinds import HIDDEN
from dialogs.loading.metadata import METADATA, NOTED
from dialogs.loading.names import Names
from dialogs.loading.notebook import Located, Notebook
from dialogs.loading.outline import QuestionOutline, RosterOutline
from state_machine.handing import MEDIA
from state_machine.questionnaire import QuestionType

__all__ = ["review_questions"]

_OF_CALCULATE = frozenset({"label", "relevant", "calculation", "sensitive", "read_only"})
_OF_METADATA = frozenset({"label", "relevant", "sensitive", "read_only"})
_OF_NOTE = frozenset({"label", "proxy", "relevant", "calculation", "read_only"})
_OF_LIST = frozenset({"choice_filter", "randomize", "seed"})
_OF_BATTERY = frozenset({"tick", "usual"})
_OF_ANSWERED = frozenset(
    {
        "label",
        "proxy",
        "hint",
        "guidance_hint",
        "relevant",
        "constraint",
        "constraint_message",
        "checks",
        "together",
        "default",
        "carry",
        "missing",
        "required",
        "sensitive",
        "read_only",
    }
)
_OF_ATTACHED = frozenset({"label", "proxy", "hint", "relevant", "missing", "required", "sensitive"})
"""No rule looks into a photo, and nobody else's is an answer."""
_OF_FOUND = _OF_ANSWERED - {"read_only"}
"""Of what is found in a long list, or among people: the answer is no text to show."""

_TAKES: Mapping[QuestionType, frozenset[str]] = MappingProxyType(
    dict.fromkeys(QuestionType, _OF_ANSWERED)
    | {
        QuestionType.NOTE: _OF_NOTE,
        QuestionType.CALCULATE: _OF_CALCULATE,
        QuestionType.SELECT_ONE: _OF_ANSWERED | _OF_BATTERY | _OF_LIST | {"or_other"},
        QuestionType.SELECT_MULTIPLE: _OF_ANSWERED | _OF_BATTERY | _OF_LIST | {"or_other"},
        QuestionType.TEXT: _OF_ANSWERED | {"reads"},
        QuestionType.RANK: _OF_ANSWERED | _OF_LIST,
        QuestionType.RANGE: _OF_ANSWERED | {*BOUNDS},
    }
    | dict.fromkeys(MEDIA, _OF_ATTACHED)
)

_CONSTANTS = ("iin_question", "region_question", "name_questions")
"""The constants that name questions, several with spaces between."""

_ROSTER_CONSTANT = "person_roster"


def review_questions(built: Built, notebook: Notebook) -> None:
    """Notes E601, E602, W604, W642, W409, W410, W660 and E804."""
    proxied = {each.level for each in built.outline.questions() if each.proxy is not None}
    for question in built.outline.questions():
        _review_keys(question, notebook)
        if question.type not in (QuestionType.NOTE, QuestionType.CALCULATE):
            _review_help(question, proxied & _answered_for(built.names, question.level), notebook)
        _review_way_out(question, notebook)
    _review_constants(built, notebook)


def _given(question: QuestionOutline) -> Mapping[str, Located]:
    """The keys that an author gave, of those that not every type takes, with their places."""
    keys: dict[str, Located | None] = {
        "label": question.label,
        "proxy": question.proxy,
        "hint": question.hint,
        "guidance_hint": question.guidance,
        "relevant": question.relevant,
        "together": question.together,
        "default": question.default,
        "carry": question.carry,
        "missing": next(iter(question.missing.values()), None),
        "reads": next(iter(question.reads.values()), None),
        "required": question.required,
        "calculation": question.calculation,
        "or_other": question.or_other,
        "randomize": question.randomize,
        "seed": question.seed,
        "read_only": question.read_only,
        "tick": question.tick,
        "usual": question.usual,
        "sensitive": question if question.sensitive else None,
        "choice_filter": question.choice_filter,
    }
    keys |= question.bounds
    keys |= {edit.key: edit.rule for edit in question.edits}
    return {key: at for key, at in keys.items() if at is not None}


def _review_keys(question: QuestionOutline, notebook: Notebook) -> None:
    name, given = question.name.text, _given(question)
    taken = _taken(question)
    for key, at in given.items():
        if key not in taken:
            notebook.note("E601", at, f"{question.computed or question.type} takes no {key}")
    if question.type is QuestionType.CALCULATE and question.calculation is None:
        _review_nothing(question, notebook)
    for edit in question.edits:
        if edit.key == "constraint" and edit.message is None:
            notebook.note("W604", edit.rule, f"{name} does not say what it expects")


def _review_way_out(question: QuestionOutline, notebook: Notebook) -> None:
    """Not every channel carries a photo, and not everybody can take one."""
    required = question.required
    if question.type not in MEDIA or required is None or required.text == "no":
        return
    if not question.missing:
        message = f"nobody gets past {question.name.text} where no {question.type} can be sent"
        notebook.note("W660", required, message)


def _taken(question: QuestionOutline) -> frozenset[str]:
    """The keys that a question takes."""
    if question.computed in METADATA:
        return _OF_METADATA
    if question.members is not None or question.codelist is not None:
        return _OF_FOUND
    return _TAKES[question.type]


def _review_nothing(question: QuestionOutline, notebook: Notebook) -> None:
    """What is computed of nothing: a mistake, or what only a device would know."""
    name, type_ = question.name.text, question.computed
    if not type_:
        notebook.note("E602", question, f"{name} calculates nothing")
    elif type_ not in NOTED:
        why = "has no default" if type_ == HIDDEN else f"is a {type_}, which a chat does not know"
        notebook.note("W642", question.name, f"{name} {why}: it is always ''")


def _review_help(question: QuestionOutline, answered_for: set[str], notebook: Notebook) -> None:
    if question.hint is None and question.guidance is None:
        notebook.note("W409", question.name, f"{question.name.text} has no hint")
    if question.proxy is None and question.level in answered_for:
        message = (
            f"{question.name.text} has no wording about somebody else, as others of its roster"
        )
        notebook.note("W410", question.name, message)


def _answered_for(names: Names, level: str) -> set[str]:
    """The level, if its items are people of whom the first is the respondent."""
    roster: RosterOutline | None = names.rosters.get(level)
    return {level} if roster is not None and roster.respondent_first else set()


def _review_constants(built: Built, notebook: Notebook) -> None:
    outline, names = built.outline, built.names
    for key in _CONSTANTS:
        at: Located = outline.constant_places.get(key, outline.name)
        for name in outline.constants.get(key, "").split():
            if name not in names.questions:
                notebook.note("E804", at, f"{key}: there is no question {name}")
    roster = outline.constants.get(_ROSTER_CONSTANT)
    if roster is not None and roster not in names.rosters:
        at = outline.constant_places.get(_ROSTER_CONSTANT, outline.name)
        notebook.note("E804", at, f"{_ROSTER_CONSTANT}: there is no roster {roster}")
