"""The flow as a picture: all of it is there, nothing lies over anything else, any text is safe."""

from __future__ import annotations

import re
from functools import cache
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.catalogues import say
from dialogs.graph import SIGNS, Box, Drawing, cards, drawing, flow, mermaid, svg
from dialogs.graph.lettering import width, wrapped
from dialogs.loading import load
from state_machine.questionnaire import Questionnaire, QuestionType
from tests.dialogs.chance import questionnaires
from tests.hostile import HOSTILE

ROOT = Path(__file__).parents[3]
FEATURES = sorted((ROOT / "questionnaires" / "features").glob("*.yaml"))
CENSUS = ROOT / "questionnaires" / "census.yaml"
LANGUAGES = ("kk", "ru", "en")


@cache
def loaded(path: Path) -> Questionnaire:
    return load(path)


def apart(one: Box, other: Box) -> bool:
    """Whether two boxes have no point in common but on their edges."""
    return (
        one.x + one.width <= other.x
        or other.x + other.width <= one.x
        or one.y + one.height <= other.y
        or other.y + other.height <= one.y
    )


def holds(outer: Box, inner: Box) -> bool:
    return (
        outer.x <= inner.x
        and outer.y <= inner.y
        and inner.x + inner.width <= outer.x + outer.width
        and inner.y + inner.height <= outer.y + outer.height
    )


def assert_tidy(found: Drawing) -> None:
    """Boxes are apart or within each other, what is within comes later, text stays in its box."""
    whole = Box(kind="page", x=0, y=0, width=found.width, height=found.height)
    assert all(holds(whole, box) for box in found.boxes)
    for below, above in combinations(found.boxes, 2):
        assert apart(below, above) or holds(below, above), (below, above)
    written = [
        Box(
            kind="line",
            x=line.x,
            y=line.y - line.size,
            width=width(line.text, line.size),
            height=line.size,
        )
        for line in found.lines
    ]
    for one, other in combinations(written, 2):
        assert apart(one, other), (one, other)
    for line in written:
        assert all(apart(line, box) or holds(box, line) for box in found.boxes), line


def assert_complete(questionnaire: Questionnaire, found: Drawing) -> None:
    named = [box.name for box in found.boxes if box.name]
    loops = {box.name for box in found.boxes if box.kind == "frame"}
    assert set(questionnaire.questions) <= set(named)
    assert loops == set(questionnaire.rosters)


@pytest.mark.parametrize("path", [*FEATURES, CENSUS], ids=lambda path: path.stem)
def test_every_question_and_roster_is_in_the_picture_and_nothing_overlaps(path: Path) -> None:
    questionnaire = loaded(path)
    for language in questionnaire.languages:
        found = drawing(flow(questionnaire, language))
        assert_complete(questionnaire, found)
        assert_tidy(found)


@settings(max_examples=60, deadline=None)
@given(questionnaires())
def test_whatever_an_author_writes_the_picture_is_whole(questionnaire: Questionnaire) -> None:
    shown = flow(questionnaire, "en")
    for sections in (True, False):
        found = drawing(shown, sections=sections)
        assert_tidy(found)
        ET.fromstring(svg(found))  # noqa: S314  our own, never read from elsewhere
    assert_complete(questionnaire, drawing(shown))
    for questions in (True, False):
        assert_understood(mermaid(shown, questions=questions))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_overview_of_the_census_shows_its_sections_alone(language: str) -> None:
    census = loaded(CENSUS)
    found = drawing(flow(census, language), sections=True)
    assert_tidy(found)
    assert not [box for box in found.boxes if box.kind == "row"]
    assert {name for name, each in census.sections.items() if not each.gate} <= {
        box.name for box in found.boxes
    }


def test_the_picture_is_xml_that_says_what_it_is_and_needs_nothing_else() -> None:
    text = svg(drawing(flow(loaded(CENSUS), "ru")))
    root = ET.fromstring(text)  # noqa: S314  as above
    names = [child.tag.partition("}")[2] for child in root]
    assert names[:2] == ["title", "desc"]
    assert root[0].text == "Национальная перепись населения Республики Казахстан"
    assert "script" not in names
    assert re.findall(r"(?:href|src|url)\W+http", text) == []


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_is_broken_into_lines_that_fit(text: str) -> None:
    lines = wrapped(text, 13, 90)
    assert "".join(lines).replace(" ", "") == "".join(text.split())
    assert all(width(line, 13) <= 90 or len(line) == 1 for line in lines)


