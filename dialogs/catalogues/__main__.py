"""`python -m dialogs.catalogues --check`: lists the faults of the catalogues."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from dialogs.catalogues.check import faults

__all__ = ["main"]


def main(arguments: list[str] | None = None) -> int:
    """Checks the catalogues against the code beside them; the number to exit with."""
    parser = argparse.ArgumentParser(prog="python -m dialogs.catalogues", description=__doc__)
    parser.add_argument("--check", action="store_true", required=True, help="list every fault")
    parser.add_argument("--root", type=Path, default=Path(__file__).parents[2])
    found = faults(parser.parse_args(arguments).root)
    for fault in found:
        print(fault, file=sys.stderr)  # noqa: T201  this is a command
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
