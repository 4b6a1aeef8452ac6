"""`instance('list')/root/item[…]/column`, as forms look something up in their own lists."""

from __future__ import annotations

import pytest

from dialogs.loading.xlsform.instances import looked_up
from tests.dialogs.dialogue import Dialogue
from tests.dialogs.xlsform.reading import codes, faults, questionnaire, said

LISTS = {"town": "towns", "region": "regions"}
REGION = "instance('towns')/root/item[name = ${town}]/region"
RULES = [
    (
        "instance('towns')/root/item[name = ${town}]/people",
        "pulldata('towns', 'people', 'name', ${town})",
    ),
    (
        "instance('towns')/root/item[name=${town}]/label",
        "jr:choice-name(${town}, '${town}')",
    ),
    (
        'instance("towns") /root/item[${code}=code]/label',
        "pulldata('towns', 'label', 'code', ${code})",
    ),
    (
        "number(instance('towns')/root/item[name = string(${town})]/people) > 5",
        "number(pulldata('towns', 'people', 'name', string(${town}))) > 5",
    ),
    (
        f"instance('regions')/root/item[name = {REGION}]/area",
        "pulldata('regions', 'area', 'name', pulldata('towns', 'region', 'name', ${town}))",
    ),
    (
        "instance('towns')/root/item[name = 'a=b]']/people",
        "pulldata('towns', 'people', 'name', 'a=b]')",
    ),
    (
        "instance('towns')/root/item[name = current()/../town]/people",
        "pulldata('towns', 'people', 'name', current()/../town)",
    ),
]
FILES = [
    ("pulldata('towns', 'people', 'name', ${town})", "towns.csv"),
    ('pulldata( "towns.csv", "people", "name", ${town})', '"towns.csv"'),
]
OTHERS = [
    "count(instance('towns')/root/item[region = ${region}])",
    "instance('towns')/root/item[name = ${town} and region = ${region}]/people",
    "instance('towns')/root/item[people > 5]/name",
    "instance('towns')/root/item[name = ${town}]",
    "instance('towns')/root/item[name = ${town}",
    "instance('towns')/root/item[1]/name",
    "instance('towns')/root/item[name != ${town}]/people",
]


@pytest.mark.parametrize(("theirs", "ours"), RULES)
def test_a_look_up_is_a_function(theirs: str, ours: str) -> None:
    assert looked_up(theirs, LISTS) == ours


@pytest.mark.parametrize(("theirs", "file"), FILES)
def test_a_file_is_no_list_of_the_same_name(theirs: str, file: str) -> None:
    assert file in looked_up(theirs, LISTS)


@pytest.mark.parametrize("rule", OTHERS)
def test_what_is_more_than_a_look_up_stays_and_is_named_with_what_is_understood(rule: str) -> None:
    assert looked_up(rule, LISTS) == rule
    assert ("E326", "survey", 4, 4) in said(form(rule))
    assert "E301" not in codes(form(rule))


def form(rule: str) -> str:
    return f"""
| survey |
| | type | name | label | calculation | choice_filter |
| | select_one regions | region | Region? | | |
| | select_one towns | Town | Town? | | region = ${{region}} |
| | calculate | found | | {rule} | |
| | calculate | town | | ${{Town}} | |
| | note | told | So it is ${{found}}. | | |
| | text | more | More? | | |
| choices |
| | list_name | name | label | region | people |
| | regions | abai | Abai Region | | |
| | regions | almaty | Almaty Region | | |
| | towns | semey | Semey | abai | 350000 |
| | towns | ayagoz | Ayagoz | abai | 38000 |
| | towns | konaev | Konaev | almaty | |
"""


def told(rule: str) -> str:
    dialogue = Dialogue(questionnaire(form(rule)), language="en")
    return dialogue.tap("Abai Region", "Ayagoz").say_all()


TOLD = [
    ("instance('towns')/root/item[name = ${Town}]/people", "38000"),
    ("instance('towns')/root/item[name = ../Town]/people", "38000"),
    ("instance('towns')/root/item[name = ${Town}]/label", "Ayagoz"),
    ("instance('towns')/root/item[people = '350000']/label", "Semey"),
    ("concat(instance('regions')/root/item[name = ${region}]/label, '!')", "Abai Region!"),
]


@pytest.mark.parametrize(("rule", "found"), TOLD)
def test_what_is_looked_up_is_told(rule: str, found: str) -> None:
    assert f"So it is {found}." in told(rule)


def test_a_column_or_list_that_is_not_there_is_named() -> None:
    assert "E681" in codes(form("instance('towns')/root/item[name = ${Town}]/lost"))
    assert "E680" in codes(form("instance('lost')/root/item[name = ${Town}]/people"))


def test_a_list_in_a_file_is_looked_up_as_well() -> None:
    rule = "instance('villages')/root/item[name = ${village}]/people"
    text = (
        "| survey |\n| | type | name | label | calculation |\n"
        "| | select_one_from_file villages.csv | village | Which? | |\n"
        f"| | calculate | people | | {rule} |\n"
        "| | note | told | ${people} people. | |\n| | text | more | More? | |\n"
    )
    files = {"villages.csv": "name,label,people\nqaraoy,Qaraoy,350\nzhanatas,Zhangatas,1200\n"}
    dialogue = Dialogue(questionnaire(text, files), language="en")
    assert "1200 people." in dialogue.tap("Zhangatas").say_all()


def test_labels_in_several_languages_are_no_column_and_the_columns_are_named() -> None:
    text = (
        "| survey |\n| | type | name | label::ru | label::en | calculation |\n"
        "| | select_one towns | town | Город? | Town? | |\n"
        "| | calculate | big | | | instance('towns')/root/item[size = 'big']/label |\n"
        "| choices |\n| | list_name | name | label::ru | label::en | size |\n"
        "| | towns | semey | Семей | Semey | big |\n| | towns | kent | Кент | Kent | small |\n"
    )
    (fault,) = (each for each in faults(text) if each.code == "E681")
    assert "name, size" in fault.message
