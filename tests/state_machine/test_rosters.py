"""Rosters inside rosters: adding, visiting, removing, and what hangs on them."""

from __future__ import annotations

from state_machine.engine import step
from state_machine.inputs import Act, Action, Choose, Say
from state_machine.interview import FINISH, Location
from state_machine.items import Standing
from state_machine.pending import Confirming, Editing, Listing, Problem, Rejected, Removal, Told
from state_machine.questionnaire import QuestionType
from state_machine.route import sheets
from tests.state_machine.building import Builder
from tests.state_machine.samples import household
from tests.state_machine.talking import NOON, Talk


def family() -> Talk:
    """A permanent household in a flat: item 1, with A (item 2, aged 30) and B (item 3, aged 7)."""
    talk = Talk(household()).tap("agree", "flat", "permanent").say("A", "30")
    return talk.tap("add").say("B", "7").tap("done")


def test_a_roster_that_needs_one_item_gets_it_without_asking() -> None:
    talk = Talk(household()).tap("agree", "flat")
    assert talk.at == Location("kind", 1)
    assert talk.tap("permanent").at == Location("name", 2)


def test_items_are_listed_first_and_visited_afterwards_in_order() -> None:
    talk = family().tap("done")
    asked = []
    while talk.at != FINISH:
        asked.append(talk.at)
        talk.hear(talk.willing())
    assert asked == [
        Location("rooms", 2),
        Location("works", 2),
        Location("employer", 2),
        Location("religion", 2),
        Location("religion", 3),
        Location("at_home", 0),
    ]


def test_ids_are_never_used_twice_and_items_keep_theirs() -> None:
    talk = family().act(Action.REMOVE, "3").act(Action.CONFIRM)
    talk.hear(Choose("member_more", 1, "add")).say("C", "40")
    assert talk.interview.items[1].children["member"] == (2, 4)
    assert talk.value("name", 4) == "C"


def test_removing_an_item_is_confirmed_with_what_it_costs() -> None:
    talk = family().act(Action.REMOVE, "3")
    pending = talk.interview.head.pending
    assert isinstance(pending, Confirming)
    assert pending.intent == Removal(3)
    assert pending.consequences.lost == 2
    assert 3 in talk.interview.items
    talk.act(Action.CONFIRM)
    assert 3 not in talk.interview.items
    assert talk.interview.head.pending == Told("removed")


def test_removing_the_first_person_gives_the_dwelling_sheet_to_the_next() -> None:
    talk = family().tap("done")
    assert talk.standing("dwelling_sheet", 3) is Standing.ABSENT
    talk.act(Action.REMOVE, "2").act(Action.CONFIRM)
    assert talk.standing("dwelling_sheet", 3) is Standing.UNFILLED


def test_removing_a_household_takes_its_members_with_it() -> None:
    talk = family().act(Action.REMOVE, "1").act(Action.CONFIRM)
    assert talk.obey().at == FINISH
    assert {1, 2, 3}.isdisjoint(talk.interview.items)


def test_a_change_at_the_top_reaches_every_item_below() -> None:
    talk = family().tap("done").say("3").hear(Choose("dwelling", 0, "hotel"))
    pending = talk.interview.head.pending
    assert isinstance(pending, Confirming)
    assert pending.consequences.lost == 1
    talk.act(Action.CONFIRM)
    assert talk.standing("dwelling_sheet", 2) is Standing.ABSENT


def test_an_aggregate_over_the_members_makes_a_question_of_the_household_relevant() -> None:
    talk = Talk(household()).tap("agree", "flat", "permanent").say("A", "60")
    assert talk.standing("totals", 1) is Standing.ABSENT
    talk.tap("add").say("B", "50")
    assert talk.standing("totals", 1) is Standing.UNFILLED
    talk.act(Action.REMOVE, "3").act(Action.CONFIRM)
    assert talk.standing("totals", 1) is Standing.ABSENT


