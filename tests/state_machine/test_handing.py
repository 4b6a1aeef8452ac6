"""A place and an attachment answer the question that asks for them, and no other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from state_machine.attachment import Medium, Reference, reference_of
from state_machine.geopoint import Geopoint, geopoint_of
from state_machine.handing import MEDIA, asked_for, fits
from state_machine.inputs import Action, Attach, Input, Locate, Say, Unkept, Unsupported
from state_machine.interview import Status
from state_machine.pending import Confirming, Problem, Rejected, Told
from state_machine.questionnaire import Questionnaire, QuestionType
from tests.state_machine.building import Builder
from tests.state_machine.talking import Talk

PHOTO = str(Reference("a" * 32, 1_200_000, "jpg"))
OTHER = str(Reference("b" * 32, 90_000, "png"))
HERE = Locate(51.16, 71.43, 350.0, 12.0)


def of(kind: QuestionType, *, required: bool = True) -> Questionnaire:
    builder = Builder()
    asked = builder.question(kind, "asked", required=required)
    then = builder.question(QuestionType.TEXT, "then")
    return builder.build(builder.section("one", asked, then), languages=("en",))


def rejection(talk: Talk) -> str:
    pending = talk.interview.head.pending
    assert isinstance(pending, Rejected)
    return pending.problem.code


def test_a_shared_place_is_the_answer_in_the_words_of_odk() -> None:
    talk = Talk(of(QuestionType.GEOPOINT)).hear(HERE)
    assert talk.value("asked") == "51.16 71.43 350 12"
    assert talk.at.question == "then"


@pytest.mark.parametrize("place", [Locate(90.1, 0), Locate(0, -180.5), Locate(float("nan"), 0)])
def test_a_place_that_is_nowhere_is_asked_for_again(place: Locate) -> None:
    assert rejection(Talk(of(QuestionType.GEOPOINT)).hear(place)) == "no_such_place"


@pytest.mark.parametrize(("kind", "medium"), list(MEDIA.items()))
def test_an_attachment_of_the_right_kind_is_the_answer(kind: QuestionType, medium: Medium) -> None:
    assert Talk(of(kind)).hear(Attach(medium, PHOTO)).value("asked") == PHOTO


@pytest.mark.parametrize("medium", [Medium.AUDIO, Medium.VIDEO, Medium.FILE])
def test_an_attachment_of_another_kind_is_no_answer(medium: Medium) -> None:
    talk = Talk(of(QuestionType.IMAGE)).hear(Attach(medium, PHOTO))
    assert rejection(talk) == "wrong_medium"
    assert talk.at.question == "asked"


@pytest.mark.parametrize("said", [HERE, Unsupported("sticker"), Unsupported("location")])
def test_a_question_for_a_photo_says_that_it_wants_a_photo(said: Input) -> None:
    assert rejection(Talk(of(QuestionType.IMAGE)).hear(said)) == "wrong_medium"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (HERE, "unsupported_location"),
        (Attach(Medium.IMAGE, PHOTO), "unsupported_photo"),
        (Attach(Medium.AUDIO, PHOTO), "unsupported_voice"),
        (Unsupported("location"), "unsupported_location"),
    ],
)
def test_where_a_text_is_asked_for_a_sentence_says_so(said: Input, code: str) -> None:
    talk = Talk(of(QuestionType.TEXT)).hear(said)
    assert talk.interview.head.pending == Told(code)
    assert talk.at.question == "asked"


def test_what_could_not_be_kept_is_asked_for_again_with_the_reason() -> None:
    talk = Talk(of(QuestionType.FILE)).hear(Unkept(Problem("too_heavy", {"limit": "10 MB"})))
    assert rejection(talk) == "too_heavy"


def test_while_a_yes_or_no_is_awaited_nothing_that_is_sent_is_an_answer() -> None:
    talk = Talk(of(QuestionType.IMAGE)).hear(Attach(Medium.IMAGE, PHOTO))
    talk.act(Action.RESTART)
    for said in (HERE, Attach(Medium.IMAGE, OTHER), Unkept(Problem("not_received"))):
        pending = talk.hear(said).interview.head.pending
        assert isinstance(pending, Confirming)
        assert pending.repeated
    assert talk.value("asked") == PHOTO


def test_another_photo_takes_the_place_of_the_first() -> None:
    talk = Talk(of(QuestionType.IMAGE)).hear(Attach(Medium.IMAGE, PHOTO))
    talk.act(Action.BACK).hear(Attach(Medium.IMAGE, OTHER))
    assert talk.value("asked") == OTHER


def test_whoever_paused_may_come_back_with_the_photo() -> None:
    talk = Talk(of(QuestionType.IMAGE)).act(Action.PAUSE)
    assert talk.status() is Status.PAUSED
    assert asked_for(talk.questionnaire, talk.interview) is Medium.IMAGE
    assert talk.hear(Attach(Medium.IMAGE, PHOTO)).value("asked") == PHOTO


def test_nothing_is_asked_for_at_another_question_and_after_the_end() -> None:
    talk = Talk(of(QuestionType.IMAGE, required=False)).act(Action.SKIP)
    assert asked_for(talk.questionnaire, talk.interview) is None
    talk.hear(Say("done")).act(Action.FINISH)
    assert asked_for(talk.questionnaire, talk.interview) is None
    assert talk.hear(Attach(Medium.IMAGE, PHOTO)).value("asked") == ""


def test_a_file_may_turn_out_to_be_a_photo_and_a_voice_may_not() -> None:
    assert fits(Medium.IMAGE, Medium.FILE)
    assert fits(Medium.FILE, Medium.AUDIO)
    assert not fits(Medium.IMAGE, Medium.AUDIO)


def test_skipping_is_possible_where_nothing_is_required() -> None:
    assert Talk(of(QuestionType.GEOPOINT, required=False)).act(Action.SKIP).value("asked") == ""


@given(st.floats(-90, 90), st.floats(-180, 180), st.floats(-500, 9_000), st.floats(0, 5_000))
def test_a_place_is_read_back_as_it_was_written(
    latitude: float, longitude: float, altitude: float, accuracy: float
) -> None:
    place = Geopoint(latitude, longitude, altitude, accuracy)
    found = geopoint_of(str(place))
    assert found is not None
    assert all(abs(one - other) < 1e-6 for one, other in zip(place, found, strict=True))
    assert str(found) == str(place)


@given(st.text())
def test_what_is_no_reference_and_no_place_is_none(text: str) -> None:
    found, place = reference_of(text), geopoint_of(text)
    assert found is None or str(found) == text
    assert place is None or place.is_on_earth


def test_the_name_of_a_file_is_no_reference() -> None:
    assert reference_of("passport of Diaz.jpg") is None
    assert reference_of(PHOTO) == ("a" * 32, 1_200_000, "jpg")
