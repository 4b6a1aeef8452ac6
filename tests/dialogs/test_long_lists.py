"""Lists of thousands of choices with a filter: offered in parts, found by typing, never refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from msgspec import structs

from bot.buttons import decode, encode
from dialogs.faults import Severity
from dialogs.loading import check_source, load_source
from state_machine.inputs import Act, Action, Choose
from state_machine.items import ROOT, Value
from state_machine.questionnaire import Expression, Questionnaire
from state_machine.scope import Scope
from tests.dialogs.dialogue import Dialogue

HEAD = """
name: sample
title: {en: Sample}
languages: [en]
choices:
  regions:
    - {name: north, label: {en: The North}}
    - {name: south, label: {en: The South}}
    - {name: east, label: {en: The East}}
  villages: {file: villages.csv}
blocks:
  - section: place
    title: {en: Place}
    questions:
      - {type: select_one regions, name: region, label: {en: Region?}, required: "yes"}
      - type: select_one villages
        name: village
        label: {en: Village?}
        required: "yes"
        choice_filter: region = ${region}
"""
AFTER = "      - {type: text, name: why, label: {en: Why there?}}\n"
FORM = HEAD + AFTER
SIZES = {"north": 30, "south": 2000, "east": 0}


def rows(sizes: Mapping[str, int] = SIZES) -> Iterator[str]:
    yield "name,label,region"
    yield from (f"x{number},Otherplace {number},nowhere" for number in range(500))
    for region, size in sizes.items():
        yield from (f"{region[0]}{n},{region.title()}ville {n},{region}" for n in range(size))


FILES = {"villages.csv": "\n".join(rows())}


def sample(form: str = FORM) -> Questionnaire:
    return load_source(form, files=FILES)


def at_village(region: str, form: str = FORM) -> Dialogue:
    dialogue = Dialogue(sample(form), language="en")
    dialogue.tap(region)
    return dialogue


def village(dialogue: Dialogue) -> object:
    answer = dialogue.interview.items[ROOT].answers.get("village")
    return None if answer is None else answer.value


def test_a_list_of_thousands_has_no_error_and_a_condition_for_each_value_of_its_column() -> None:
    found = check_source(FORM, files=FILES)
    assert [fault for fault in found if fault.severity is Severity.ERROR] == []
    narrowing = sample().questions["village"].narrowing
    assert narrowing is not None
    assert [rule.source for rule in narrowing.conditions] == [
        "'nowhere' = ${region}",
        "'north' = ${region}",
        "'south' = ${region}",
    ]


def test_few_that_are_left_are_buttons() -> None:
    dialogue = at_village("The North")
    assert dialogue.labels[:2] == ["Northville 0", "Northville 1"]
    assert dialogue.tap("Northville 7").text == "Why there?"
    assert village(dialogue) == "n7"


def test_many_that_are_left_are_opened_in_pages() -> None:
    dialogue = at_village("The South")
    assert dialogue.labels[0] == "Open the list"
    dialogue.tap("Open the list")
    assert dialogue.labels[:8] == [f"Southville {number}" for number in range(8)]
    dialogue.tap("Next ▶", "Southville 9")
    assert village(dialogue) == "s9"


def test_what_is_typed_is_looked_for_among_those_that_are_left() -> None:
    dialogue = at_village("The North")
    assert dialogue.say("Southville 9").text.startswith("Village?")
    assert not [label for label in dialogue.labels if label.startswith("South")]
    dialogue.tap("Northville 9")
    assert village(dialogue) == "n9"
    assert village(at_village("The South")) is None


@pytest.mark.parametrize("typed", ["Southville 1999", "southville 1999", "s1999"])
def test_the_very_words_and_the_code_are_taken(typed: str) -> None:
    dialogue = at_village("The South")
    dialogue.say(typed)
    assert village(dialogue) == "s1999"


def test_another_region_asks_for_the_village_again() -> None:
    dialogue = at_village("The North")
    dialogue.say("Northville 3", "a reason")
    dialogue.take(Choose("region", ROOT, "south"))
    dialogue.take(Act(Action.CONFIRM))
    assert dialogue.interview.head.location.question == "village"
    assert dialogue.labels[0] == "Open the list"


def test_a_button_of_a_village_of_another_region_is_refused() -> None:
    dialogue = at_village("The North")
    button = dialogue.button("Northville 7").input
    dialogue.tap("← Back", "The South")
    dialogue.take(button)
    assert village(dialogue) is None


def test_where_nothing_is_left_the_question_says_so_and_can_be_gone_back_from() -> None:
    dialogue = at_village("The East")
    dialogue.say("Eastville 1")
    assert village(dialogue) is None
    assert "← Back" in dialogue.labels


def test_a_button_travels_by_the_code_of_its_village() -> None:
    dialogue = at_village("The North")
    sent = encode(dialogue.questionnaire, dialogue.button("Northville 7").input)
    assert decode(dialogue.questionnaire, sent) == dialogue.button("Northville 7").input


def test_its_label_is_said_after_the_region_has_changed_as_well() -> None:
    asked = sample().questions["village"]
    assert asked.codelist is not None
    assert asked.codelist.label("s5") is not None


def test_a_label_of_a_long_list_can_be_told_in_a_rule() -> None:
    told = (
        "      - {type: note, name: told, label: {en: 'In ${shown}.'}}\n"
        "      - {type: calculate, name: shown, "
        "calculation: \"jr:choice-name(${village}, '${village}')\"}\n"
    )
    dialogue = at_village("The North", HEAD + told + AFTER)
    assert "In Northville 7." in dialogue.tap("Northville 7").say_all()


def test_one_code_may_stand_in_two_parts_and_not_twice_in_one() -> None:
    files = {"villages.csv": "\n".join([*rows(), "none,Elsewhere,north", "none,Elsewhere,south"])}
    assert load_source(FORM, files=files).questions["village"].narrowing is not None
    files = {"villages.csv": "\n".join([*rows(), "n1,Northville,north"])}
    found = [fault for fault in check_source(FORM, files=files) if fault.code == "E502"]
    assert [fault.file for fault in found] == ["villages.csv"]


def test_a_long_list_has_the_other_choice_that_its_author_wants() -> None:
    plain = HEAD.replace("        choice_filter: region = ${region}\n", '        or_other: "yes"\n')
    dialogue = at_village("The North", plain + AFTER)
    dialogue.say("other")
    assert village(dialogue) == "other"
    assert dialogue.interview.head.location.question == "village_other"


def test_a_filter_that_reads_what_is_asked_later_is_named() -> None:
    late = FORM.replace("${region}\n", "${why}\n")
    assert "W325" in {fault.code for fault in check_source(late, files=FILES)}


def test_a_scope_looks_at_conditions_once() -> None:
    dialogue = at_village("The South")
    scope = Scope(dialogue.questionnaire, dialogue.interview)
    asked = dialogue.questionnaire.questions["village"]
    first = scope.codelist(asked, ROOT)
    assert first is scope.codelist(asked, ROOT)
    assert first is Scope(dialogue.questionnaire, dialogue.interview).codelist(asked, ROOT)


def test_choices_that_share_a_condition_are_looked_at_together() -> None:
    several = FORM.replace("select_one villages", "select_multiple villages")
    listed = (row for row in rows({"north": 30, "south": 40}) if not row.startswith("x"))
    questionnaire = load_source(several, files={"villages.csv": "\n".join(listed)})
    dialogue = Dialogue(questionnaire, language="en")
    dialogue.tap("The North")
    seen: list[str] = []
    counted: dict[str, Expression] = {}
    choices = []
    for choice in questionnaire.questions["village"].choices:
        rule = choice.relevant
        assert rule is not None
        watched = counted.setdefault(rule.source, _watched(rule, seen))
        choices.append(structs.replace(choice, relevant=watched))
    offered = Scope(questionnaire, dialogue.interview).holding(tuple(choices), ROOT)
    assert [choice.name for choice in offered] == [f"n{number}" for number in range(30)]
    assert sorted(seen) == ["'north' = ${region}", "'south' = ${region}"]


def _watched(rule: Expression, seen: list[str]) -> Expression:
    def evaluate(scope: Scope, item: int, dot: Value) -> str | float | bool:
        seen.append(rule.source)
        return rule.evaluate(scope, item, dot)

    return structs.replace(rule, evaluate=evaluate)


def test_several_of_a_list_that_is_too_long_are_refused_with_a_way_out() -> None:
    several = FORM.replace("type: select_one villages", "type: select_multiple villages")
    (fault,) = (each for each in check_source(several, files=FILES) if each.code == "E505")
    assert "2000 choices at once" in fault.message
