"""The census with one mistake in it: dead branches, traps, contradictions, bounds the wrong way.

A mutant names a part of the questionnaire by its name and says the rule that stands there instead.
It is refused loudly where it does not apply any more.
"""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["MUTANTS", "Mutant"]

_THIS_YEAR = "number(substr(census-moment(), 0, 4))"
_BIRTH_YEAR = "number(substr(${birth_date}, 0, 4))"


class Mutant(NamedTuple):
    """A mistake: the part (question, section or list), which key of it, and what it says now.

    `code` is the fault, and `at` the question or section that it is about, where that is another.
    `seen_by_check`: the text alone shows it, so that nothing has to be proved.
    """

    part: str
    key: str
    rule: str
    code: str
    at: str = ""
    seen_by_check: bool = False

    @property
    def named(self) -> str:
        """What the fault is about."""
        return self.at or self.part

    def applied(self, text: str) -> str:
        """The questionnaire with the mistake in it."""
        if self.key == "choices":
            return self._filtered(text)
        start, end = self._lines(text)
        pattern = re.compile(rf"^(\s+(?:- )?{self.key}: (?:&\w+ )?)\S.*$", re.MULTILINE)
        part, count = pattern.subn(lambda found: f'{found[1]}"{self.rule}"', text[start:end], 1)
        if count == 0:
            part = self._with_key(text[start:end])
        return text[:start] + part + text[end:]

    def _lines(self, text: str) -> tuple[int, int]:
        """From the first line of a part to before the next one."""
        heads = rf"^ *(?:- section: {self.part}|name: {self.part})$"
        found = list(re.finditer(heads, text, re.MULTILINE))
        assert len(found) == 1, f"the census has {len(found)} parts called {self.part}"
        after = re.compile(r"^ *- (?:type|section|group|each|roster):|^ *questions:", re.MULTILINE)
        end = after.search(text, found[0].end())
        return found[0].start(), end.start() if end else len(text)

    def _with_key(self, part: str) -> str:
        """With a check more, for a question that has none."""
        assert self.key == "rule", f"{self.part} has no {self.key}"
        head, rest = part.split("\n", 1)
        indent = " " * (len(head) - len(head.lstrip()))
        message = "{kk: Қате., ru: Ошибка., en: Wrong.}"
        lines = (f"{indent}checks:", f'{indent}  - rule: "{self.rule}"')
        return "\n".join((head, *lines, f"{indent}    message: {message}", rest))

    def _filtered(self, text: str) -> str:
        """Every choice of a list that is offered under one condition is offered under another."""
        old, new = self.rule.split(" → ")
        start = text.index(f"\n  {self.part}:\n") + 1
        end = re.compile(r"^  \w+:$|\Z", re.MULTILINE).search(text, start + 3)
        assert end is not None
        assert old in text[start : end.start()], f"{self.part} has no {old}"
        return text[:start] + text[start : end.start()].replace(old, new) + text[end.start() :]


def _dead(part: str, rule: str, code: str = "E810") -> Mutant:
    return Mutant(part, "relevant", rule, code)


MUTANTS = (
    # Dead branches: a condition that excludes itself, or what was asked before.
    _dead("institution_type", "${dwelling_kind} = 'institution' and ${dwelling_kind} = 'hotel'"),
    _dead("counted_elsewhere_who", "${counted_elsewhere} = 'yes' and ${counted_elsewhere} = 'no'"),
    _dead("settlement", "substr(${territory}, 2, 3) > 9"),
    _dead("visitor_category", "${residence} = 'temporary' and ${residence} = 'permanent'"),
    _dead("heating_fuel", "${heating} = 'individual' and ${heating} = 'stove'"),
    _dead("water_source", "${water_supply} = 'none' and ${dwelling_type} = 'none'"),
    _dead("relationship", "position() < 1"),
    _dead("mother", "${people} > 2 and ${people} < 2"),
    _dead("citizenship_country", "${citizenship} = 'other' and ${age} > 120"),
    _dead("first_child_birth_date", "${children_borne} > 25"),
    _dead("literate", "${age} >= 10 and ${age} <= 6"),
    _dead("place_five_years_ago", f"${{age}} >= 5 and ${{moved_year}} > {_THIS_YEAR}"),
    _dead("leaving_country", "${plans_to_leave} = 'yes' and ${age} < 15"),
    _dead("main_livelihood", "count-selected(${livelihoods}) > 40"),
    _dead("available", "${looked_for_work} = 'yes' and ${worked} = 'yes'"),
    _dead("sheet_4v", "${residence} = 'temporary' and ${visitor_category} = ''", "E811"),
    _dead("sheet_2j", "${dwelling_kind} = 'dwelling' and ${dwelling_kind} = 'hotel'", "E811"),
    # Traps: some people have no answer that is accepted.
    Mutant("living_area", "constraint", ". >= ${total_area} and . <= 100", "W821"),
    Mutant("total_area", "constraint", ". >= 30 * ${rooms} and . <= 100", "W821"),
    Mutant("moved_year", "constraint", f". >= {_BIRTH_YEAR} + 15 and . <= {_THIS_YEAR}", "W821"),
    Mutant("arrival_year", "constraint", f". > {_BIRTH_YEAR} and . <= {_THIS_YEAR}", "W821"),
    Mutant("visit_since", "constraint", ". <= ${visitor_birth_date}", "W821"),
    Mutant("visit_months", "constraint", ". >= ${visitor_age} and . < 12", "W821"),
    Mutant("whereabouts", "rule", "${age} < 90", "E813"),
    Mutant("had_covid", "rule", "${age} > 0", "E813"),
    Mutant("marital_status", "rule", "${age} < 60 or ${age} > 70", "E813"),
    Mutant("computer_use", "rule", "${age} < 90", "E813"),
    # Contradictions: nobody has one.
    Mutant("living_area", "constraint", ". > ${total_area} and . < ${total_area}", "E812"),
    Mutant("communications", "rule", "selected(., 'none') and count-selected(.) > 5", "E812"),
    Mutant("visit_since", "rule", "age(., census-moment()) < 0", "E812"),
    Mutant("marital_status", "rule", "${age} < 15", "E812"),
    # Bounds the wrong way round.
    Mutant(
        "birth_date",
        "constraint",
        "age(., census-moment()) >= 120 and age(., census-moment()) <= 0",
        "E812",
    ),
    Mutant("arrival_year", "constraint", f". >= {_THIS_YEAR} + 1 and . < {_BIRTH_YEAR}", "E812"),
    Mutant("rooms", "constraint", ". >= 30 and . <= 1", "E609", seen_by_check=True),
    Mutant("children_planned", "constraint", ". >= 20 and . <= 0", "E609", seen_by_check=True),
)
