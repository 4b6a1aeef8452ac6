"""What a turn looks at, counted: in a dormitory as many as in a large household."""

from __future__ import annotations

from msgspec.structs import replace

from state_machine.interview import Head, Interview
from state_machine.items import ROOT, Item, Items, place_in
from state_machine.questionnaire import Loop, Questionnaire, QuestionType
from state_machine.scope import Scope
from tests.state_machine.building import Builder, rule, text


class Suggestions:
    """A rule that suggests an answer to some, and counts how often it is asked."""

    def __init__(self, *items: int) -> None:
        self.items = items
        self.asked = 0

    def __call__(self, _scope: Scope, item: int, _dot: object) -> str:
        self.asked += 1
        return "yes" if item in self.items else ""


def dormitory(suggest: Suggestions) -> Questionnaire:
    """People, and one question that is asked together of those to whom `suggest` offers a yes."""
    b = Builder()
    works = replace(
        b.question(QuestionType.SELECT_ONE, "works", ("yes", "no")),
        together=text("do all work?"),
        default=rule(suggest),
    )
    return b.build(
        Loop("person", (b.section("sheet", works, level="person"),), gate=""), b.gather("person")
    )


def lived_in(questionnaire: Questionnaire, people: int) -> Scope:
    """A view of so many people without answers; their ids are not their places."""
    ids = tuple(range(10, 10 + 2 * people, 2))
    items = {id_: Item(id=id_, roster="person") for id_ in ids}
    root = Item(id=ROOT, children={"person": ids})
    head = Head(id="i", questionnaire=questionnaire.identity)
    return Scope(questionnaire, Interview(head, Items({ROOT: root, **items})))


def test_to_find_out_who_is_asked_together_few_are_looked_at() -> None:
    suggest = Suggestions(10, 12, 10 + 2 * 49, 10 + 2 * 50)
    questionnaire = dormitory(suggest)
    scope = lived_in(questionnaire, 1000)
    works = questionnaire.questions["works"]
    assert scope.company(works, 10) == (10, 12, 108)
    assert suggest.asked <= 60


def test_a_place_among_many_is_found_by_the_order_of_ids() -> None:
    scope = lived_in(dormitory(Suggestions()), 1000)
    assert [scope.position(id_) for id_ in (10, 12, 2008)] == [1, 2, 1000]
    assert scope.descend(ROOT, "person") == scope.siblings(10)
    assert all(row[place_in(row, each)] == each for row in [scope.siblings(10)] for each in row)
