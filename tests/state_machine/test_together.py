"""One answer for several people, several questions in one turn, several people in one message."""

from __future__ import annotations

from functools import cache

import msgspec
import pytest
from msgspec.structs import replace

from state_machine.evolution import replay
from state_machine.inputs import Action, Choose, Say
from state_machine.interview import FINISH, Draft, Location
from state_machine.items import Answer, Provenance, Standing, Value
from state_machine.pending import (
    Candidates,
    Confirming,
    Pending,
    Problem,
    Rejected,
    Several,
    Shared,
    Sharing,
    Told,
)
from state_machine.questionnaire import (
    Battery,
    Edit,
    Loop,
    Question,
    Questionnaire,
    QuestionType,
    Stage,
)
from state_machine.scope import Scope
from tests.state_machine.building import Builder, rule, text
from tests.state_machine.talking import Talk

GROWN_UP, OLD = 18, 60


def _named(said: str, _scope: Scope, _item: int) -> Value | Problem | Several | Candidates:
    name, _, age = said.partition(" ")
    return Several({"name": name, "age": int(age)}) if age.isdigit() else name


def _age(scope: Scope, item: int) -> int:
    age = scope.value("age", item)
    return age if isinstance(age, int) else 0


@cache
def people() -> Questionnaire:
    """People listed with their ages; then a faith, work, a degree, and two troubles at once.

    Children do not work, and who is old and has a degree is asked about it once more.
    """
    b = Builder()
    one_of, many_of = QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE
    ages = {"age": "person"}
    name = replace(b.question(QuestionType.TEXT, "name"), read=_named)
    known = rule(lambda _s, _i, dot: isinstance(dot, int) and dot < 120)
    age = b.question(QuestionType.INTEGER, "age", constraint=known)
    card = b.section("card", name, age, level="person", stage=Stage.LISTING)
    persons = b.gather("person", card, least=1, most=5)
    grown = rule(lambda s, i, _: _age(s, i) >= GROWN_UP, ages)
    may_work = Edit(rule(lambda s, i, dot: dot == "no" or _age(s, i) >= GROWN_UP, ages))
    odd = Edit(rule(lambda s, i, dot: dot != "yes" or _age(s, i) < OLD, ages), soft=True)
    suggested = rule(lambda s, i, _: "none" if _age(s, i) < GROWN_UP else "", ages)
    works = rule(lambda s, i, _: s.value("works", i) == "yes", {"works": "person"})
    battery = Battery("troubles", text("any trouble?"), text("no trouble"))

    def trouble(name: str) -> Question:
        asked = b.question(one_of, name, ("none", "some"))
        return replace(asked, together=text(name), battery=battery, tick=text(name), usual="none")

    sheet = b.section(
        "sheet",
        replace(b.question(one_of, "faith", ("one", "two"), required=False), together=text("all")),
        replace(
            b.question(one_of, "works", ("yes", "no")),
            together=text("do all work?"),
            edits=(may_work, odd),
        ),
        b.question(QuestionType.TEXT, "employer", relevant=works, required=False),
        replace(
            b.question(one_of, "degree", ("none", "some")),
            together=text("degrees of all"),
            default=suggested,
        ),
        replace(b.question(many_of, "tongues", ("kk", "ru")), together=text("tongues of all")),
        trouble("seeing"),
        trouble("hearing"),
        b.question(QuestionType.INTEGER, "children", relevant=grown),
        level="person",
    )
    return b.build(persons, Loop("person", (sheet,)))


def listed(*ages: int) -> Talk:
    """People A, B, … of these ages in one message; standing at the first sheet."""
    lines = [f"{'ABCDEFG'[place]} {age}" for place, age in enumerate(ages)]
    return Talk(people()).say("\n".join(lines)).tap("done")


def values(talk: Talk, question: str, *items: int) -> list[object]:
    return [talk.value(question, item) for item in items]


# -- one answer for all ----------------------------------------------------------------------------


def test_a_tap_is_taken_for_everybody_at_once_and_says_so() -> None:
    talk = listed(40, 38, 7).tap_for_all("two")
    assert values(talk, "faith", 1, 2, 3) == ["two", "two", "two"]
    assert talk.interview.items[3].answers["faith"] == Answer("two", Provenance.TOGETHER)
    assert talk.interview.head.pending == Shared("faith", (1, 2, 3))
    assert talk.at == Location("works", 1)


