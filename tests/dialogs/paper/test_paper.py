"""The form on paper: all of a questionnaire is on it, in three languages, and no text is markup."""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from msgspec import structs
from playwright.async_api import async_playwright

from dialogs.catalogues import say
from dialogs.graph import type_words
from dialogs.loading import load, load_source
from dialogs.paper import Line, Paper, page, paper
from dialogs.words import on_paper
from state_machine.questionnaire import Questionnaire, QuestionType
from tests.dialogs.chance import questionnaires

ROOT = Path(__file__).parents[3] / "questionnaires"
FEATURES = sorted((ROOT / "features").glob("*.yaml"))
LANGUAGES = ("kk", "ru", "en")


@cache
def loaded(path: Path) -> Questionnaire:
    return load(path)


CENSUS = loaded(ROOT / "census.yaml")


class Read(HTMLParser):
    """What a browser would read: the tags with their attributes, the questions, the words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.questions: list[str] = []
        self.said = ""
        self.feed(html)
        self.text = " ".join(self.said.split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        self.questions += [value for name, value in attrs if name == "data-name" and value]

    def handle_data(self, data: str) -> None:
        self.said += data


def expected(questionnaire: Questionnaire) -> list[str]:
    return [q.name for q in questionnaire.by_index if q.type is not QuestionType.CALCULATE]


@pytest.mark.parametrize("path", FEATURES, ids=lambda path: path.stem)
def test_every_question_of_a_small_questionnaire_is_on_its_form(path: Path) -> None:
    questionnaire = loaded(path)
    for language in questionnaire.languages:
        read = Read(page(paper(questionnaire, language)))
        assert sorted(read.questions) == sorted(expected(questionnaire))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_census_stands_on_its_form_with_numbers_wordings_choices_and_messages(
    language: str,
) -> None:
    read = Read(page(paper(CENSUS, language)))
    assert sorted(read.questions) == sorted(expected(CENSUS))
    for question in CENSUS.by_index:
        wordings = [question.label, question.proxy, question.hint, question.together]
        wordings += [choice.label for choice in question.choices]
        wordings += [edit.message for edit in question.edits]
        for wording in wordings:
            assert wording is None or on_paper(wording, CENSUS, language) in read.text
        assert question.type is QuestionType.GATE or all(
            choice.name in read.text for choice in question.choices
        )


def test_each_official_sheet_has_a_heading_and_says_who_fills_it_in() -> None:
    found = paper(CENSUS, "ru")
    assert [sheet.title for sheet in found.sheets if sheet.form] == [
        "Форма 1-ПП",
        "Форма 2-Ж",
        "Форма 3-И",
        "Форма 4-В",
    ]
    visitors = found.sheets[-1].parts[0]
    assert visitors.repeats == ("Заполняется для каждой записи: респондент",)
    assert "Временно проживающие" in visitors.asked


def lines_of(found: Paper) -> list[Line]:
    return [line for sheet in found.sheets for part in sheet.parts for line in part.lines]


def line_of(found: Paper, name: str) -> Line:
    return next(line for line in lines_of(found) if line.name == name)


FIELDS = [
    ("census", "iin", "boxes", 12),
    ("census", "birth_date", "boxes", 8),
    ("census", "rooms", "boxes", 4),
    ("census", "sex", "one", 0),
    ("census", "livelihoods", "several", 0),
    ("census", "street", "text", 0),
    ("census", "birth_country", "coded", 2),
    ("census", "mother", "coded", 3),
    ("census", "salamat", "none", 0),
    ("census", "electricity", "one", 0),
    ("census", "seeing", "columns one", 0),
    ("census", "kazakh_level", "columns several", 0),
    ("features/range", "content", "scale", 0),
    ("features/rank", "order", "rank", 0),
    ("features/acknowledge", "read", "several", 0),
    ("features/codelist", "occupation", "coded", 2),
    ("features/territory", "territory", "coded", 9),
    ("features/times", "begins", "boxes", 4),
    ("features/times", "accident", "boxes", 12),
    ("features/geopoint", "house", "boxes", 15),
    ("features/image", "sent", "enclosed", 4),
    ("features/or_other", "fuel", "one", 0),
    ("features/or_other", "fuel_other", "text", 0),
]


@pytest.mark.parametrize(("where", "name", "field", "boxes"), FIELDS)
def test_a_question_has_the_field_of_its_answer(
    where: str, name: str, field: str, boxes: int
) -> None:
    line = line_of(paper(loaded(ROOT / f"{where}.yaml"), "en"), name)
    assert (line.field, sum(group.count for group in line.boxes)) == (field, boxes)


def test_every_kind_of_question_that_is_answered_has_a_field_of_its_own() -> None:
    """Only what is written as a text is a bare line."""
    written = {
        question.type
        for path in FEATURES
        for question in loaded(path).by_index
        if question.codelist is None and question.type is not QuestionType.CALCULATE
        if line_of(paper(loaded(path), "en"), question.name).field == "text"
    }
    assert written == {QuestionType.TEXT}


def test_a_classifier_is_named_below_the_boxes_of_its_code() -> None:
    line = line_of(paper(loaded(ROOT / "features" / "territory.yaml"), "ru"), "territory")
    assert [group.under for group in line.boxes] == ["код, КАТО"]


def test_a_scale_has_each_of_its_numbers_as_the_language_writes_them() -> None:
    scale = line_of(paper(loaded(ROOT / "features" / "range.yaml"), "ru"), "sleep").scale
    assert scale[:3] == ("4", "4,5", "5")
    assert len(scale) == 17


LONG = """\
name: long
title: {en: Long}
languages: [en]
blocks:
  - section: part
    title: {en: Part}
    questions:
      - {type: range, name: percent, start: "0", end: "100", label: {en: How much?}}
      - {type: range, name: share, start: "0", end: "1", step: "0.01", label: {en: Share?}}
