"""What spares people questions: suggestions, one answer for all, doubts, reasons, lists."""

from __future__ import annotations

from functools import cache
from typing import ClassVar

import pytest
from msgspec.structs import replace

from state_machine.inputs import Act, Action, Choose, Say
from state_machine.interview import FINISH, Location
from state_machine.items import Answer, Missing, Provenance, Standing, Value
from state_machine.pending import (
    Browsing,
    Candidates,
    Change,
    Confirming,
    Problem,
    Rejected,
    Several,
    Suggesting,
    Told,
)
from state_machine.questionnaire import Edit, Loop, Questionnaire, QuestionType, Stage, Text
from state_machine.scope import Scope
from tests.state_machine.building import Builder, rule, text
from tests.state_machine.talking import Talk

ADULT = 18


class Places:
    """A codelist of two regions with a town each."""

    TREE: ClassVar = {"": ("10", "20"), "10": ("1001",), "20": ("2001",), "1001": (), "2001": ()}

    def label(self, code: str) -> Text | None:
        return text(f"place {code}") if code and code in self.TREE else None

    def children(self, code: str) -> tuple[str, ...]:
        return self.TREE[code]


def _is_adult(_scope: Scope, _item: int, dot: Value) -> bool:
    return isinstance(dot, int) and dot >= ADULT


def _named(said: str, _scope: Scope, _item: int) -> Value | Problem | Several | Candidates:
    name, _, age = said.partition(" ")
    return Several({"name": name, "age": int(age)}) if age.isdigit() else name


def _placed(said: str, _scope: Scope, _item: int) -> Value | Problem | Several | Candidates:
    return Candidates(("1001", "2001")) if said == "town" else Problem("not_a_choice")


@cache
def people() -> Questionnaire:
    """People listed with an age that may look odd, then asked about, some things for all."""
    b = Builder()
    one_of = QuestionType.SELECT_ONE
    name = replace(b.question(QuestionType.TEXT, "name"), read=_named)
    doubt = (Edit(rule(_is_adult), text("a child?"), soft=True),)
    age = replace(b.question(QuestionType.INTEGER, "age"), edits=doubt)
    card = b.section("card", name, age, level="person", stage=Stage.LISTING)
    persons = b.gather("person", card, least=1)
    older = rule(lambda s, i, _: s.value("age", i) != 7, {"age": "person"})
    year = rule(lambda s, i, _: 2021.0 - float(str(s.value("age", i))), {"age": "person"})
    faith = b.question(one_of, "faith", ("one", "two"), relevant=older)
    sheet = b.section(
        "sheet",
        replace(faith, together=text("faith of all"), missing=(Missing.WITHHELD,)),
        replace(b.question(one_of, "tongue", ("kk", "ru")), carry=True),
        replace(b.question(QuestionType.INTEGER, "born"), default=year),
        replace(b.question(one_of, "mother", required=False), members="person"),
        replace(
            b.question(one_of, "town", constraint=rule(lambda _, __, said: len(str(said)) > 2)),
            codelist=Places(),
            read=_placed,
        ),
        level="person",
    )
    return b.build(persons, Loop("person", (sheet,)))


def listed(*ages: int) -> Talk:
    """People A, B, … of these ages, listed; standing at the first sheet."""
    talk = Talk(people())
    for place, age in enumerate(ages):
        talk.say("ABCDEFG"[place], str(age))
        if isinstance(talk.interview.head.pending, Confirming):
            talk.act(Action.CONFIRM)
        talk.tap("add" if place < len(ages) - 1 else "done")
    return talk


def test_a_value_that_looks_odd_is_asked_about_and_kept_when_confirmed() -> None:
    talk = Talk(people()).say("A", "7")
    pending = talk.interview.head.pending
    assert isinstance(pending, Confirming)
    assert (pending.intent, pending.doubts) == (Change("age", 1, 7), (0,))
    assert talk.value("age", 1) == ""
    assert talk.act(Action.CONFIRM).value("age", 1) == 7
    assert talk.standing("card", 1) is Standing.FILLED


def test_a_value_that_looks_odd_can_be_corrected() -> None:
    talk = Talk(people()).say("A", "7").act(Action.CANCEL)
    assert talk.at == Location("age", 1)
    assert talk.say("37").value("age", 1) == 37


def test_an_odd_value_is_still_the_question_after_a_reply_that_is_neither_yes_nor_no() -> None:
    """Asked again without its doubts it would sound like a change of something known."""
    talk = Talk(people()).say("A", "7", "hm")
    pending = talk.interview.head.pending
    assert isinstance(pending, Confirming)
    assert (pending.doubts, pending.repeated) == ((0,), True)
    talk.act(Action.CONFIRM, "another")
    assert talk.interview.head.pending == pending
    assert talk.act(Action.CONFIRM).value("age", 1) == 7


def test_one_text_answers_several_questions_of_an_item() -> None:
    talk = Talk(people()).say("Айша 40")
    assert (talk.value("name", 1), talk.value("age", 1)) == ("Айша", 40)
    assert talk.at == Location("person_more", 0)


def test_several_answers_stop_at_the_first_that_has_to_be_confirmed() -> None:
    talk = Talk(people()).say("Айша 4")
    assert talk.value("name", 1) == "Айша"
    assert isinstance(talk.interview.head.pending, Confirming)
    assert talk.at == Location("age", 1)


def test_the_last_person_is_asked_alone() -> None:
    talk = listed(40).tap("two")
    assert talk.value("faith", 1) == "two"


