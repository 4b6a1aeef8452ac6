"""Lists of choices in files, what their columns say, and groups of blocks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.faults import ContentErrors
from dialogs.loading import check_source, load_source
from dialogs.loading.nodes import Listing, Node, Scalar, Table, read
from dialogs.loading.notebook import Notebook
from dialogs.loading.writing import written
from dialogs.loading.xlsform.making import listing, scalar, table
from state_machine.questionnaire import Questionnaire
from tests.dialogs.dialogue import Dialogue
from tests.hostile import HOSTILE

HEAD = "name: sample\ntitle: {en: Sample}\nlanguages: [en]\n"
FILTERED = f"""{HEAD}choices:
  regions:
    - {{name: abai, label: {{en: Abai}}}}
    - {{name: almaty, label: {{en: Almaty}}}}
  towns:
    - {{name: semey, label: {{en: Semey}}, columns: {{region: abai, "people": "350000"}}}}
    - {{name: konaev, label: {{en: Konaev}}, columns: {{region: almaty}}}}
    - {{name: village, label: {{en: A village}}, relevant: "${{region}} = 'almaty'"}}
blocks:
  - section: place
    title: {{en: Place}}
    questions:
      - type: select_one regions
        name: region
        label: {{en: Region?}}
      - type: select_one towns
        name: town
        label: {{en: Town?}}
        choice_filter: FILTER
"""
FILE = f"""{HEAD}choices:
  towns: {{file: towns.csv}}
blocks:
  - section: place
    title: {{en: Place}}
    questions:
      - type: select_one towns
        name: town
        label: {{en: Town?}}
      - type: calculate
        name: people
        calculation: "pulldata('towns', 'people', 'name', ${{town}})"
"""
TOWNS = "name,label,people\nsemey,Semey,350000\nkonaev,Konaev,55000\n"


def filtered(rule: str) -> Questionnaire:
    return load_source(FILTERED.replace("FILTER", rule))


@pytest.mark.parametrize(
    ("rule", "offered"),
    [
        ('"region = ${region}"', ["Konaev"]),
        ("\"region = ${region} or region = ''\"", ["Konaev", "A village"]),
        ('"region != ${region}"', ["Semey", "A village"]),
        ('"people > 1000"', ["Semey"]),
        ("\"name = 'semey' and 'region' = 'region' and 2.5 > 1\"", ["Semey"]),
    ],
)
def test_a_filter_looks_at_columns_names_and_answers(rule: str, offered: list[str]) -> None:
    dialogue = Dialogue(filtered(rule), language="en")
    dialogue.tap("Almaty")
    assert dialogue.labels[: dialogue.labels.index("← Back")] == offered


def test_a_text_with_both_quotes_is_what_it_is() -> None:
    both = 'it\'s \\"so\\"'
    source = FILTERED.replace("region: abai", f'region: "{both}"')
    found = load_source(source.replace("FILTER", "\"contains(region, 'so')\""))
    dialogue = Dialogue(found, language="en")
    dialogue.tap("Almaty")
    assert dialogue.labels[0] == "Semey"


def test_a_filter_that_cannot_be_read_is_a_fault_at_its_place() -> None:
    source = FILTERED.replace("FILTER", '"region = ${lost}"')
    (fault,) = (each for each in check_source(source) if each.code.startswith("E"))
    assert fault.code == "E302"
    assert "choice_filter" in source.splitlines()[fault.line - 1]
    (fault,) = (
        each
        for each in check_source(FILTERED.replace("FILTER", "place = 1"))
        if each.code == "E301"
    )
    assert source.splitlines()[fault.line - 1][fault.column - 1 :].startswith('"')


def test_choices_that_a_filter_parts_may_look_alike() -> None:
    source = FILTERED.replace("en: Konaev", "en: Semey")
    parted = check_source(source.replace("FILTER", '"region = ${region}"'))
    assert "E503" not in {fault.code for fault in parted}
    together = check_source(source.replace("FILTER", '"${region} = ${region}"'))
    assert "E503" in {fault.code for fault in together}


def test_too_many_choices_of_one_filter_cannot_be_ticked() -> None:
    rows = "".join(
        f"    - {{name: t{n}, label: {{en: Town {n}}}, columns: {{region: abai}}}}\n"
        for n in range(101)
    )
    source = (
        FILTERED.replace("  towns:\n", f"  towns:\n{rows}")
        .replace("FILTER", '"region = ${region}"')
        .replace("select_one towns", "select_multiple towns")
    )
    (fault,) = (each for each in check_source(source) if each.code == "E505")
    assert "towns where region = ${region} offers 102 choices" in fault.message


def test_a_list_may_be_in_a_file_and_is_a_part_of_the_content() -> None:
    one = load_source(FILE, files={"towns.csv": TOWNS})
    assert [choice.name for choice in one.questions["town"].choices] == ["semey", "konaev"]
    assert one.content != load_source(FILE, files={"towns.csv": TOWNS + "abai,Abai,1\n"}).content
    assert one.content == load_source(FILE, files={"towns.csv": TOWNS, "other.csv": "a\n"}).content


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (None, "E680"),
        ("", "E680"),
        ('name,label\n"open', "E680"),
        ("name,name\n", "E680"),
        ("\x00", "E681"),
        ("name\nx\n", "E681"),
        ("name,label\n", "E501"),
        ("name,label,people\na\tb,A,1\n", "E504"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_fault(text: str | None, code: str) -> None:
    files = {} if text is None else {"towns.csv": text}
    assert code in {fault.code for fault in check_source(FILE, files=files)}
    with pytest.raises(ContentErrors):
        load_source(FILE, files=files)


@pytest.mark.parametrize("name", ["../towns.csv", "/etc/passwd", ".hidden.csv", "a/b.csv"])
def test_only_files_beside_the_questionnaire_are_read(name: str) -> None:
    found = check_source(FILE.replace("towns.csv", name), files={name: TOWNS})
    assert "E680" in {fault.code for fault in found}


@given(st.one_of(st.text(), st.sampled_from(HOSTILE), st.text(alphabet='",\n\r;ab\x00')))
def test_whatever_a_file_has_in_it_is_read_or_refused(text: str) -> None:
    files = {"towns.csv": text.encode("utf-8", "ignore").decode()}
    assert all(fault.line >= 1 for fault in check_source(FILE, files=files))


GROUPED = f"""{HEAD}blocks:
  - section: first
    title: {{en: First}}
    questions:
      - {{type: integer, name: pets, label: {{en: How many pets?}}}}
  - group: with_pets
    relevant: "${{pets}} > 0"
    blocks:
      - roster: pet
        title: {{en: "${{called}}"}}
        noun: {{en: pet}}
        min: 1
        max: 5
        gate: {{label: {{en: Another pet?}}, add: {{en: Add}}, done: {{en: No more}}}}
        blocks:
          - section: card
            title: {{en: Pet}}
            questions:
              - {{type: text, name: called, label: {{en: What is it called?}}}}
      - group: many
        relevant: "count(${{pet}}) > 1"
        blocks:
          - section: more
            title: {{en: More}}
            questions:
              - {{type: text, name: why, label: {{en: Why so many?}}}}
