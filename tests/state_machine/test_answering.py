"""Answers: taken, refused with a reason, changed with their consequences shown first."""

from __future__ import annotations

import pytest

from state_machine.inputs import Act, Action, Choose, Say, Unsupported
from state_machine.interview import FINISH, LANGUAGE, Location, Status
from state_machine.items import Provenance
from state_machine.pending import (
    Confirming,
    Consequences,
    Hinting,
    LanguageAsked,
    Problem,
    Refusal,
    Rejected,
    Restart,
    Returned,
    Reviewing,
    Told,
)
from state_machine.together import place_of
from tests.state_machine.samples import household, plain
from tests.state_machine.talking import NOON, Talk


def test_an_interview_begins_with_the_choice_of_language() -> None:
    talk = Talk(plain(), language="")
    assert talk.at == LANGUAGE
    talk.act(Action.LANGUAGE, "kk")
    assert (talk.at.question, talk.interview.head.language) == ("likes", "kk")


def test_a_tap_and_a_typed_text_answer_the_same() -> None:
    tapped, typed = Talk(plain()).tap("yes"), Talk(plain()).say("yes")
    assert tapped.interview.items[0] == typed.interview.items[0]
    assert tapped.at == typed.at == Location("how_many", 0)


def test_what_is_not_understood_is_counted_and_leaves_the_location() -> None:
    talk = Talk(plain()).say("perhaps", "perhaps", "perhaps")
    assert talk.interview.head.pending == Rejected(Problem("not_a_choice"), 3)
    assert talk.at == Location("likes", 0)
    assert talk.say("yes").interview.head.pending is None


def test_a_constraint_refuses_and_a_better_answer_is_taken() -> None:
    talk = Talk(plain()).tap("yes").say("0")
    assert talk.interview.head.pending == Rejected(Problem("constraint", {"edit": "0"}), 1)
    assert talk.say("3").value("how_many") == 3


def test_only_what_is_not_required_can_be_skipped() -> None:
    talk = Talk(plain()).act(Action.SKIP)
    assert talk.interview.head.pending == Rejected(Problem("cannot_skip"), 1)
    talk.tap("yes").act(Action.SKIP)
    assert (talk.value("how_many"), talk.at.question) == ("", "which")


def test_ticks_are_kept_until_they_are_confirmed_and_may_be_tapped_twice() -> None:
    talk = Talk(plain()).tap("yes").act(Action.SKIP).tap("c", "a", "a")
    assert talk.interview.head.draft is not None
    assert talk.interview.head.draft.chosen == ("a", "c")
    talk.hear(Choose("which", 0, "c", on=False)).tap("")
    assert talk.value("which") == ("a",)
    assert talk.interview.head.draft is None


def test_an_empty_selection_of_a_required_question_is_refused() -> None:
    talk = Talk(plain()).tap("yes").act(Action.SKIP).tap("")
    assert talk.interview.head.pending == Rejected(Problem("empty_selection"), 1)


def test_a_note_at_the_end_is_read_and_passed() -> None:
    talk = Talk(plain()).tap("yes").act(Action.SKIP).tap("a", "")
    assert talk.at == Location("thanks", 0)
    assert talk.act(Action.CONTINUE).at == FINISH


def test_back_goes_to_the_stop_before_and_never_before_the_first() -> None:
    talk = Talk(plain()).tap("no").say("because")
    assert talk.act(Action.BACK).at.question == "why"
    assert talk.act(Action.BACK).at.question == "likes"
    assert talk.act(Action.BACK).interview.head.pending == Told("first_question")


def test_what_is_answered_may_stay_step_by_step() -> None:
    talk = Talk(plain()).tap("no").say("because").act(Action.BACK).act(Action.BACK)
    assert talk.act(Action.CONTINUE).at.question == "why"
    assert talk.act(Action.CONTINUE).at.question == "how_many"
    assert talk.act(Action.CONTINUE).at.question == "how_many"
    assert (talk.value("likes"), talk.value("why")) == ("no", "because")


def test_what_stays_at_the_end_of_a_sheet_leads_to_what_is_open() -> None:
    talk = Talk(plain()).tap("yes").say("3").act(Action.BACK)
    assert talk.act(Action.CONTINUE).at.question == "which"