def test_a_reason_counts_where_it_is_accepted() -> None:
    talk = listed(40).act(Action.MISSING, "withheld")
    assert talk.interview.items[1].answers["faith"].missing is Missing.WITHHELD
    assert talk.value("faith", 1) == ""
    assert talk.at == Location("tongue", 1)
    assert talk.act(Action.MISSING, "unknown").interview.head.pending == Told("needed")


def test_the_answer_of_the_person_before_is_offered_and_marked_when_taken() -> None:
    talk = listed(40, 38).act(Action.APART).tap("one", "kk")
    talk.act(Action.OPEN, "sheet/2").tap("one")
    offer = Scope(people(), talk.interview).suggestion(people().questions["tongue"], 2)
    assert offer == Answer("kk", Provenance.CARRIED)
    talk.act(Action.ACCEPT)
    assert talk.interview.items[2].answers["tongue"] == Answer("kk", Provenance.CARRIED)


def test_what_can_be_computed_is_offered_and_can_be_overruled() -> None:
    talk = listed(40).tap("one", "kk")
    assert talk.at == Location("born", 1)
    other = Talk(people())
    other.interview = talk.interview
    assert talk.act(Action.ACCEPT).interview.items[1].answers["born"] == Answer(
        1981, Provenance.DERIVED
    )
    assert other.say("1980").value("born", 1) == 1980


def test_nothing_is_offered_where_nothing_is_known() -> None:
    talk = listed(40).act(Action.ACCEPT)
    assert talk.interview.head.pending == Told("stale")


def test_people_of_the_household_are_choices_but_never_oneself() -> None:
    talk = listed(40, 38, 7).act(Action.CHANGE, "mother/3")
    assert Scope(people(), talk.interview).members(people().questions["mother"], 3) == (1, 2)
    talk.tap("3")
    assert talk.interview.head.pending == Rejected(Problem("not_a_choice"), 1)
    assert talk.tap("2").value("mother", 3) == "2"


def test_a_chosen_person_who_is_removed_makes_the_answer_contradicted() -> None:
    talk = listed(40, 38, 7).act(Action.CHANGE, "mother/3").tap("2")
    talk.act(Action.REMOVE, "2").act(Action.CONFIRM)
    assert talk.standing("sheet", 3) is Standing.CONTRADICTED


def test_a_list_too_long_for_buttons_is_searched() -> None:
    talk = listed(40).act(Action.CHANGE, "town/1").say("town")
    assert talk.interview.head.pending == Suggesting(("1001", "2001"))
    assert talk.hear(Choose("town", 1, "1001")).value("town", 1) == "1001"


def test_a_list_too_long_for_buttons_is_browsed() -> None:
    talk = listed(40).act(Action.CHANGE, "town/1").act(Action.BROWSE).act(Action.BROWSE, "10/0")
    assert talk.interview.head.pending == Browsing("10", 0)
    assert talk.hear(Choose("town", 1, "1001")).value("town", 1) == "1001"


def test_an_entry_that_its_check_refuses_opens_what_lies_below_it() -> None:
    talk = listed(40).act(Action.CHANGE, "town/1").hear(Choose("town", 1, "10"))
    assert talk.interview.head.pending == Browsing("10")
    assert "town" not in talk.interview.items[1].answers


@pytest.mark.parametrize("stale", [Act(Action.BROWSE, "99/0"), Choose("town", 1, "99")])
def test_an_entry_that_a_list_does_not_have_is_out_of_date(stale: Act | Choose) -> None:
    talk = listed(40).act(Action.CHANGE, "town/1").hear(stale)
    assert talk.interview.head.pending == Told("stale")


@cache
def counted() -> Questionnaire:
    """As many rooms as a question says."""
    b = Builder()
    first = b.section("first", b.question(QuestionType.INTEGER, "how_many"))
    room = b.section("room_card", b.question(QuestionType.INTEGER, "size"), level="room")
    rule_ = rule(lambda s, i, _: float(str(s.value("how_many", i) or 0)), {"how_many": ""})
    return b.build(first, b.gather("room", room, count=rule_, most=20))


def test_a_counted_roster_has_as_many_items_as_its_rule_says() -> None:
    talk = Talk(counted()).say("2", "10", "20")
    assert talk.at == FINISH
    assert len(talk.interview.items[0].children["room"]) == 2


def test_a_larger_count_asks_for_more_and_a_smaller_one_waits_for_a_removal() -> None:
    talk = Talk(counted()).say("1", "10").act(Action.CHANGE, "how_many/0").say("2")
    talk.act(Action.CONFIRM)
    assert talk.at == Location("size", 2)
    talk.say("20").act(Action.CHANGE, "how_many/0").say("1").act(Action.CONFIRM)
    assert talk.at == Location("room_more", 0)
    assert talk.hear(Act(Action.REMOVE, "2")).act(Action.CONFIRM).at == FINISH
    assert talk.hear(Say("x")).at == FINISH


def test_a_button_for_another_question_accepts_nothing() -> None:
    talk = listed(40, 38).act(Action.APART).tap("one", "kk")
    before = talk.interview.items[1]
    for action in (Action.ACCEPT, Action.MISSING, Action.APART, Action.SHARE):
        argument = "withheld/0/1" if action is Action.MISSING else "0/1"
        assert talk.act(action, argument).interview.head.pending == Told("stale")
    assert talk.interview.items[1] == before