"""


def test_a_group_of_blocks_has_one_condition_for_all_of_them() -> None:
    found = load_source(GROUPED)
    assert "Finish" in Dialogue(found, language="en").say("0").text
    dialogue = Dialogue(found, language="en")
    assert dialogue.say("1").text == "What is it called?"
    assert "Another pet?" in dialogue.say("Laika").text
    assert "Finish" in dialogue.say("no more").text


def test_groups_of_blocks_lie_in_groups_of_blocks() -> None:
    dialogue = Dialogue(load_source(GROUPED), language="en")
    dialogue.say("2", "Laika", "add", "Belka")
    assert dialogue.say("no more").text == "Why so many?"


def test_a_group_without_blocks_is_a_fault() -> None:
    source = GROUPED.replace(
        '        relevant: "count(${pet}) > 1"\n        blocks:\n', "        block:\n"
    )
    assert {"E102", "E103"} <= {fault.code for fault in check_source(source)}


# --- writing

TEXTS = st.one_of(st.text(), st.sampled_from(HOSTILE)).map(
    lambda text: text.encode("utf-8", "ignore").decode()
)
AT = scalar("", Scalar("", 1, 1))
NODES = st.recursive(
    TEXTS.map(lambda text: scalar(text, AT)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4).map(lambda items: listing(items, AT)),
        st.dictionaries(TEXTS, inner, max_size=4).map(lambda entries: table(entries, AT)),
    ),
    max_leaves=12,
)


def plain(node: Node | None) -> object:
    match node:
        case Scalar():
            return node.text
        case Listing():
            return [plain(item) for item in node.items]
        case Table():
            return {key: plain(value) for key, value in node.entries.items()}
    return None


@given(NODES)
def test_what_is_written_is_read_as_it_was(root: Node) -> None:
    notebook = Notebook("written")
    assert plain(read(written(root), notebook)) == plain(root)
    assert notebook.faults == []
