"""Writes what the documentation takes from the code; `--check` only tells what is stale.

Four things come from the code: the pages under docs/reference/, the table of the census, its flow
and its form on paper, and what the examples of every page show. With `--check` nothing is written;
stale pages are named, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.census import PAGE as CENSUS
from tools.census import census_page
from tools.examples import ROOT, replayed
from tools.reference import reference_pages
from tools.views import views

__all__ = ["main", "stale", "written_pages"]

REFERENCE = ROOT / "docs" / "reference"


def main(arguments: list[str] | None = None) -> int:
    """Write the pages, or name those that are stale; gives the exit code."""
    parser = argparse.ArgumentParser(description="write the documentation's generated parts")
    parser.add_argument("--check", action="store_true", help="write nothing, name what is stale")
    checking = parser.parse_args(arguments).check
    pages = dict(stale())
    for path, text in pages.items():
        print(f"{path.relative_to(ROOT)} {'is stale' if checking else 'written'}")
        if not checking:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return 1 if checking and pages else 0


def stale() -> Iterator[tuple[Path, str]]:
    """The pages that are not as the code has them, with what they should say."""
    for name, text in reference_pages().items():
        path = REFERENCE / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            yield path, text
    census = census_page()
    if not CENSUS.exists() or CENSUS.read_text(encoding="utf-8") != census:
        yield CENSUS, census
    for path, text in views():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            yield path, text
    for path in written_pages():
        page = path.read_text(encoding="utf-8")
        if (text := replayed(page)) != page:
            yield path, text


def written_pages() -> list[Path]:
    """The pages that people write: those of the root and of docs/, without the reference."""
    found = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    return sorted(path for path in found if REFERENCE not in path.parents)


if __name__ == "__main__":
    sys.exit(main())