def test_an_answer_that_a_removal_made_invalid_is_asked_again_and_blocks_finishing() -> None:
    talk = family().tap("done")
    while talk.at != Location("at_home", 0):
        talk.hear(talk.willing())
    assert talk.say("2").at == FINISH
    talk.act(Action.REMOVE, "3")
    pending = talk.interview.head.pending
    assert isinstance(pending, Confirming)
    assert pending.consequences.contradicted == 1
    talk.act(Action.CONFIRM)
    assert talk.standing("last", 0) is Standing.CONTRADICTED
    assert talk.at == Location("at_home", 0)
    assert talk.act(Action.FINISH).interview.head.pending == Told("unfinished")
    assert talk.say("1").at == FINISH


def test_the_rosters_bounds_are_kept() -> None:
    talk = Talk(household()).tap("agree", "flat", "permanent")
    for name in "ABCD":
        talk.say(name, "20").tap("add")
    assert talk.interview.head.pending == Rejected(Problem("item_maximum", {"max": "4"}), 1)
    assert len(talk.interview.items[1].children["member"]) == 4


def test_one_more_household_has_members_of_its_own() -> None:
    talk = family().tap("add", "visitors").say("V", "20").tap("done", "done")
    assert talk.interview.items[0].children["household"] == (1, 4)
    assert talk.standing("person_sheet", 5) is Standing.UNFILLED
    talk.obey()
    assert "religion" not in talk.interview.items[5].answers
    assert "religion" in talk.interview.items[2].answers


def test_a_sheet_can_be_opened_in_any_order() -> None:
    talk = family().tap("done").act(Action.OPEN, "person_sheet/3")
    assert talk.at == Location("religion", 3)
    talk.tap("two")
    assert talk.at == Location("at_home", 0)
    talk.say("1")
    assert talk.at == Location("rooms", 2)


def test_a_sheet_that_does_not_apply_cannot_be_opened() -> None:
    talk = family().act(Action.OPEN, "dwelling_sheet/3")
    assert talk.interview.head.pending == Told("stale")


def test_the_screens_open_and_close_without_losing_the_place() -> None:
    talk = family()
    here = talk.at
    assert talk.act(Action.SHEETS, "1").interview.head.pending == Listing(1)
    assert talk.act(Action.EDIT, "3").interview.head.pending == Editing(3)
    assert talk.act(Action.BACK).interview.head.pending is None
    assert talk.at == here


def test_a_name_is_changed_where_it_was_given() -> None:
    talk = family().act(Action.CHANGE, "name/3")
    assert talk.at == Location("name", 3)
    talk.say("Bota")
    assert talk.value("name", 3) == "Bota"
    assert talk.at == Location("household_more", 0)


def test_going_back_walks_the_whole_interview_to_its_beginning() -> None:
    talk = family().tap("done").obey()
    seen = []
    while talk.act(Action.BACK).interview.head.pending is None:
        seen.append(talk.at)
    assert seen[-1] == Location("consent", 0)
    assert len(seen) == len(set(seen)) == 15


def test_a_thousand_members_are_listed_and_visited() -> None:
    b = Builder()
    person = b.section("person", b.question(QuestionType.TEXT, "name"), level="member")
    members = b.gather("member", person)
    questionnaire = b.build(members)
    talk = Talk(questionnaire)
    interview = talk.interview
    for number in range(1000):
        for input in (Choose("member_more", 0, "add"), Say(f"N{number}")):
            interview = step(questionnaire, interview, input, now=NOON).interview
    assert sum(1 for _ in sheets(questionnaire, interview)) == 1001
    refused = step(questionnaire, interview, Choose("member_more", 0, "add"), now=NOON)
    assert refused.interview.head.pending == Rejected(Problem("item_maximum", {"max": "1000"}), 1)
    assert interview.items[1000].answers["name"].value == "N999"
    done = step(questionnaire, interview, Act(Action.OPEN, "person/500"), now=NOON)
    assert done.interview.head.location == Location("name", 500)


def test_the_consequences_of_a_removal_count_what_moves_up() -> None:
    """The next person becomes the first, and gets the questions about the dwelling."""
    talk = family().tap("done").obey().act(Action.REMOVE, "2")
    pending = talk.interview.head.pending
    assert isinstance(pending, Confirming)
    assert pending.consequences.added == 1
