"""Events into interviews: the only way in which an interview changes.

`evolve` adds one event and keeps the standings right; `replay` rebuilds an interview from all of
them.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from typing import TYPE_CHECKING

from msgspec.structs import replace

from state_machine import events as ev
from state_machine.assembly import TODAY, position_of
from state_machine.interview import LANGUAGE, Head, Interview
from state_machine.items import ROOT, Item, Items, Standing
from state_machine.scope import Scope
from state_machine.standing import affected, refreshed

if TYPE_CHECKING:
    from state_machine.questionnaire import Questionnaire

__all__ = ["evolve", "opened", "replay"]

Pairs = set[tuple[str, int]]


def opened(questionnaire: Questionnaire, event: ev.Opened) -> Scope:
    """The interview that an `Opened` begins, at revision 1."""
    head = Head(
        id=event.id,
        questionnaire=event.questionnaire,
        as_of=event.at,
        addresses=(event.address,),
        revision=1,
        opened_at=event.at,
    )
    return _with_items(questionnaire, head, Items({}))


def replay(questionnaire: Questionnaire, events: Iterable[ev.Event]) -> Interview:
    """The interview that its events tell. Raises ValueError when the first is not `Opened`."""
    row = iter(events)
    first = next(row, None)
    if not isinstance(first, ev.Opened):
        raise ValueError("the first event of an interview is Opened")  # noqa: TRY004  order, not type
    return reduce(evolve, row, opened(questionnaire, first)).interview


def evolve(scope: Scope, event: ev.Event) -> Scope:
    """The interview after one event; what is known of it and holds good is not computed again."""
    match event:
        case ev.Answered():
            return _answered(scope, event)
        case ev.Heard():
            return _heard(scope, event)
        case ev.Parted(question=question, item=id_):
            interview, item = scope.interview, scope.item(id_)
            apart = (*item.apart, question)
            items = interview.items.put(replace(item, apart=apart))
            return scope.of(Interview(interview.head, items))
        case ev.ItemAdded():
            return _added(scope, event)
        case ev.ItemRemoved():
            return _removed(scope, event)
        case ev.StartedOver():
            return _started_over(scope)
        case ev.Opened():
            return opened(scope.questionnaire, event)
    interview = scope.interview
    return scope.on(Interview(_of_head(interview.head, event), interview.items))


def _of_head(head: Head, event: ev.HeadEvent) -> Head:
    """The head after an event that leaves every answer and item as it was."""
    match event:
        case ev.Moved(location=location):
            draft = head.draft if head.draft and head.draft.location == location else None
            return replace(head, location=location, draft=draft)
        case ev.Pended(pending=pending):
            return replace(head, pending=pending)
        case ev.Drafted(draft=draft):
            return replace(head, draft=draft)
        case ev.LanguageChosen(language=language):
            return replace(head, language=language)
        case ev.StatusChanged(status=status):
            return replace(head, status=status)
        case ev.ControlPassed(control=control):
            return replace(head, control=control)
        case ev.ReceiptsGiven(receipts=receipts):
            return replace(head, receipts=receipts)


def _heard(scope: Scope, event: ev.Heard) -> Scope:
    """A new turn; rules that read today's date are looked at again when the date has changed."""
    head, items = scope.interview.head, scope.interview.items
    new_day = head.as_of[:10] != event.at[:10]
    scope = scope.of(Interview(replace(head, as_of=event.at, revision=head.revision + 1), items))
    if new_day and TODAY in scope.questionnaire.dependents:
        return refreshed(scope, affected(scope, TODAY, ROOT))
    return scope


def _answered(scope: Scope, event: ev.Answered) -> Scope:
    head, items = scope.interview.head, scope.interview.items
    item = items[event.item]
    item = replace(item, answers={**item.answers, event.question: event.answer})
    if head.draft is not None and head.draft.location == (event.question, event.item):
        head = replace(head, draft=None)
    scope = scope.of(Interview(head, items.put(item)))
    return refreshed(scope, affected(scope, event.question, event.item))