def test_an_answer_off_the_path_counts_for_nothing_and_comes_back_with_it() -> None:
    talk = Talk(plain()).tap("no").say("because")
    talk.hear(Choose("likes", 0, "yes")).act(Action.CONFIRM)
    assert talk.value("why") == ""
    talk.hear(Choose("likes", 0, "no"))
    assert talk.value("why") == "because"


def test_a_change_that_costs_answers_is_asked_to_be_confirmed() -> None:
    talk = Talk(plain()).tap("no").say("because").hear(Choose("likes", 0, "yes"))
    pending = talk.interview.head.pending
    assert isinstance(pending, Confirming)
    assert pending.consequences == Consequences(lost=1)
    assert talk.value("likes") == "no"
    assert talk.act(Action.CANCEL).value("likes") == "no"


def test_neither_yes_nor_no_asks_again_and_takes_nothing() -> None:
    talk = Talk(plain()).tap("no").say("because").hear(Choose("likes", 0, "yes")).say("hm")
    pending = talk.interview.head.pending
    assert isinstance(pending, Confirming)
    assert pending.repeated
    assert talk.act(Action.CONFIRM).value("likes") == "yes"


def test_a_yes_to_one_intent_is_no_yes_to_another() -> None:
    talk = Talk(plain()).tap("no").say("because").hear(Choose("likes", 0, "yes"))
    asked = talk.interview.head.pending
    assert isinstance(asked, Confirming)
    talk.act(Action.RESTART).act(Action.CONFIRM, asked.mark)
    assert talk.value("why") == "because"
    assert talk.interview.head.pending == Confirming(Restart(), repeated=True)
    talk.hear(Choose("likes", 0, "yes")).act(Action.CONFIRM, asked.mark)
    assert talk.value("likes") == "yes"


def test_a_second_yes_to_a_change_does_not_finish() -> None:
    talk = Talk(plain()).obey().hear(Choose("likes", 0, "no"))
    asked = talk.interview.head.pending
    assert isinstance(asked, Confirming)
    talk.act(Action.CONFIRM, asked.mark).obey()
    assert talk.at == FINISH
    talk.act(Action.CONFIRM, asked.mark).act(Action.CONFIRM)
    assert talk.status() is Status.OPEN


def test_a_skip_passes_only_the_question_that_it_names() -> None:
    talk = Talk(plain()).tap("yes")
    skip = place_of(talk.questionnaire.questions["how_many"], 0)
    talk.act(Action.BACK).act(Action.SKIP, skip)
    assert (talk.at.question, talk.interview.head.pending) == ("likes", Told("stale"))
    talk.tap("yes").act(Action.SKIP, skip)
    assert talk.at.question == "which"


def test_a_tap_on_an_earlier_question_leaves_the_dialogue_where_it_is() -> None:
    talk = Talk(plain()).tap("yes")
    talk.hear(Choose("likes", 0, "yes"))
    assert talk.at == Location("how_many", 0)


@pytest.mark.parametrize(
    "button",
    [
        Choose("likes", 0, "yes", tag="000000"),
        Act(Action.BACK, tag="000000"),
        Choose("likes", 0, "perhaps"),
        Choose("likes", 7, "yes"),
        Choose("nothing", 0, "yes"),
        Choose("why", 0, "yes"),
        Choose("how_many", 0, "1"),
    ],
)
def test_a_button_that_is_out_of_date_changes_nothing(button: Act | Choose) -> None:
    talk = Talk(plain())
    before = talk.interview.items[0]
    talk.hear(button)
    assert talk.interview.head.pending == Told("stale")
    assert talk.interview.items[0] == before


def test_help_opens_the_hint_and_says_where_there_is_none() -> None:
    talk = Talk(plain()).act(Action.HELP)
    assert talk.interview.head.pending == Hinting()
    assert talk.tap("yes").act(Action.HELP).interview.head.pending == Told("no_hint")


def test_the_language_changes_at_any_time_and_nothing_else_does() -> None:
    talk = Talk(plain()).tap("yes").act(Action.LANGUAGE)
    assert talk.interview.head.pending == LanguageAsked()
    talk.act(Action.LANGUAGE, "en")
    assert (talk.interview.head.language, talk.at.question) == ("en", "how_many")