"""


def test_a_scale_that_is_too_long_for_the_sheet_is_boxes_for_its_longest_number() -> None:
    found = paper(load_source(LONG), "en")
    counts = {line.name: [each.count for each in line.boxes] for line in lines_of(found)}
    assert counts == {"percent": [3], "share": [1, 2]}


def test_a_battery_is_a_table_with_the_choices_that_its_questions_share_above_them() -> None:
    found = paper(loaded(ROOT / "features" / "battery.yaml"), "en")
    first, *rest = lines_of(found)
    assert first.heading is not None
    assert first.heading.label == "Do you have difficulty with any of these? Tick which."
    assert "If nothing is ticked: “No, with none”" in first.heading.notes[0]
    assert [option.label for option in first.columns] == [
        "No difficulty",
        "Yes, some",
        "Yes, great",
    ]
    assert [(line.heading, line.columns) for line in rest] == [(None, ())] * 2
    assert all("If not ticked: No difficulty" in line.notes for line in (first, *rest))


def test_the_rows_of_a_table_stay_on_the_page_that_has_its_columns() -> None:
    html = page(paper(loaded(ROOT / "features" / "battery.yaml"), "en"))
    (row,) = re.findall(r"<tr><td>\s*<div class=\"battery heading\".*?</td></tr>", html, re.DOTALL)
    assert re.findall(r'data-name="(\w+)"', row) == ["seeing", "hearing", "walking"]
    assert row.count('<span class="code">great</span>') == 4


def test_a_follow_up_between_the_questions_of_a_battery_stands_in_it_and_the_heading_once() -> None:
    lines = {line.name: line for line in lines_of(paper(CENSUS, "en"))}
    assert lines["heating_fuel"].battery
    assert lines["heating_fuel"].heading is None
    headed = [line.name for line in lines.values() if line.heading]
    assert headed == ["missed_infant", "electricity", "kazakh_level", "lived_abroad", "seeing"]


def test_routing_is_in_words_and_the_version_is_named() -> None:
    read = Read(page(paper(CENSUS, "en")))
    assert "Asked if: aged 15 or over" in read.text
    assert f"Version {CENSUS.content}" in read.text
    assert "${" not in read.text


def test_a_long_list_is_in_the_annex_by_its_conditions() -> None:
    source = (ROOT / "features" / "choice_filter.yaml").read_text(encoding="utf-8")
    last = "    - {name: village,"
    names = [f"abai_{number}" for number in range(40)]
    places = [
        f"    - {{name: {name}, label: {{kk: {name}, ru: {name}, en: {name}}}, "
        "relevant: \"${region} = 'abai'\"}\n"
        for name in names
    ]
    found = paper(load_source(source.replace(last, "".join(places) + last)), "en")
    (annex,) = found.annexes
    assert annex.number == "question 2"
    options = dict(annex.options)
    assert len(options["if question 1 is “Abai Region”"]) == 42
    assert sum(map(len, options.values())) == 45


@settings(max_examples=40, deadline=None)
@given(questionnaires())
def test_whatever_an_author_writes_is_text_and_never_markup(questionnaire: Questionnaire) -> None:
    read = Read(page(paper(questionnaire, "en")))
    ours = set(Read(page(paper(CENSUS, "en"))).tags)
    assert set(read.tags) <= ours
    assert not {name for name in read.attributes if name.startswith("on")}
    assert sorted(read.questions) == sorted(expected(questionnaire))
    for question in questionnaire.by_index:
        assert on_paper(question.label, questionnaire, "en") in read.text


def test_the_page_needs_nothing_from_elsewhere() -> None:
    html = page(paper(CENSUS, "kk"))
    assert "script" not in Read(html).tags
    assert re.findall(r"""(?:src=|@import|url\(|href="(?!#))""", html) == []


def test_a_kind_of_question_that_has_no_words_yet_is_called_another_kind() -> None:
    strange = structs.replace(CENSUS.questions["street"], type="hologram")
    for language in LANGUAGES:
        assert type_words(strange, language) == say(language, "type.other")


async def test_it_prints_on_a4_and_nothing_is_cut_off(chromium_path: Path, tmp_path: Path) -> None:
    file = tmp_path / "form.html"
    file.write_text(page(paper(CENSUS, "ru")), encoding="utf-8")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=chromium_path, args=["--no-sandbox"]
        )
        tab = await browser.new_page(viewport={"width": 674, "height": 1000})
        await tab.goto(file.as_uri())
        await tab.emulate_media(media="print")
        assert await tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
        tall = await tab.evaluate(
            "Math.max(...[...document.querySelectorAll('.question')].map(e => e.offsetHeight))"
        )
        printed = await tab.pdf(prefer_css_page_size=True)
        await browser.close()
    assert tall < 900, "a question that is higher than a page would be split"
    assert re.search(rb"/MediaBox \[0 0 59[45](\.\d+)? 84[12](\.\d+)?\]", printed)
