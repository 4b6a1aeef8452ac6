"""Questions about several people: asked together, answered by naming one, or read at once."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from dialogs.loading.building import Built
from dialogs.loading.fields import nearest
from dialogs.loading.names import Names
from dialogs.loading.nodes import Scalar
from dialogs.loading.notebook import Notebook
from dialogs.loading.outline import BlockOutline, LoopOutline, QuestionOutline
from state_machine.questionnaire import ROOT_ROSTER, Expression, QuestionType

__all__ = ["review_company"]

_MOST_BESIDE_PEOPLE = 40
"""A message carries 100 buttons, and fifty people may have a tick there."""


class _Met(Struct, frozen=True):
    """A question with the rosters gathered before it, and those gathered around it."""

    question: QuestionOutline
    gathered: frozenset[str]
    making: frozenset[str]


def review_company(built: Built, notebook: Notebook) -> None:
    """Notes E610, E616, E619, W620, W627, E735, E628, E630, E631 and E632."""
    for met in _meet(built.outline.blocks, set(), frozenset()):
        if met.question.together is not None:
            _review_together(met, built.names, notebook)
        if met.question.members is not None:
            _review_members(met, met.question.members, built.names, notebook)
        if met.question.reads:
            _review_reads(met.question, built.names, notebook)
    _review_titles(built, notebook)


def _meet(
    blocks: tuple[BlockOutline, ...], gathered: set[str], making: frozenset[str]
) -> Iterator[_Met]:
    for block in blocks:
        if isinstance(block, LoopOutline):
            name = {block.roster.text} if block.gathers is not None else set[str]()
            yield from _meet(block.blocks, gathered, making | name)
            gathered |= name
        else:
            for question in block.questions:
                yield _Met(question, frozenset(gathered), making)


def _review_together(met: _Met, names: Names, notebook: Notebook) -> None:
    question, at = met.question, met.question.together
    name = question.name.text
    if at is None:
        return
    if question.level == ROOT_ROSTER:
        notebook.note("E610", at, f"{name} is asked once: there is nobody to ask together")
    elif question.level in met.making:
        message = f"{name} is asked while the list is being made: the others are not on it yet"
        notebook.note("W620", at, message)
    count = len(names.choices(question))
    if count > _MOST_BESIDE_PEOPLE:
        notebook.note("E735", at, f"{name} has {count} choices beside the names of the people")


def _review_members(met: _Met, roster: Scalar, names: Names, notebook: Notebook) -> None:
    question, name = met.question, met.question.name.text
    if roster.text not in names.rosters:
        advice = nearest(roster.text, names.rosters)
        notebook.note("E616", roster, f"there is no roster {roster.text}{advice}")
    elif roster.text in met.making:
        message = f"{name} is asked while the list is being made: it offers those before alone"
        notebook.note("W620", roster, message)
    elif roster.text not in met.gathered:
        notebook.note("E619", roster, f"{roster.text} is gathered only after {name}")
    conditions = (*question.around, question.relevant)
    always = not any(conditions) and not question.missing
    if question.required is not None and question.required.text == "yes" and always:
        message = f"{name} has no way out when there is nobody to choose"
        notebook.note("W627", question.required, message)


def _review_reads(question: QuestionOutline, names: Names, notebook: Notebook) -> None:
    for part, named in question.reads.items():
        other = names.questions.get(named.text)
        wanted = QuestionType.DATE if part == "birth_date" else QuestionType.TEXT
        if other is None or other.section != question.section:
            notebook.note("E630", named, f"{named.text} is no question of this section")
        elif other.type is not wanted:
            notebook.note("E631", named, f"{part} is a {wanted}, and {named.text} takes none")
    own = question.name.text
    if own not in {named.text for named in question.reads.values()}:
        notebook.note("E632", question.name, f"{own} is not among what its message answers")


def _review_titles(built: Built, notebook: Notebook) -> None:
    """A title that says who was chosen says that one's title, and so on for ever."""
    choosing = {each.name.text for each in built.outline.questions() if each.members is not None}
    for outline, roster in zip(built.outline.rosters(), built.rosters, strict=True):
        for language, template in roster.title.items():
            for part in template.parts:
                named = choosing & part.reads.keys() if isinstance(part, Expression) else set()
                if named and outline.title is not None:
                    message = f"the title says {', '.join(sorted(named))}, which says a title"
                    notebook.note("E628", outline.title.texts[language], message)
