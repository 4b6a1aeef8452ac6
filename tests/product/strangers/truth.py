"""What must hold of an interview after whatever a stranger did."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

import yaml
from msgspec import Struct

from bot.turns import Outcome
from dialogs.catalogues import say
from dialogs.catalogues.sentences import LOCALES
from dialogs.loading import load
from dialogs.summaries import rows
from state_machine.interview import Interview, Location
from state_machine.items import Answer
from state_machine.questionnaire import Codelist, Questionnaire, QuestionType
from state_machine.scope import Scope
from tests.product.strangers.house import CENSUS

__all__ = [
    "Told",
    "answers_of",
    "assert_honest",
    "assert_language",
    "assert_nothing_lost",
    "assert_sound",
    "census",
]

_WORD = re.compile(r"[^\W\d_]{2,}(?!…)\b")
"""A whole word: what was cut to fit a button is none."""
_LANGUAGES = ("kk", "ru", "en")


def answers_of(interview: Interview) -> dict[Location, Answer]:
    """Every answer that an interview holds, whether it counts now or not."""
    return {
        Location(name, item.id): answer
        for item in interview.items.values()
        for name, answer in item.answers.items()
    }


class Told(Struct):
    """What a stranger said so far: the texts typed, and those that nobody may repeat."""

    texts: set[str] = set()
    secrets: set[str] = set()


def assert_nothing_lost(
    before: Outcome, after: Outcome, *, at: Iterable[Location], grave: bool
) -> None:
    """No answer changed but those that were meant; `grave`: somebody was removed, or all anew."""
    if grave:
        return
    old, new = answers_of(before.interview), answers_of(after.interview)
    questions = after.questionnaire.questions
    meant = set(at)
    for location, answer in old.items():
        question = questions[location.question]
        if location in meant or question.calculation is not None:
            continue
        if question.type in (QuestionType.GATE, QuestionType.NOTE):
            continue
        assert new.get(location) == answer, f"{location}: an answer changed by itself"


def assert_sound(outcome: Outcome) -> None:
    """The progress is within its bounds, and what was told stands in the review."""
    progress = outcome.prompt.progress
    if progress is not None:
        assert 1 <= progress.step <= progress.steps
        assert 0 <= progress.done <= progress.total
    reviewed = {row.location for row in rows(outcome.questionnaire, outcome.interview)}
    scope = Scope(outcome.questionnaire, outcome.interview)
    for location in answers_of(outcome.interview):
        question = outcome.questionnaire.questions[location.question]
        asked = question.calculation is None and question.type not in (
            QuestionType.GATE,
            QuestionType.NOTE,
        )
        if asked and scope.relevant(question, location.item):
            assert location in reviewed, f"{location} is not in the review"


def assert_honest(before: Outcome, after: Outcome) -> None:
    """The progress does not go back while the dialogue goes on through the same questions."""
    old, new = before.prompt.progress, after.prompt.progress
    if old is None or new is None or not _same_run(before, after):
        return
    assert new.done >= old.done or new.total != old.total, f"{old} → {new}"


def _same_run(before: Outcome, after: Outcome) -> bool:
    here, there = before.interview.head.location, after.interview.head.location
    questions = after.questionnaire.questions
    if here.question not in questions or there.question not in questions:
        return False
    same = questions[here.question].section == questions[there.question].section
    return same and here.item == there.item


# -- the language --------------------------------------------------------------------------------


def assert_language(text: str, language: str, said: Iterable[str]) -> None:
    """Every word belongs to the language, unless somebody said it."""
    own = _vocabulary()[language]
    told = {word for each in said for word in _words(each)}
    others = {word for each, words in _vocabulary().items() if each != language for word in words}
    foreign = [w for w in _words(text) if w in others and w not in own and w not in told]
    assert not foreign, f"{foreign} in {language}: {text}"


def _words(text: str) -> Iterator[str]:
    return (word.casefold() for word in _WORD.findall(text))


@cache
def _vocabulary() -> Mapping[str, frozenset[str]]:
    """The words of the census, of the catalogues and of the lists, by language."""
    content = yaml.safe_load(CENSUS.read_text(encoding="utf-8"))
    found: dict[str, set[str]] = {language: set() for language in _LANGUAGES}
    for language, text in (*_texts(content), *_words_of_lists()):
        found[language] |= set(_words(text))
    common = {word for each in _LANGUAGES for word in _words(say(each, "language.name"))}
    common |= {word for each in _LANGUAGES for word in _words(say(each, "language.choose"))}
    for language in _LANGUAGES:
        for path in LOCALES.joinpath(language).rglob("*.po"):
            found[language] |= set(_words(path.read_text(encoding="utf-8")))
        found[language] |= common
    return {language: frozenset(words) for language, words in found.items()}


def _texts(content: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401  whatever YAML holds
    if isinstance(content, dict):
        for key, value in content.items():
            if key in _LANGUAGES and isinstance(value, str):
                yield key, value
            else:
                yield from _texts(value)
    elif isinstance(content, list):
        for each in content:
            yield from _texts(each)


@cache
def _words_of_lists() -> tuple[tuple[str, str], ...]:
    lists = {id(q.codelist): q.codelist for q in census().questions.values() if q.codelist}
    return tuple(pair for each in lists.values() for pair in _labels(each))


@cache
def census() -> Questionnaire:
    """The census as it is shipped."""
    return load(CENSUS, constants={"census_moment": "2021-10-01T00:00:00+06:00"})


def _labels(codelist: Codelist, code: str = "") -> Iterator[tuple[str, str]]:
    """Every label of a long list, with its language."""
    for child in codelist.children(code):
        label = codelist.label(child)
        for language, template in (label or {}).items():
            yield language, "".join(part for part in template.parts if isinstance(part, str))
        yield from _labels(codelist, child)
