"""How two versions of a rule compare, as far as that can be told without any answers."""

from __future__ import annotations

from enum import Enum

from dialogs.expressions.syntax import Logic, Node
from dialogs.loading.checks.ranges import implies
from dialogs.words import unparsed
from dialogs.words.shapes import conjuncts, parsed
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
    known = [node for part in given if (node := parsed(part))]
    return all(
        part in given or ((node := parsed(part)) is not None and _holds(known, node))
        for part in wanted
    )


def _holds(known: list[Node], wanted: Node) -> bool:
    """Whether a condition holds where all of some others do, whichever alternative of them does."""
    return _is_met(known, wanted) or any(
        all(_is_met([*conjuncts(each)], wanted) for each in _alternatives(node)) for node in known
    )


def _is_met(known: list[Node], wanted: Node) -> bool:
    """Whether one alternative of a condition is among those known, or follows from them."""
    said = frozenset(map(_normal, known))
    return any(
        all(_normal(part) in said or implies(known, part) for part in conjuncts(each))
        for each in _alternatives(wanted)
    )


def _alternatives(node: Node) -> tuple[Node, ...]:
    if isinstance(node, Logic) and node.operator == "or":
        return tuple(each for operand in node.operands for each in _alternatives(operand))
    return (node,)


def _parts(source: str) -> frozenset[str]:
    node = parsed(source)
    return frozenset({source}) if node is None else frozenset(map(_normal, conjuncts(node)))


def _normal(node: Node) -> str:
    """A condition without its layout, its alternatives in one order."""
    found = _alternatives(node)
    return (
        unparsed(node)
        if len(found) == 1
        else " or ".join(sorted({f"({unparsed(n)})" for n in found}))
    )