@pytest.mark.parametrize("kind", ["sticker", "voice", "photo", "edited", "hologram"])
def test_what_a_census_cannot_carry_gets_a_sentence(kind: str) -> None:
    told = Talk(plain()).hear(Unsupported(kind)).interview.head.pending
    assert told == Told("unsupported_other" if kind == "hologram" else f"unsupported_{kind}")


def test_a_pause_ends_with_whatever_is_said_next() -> None:
    talk = Talk(plain()).act(Action.PAUSE)
    assert talk.status() is Status.PAUSED
    assert talk.tap("yes").value("likes") == "yes"
    assert talk.status() is Status.OPEN


def test_a_hello_after_a_pause_is_nobodys_answer() -> None:
    talk = Talk(plain()).tap("no").act(Action.PAUSE).say("hello")
    assert (talk.status(), talk.value("why")) == (Status.OPEN, "")
    assert talk.interview.head.pending == Returned()
    assert talk.say("because").value("why") == "because"


def test_coming_back_after_hours_begins_with_one_line() -> None:
    talk = Talk(plain()).hear(Say("yes"), now="2021-09-20T15:00:00+06:00")
    assert talk.value("likes") == "yes"
    assert talk.interview.head.pending == Returned()


def test_a_refusal_is_confirmed_and_can_be_taken_back() -> None:
    talk = Talk(household()).tap("refuse")
    pending = talk.interview.head.pending
    assert isinstance(pending, Confirming)
    assert pending.intent == Refusal()
    talk.act(Action.CONFIRM)
    assert talk.status() is Status.REFUSED
    assert talk.say("agree").interview.head.pending == Told("refused")
    talk.act(Action.RETURN)
    assert talk.status() is Status.OPEN
    assert talk.tap("agree").value("consent") == "agree"


def test_starting_over_is_confirmed_and_forgets_every_answer_but_not_the_person() -> None:
    talk = Talk(plain()).tap("yes").say("3")
    tag = talk.interview.tag
    talk.act(Action.RESTART).act(Action.CONFIRM)
    assert talk.interview.items[0].answers == {}
    assert talk.at == Location("likes", 0)
    assert talk.interview.tag != tag
    assert talk.interview.head.addresses == ("web:1",)


def test_nothing_can_be_changed_after_finishing_but_all_can_be_looked_at() -> None:
    talk = Talk(plain()).obey().act(Action.FINISH)
    before = talk.interview.items[0]
    assert talk.status() is Status.FINISHING
    talk.hear(Choose("likes", 0, "no")).act(Action.RESTART).act(Action.CONFIRM).say("no")
    assert talk.interview.items[0] == before
    assert talk.interview.head.pending == Told("finishing")
    assert talk.act(Action.REVIEW, "1").interview.head.pending == Reviewing(1)


def test_finishing_waits_for_what_is_still_open() -> None:
    talk = Talk(plain()).act(Action.FINISH)
    assert talk.interview.head.pending == Told("unfinished")
    assert talk.status() is Status.OPEN


def test_finishing_is_asked_before_it_is_done() -> None:
    talk = Talk(plain()).obey().act(Action.SHEETS).act(Action.FINISH)
    assert talk.status() is Status.OPEN
    assert talk.interview.head.pending is None
    assert talk.act(Action.FINISH).status() is Status.FINISHING


def test_the_last_question_wants_a_yes() -> None:
    talk = Talk(plain()).obey().say("well")
    assert talk.interview.head.pending == Rejected(Problem("confirm_first"), 1)


def test_an_agent_who_has_the_dialogue_answers_in_it_and_the_respondent_waits() -> None:
    talk = Talk(plain()).act(Action.AGENT)
    assert talk.interview.head.pending == Told("agent_awaited")
    assert talk.act(Action.AGENT).interview.head.pending == Told("agent_already")
    assert talk.say("yes").value("likes") == "yes"


def test_who_answered_is_kept_with_the_answer() -> None:
    talk = Talk(household()).tap("agree", "flat", "permanent").say("A", "30").tap("add")
    talk.say("B", "7").hear(Say("ignored"), now=NOON, by=Provenance.AGENT_PHONE)
    members = [item for item in talk.interview.items.values() if item.roster == "member"]
    assert members[0].answers["name"].by is Provenance.SELF
    assert members[1].answers["name"].by is Provenance.PROXY
