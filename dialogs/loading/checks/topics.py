"""The FAQ: topics that can be asked about, told apart and shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from dialogs.faq import Finder
from dialogs.loading.building import Built
from dialogs.loading.nodes import Scalar
from dialogs.loading.notebook import Notebook
from dialogs.loading.outline import Outline, TopicOutline
from dialogs.spelling import sound

__all__ = ["review_topics"]

LONGEST_ANSWER = 1000
"""Characters; the question stands below the answer, in the same message."""

LONGEST_TITLE = 40
"""Characters that Telegram shows of a button."""

_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)
_NEAR = 0.9
"""So like a phrasing of another topic that a slip decides which of the two is found."""


class _Phrasing(NamedTuple):
    """One way to ask about a topic."""

    topic: str
    text: Scalar


def review_topics(built: Built, notebook: Notebook) -> None:
    """Notes E830 to E834, W835, E836, W837, W838 and E839."""
    outline = built.outline
    _review_names(outline, notebook)
    for topic in outline.topics:
        _review_related(topic, outline, notebook)
        _review_asked(topic, outline.languages, notebook)
        _review_lengths(topic, notebook)
    _review_phrasings(outline, notebook)


def _review_names(outline: Outline, notebook: Notebook) -> None:
    seen: set[str] = set()
    for topic in outline.topics:
        name = topic.name
        if not _NAME.fullmatch(name.text):
            notebook.note("E830", name, f"{name.text!r} is no name for a topic")
        if name.text in seen:
            notebook.note("E831", name, f"{name.text} is a topic already")
        seen.add(name.text)


def _review_related(topic: TopicOutline, outline: Outline, notebook: Notebook) -> None:
    others = {other.name.text for other in outline.topics} - {topic.name.text}
    for related in topic.related:
        if related.text not in others:
            notebook.note("E832", related, f"{related.text} is no other topic")


def _review_asked(topic: TopicOutline, languages: tuple[str, ...], notebook: Notebook) -> None:
    for language in languages:
        if not topic.asked.get(language):
            message = f"nobody can ask about {topic.name.text} in {language}"
            notebook.note("E833", topic.name, message)


def _review_lengths(topic: TopicOutline, notebook: Notebook) -> None:
    for text in (topic.answer.texts if topic.answer else {}).values():
        if len(text.text) > LONGEST_ANSWER:
            message = f"{len(text.text)} characters, an answer has at most {LONGEST_ANSWER}"
            notebook.note("E836", text, message)
    for text in (topic.title.texts if topic.title else {}).values():
        if len(text.text) > LONGEST_TITLE:
            message = f"{len(text.text)} characters, a button shows {LONGEST_TITLE}"
            notebook.note("W837", text, message)


def _review_phrasings(outline: Outline, notebook: Notebook) -> None:
    finder, labels = Finder(outline.phrasings()), _labels(outline)
    owners: dict[str, str] = {}
    for topic, text in _phrasings(outline):
        folded = sound(text.text)
        owner = owners.setdefault(folded, topic)
        if not folded:
            notebook.note("E839", text, f"{text.text!r} has no word in it")
        elif owner != topic:
            notebook.note("E834", text, f"{text.text!r} asks about {owner}, too")
        elif folded in labels:
            notebook.note("W838", text, f"{text.text!r} is the label of a choice")
        else:
            _review_nearness(topic, text, finder, notebook)


def _review_nearness(topic: str, text: Scalar, finder: Finder, notebook: Notebook) -> None:
    other = finder.find(text.text, but=topic)
    if other is not None and other.fit >= _NEAR:
        notebook.note("W835", text, f"{text.text!r} is very like a question about {other.topic}")


def _phrasings(outline: Outline) -> Iterator[_Phrasing]:
    for topic in outline.topics:
        for texts in topic.asked.values():
            yield from (_Phrasing(topic.name.text, text) for text in texts)


def _labels(outline: Outline) -> frozenset[str]:
    """What the choices say: where they stand, their words are answers and never a question."""
    return frozenset(
        sound(text.text)
        for choices in outline.lists.values()
        for choice in choices
        for text in (choice.label.texts if choice.label else {}).values()
    )
