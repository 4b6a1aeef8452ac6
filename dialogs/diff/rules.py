"""How two versions of a rule compare, as far as that can be told without any answers."""

from __future__ import annotations

from enum import Enum

from dialogs.expressions import ExpressionError
from dialogs.expressions.parser import parse
from dialogs.expressions.syntax import Node
from dialogs.loading.checks.ranges import implies
from dialogs.words import unparsed
from dialogs.words.shapes import conjuncts
from state_machine.questionnaire import Edit, Expression

__all__ = ["Relation", "conditions", "hard_checks", "normal", "relation"]


class Relation(Enum):
    """A new rule beside the old one."""

    SAME = "holds for the same answers"
    WIDER = "holds wherever the old one did"
    NARROWER = "holds only where the old one did"
    OTHER = "nobody knows without answers"


def normal(rule: Expression | None) -> str:
    """The source of a rule without its layout; '' for none."""
    return " and ".join(sorted(conditions(rule)))


def conditions(rule: Expression | None) -> frozenset[str]:
    """The conditions of a rule that must all hold, each as a source without its layout."""
    return frozenset() if rule is None else _parts(rule.source)


def hard_checks(edits: tuple[Edit, ...]) -> frozenset[str]:
    """The conditions that an answer must meet."""
    return frozenset(part for edit in edits if not edit.soft for part in _parts(edit.rule.source))


def relation(old: frozenset[str], new: frozenset[str]) -> Relation:
    """How the conditions of two versions compare."""
    if old == new:
        return Relation.SAME
    wider, narrower = _follow(old, new), _follow(new, old)
    if wider and narrower:
        return Relation.SAME
    if wider:
        return Relation.WIDER
    return Relation.NARROWER if narrower else Relation.OTHER


def _follow(given: frozenset[str], wanted: frozenset[str]) -> bool:
    """Whether some conditions certainly hold where others do."""
    known = [node for part in given if (node := _parsed(part))]
    return all(
        part in given or ((node := _parsed(part)) is not None and implies(known, node))
        for part in wanted
    )


def _parts(source: str) -> frozenset[str]:
    node = _parsed(source)
    if node is None:
        return frozenset({source})
    return frozenset(map(unparsed, conjuncts(node)))


def _parsed(source: str) -> Node | None:
    try:
        return parse(source)
    except ExpressionError:
        return None
