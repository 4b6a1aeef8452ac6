"""The table of the census names each of its 91 questions once, and is as the questionnaire is."""

from __future__ import annotations

from collections import Counter

from tools.census import PAGE, census_page, sources


def test_the_page_is_written_from_the_questionnaire() -> None:
    assert PAGE.read_text(encoding="utf-8") == census_page()


def test_every_official_question_has_a_row_with_its_name_and_the_origin_of_its_wording() -> None:
    rows = [line.strip("| ").split(" | ") for line in census_page().splitlines() if "| `" in line]
    assert [row[0] for row in rows] == [source.official for source in sources()]
    assert all(len(row) == 5 and all(row) for row in rows)


def test_there_are_69_main_questions_and_22_that_clarify() -> None:
    kinds = Counter("." in source.official for source in sources())
    assert kinds == {False: 69, True: 22}
