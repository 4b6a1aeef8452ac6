"""Small questionnaires by chance: closed questions and numbers, conditions, checks, one roster."""

from __future__ import annotations

from hypothesis import strategies as st
from msgspec import Struct

__all__ = ["questionnaires"]

_HEAD = """\
name: chance
title: {en: Chance}
languages: [en]
choices:
"""
_ROSTER = """\
  - roster: r
    title: {en: "Item {position()}"}
    noun: {en: item}
    MIN
    max: 2
    GATE
    blocks:
      - section: card
        title: {en: Card}
        questions:
"""
_GATE = "gate: {label: {en: More?}, add: {en: Another one}, done: {en: That is all}}"


class _Earlier(Struct, frozen=True):
    """A question that a rule may read."""

    name: str
    type: str


def _number_of(draw: st.DrawFn, earlier: list[_Earlier], extra: tuple[str, ...]) -> str:
    numbers = [f"${{{each.name}}}" for each in earlier if each.type == "integer"]
    first = draw(st.sampled_from([*numbers, *extra, "2"]))
    match draw(st.integers(0, 4)):
        case 0:
            return f"({first} + {draw(st.integers(0, 2))})"
        case 1:
            return f"({first} * 2)"
        case 2:
            return f"coalesce({first}, 1)"
        case _:
            return first


def _atom(draw: st.DrawFn, earlier: list[_Earlier], extra: tuple[str, ...]) -> str:
    each = draw(st.sampled_from([*earlier, _Earlier("", "extra")]))
    sign = draw(st.sampled_from(["=", "!=", "<", "<=", ">", ">="]))
    match each.type:
        case "select_one":
            choice = draw(st.sampled_from(["a", "b"]))
            return f"${{{each.name}}} {draw(st.sampled_from(['=', '!=']))} '{choice}'"
        case "select_multiple":
            choice = draw(st.sampled_from(["a", "b"]))
            count = f"count-selected(${{{each.name}}}) {sign} 1"
            return draw(st.sampled_from([f"selected(${{{each.name}}}, '{choice}')", count]))
        case _:
            left = _number_of(draw, earlier, extra)
            return f"{left} {sign} {draw(st.integers(0, 3))}"


def _rule(draw: st.DrawFn, earlier: list[_Earlier], extra: tuple[str, ...] = ()) -> str:
    first = _atom(draw, earlier, extra)
    match draw(st.integers(0, 4)):
        case 0:
            return f"{first} and {_atom(draw, earlier, extra)}"
        case 1:
            return f"{first} or {_atom(draw, earlier, extra)}"
        case 2:
            return f"not({first})"
        case 3:
            other = _atom(draw, earlier, extra)
            return f"if({first}, {other}, {_atom(draw, earlier, extra)})"
        case _:
            return first


def _check(draw: st.DrawFn, type_: str, earlier: list[_Earlier], extra: tuple[str, ...]) -> str:
    if type_ == "integer":
        own = f". {draw(st.sampled_from(['<', '<=', '>', '>=', '=', '!=']))} "
        own += _number_of(draw, earlier, extra)
    elif type_ == "select_one":
        own = f". {draw(st.sampled_from(['=', '!=']))} '{draw(st.sampled_from(['a', 'b']))}'"
    else:
        own = draw(st.sampled_from(["selected(., 'a')", "count-selected(.) = 1"]))
    joined = draw(st.sampled_from(["", "and", "or"]))
    return f"{own} {joined} {_rule(draw, earlier, extra)}" if joined and earlier else own


def _question(
    draw: st.DrawFn, name: str, earlier: list[_Earlier], extra: tuple[str, ...] = ()
) -> tuple[_Earlier, list[str], list[str]]:
    """What it is, its lines, and those of its list of choices."""
    type_ = draw(st.sampled_from(["select_one", "integer", "integer", "select_multiple"]))
    closed = type_ != "integer"
    lines = [f"- type: {type_}{f' list_{name}' if closed else ''}", f"  name: {name}"]
    lines += [f"  label: {{en: Question {name}?}}"]
    if draw(st.booleans()):
        lines += ['  required: "yes"']
    if len(earlier) > 0 and draw(st.booleans()):
        lines += [f'  relevant: "{_rule(draw, earlier, extra)}"']
    checks = [". >= 0 and . <= 3"] if type_ == "integer" else []
    checks += [_check(draw, type_, earlier, extra)] if draw(st.booleans()) else []
    lines += ["  checks:"] if checks else []
    for check in checks:
        soft = ', soft: "yes"' if check != checks[0] and draw(st.booleans()) else ""
        lines += [f'    - {{rule: "{check}", message: {{en: No.}}{soft}}}']
    choices = list(_choices(draw, name, earlier, extra)) if closed else []
    return _Earlier(name, type_), lines, choices


def _choices(
    draw: st.DrawFn, name: str, earlier: list[_Earlier], extra: tuple[str, ...]
) -> list[str]:
    lines = [f"  list_{name}:"]
    for choice in ("a", "b"):
        filtered = bool(earlier) and draw(st.integers(0, 3)) == 0
        rule = f', relevant: "{_rule(draw, earlier, extra)}"' if filtered else ""
        lines += [f"    - {{name: {choice}, label: {{en: Choice {choice}}}{rule}}}"]
    return lines


@st.composite
def questionnaires(draw: st.DrawFn, most: int = 2) -> str:
    """The text of a questionnaire; its roster, if it has one, has at most so many items."""
    earlier: list[_Earlier] = []
    lists: list[str] = ["  unused: [{name: z, label: {en: Z}}]"]
    blocks: list[str] = ["blocks:"]

    def section(name: str, count: int, extra: tuple[str, ...] = ()) -> None:
        blocks.append(f"  - section: {name}\n    title: {{en: Part}}\n    questions:")
        for number in range(count):
            found, lines, choices = _question(draw, f"{name}{number}", earlier, extra)
            earlier.append(found)
            lists.extend(choices)
            blocks.extend(f"      {line}" for line in lines)

    section("q", draw(st.integers(1, 3)))
    if draw(st.booleans()):
        counts = [f"${{{each.name}}}" for each in earlier if each.type == "integer"]
        counted = bool(counts) and draw(st.booleans())
        gate = f'count: "{draw(st.sampled_from(counts))}"' if counted else _GATE
        least = "" if counted else f"min: {draw(st.integers(0, 1))}"
        roster = _ROSTER.replace("GATE", gate).replace(
            "    MIN\n", f"    {least}\n" if least else ""
        )
        blocks.append(roster.rstrip().replace("max: 2", f"max: {most}"))
        _, lines, choices = _question(draw, "inner", earlier, ("position()",))
        lists.extend(choices)
        blocks.extend(f"          {line}" for line in lines)
        extra: tuple[str, ...] = ("count(${r})", "count-non-empty(${inner})")
        if lines[0].endswith("integer"):
            extra += ("sum(${inner})", "max(${inner})", "indexed-repeat(${inner}, ${r}, 1)")
        section("z", 1, extra)
    return _HEAD + "\n".join((*lists, *blocks)) + "\n"
