"""The same walk in both engines, and everything in which they differ."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from dialogs.expressions.values import XPath, of_answer, to_number, to_string
from state_machine.interview import Head, Interview
from state_machine.items import ROOT, Answer, Items, Value
from state_machine.items import Item as OurItem
from state_machine.scope import Scope
from tests.oracle.tables import Form, Row, questionnaire_of, xform_of
from tests.oracle.walker import Node, Walker
from tests.oracle.walks import Item, Walk, answers_of, levels_of

__all__ = ["Difference", "Tally", "compare", "differences", "ours", "walked", "worth_the_same"]

Tally = Counter[str]
"""How many relevances, constraints and calculations were compared."""


class Difference(NamedTuple):
    """Where the engines differ: the kind, the node, and what each says."""

    kind: str
    path: str
    ours: str
    theirs: str


def compare(form: Form, walk: Walk, walker: Walker, tally: Tally) -> list[Difference]:
    """Walks in both engines; every difference after the last answer.

    What JavaRosa did not compute again after a change, and computes when the form is opened again,
    is no difference: it is counted as `stale`.
    """
    walked(form, walk, walker)
    found = list(differences(form, walk, walker, tally))
    if not found:
        return []
    walker.reopen()
    lasting = list(differences(form, walk, walker, Counter()))
    tally["stale"] += not lasting
    return lasting


def walked(form: Form, walk: Walk, walker: Walker) -> None:
    """Walk in JavaRosa."""
    walker.form(xform_of(form))
    for item in walk.root.all():
        for repeat in _repeats(form, item.repeat):
            count = sum(child.repeat == repeat for child in item.children)
            walker.items(f"{item.path}/{repeat}", count)
    for each in walk.answers:
        walker.set(_path(form, each.item, each.row.name), each.row.word, _written(each.value))


def _repeats(form: Form, around: str) -> Iterator[str]:
    """The repeats directly within another one, or within the root."""
    return (name for name, (parent, _) in levels_of(form).items() if name and parent == around)


def _written(value: Value) -> str:
    return to_string(of_answer(value))


def _path(form: Form, item: Item, name: str) -> str:
    """The path of a question's node, through the groups that it stands in."""
    trail: list[str] = []
    for row in form.rows:
        if row.type == "begin group":
            trail.append(row.name)
        elif row.type == "end group":
            trail.pop()
        elif row.name == name:
            break
    return "/".join([item.path, *trail, name])


def differences(form: Form, walk: Walk, walker: Walker, tally: Tally) -> Iterator[Difference]:
    scope, ids = ours(form, walk)
    theirs = walker.dump()
    for item, id_ in ids.items():
        for question in scope.questionnaire.questions.values():
            if question.level != item.repeat or question.type == "gate":
                continue
            path = _path(form, item, question.name)
            node, relevant = theirs[path], scope.relevant(question, id_)
            tally["relevant"] += question.relevant is not None
            if node.relevant is not relevant:
                yield Difference("relevant", path, str(relevant), str(node.relevant))
            elif relevant and question.calculation is not None:
                tally["calculation"] += 1
                yield from _calculated(of_answer(scope.value(question.name, id_)), path, node)
    yield from _constraints(form, scope, ids, walker, tally)


def _calculated(value: XPath, path: str, node: Node) -> Iterator[Difference]:
    if not worth_the_same(value, node):
        yield Difference("calculation", path, repr(value), repr(node))


def worth_the_same(value: XPath, node: Node) -> bool:
    """Whether a value of ours is that of a node; a date of JavaRosa is an instant in UTC."""
    match node.sort:
        case "boolean":
            return isinstance(value, bool) and to_string(value) == node.value
        case "number":
            return isinstance(value, float) and _close(value, float(node.value))
        case "date":
            return isinstance(value, str) and to_number(value) == to_number(node.value)
        case _:
            return isinstance(value, str) and value == node.value


def _close(ours: float, theirs: float) -> bool:
    """Equal but for the last digits; what is nearly a whole number is whole in JavaRosa."""
    return math.isclose(ours, theirs, rel_tol=1e-12, abs_tol=1e-9)


def _constraints(
    form: Form, scope: Scope, ids: dict[Item, int], walker: Walker, tally: Tally
) -> Iterator[Difference]:
    """Every constraint asked about every answer that a question may get."""
    for item, id_ in ids.items():
        for row in form.rows:
            question = scope.questionnaire.questions.get(row.name)
            if not row.constraint or question is None or question.level != item.repeat:
                continue
            if not scope.relevant(question, id_):
                continue
            path = _path(form, item, row.name)
            for value in _filled(row):
                tally["constraint"] += 1
                holds = scope.objection(question, id_, value) is None
                if walker.accepts(path, row.word, _written(value)) is not holds:
                    yield Difference("constraint", path, f"{value}: {holds}", f"{not holds}")


def ours(form: Form, walk: Walk) -> tuple[Scope, dict[Item, int]]:
    """Our scope after the walk, and the ids of the items."""
    questionnaire = questionnaire_of(form)
    ids = {item: number for number, item in enumerate(walk.root.all())}
    above = {child: item for item in ids for child in item.children}
    answers: dict[Item, dict[str, Answer]] = {item: {} for item in ids}
    for each in walk.answers:
        answers[each.item][each.row.name] = Answer(each.value)
    items = {
        id_: OurItem(
            id_,
            item.repeat,
            ids[above[item]] if item in above else ROOT,
            answers[item],
            _row(item, ids),
        )
        for item, id_ in ids.items()
    }
    interview = Interview(
        Head("i", questionnaire.identity, as_of="2021-09-20T10:30:00+00:00"), Items(items)
    )
    return Scope(questionnaire, interview), ids


def _row(item: Item, ids: dict[Item, int]) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for child in item.children:
        found[child.repeat] = (*found.get(child.repeat, ()), ids[child])
    return found


def _filled(row: Row) -> Iterator[Value]:
    return (value for value in answers_of(row) if value not in ("", ()))
