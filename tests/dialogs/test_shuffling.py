"""Choices in an order of chance: another one in each interview, and always the same within one."""

from __future__ import annotations

from collections import Counter

import pytest

from dialogs.diff import compare
from dialogs.loading import check_source, load_source
from state_machine.engine import open_interview
from state_machine.inputs import Act, Action, Choose
from state_machine.items import ROOT
from state_machine.questionnaire import Questionnaire
from state_machine.scope import Scope
from tests.dialogs.dialogue import START, Dialogue
from tests.dialogs.xlsform.reading import codes, translated

NAMES = "abcdefgh"
LIST = "".join(f"    - {{name: {name}, label: {{en: Choice {name}}}}}\n" for name in NAMES)
FORM = f"""
name: sample
title: {{en: Sample}}
languages: [en]
choices:
  letters:
{LIST}blocks:
  - section: asked
    title: {{en: Asked}}
    questions:
      - {{type: integer, name: start, label: {{en: A number?}}, required: "no"}}
      - type: TYPE letters
        name: letter
        randomize: "yes"
        MORE
        label: {{en: Which letter?}}
      - {{type: text, name: end, label: {{en: And why?}}}}
"""


def sample(type_: str = "select_one", more: str = "") -> Questionnaire:
    return load_source(FORM.replace("TYPE", type_).replace("        MORE\n", more))


def order(questionnaire: Questionnaire, id_: str) -> str:
    interview = open_interview(questionnaire, id=id_, address="web:1", now=START).interview
    scope = Scope(questionnaire, interview)
    offered = scope.choices(questionnaire.questions["letter"], ROOT)
    return "".join(choice.name for choice in offered)


def at_letter(questionnaire: Questionnaire, number: str = "1") -> Dialogue:
    dialogue = Dialogue(questionnaire, language="en")
    dialogue.say(number)
    return dialogue


def value(dialogue: Dialogue) -> object:
    return dialogue.interview.items[ROOT].answers["letter"].value


def test_every_interview_has_an_order_of_its_own_and_no_choice_is_before_others() -> None:
    questionnaire = sample()
    orders = [order(questionnaire, f"i{number}") for number in range(400)]
    assert all(sorted(each) == list(NAMES) for each in orders)
    assert len(set(orders)) > 390
    first = Counter(each[0] for each in orders)
    assert all(25 <= first[name] <= 80 for name in NAMES)


def test_whoever_comes_back_finds_the_same_order() -> None:
    dialogue = at_letter(sample())
    before = dialogue.labels[:8]
    assert before != [f"Choice {name}" for name in NAMES]
    dialogue.tap("← Back")
    dialogue.say("2")
    assert dialogue.labels[:8] == before
    assert order(dialogue.questionnaire, "i1") == order(dialogue.questionnaire, "i1")


def test_who_starts_over_gets_another_order() -> None:
    dialogue = at_letter(sample())
    before = dialogue.labels[:8]
    dialogue.take(Act(Action.RESTART))
    dialogue.take(Act(Action.CONFIRM))
    dialogue.take(Act(Action.LANGUAGE, "en"))
    dialogue.say("1")
    assert sorted(dialogue.labels[:8]) == sorted(before)
    assert dialogue.labels[:8] != before


@pytest.mark.parametrize("place", [1, 5, 8])
def test_a_typed_number_is_the_place_that_is_seen(place: int) -> None:
    dialogue = at_letter(sample())
    shown = dialogue.labels[place - 1]
    dialogue.say(str(place))
    assert f"Choice {value(dialogue)}" == shown


def test_several_and_a_ranking_are_read_by_the_places_that_are_seen() -> None:
    dialogue = at_letter(sample("select_multiple"))
    shown = [label.removeprefix("☐ Choice ") for label in dialogue.labels[:2]]
    dialogue.say("1, 2")
    assert value(dialogue) == tuple(shown)
    dialogue = at_letter(sample("rank"))
    shown = [label.removeprefix("○ Choice ") for label in dialogue.labels[:8]]
    dialogue.say("1 2 3 4 5 6 7 8")
    assert value(dialogue) == tuple(shown)


def test_a_seed_gives_the_same_order_wherever_it_is_the_same() -> None:
    questionnaire = sample(more='        seed: "${start}"\n')
    first, again = at_letter(questionnaire, "7"), at_letter(questionnaire, "7")
    other = at_letter(questionnaire, "8")
    assert first.labels[:8] == again.labels[:8] != other.labels[:8]


def test_a_button_means_its_choice_and_not_its_place() -> None:
    dialogue = at_letter(sample())
    for row in dialogue.prompt.rows:
        for button in row:
            if isinstance(button.input, Choose):
                assert button.label == f"Choice {button.input.choice}"


def faults(more: str, type_: str = "select_one") -> set[str]:
    text = FORM.replace("TYPE", type_).replace("        MORE\n", more)
    return {fault.code for fault in check_source(text)} - {"W409", "W604"}


def test_faults_of_an_order_of_chance_are_named() -> None:
    assert faults("") == set()
    assert faults('        seed: "${end}"\n') == {"W325"}
    assert faults('        seed: "${lost}"\n') == {"E302"}
    plain = FORM.replace("TYPE", "select_one").replace('        randomize: "yes"\n', "")
    found = check_source(plain.replace("        MORE\n", '        seed: "5"\n'))
    assert "W901" in {fault.code for fault in found}
    long = "".join(f"    - {{name: x{n}, label: {{en: Letter {n}x}}}}\n" for n in range(101))
    text = FORM.replace("TYPE", "select_one").replace("        MORE\n", "")
    found = check_source(text.replace(LIST, LIST + long))
    assert "W901" in {fault.code for fault in found}
    assert "E601" in {
        fault.code
        for fault in check_source(
            FORM.replace("TYPE letters", "text").replace("        MORE\n", "")
        )
    }


def test_an_order_that_is_drawn_anew_is_a_harmless_change() -> None:
    changes = compare(sample(), sample(more='        seed: "${start}"\n'))
    assert [each.kind for each in changes] == ["choice order"]


FORM_OF_ODK = """
| survey |
| | type | name | label | parameters | calculation |
| | calculate | seed | | | once(random()) |
| | select_one letters | one | One? | randomize=true | |
| | select_multiple letters | more | More? | randomize = TRUE, seed = ${seed} | |
| | rank letters | order | Order? | randomize=true;seed=42 | |
| | select_one letters | plain | Plain? | randomize=false | |
| choices |
| | list_name | name | label |
| | letters | a | Choice A |
| | letters | b | Choice B |
| | letters | c | Choice C |
"""


def test_the_parameters_of_a_form_are_taken_over() -> None:
    (section,) = translated(FORM_OF_ODK)["blocks"]
    _, one, more, ranked, plain = section["questions"]
    assert (one["randomize"], one.get("seed")) == ("yes", None)
    assert (more["randomize"], more["seed"]) == ("yes", "${seed}")
    assert (ranked["randomize"], ranked["seed"]) == ("yes", "42")
    assert plain["randomize"] == "no"
    assert "W124" not in codes(FORM_OF_ODK)