def test_the_same_tap_again_changes_nothing() -> None:
    talk = listed(40, 38)
    tap = Choose("faith", 0, "two")
    before = talk.hear(tap).interview
    talk.hear(tap)
    assert dict(talk.interview.items) == dict(before.items)
    assert talk.at == Location("works", 1)


def test_a_tap_for_one_person_changes_that_one_alone() -> None:
    talk = listed(40, 38).tap_for_all("two").hear(Choose("faith", 2, "one"))
    assert values(talk, "faith", 1, 2) == ["two", "one"]
    assert talk.interview.items[2].answers["faith"].by is not Provenance.TOGETHER


def test_back_asks_for_all_again_and_another_tap_changes_it_for_all() -> None:
    talk = listed(40, 38, 36).tap_for_all("two").hear(Choose("faith", 3, "two"))
    talk.hear(Choose("faith", 3, "one")).act(Action.BACK)
    assert talk.at == Location("faith", 1)
    talk.tap_for_all("one")
    assert values(talk, "faith", 1, 2, 3) == ["one", "one", "one"]
    talk.hear(Choose("faith", 0, "two"))
    assert values(talk, "faith", 1, 2, 3) == ["two", "two", "one"]


def test_who_was_answered_for_with_all_can_be_changed_alone() -> None:
    talk = listed(40, 38).tap_for_all("two").act(Action.CHANGE, "faith/2")
    assert Scope(people(), talk.interview).company(people().questions["faith"], 2) == ()
    assert values(talk.tap_for_all("one"), "faith", 1, 2) == ["two", "one"]


def test_a_typed_answer_is_for_everybody_as_well() -> None:
    assert values(listed(40, 38).say("two"), "faith", 1, 2) == ["two", "two"]


def test_to_skip_is_for_everybody_as_well() -> None:
    talk = listed(40, 38).act(Action.SKIP)
    assert [talk.interview.items[item].answers["faith"].value for item in (1, 2)] == ["", ""]


def test_who_is_unticked_is_asked_in_turn() -> None:
    talk = listed(40, 38, 36).act(Action.SHARE, "for/2/0").tap_for_all("two")
    assert values(talk, "faith", 1, 2, 3) == ["two", "", "two"]
    assert talk.interview.head.draft is None
    assert talk.standing("sheet", 2) is Standing.UNFILLED


def test_whoever_is_asked_first_may_be_unticked_too() -> None:
    talk = listed(40, 38, 36).act(Action.SHARE, "for/1/0").tap_for_all("two")
    assert talk.at == Location("faith", 1)
    assert values(talk.tap_for_all("one"), "faith", 1, 2, 3) == ["one", "two", "two"]


def test_ticks_ask_for_a_state_and_nobody_is_no_state() -> None:
    talk = listed(40, 38).act(Action.SHARE, "for/2/0").act(Action.SHARE, "for/2/0")
    assert talk.interview.head.draft == Draft(Location("faith", 1), (), (2,))
    talk.act(Action.SHARE, "for/1/0")
    assert talk.interview.head.pending == Rejected(Problem("nobody"), 1)
    assert talk.act(Action.SHARE, "for/2/1").interview.head.draft == Draft(
        Location("faith", 1), (), ()
    )


def test_back_takes_the_ticks_away_before_it_goes_back() -> None:
    talk = listed(40, 38).tap_for_all("two").act(Action.SHARE, "for/2/0").act(Action.BACK)
    assert (talk.at, talk.interview.head.draft) == (Location("works", 1), None)


def test_one_by_one_is_remembered_for_the_household() -> None:
    talk = listed(40, 38)
    button = Choose("faith", 0, "two")
    talk.act(Action.APART).hear(button)
    assert talk.interview.head.pending == Told("stale")
    assert values(talk.tap("one"), "faith", 1, 2) == ["one", ""]


def test_who_cannot_take_the_answer_is_asked_apart() -> None:
    talk = listed(40, 38, 7).tap_for_all("two").tap_for_all("yes")
    assert values(talk, "works", 1, 2, 3) == ["yes", "yes", ""]


