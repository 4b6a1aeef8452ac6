"""A questionnaire in which everything can be reached, and for every code of a proof a change."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["CASES", "SOUND", "Case"]

SOUND = """\
name: provable
title: {en: Work}
languages: [en]
choices:
  yes_no:
    - {name: "yes", label: {en: "Yes"}}
    - {name: "no", label: {en: "No"}}
  regions:
    - {name: north, label: {en: North}}
    - {name: south, label: {en: South}}
  towns:
    - {name: konaev, label: {en: Konaev}, relevant: "${region} = 'south'"}
    - {name: village, label: {en: A village}}
blocks:
  - section: person
    title: {en: Person}
    questions:
      - type: select_one regions
        name: region
        required: "yes"
        label: {en: In which region do you live?}
        hint: {en: Where you live.}
      - type: select_one towns
        name: town
        required: "yes"
        label: {en: In which town?}
        hint: {en: Where you live.}
      - type: integer
        name: age
        required: "yes"
        constraint: ". >= 0 and . <= 120"
        constraint_message: {en: From 0 to 120.}
        label: {en: How old are you?}
        hint: {en: Full years.}
  - section: work
    title: {en: Work}
    relevant: "${age} >= 15"
    questions:
      - type: select_one yes_no
        name: works
        required: "yes"
        label: {en: Do you work?}
        hint: {en: For pay.}
      - type: integer
        name: years
        required: "yes"
        relevant: "${works} = 'yes'"
        constraint: ". >= 0 and . <= ${age} - 14"
        constraint_message: {en: Not before the age of 14.}
        checks:
          - rule: ". <= 50"
            soft: "yes"
            message: {en: So long?}
        label: {en: For how many years?}
        hint: {en: In all.}
      - type: integer
        name: job_count
        required: "yes"
        constraint: ". >= 1 and . <= 3"
        constraint_message: {en: From 1 to 3.}
        label: {en: How many jobs have you had?}
        hint: {en: In all.}
  - roster: job
    title: {en: "Job {position()}"}
    noun: {en: job}
    max: 3
    count: "${job_count}"
    blocks:
      - section: job_card
        title: {en: Job}
        questions:
          - type: text
            name: job_title
            required: "yes"
            label: {en: What is it called?}
            hint: {en: In a word.}
"""


class Case(NamedTuple):
    """A code, the change of `SOUND` that shows it, and the text at the fault's line."""

    code: str
    old: str
    new: str
    at: str

    def text(self) -> str:
        """The questionnaire at fault."""
        assert SOUND.count(self.old) == 1, self.old
        return SOUND.replace(self.old, self.new)

    def line(self) -> int:
        """The line of the fault."""
        text = self.text()
        assert text.count(self.at) == 1, self.at
        return text[: text.index(self.at)].count("\n") + 1


_RELEVANT = "relevant: \"${works} = 'yes'\""

_CODED = """\
            constraint: "regex(., 'Q[0-9]{7}Z')"
            constraint_message: {en: As on the label.}
"""

CASES = (
    Case(
        "E810",
        "relevant: \"${works} = 'yes'\"",
        "relevant: \"${works} = 'yes' and ${age} < 15\"",
        "and ${age} < 15",
    ),
    Case("E811", '"${age} >= 15"', '"${age} >= 150"', "section: work"),
    Case(
        "E812",
        ". >= 0 and . <= ${age} - 14",
        ". > ${age} and . <= ${age} - 14",
        ". > ${age} and",
    ),
    Case("E813", ". >= 0 and . <= ${age} - 14", ". >= 5 and . <= ${age} - 14", ". >= 5 and"),
    Case(
        "W815",
        "relevant: \"${region} = 'south'\"",
        "relevant: \"${region} = 'south' and ${region} != 'south'\"",
        "!= 'south'",
    ),
    Case("W816", 'rule: ". <= 50"', 'rule: ". <= 106"', ". <= 106"),
    Case("W817", 'rule: ". <= 50"', 'rule: ". < 0"', '". < 0"'),
    Case("W818", ". >= 1 and . <= 3", ". >= 1 and . <= 4", 'count: "${job_count}"'),
    Case("W814", "name: job_title\n", f"name: job_title\n{_CODED}", "Q[0-9]"),
    Case(
        "W821",
        '        constraint: ". >= 0 and . <= ${age} - 14"',
        '        missing: [unknown]\n        constraint: ". >= 5 and . <= ${age} - 14"',
        ". >= 5 and",
    ),
    Case("W819", _RELEVANT, 'relevant: "pow(${age}, 2) = 2"', "name: years"),
    Case(
        "W820",
        f'{_RELEVANT}\n        constraint: ". >= 0 and . <= ${{age}} - 14"',
        'relevant: "not(${age} < 100)"\n        constraint: ". >= 0 and ${age} < 100"',
        "and ${age} < 100",
    ),
)