@given(st.text(), st.integers(20, 400))
def test_no_line_is_wider_than_its_room(text: str, room: int) -> None:
    assert all(width(line, 13) <= room or len(line) == 1 for line in wrapped(text, 13, room))


# -- Mermaid ------------------------------------------------------------------------------------

_LABEL = r'"(?:[^"#;`<>{}\[\]\n]|#\d+;)+"'
_SHAPES = (
    r"flowchart TD",
    r"%% .*",
    r"end",
    rf"subgraph n\d+ \[{_LABEL}\]",
    rf"(?:n\d+|start|finish)(?:\[{_LABEL}\]|\(\[{_LABEL}\]\)|\{{{_LABEL}\}})",
    r"(?:n\d+|start) --> (?:n\d+|finish)",
    rf"n\d+ -\. {_LABEL} \.-> (?:n\d+|finish)",
)


def assert_understood(source: str) -> None:
    """Every line is one of those that Mermaid has, nothing of a label can end its quotes."""
    lines = [line.strip() for line in source.splitlines()]
    assert [line for line in lines if not any(re.fullmatch(s, line) for s in _SHAPES)] == []
    opened = sum(line.startswith("subgraph") for line in lines)
    assert opened == lines.count("end")
    made = {line.split("[")[0].split("{")[0] for line in lines if re.match(r"n\d+[\[{]", line)}
    for line in lines:
        if arrow := re.fullmatch(r"(\w+) -.*> (\w+)", line):
            assert {arrow[1], arrow[2]} <= made | {"start", "finish"}


@pytest.mark.parametrize("path", [*FEATURES, CENSUS], ids=lambda path: path.stem)
def test_a_flowchart_has_a_way_from_the_start_to_the_finish(path: Path) -> None:
    for questions in (True, False):
        source = mermaid(flow(loaded(path), "en"), questions=questions)
        assert_understood(source)
        ways = re.findall(r"(\w+) -.*> (\w+)", source)
        reached = {"start"}
        while grown := {to for origin, to in ways if origin in reached} - reached:
            reached |= grown
        assert reached == {end for way in ways for end in way}
        assert "finish" in reached


def test_a_condition_is_a_decision_with_a_way_past() -> None:
    source = mermaid(flow(loaded(CENSUS), "en"))
    decision = re.search(r'(n\d+)\{"if P7/1 is the same for some"\}', source)
    assert decision
    assert re.search(rf'{decision[1]} -\. "otherwise" \.-> n\d+', source)
    assert re.search(rf"{decision[1]} --> n\d+", source)


def test_the_questions_of_a_section_stand_in_its_card_in_their_order() -> None:
    census = loaded(CENSUS)
    shown = {card.name: card for card in cards(flow(census, "ru").nodes)}
    for name, section in census.sections.items():
        if not section.gate:
            rows = [row.name for row in shown[name].rows if row.name]
            assert rows == [q.name for q in section.questions]
    row = next(row for row in shown["sheet_3i"].rows if row.name == "marital_status")
    assert (row.number, row.condition, row.required) == ("I6", "возраст от 15 лет", True)


@pytest.mark.parametrize("kind", [*QuestionType, "codelist", "members", "battery"])
def test_every_kind_of_question_has_its_own_sign_and_words(kind: str) -> None:
    signs = {sign for name, sign in SIGNS.items() if name != kind}
    assert SIGNS[kind] not in signs
    for language in LANGUAGES:
        assert say(language, f"type.{kind}") != say(language, "type.other")


def test_the_legend_explains_every_sign_that_is_drawn() -> None:
    for path in FEATURES:
        shown = flow(loaded(path), "en")
        drawn = {row.sign for card in cards(shown.nodes) for row in card.rows}
        assert drawn <= {sign for sign, _ in shown.signs}
        assert "?" not in drawn


def test_what_a_battery_asks_at_once_stands_above_its_questions() -> None:
    """Once, though a follow-up stands between two of its questions."""
    rows = {
        card.name: [(row.sign, row.name, row.condition) for row in card.rows]
        for card in cards(flow(loaded(CENSUS), "en").nodes)
    }
    dwelling = rows["sheet_2j"]
    above = [place for place, (sign, _, _) in enumerate(dwelling) if sign == SIGNS["battery"]]
    assert len(above) == 1
    assert dwelling[above[0]][2] == "H1 is “Separate flat”"
    assert dwelling[above[0] + 1][1] == "electricity"
    badges = next(
        row.badges
        for card in cards(flow(loaded(CENSUS), "en").nodes)
        for row in card.rows
        if row.name == "electricity"
    )
    assert "if not ticked: Yes" in badges