def _added(scope: Scope, event: ev.ItemAdded) -> Scope:
    questionnaire, interview = scope.questionnaire, scope.interview
    roster = questionnaire.rosters[event.roster]
    parent = interview.items[event.parent]
    row = (*parent.children.get(event.roster, ()), event.item)
    answers = {name: answer for name, answer in parent.answers.items() if name != roster.gate}
    parent = replace(parent, children={**parent.children, event.roster: row}, answers=answers)
    item = Item(
        id=event.item,
        roster=event.roster,
        parent=event.parent,
        standing={s.name: Standing.ABSENT for s in questionnaire.sections_of(event.roster)},
    )
    head = replace(interview.head, next_item=event.item + 1)
    scope = scope.of(Interview(head, interview.items.put(parent).put(item)))
    pairs = {(section, event.item) for section in item.standing}
    return refreshed(scope, pairs.union(affected(scope, event.roster, event.parent)))


def _removed(scope: Scope, event: ev.ItemRemoved) -> Scope:
    interview = scope.interview
    item = interview.items[event.item]
    parent = interview.items[item.parent]
    row = tuple(id_ for id_ in parent.children[item.roster] if id_ != item.id)
    parent = replace(parent, children={**parent.children, item.roster: row})
    gone, rosters = _below(interview, item)
    items = interview.items.drop(gone).put(parent)
    head = interview.head
    if head.draft is not None and head.draft.location.item in gone:
        head = replace(head, draft=None)
    scope = scope.of(Interview(head, items))
    pairs: Pairs = set()
    for name in (*rosters, position_of(item.roster)):
        pairs |= _survivors(scope, name, parent.id)
    return refreshed(scope, pairs)


def _below(interview: Interview, item: Item) -> tuple[frozenset[int], set[str]]:
    """The ids and the rosters of an item and of all that hangs on it."""
    ids, rosters, todo = {item.id}, {item.roster}, [item]
    while todo:
        for roster, row in todo.pop().children.items():
            rosters.add(roster)
            ids.update(row)
            todo += [interview.items[id_] for id_ in row]
    return frozenset(ids), rosters


def _survivors(scope: Scope, name: str, parent: int) -> Pairs:
    """The standings outside of what is gone that a roster at or below `parent` can change.

    `name` is that of a roster, or of the positions in one. What is reached through a level below
    `parent` is gone with it.
    """
    questionnaire = scope.questionnaire
    here = scope.item(parent).roster
    return {
        (section, reached)
        for section, via in questionnaire.dependents.get(name, ())
        if _is_above(questionnaire, via, here)
        for reached in scope.descend(
            scope.climb(parent, via), questionnaire.sections[section].level
        )
    }


def _is_above(questionnaire: Questionnaire, roster: str, other: str) -> bool:
    """Whether a roster is another one or an ancestor of it."""
    while other != roster:
        if not other:
            return False
        other = questionnaire.rosters[other].parent
    return True


def _started_over(scope: Scope) -> Scope:
    head, items = scope.interview.head, scope.interview.items
    fresh = Head(
        id=head.id,
        questionnaire=head.questionnaire,
        control=head.control,
        language=head.language,
        as_of=head.as_of,
        revision=head.revision,
        generation=head.generation + 1,
        next_item=head.next_item,
        addresses=head.addresses,
        opened_at=head.opened_at,
    )
    return _with_items(scope.questionnaire, fresh, items.drop(frozenset(items) - {ROOT}))


def _with_items(questionnaire: Questionnaire, head: Head, items: Items) -> Scope:
    """An interview that has only its root, with the root's standings."""
    names = [section.name for section in questionnaire.sections_of("")]
    root = Item(id=ROOT, standing=dict.fromkeys(names, Standing.ABSENT))
    interview = Interview(replace(head, location=LANGUAGE), items.put(root))
    return refreshed(Scope(questionnaire, interview), [(name, ROOT) for name in names])