def test_who_would_be_in_doubt_is_asked_apart() -> None:
    talk = listed(40, 70, 38).tap_for_all("two").tap_for_all("yes")
    assert values(talk, "works", 1, 2, 3) == ["yes", "", "yes"]


def test_when_all_would_be_in_doubt_it_is_asked_once() -> None:
    talk = listed(80, 70).tap_for_all("two").tap_for_all("yes")
    pending = talk.interview.head.pending
    assert isinstance(pending, Confirming)
    assert pending.doubts == (1,)
    assert values(talk.act(Action.CONFIRM), "works", 1, 2) == ["yes", "yes"]


def test_what_nobody_can_take_is_refused() -> None:
    talk = listed(7, 8).tap_for_all("two").tap_for_all("yes")
    assert talk.interview.head.pending == Rejected(Problem("constraint", {"edit": "0"}), 1)


def test_a_change_for_all_says_what_it_does_for_all_of_them() -> None:
    talk = listed(40, 38).tap_for_all("two").tap_for_all("yes").say("the railway")
    talk.act(Action.CHANGE, "employer/2").say("a school").hear(Choose("works", 0, "no"))
    pending = talk.interview.head.pending
    assert isinstance(pending, Confirming)
    assert pending.consequences.lost == 2
    assert values(talk.act(Action.CONFIRM), "works", 1, 2) == ["no", "no"]


def test_ticked_choices_are_for_all_or_for_those_who_are_ticked() -> None:
    talk = listed(40, 38, 36).tap_for_all("two").tap_for_all("no").act(Action.CHANGE, "tongues/1")
    talk.act(Action.SHARE, "0/0")
    assert talk.interview.head.pending == Told("stale")
    talk.act(Action.SHARE).tap_for_all("kk").act(Action.SHARE, "for/2/0").tap_for_all("ru")
    assert talk.interview.head.draft == Draft(Location("tongues", 1), ("kk", "ru"), (2,))
    talk.tap_for_all("")
    assert values(talk, "tongues", 1, 2, 3) == [("kk", "ru"), "", ("kk", "ru")]


# -- what is suggested for each --------------------------------------------------------------------


def test_what_is_suggested_for_several_is_taken_for_each_with_one_yes() -> None:
    talk = listed(7, 40, 8).tap_for_all("two").tap_for_all("no")
    assert talk.at == Location("degree", 1)
    talk.act(Action.ACCEPT)
    assert values(talk, "degree", 1, 2, 3) == ["none", "", "none"]
    assert talk.interview.items[3].answers["degree"] == Answer("none", Provenance.DERIVED)
    assert talk.interview.head.pending == Shared("degree", (1, 3))


def test_a_typed_answer_is_none_for_several_suggestions() -> None:
    talk = listed(7, 8).tap_for_all("two").tap_for_all("no").say("some")
    assert talk.interview.head.pending == Rejected(Problem("confirm_first"), 1)
    assert talk.act(Action.APART).say("some").value("degree", 1) == "some"


# -- several questions in one turn -----------------------------------------------------------------


def at_battery(*ages: int) -> Talk:
    talk = listed(*ages).tap_for_all("two").tap_for_all("no").act(Action.CHANGE, "seeing/1")
    assert talk.at == Location("seeing", 1)
    return talk


def test_all_questions_of_a_battery_get_their_usual_answer_with_one_tap() -> None:
    talk = at_battery(40, 38).act(Action.USUAL)
    assert values(talk, "seeing", 1, 2) + values(talk, "hearing", 1, 2) == ["none"] * 4
    assert talk.interview.items[2].answers["hearing"].by is Provenance.TOGETHER
    assert talk.at == Location("children", 1)


def test_what_is_ticked_in_a_battery_is_asked() -> None:
    talk = at_battery(40, 38)
    hearing = people().questions["hearing"].index
    talk.act(Action.USUAL, f"tick/{hearing}/1").act(Action.USUAL, f"tick/{hearing}/1")
    assert talk.interview.head.draft == Draft(Location("seeing", 1), ("hearing",))
    talk.act(Action.USUAL)
    assert values(talk, "seeing", 1, 2) + values(talk, "hearing", 1, 2) == ["none", "none", "", ""]
    assert talk.at == Location("hearing", 1)
    assert values(talk.tap_for_all("some"), "hearing", 1, 2) == ["some", "some"]


