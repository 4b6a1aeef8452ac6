"""A proof looks at a long list part by part."""

from __future__ import annotations

from dialogs.loading import parts_of_source
from dialogs.proving import Content, Proof, prove

_PLACES = "".join(
    f'    - {{name: {region[0]}{number}, label: {{en: "{region} {number} place"}}, '
    f"columns: {{region: {region}}}}}\n"
    for region in ("north", "south")
    for number in range(150)
)
FORM = f"""\
name: provable
title: {{en: Places}}
languages: [en]
choices:
  regions:
    - {{name: north, label: {{en: North}}}}
    - {{name: south, label: {{en: South}}}}
  villages:
{_PLACES}blocks:
  - section: place
    title: {{en: Place}}
    questions:
      - {{type: select_one regions, name: region, label: {{en: Region?}}, required: "yes"}}
      - type: select_one villages
        name: village
        label: {{en: Village?}}
        required: "yes"
        choice_filter: region = ${{region}}
      - type: text
        name: why
        label: {{en: Why?}}
        relevant: "${{village}} = 's7' and ${{region}} = 'REGION'"
"""


def proof(region: str) -> Proof:
    text = FORM.replace("REGION", region)
    return prove(Content(*parts_of_source(text)), file="provable.yaml")


def test_a_question_behind_an_entry_of_a_part_is_reached() -> None:
    found = proof("south")
    assert "why" in found.witnesses
    assert found.unreachable == found.undecided == ()


def test_an_entry_of_another_part_leads_nowhere() -> None:
    found = proof("north")
    assert found.unreachable == ("why",)
    assert {fault.code for fault in found.faults} == {"E810"}
