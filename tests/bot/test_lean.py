"""What a serving process does not carry: what only checks, proofs and workbooks need."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

CENSUS = Path(__file__).parents[2] / "questionnaires" / "census.yaml"

_SERVING = f"""
import sys
from pathlib import Path
from bot import app, cli, serving
from dialogs.loading import load
load(Path({str(CENSUS)!r}))
print(*sorted({{"z3", "pyxform", "openpyxl", "dialogs.proving"}} & sys.modules.keys()))
print(*sorted({{"aiogram", "redis", "dialogs.loading"}} & sys.modules.keys()))
"""


def test_a_worker_imports_neither_the_prover_nor_what_reads_workbooks() -> None:
    """A process of its own: in this one other tests have imported everything."""
    ran = subprocess.run(
        [sys.executable, "-c", _SERVING], capture_output=True, text=True, check=True
    )
    needless, needed = ran.stdout.splitlines()
    assert needless == ""
    assert needed == "aiogram dialogs.loading redis"