def test_the_first_question_of_a_battery_may_be_the_one_that_is_ticked() -> None:
    talk = at_battery(40)
    talk.act(Action.USUAL, f"tick/{people().questions['seeing'].index}/1").act(Action.USUAL)
    assert talk.at == Location("seeing", 1)
    assert talk.tap("some").value("hearing", 1) == "none"


def test_a_battery_takes_no_text_and_no_button_of_another_question() -> None:
    talk = at_battery(40, 38).say("none")
    assert talk.interview.head.pending == Told("not_here")
    for stale in ("0/0", "tick/0/1", "tick//1"):
        assert talk.act(Action.USUAL, stale).interview.head.pending == Told("stale")
    assert values(talk, "seeing", 1, 2) == ["", ""]


# -- several people in one message -----------------------------------------------------------------


def test_a_message_lists_a_person_a_line() -> None:
    talk = Talk(people()).say("A 40\nB 38\n\nC 7")
    assert values(talk, "name", 1, 2, 3) == ["A", "B", "C"]
    assert talk.at == Location("person_more", 0)
    assert values(talk.say("D 30"), "age", 4) == [30]


def test_a_line_that_is_no_person_keeps_the_others_off_the_list() -> None:
    talk = Talk(people()).say("A 40").say("B 38\nwho knows\nC 7")
    assert talk.interview.head.pending == Rejected(Problem("line", {"line": "2"}), 1)
    talk.say("B 38\nC 700")
    assert talk.interview.head.pending == Rejected(Problem("line", {"line": "2"}), 2)
    assert len(talk.interview.items) == 2


def test_one_line_says_itself_what_is_wrong_with_it() -> None:
    talk = Talk(people()).say("A 40").say("B 700")
    assert talk.interview.head.pending == Rejected(Problem("constraint", {"edit": "0"}), 1)
    assert talk.at == Location("age", 2)


def test_a_text_at_a_question_that_has_its_answer_lists_nobody() -> None:
    talk = Talk(people()).say("A 40").act(Action.CHANGE, "name/1").say("A 41\nB 30")
    assert len(talk.interview.items) == 2


def test_what_a_gate_understands_by_itself_is_no_name() -> None:
    assert Talk(people()).say("A 40", "add").at == Location("name", 2)


def test_no_message_lists_more_people_than_there_may_be() -> None:
    talk = Talk(people()).say("A 40").say("\n".join(f"{name} 30" for name in "BCDEF"))
    assert talk.interview.head.pending == Rejected(Problem("item_maximum", {"max": "5"}), 1)
    assert len(talk.say("\n".join(f"{name} 30" for name in "BCDE")).interview.items) == 6


# -- what was stored -------------------------------------------------------------------------------


def test_the_events_rebuild_what_was_answered_at_once() -> None:
    talk = at_battery(40, 38, 7).act(Action.USUAL).obey()
    assert talk.at == FINISH
    rebuilt = replay(people(), talk.events)
    assert rebuilt.head == talk.interview.head
    assert dict(rebuilt.items) == dict(talk.interview.items)


@pytest.mark.parametrize(
    ("stored", "read"),
    [
        (["Sharing", "two", [1, 2], [1]], Sharing("two", (1, 2), (1,))),
        (
            ["Confirming", ["Change", "faith", 1, "two", None], [0, 0, 0], False, []],
            None,
        ),
    ],
)
def test_what_stood_before_the_question_earlier_can_still_be_read(
    stored: list[object], read: Pending | None
) -> None:
    found: Pending = msgspec.msgpack.decode(msgspec.msgpack.encode(stored), type=Pending)
    assert found == read if read is not None else isinstance(found, Confirming)


def test_an_interview_that_was_asked_for_whom_shows_its_question_again() -> None:
    talk = listed(40, 38)
    head = replace(talk.interview.head, pending=Sharing("two", (1, 2), (1, 2)))
    talk.interview = replace(talk.interview, head=head)
    assert values(talk.hear(Say("two")), "faith", 1, 2) == ["two", "two"]


def test_a_draft_of_earlier_reads_as_one_that_leaves_nobody_out() -> None:
    stored = msgspec.msgpack.encode([["faith", 1], ["kk"]])
    assert msgspec.msgpack.decode(stored, type=Draft) == Draft(Location("faith", 1), ("kk",))
