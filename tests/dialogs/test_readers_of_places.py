"""Coordinates are read as people and maps write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.wording import answer_text
from state_machine.geopoint import geopoint_of
from state_machine.pending import Problem
from state_machine.scope import Scope
from tests.dialogs.dialogue import Dialogue, questionnaire_of
from tests.dialogs.reading import SCOPE_OF, code, read
from tests.hostile import HOSTILE

WHERE = (
    SCOPE_OF
    + """
      - {type: geopoint, name: house, label: {kk: Үй, ru: Дом, en: House}}
      - {type: image, name: photo, label: {kk: Сурет, ru: Фото, en: Photo}}
"""
)
HOUSE = "51.16 71.43 0 0"
DEGREES = "51.1666667 71.4333333 0 0"


@pytest.fixture(scope="module")
def scope() -> Scope:
    dialogue = Dialogue(questionnaire_of(WHERE))
    return Scope(dialogue.questionnaire, dialogue.interview)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("51.16, 71.43", HOUSE),
        ("51.16 71.43", HOUSE),
        ("51.16,71.43", HOUSE),
        ("51,16 71,43", HOUSE),
        ("51,16; 71,43", HOUSE),
        ("51,16, 71,43", HOUSE),
        ("51.16/71.43", HOUSE),
        ("geo:51.16,71.43", HOUSE),
        ("51.16° N, 71.43° E", HOUSE),
        ("51.16N 71.43E", HOUSE),
        ("N 51.16 E 71.43", HOUSE),
        ("71.43E 51.16N", HOUSE),
        ("51.16 n 71.43", HOUSE),
        ("51,16 с. ш. 71,43 в. д.", HOUSE),
        ("51.16° с.ш., 71.43° в.д.", HOUSE),
        ("51,16 с. е. 71,43 ш. б.", HOUSE),
        ("51.16, 71.43.", HOUSE),
        ("５１.１６　７１.４３", HOUSE),
        ("51°10′N 71°26′E", DEGREES),
        ("51º10'N 71º26'E", DEGREES),
        ("51° 10’ 0” N, 71° 26’ 0” E", DEGREES),
        ("51°10'12.5\"N, 71°26'30\"E", "51.1701389 71.4416667 0 0"),
        ("51.16 71.43 340 5", "51.16 71.43 340 5"),
        ("51.16 71.43 -12.5", "51.16 71.43 -12.5 0"),
        ("-33.9 18.4", "-33.9 18.4 0 0"),
        ("33.9S 18.4W", "-33.9 -18.4 0 0"),
        ("33.9 ю. ш. 18.4 з. д.", "-33.9 -18.4 0 0"),
        ("33.9 о. е. 18.4 б. б.", "-33.9 -18.4 0 0"),
        ("0 0", "0 0 0 0"),
        ("51 71", "51 71 0 0"),
    ],
)
def test_a_place_is_read_however_it_is_written(text: str, place: str, scope: Scope) -> None:
    assert read("geopoint", text, scope) == place


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "not_a_place"),
        ("51.16", "not_a_place"),
        ("51,16", "not_a_place"),
        ("Абая 51, 71", "not_a_place"),
        ("51.16N 71.43N", "not_a_place"),
        ("-51.16 S 71.43 E", "not_a_place"),
        ("N 51.16 N 71.43 E", "not_a_place"),
        ("51.16 71.43 1 2 3", "not_a_place"),
        ("https://example.org/?q=51.16,71.43", "not_a_place"),
        ("91, 71", "no_such_place"),
        ("51, 181", "no_such_place"),
        ("51°61' 71°10'", "no_such_place"),
        ("51°10'61\" 71°10'1\"", "no_such_place"),
        ("51.16 71.43 340 -5", "no_such_place"),
        ("51.16 71.43 999999", "no_such_place"),
        ("51.16 " * 1000, "not_a_place"),
        ("9" * 400, "not_a_place"),
    ],
)
def test_what_is_no_place_says_why(text: str, why: str, scope: Scope) -> None:
    assert code(read("geopoint", text, scope)) == why


@given(
    st.one_of(
        st.sampled_from(HOSTILE), st.text(alphabet="0123456789.,°'\"NSEWсшвдею -+;", max_size=40)
    )
)
def test_whatever_is_typed_is_a_place_on_earth_or_a_problem(text: str) -> None:
    dialogue = Dialogue(questionnaire_of(WHERE))
    found = read("geopoint", text, Scope(dialogue.questionnaire, dialogue.interview))
    assert isinstance(found, Problem) or geopoint_of(str(found)) is not None


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "51.16° N, 71.43° E"),
        ("ru", "51,16° с. ш., 71,43° в. д."),
        ("kk", "51,16° с. е., 71,43° ш. б."),
    ],
)
def test_a_place_is_said_in_the_language(language: str, said: str, scope: Scope) -> None:
    question = scope.questionnaire.questions["house"]
    assert answer_text(question, "51.16 71.43 350 12", scope, 0, language) == said
    assert read("geopoint", said, scope) == HOUSE


@pytest.mark.parametrize(
    ("size", "said"),
    [(1, "photo, 1 KB"), (84_600, "photo, 85 KB"), (1_249_000, "photo, 1.2 MB")],
)
def test_of_a_photo_its_size_is_said(size: int, said: str, scope: Scope) -> None:
    question = scope.questionnaire.questions["photo"]
    assert answer_text(question, f"{'a' * 32}-{size}.jpg", scope, 0, "en") == said
