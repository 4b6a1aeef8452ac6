"""Tries every form in both engines, and writes docs/oracle.md."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.oracle.page import page
from tests.oracle.tables import forms
from tests.oracle.trials import tried
from tests.oracle.walker import missing_tools, started

PAGE = Path(__file__).parents[2] / "docs" / "oracle.md"


def main() -> int:
    """Write the page; the exit code is 1 when the engines differ, 2 without a JDK."""
    if missing := missing_tools():
        sys.stderr.write(f"{missing}\n")
        return 2
    with tempfile.TemporaryDirectory() as directory, started(Path(directory)) as walker:
        trials = {form: tried(form, walker) for form in forms()}
    differing = {form.name: found for form, (found, _) in trials.items() if found}
    for name, found in differing.items():
        sys.stderr.write(f"{name}: {found}\n")
    if not differing:
        PAGE.write_text(page({form: tally for form, (_, tally) in trials.items()}), "utf-8")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
