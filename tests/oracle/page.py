"""The page of the documentation about the oracle."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tests.oracle.comparing import Tally
from tests.oracle.differences import KNOWN, STOPS, Known
from tests.oracle.tables import Form
from tests.oracle.trials import WALKS

__all__ = ["page"]

_HEAD = f"""\
<!-- Written by tests/oracle from what it saw: `make oracle` writes it again. -->

# Checked against JavaRosa

The rules of a questionnaire mean what XLSForm means by them. JavaRosa, the engine inside ODK
Collect, says what that is: nobody here wrote it. It comes with pyxform, inside ODK Validate.

`make oracle` takes each form below, a table as in XLSForm, twice: pyxform makes an XForm of it for
JavaRosa, and Sanaq reads it as a questionnaire. Both go the same {WALKS} walks through it, with
repeats of 0 to 3 items, and answers in any order, given, changed and taken back, among them those
at the bounds of the rules. After each walk, three things must be the same for every question of
every item: whether it is relevant, whether its constraint accepts each answer that it could get,
and what each calculation is worth. `make test` does the same where a JDK is at hand.
"""

_CHANCE = """\
Besides, expressions made by chance, up to three levels deep, are compared in the same way: as a
condition, as a constraint and as a calculation.
"""

_STALE = """\
**Answers of neighbours.** In the form `neighbours` an item reads the item before it. When that
answer changes later, JavaRosa computes the reader again only when it is touched itself, or when the
form is opened again; Sanaq computes it at once. Compared is what holds after opening again.
"""


def page(tallies: Mapping[Form, Tally]) -> str:
    """The page of forms that were tried, with how much was compared."""
    rows = (_form(form, tally) for form, tally in tallies.items())
    heads = ("form", "what it is about", "relevance", "constraints", "calculations", "differences")
    total = sum((tally for tally in tallies.values()), Tally())
    counted = f"{len(tallies)} forms, {_sum(total)} comparisons, no difference.\n"
    return (
        "\n".join(
            [
                _HEAD,
                "## The forms",
                "",
                counted,
                *_table(heads, rows),
                "",
                _CHANCE,
                "## Where the two differ",
                "",
                "Each row is a test of its own, which fails when either side changes.",
                "",
                *_table(("expression", "Sanaq", "JavaRosa", "why"), map(_known, KNOWN)),
                "",
                _STALE,
            ]
        ).rstrip("\n")
        + "\n"
    )


def _sum(tally: Tally) -> int:
    return sum(tally[kind] for kind in ("relevant", "constraint", "calculation"))


def _form(form: Form, tally: Tally) -> tuple[str, ...]:
    counts = (str(tally[kind]) for kind in ("relevant", "constraint", "calculation"))
    return (f"`{form.name}`", form.about, *counts, "none")


def _known(known: Known) -> tuple[str, ...]:
    where = ", within an item" if known.within else ""
    where += f", of a roster with the condition `{known.unless}`" if known.unless else ""
    return (f"`{known.expression}`{where}", _value(known.ours), _value(known.theirs), known.why)


def _value(text: str) -> str:
    if text == STOPS:
        return "stops the form"
    return f"`{text}`" if text else "`''`"


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    lines = [_line(heads), _line(("---",) * len(heads))]
    return [*lines, *map(_line, rows)]


def _line(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
