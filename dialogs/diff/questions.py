"""Compares a question with the one that had its name before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from dialogs.codelists import Table
from dialogs.diff.changes import Change, change
from dialogs.diff.rules import Relation, conditions, hard_checks, normal, relation
from dialogs.diff.wordings import same_text
from state_machine.items import Missing
from state_machine.questionnaire import Question, QuestionType, Text

__all__ = ["compare_questions"]

_WIDENED = frozenset(
    {
        (QuestionType.INTEGER, QuestionType.DECIMAL),
        (QuestionType.INTEGER, QuestionType.TEXT),
        (QuestionType.DATE, QuestionType.TEXT),
    }
)
"""Changes of type after which every earlier answer is still one."""

_CHECKED: Mapping[Relation, str] = MappingProxyType(
    {
        Relation.WIDER: "checks loosened",
        Relation.NARROWER: "checks tightened",
        Relation.OTHER: "checks changed",
    }
)
_ASKED: Mapping[Relation, str] = MappingProxyType(
    {
        Relation.WIDER: "asked of more",
        Relation.NARROWER: "asked of fewer",
        Relation.OTHER: "condition",
    }
)
_ALWAYS = "true()"


def compare_questions(old: Question, new: Question) -> Iterator[Change]:
    """Every change of a question that has kept its name."""
    for found in (
        _type,
        _place,
        _condition,
        _checks,
        _required,
        _choices,
        _lists,
        _grid,
        _at_once,
        _rest,
        _wordings,
    ):
        yield from found(old, new)


def _type(old: Question, new: Question) -> Iterator[Change]:
    if old.type is not new.type:
        kind = "type widened" if (old.type, new.type) in _WIDENED else "type"
        yield change(kind, new.name, f"{old.type} → {new.type}")
    if normal(old.calculation) != normal(new.calculation):
        yield change("calculation", new.name)


def _place(old: Question, new: Question) -> Iterator[Change]:
    if old.level != new.level:
        detail = f"{old.level or 'the whole'} → {new.level or 'the whole'}"
        yield change("level", new.name, detail)
    elif old.section != new.section:
        yield change("moved", new.name, f"{old.section} → {new.section}")


def _condition(old: Question, new: Question) -> Iterator[Change]:
    found = relation(conditions(old.relevant), conditions(new.relevant))
    if found is not Relation.SAME:
        yield change(_ASKED[found], new.name)


def _checks(old: Question, new: Question) -> Iterator[Change]:
    found = relation(hard_checks(old.edits), hard_checks(new.edits))
    if found is not Relation.SAME:
        yield change(_CHECKED[found], new.name)
    if _soft(old) != _soft(new):
        yield change("soft checks", new.name)


def _soft(question: Question) -> list[str]:
    return [normal(edit.rule) for edit in question.edits if edit.soft]


def _required(old: Question, new: Question) -> Iterator[Change]:
    before, after = normal(old.required), normal(new.required)
    if before == after:
        return
    if not after or before == _ALWAYS:
        yield change("optional", new.name)
    else:
        yield change("required", new.name)


def _choices(old: Question, new: Question) -> Iterator[Change]:
    if old.type is QuestionType.GATE or not (old.choices and new.choices):
        return
    if old.grid and new.grid:  # the buttons of a range are its numbers
        return
    before = {choice.name: choice for choice in old.choices}
    after = {choice.name: choice for choice in new.choices}
    yield from (change("choice removed", new.name, name) for name in before if name not in after)
    yield from (change("choice added", new.name, name) for name in after if name not in before)
    kept = [name for name in before if name in after]
    for name in kept:
        one, other = before[name], after[name]
        if not same_text(one.label, other.label):
            yield change("choice label", new.name, name)
        if normal(one.relevant) != normal(other.relevant):
            yield change("choice condition", new.name, name)
        if one.refuses != other.refuses:
            yield change("choice refuses", new.name, name)
    if kept != [name for name in after if name in before] or _drawn(old) != _drawn(new):
        yield change("choice order", new.name)


def _drawn(question: Question) -> str | None:
    """What the order of the choices is drawn from, '' for the interview; None if it is not."""
    return None if question.shuffle is None else normal(question.shuffle.seed)


def _lists(old: Question, new: Question) -> Iterator[Change]:
    """Where the answers come from: choices of its own, a roster, a codelist."""
    ranges = old.grid and new.grid
    if not ranges and _source(old) != _source(new):
        yield change("list", new.name)


def _source(question: Question) -> tuple[bool, str, object, tuple[str, ...]]:
    codelist, narrowing = question.codelist, question.narrowing
    says = codelist.digest if isinstance(codelist, Table) else codelist
    rules = narrowing.conditions if narrowing is not None else ()
    return bool(question.choices), question.members, says, tuple(map(normal, rules))


def _grid(old: Question, new: Question) -> Iterator[Change]:
    before, after = old.grid, new.grid
    if before is None or after is None or before == after:
        return
    ends = after.has(before.start) and after.has(before.at(before.count - 1))
    kept = ends and (before.step / after.step) % 1 == 0
    yield change("range widened" if kept else "range", new.name)


def _at_once(old: Question, new: Question) -> Iterator[Change]:
    """What is asked in one turn, and what those get who are not ticked."""
    if _battery(old) != _battery(new):
        yield change("battery", new.name)
    if old.usual != new.usual:
        yield change("usual", new.name)


def _battery(question: Question) -> tuple[str, str]:
    battery = question.battery
    return ("", "") if battery is None else (battery.name, normal(battery.relevant))


def _rest(old: Question, new: Question) -> Iterator[Change]:
    if (normal(old.default), old.carry) != (normal(new.default), new.carry):
        yield change("suggestion", new.name)
    if old.missing != new.missing:
        yield change("reasons", new.name, f"{_named(old.missing)} → {_named(new.missing)}")
    if old.official != new.official:
        yield change("number", new.name, f"{old.official or 'none'} → {new.official or 'none'}")
    if old.sensitive != new.sensitive:
        yield change("marked", new.name, "sensitive")
    if (old.columns, old.numeric) != (new.columns, new.numeric):
        yield change("marked", new.name, "appearance")


def _named(reasons: tuple[Missing, ...]) -> str:
    return ", ".join(reasons) or "none"


def _wordings(old: Question, new: Question) -> Iterator[Change]:
    pairs = {
        "label": (old.label, new.label),
        "proxy": (old.proxy, new.proxy),
        "hint": (old.hint, new.hint),
        "together": (old.together, new.together),
        "guidance_hint": (old.guidance, new.guidance),
        "tick": (old.tick, new.tick),
    } | _battery_wordings(old, new)
    changed = [name for name, (before, after) in pairs.items() if not same_text(before, after)]
    messages = zip(old.edits, new.edits, strict=False)
    if any(not same_text(before.message, after.message) for before, after in messages):
        changed.append("message")
    if changed:
        yield change("wording", new.name, ", ".join(changed))


def _battery_wordings(old: Question, new: Question) -> dict[str, tuple[Text | None, Text | None]]:
    """The texts of a battery that was one before as well."""
    if old.battery is None or new.battery is None:
        return {}
    return {
        "battery": (old.battery.label, new.battery.label),
        "usual": (old.battery.usual, new.battery.usual),
    }
