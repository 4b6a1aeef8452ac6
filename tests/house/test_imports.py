"""What importing does: nothing but define, and the engine needs next to nothing."""

from __future__ import annotations

import subprocess
import sys

PACKAGES = ("bot", "dialogs", "notifications", "state_machine", "storage")

# Imports every module of a package, except what only alembic may run.
IMPORT_ALL = """
import importlib, pkgutil, sys
def import_all(name):
    package = importlib.import_module(name)
    for module in pkgutil.walk_packages(package.__path__, name + "."):
        if not module.name.endswith("__main__") and ".migrations." not in module.name:
            importlib.import_module(module.name)
"""

TOP_LEVEL = """
names = {name.partition(".")[0] for name in sys.modules}
print(*sorted(names - set(sys.stdlib_module_names)))
"""

# Tells of every deed that reaches outside the process while modules are imported.
WATCH = """
deeds = []
def watch(event, arguments):
    if event in {"socket.connect", "socket.bind", "subprocess.Popen", "os.system", "os.mkdir",
                 "os.remove", "os.rename", "sqlite3.connect", "os.fork", "os.putenv"}:
        deeds.append(f"{event} {arguments[:2]}")
    if event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+"):
        deeds.append(f"open for writing {arguments[0]}")
sys.dont_write_bytecode = True
"""


def run(*program: str) -> str:
    """Run Python on its own, away from what the tests have imported."""
    command = [sys.executable, "-I", "-c", "\n".join(program)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_engine_imports_transitions_and_msgspec_and_nothing_else() -> None:
    allowed = run("import sys, transitions, msgspec", TOP_LEVEL).split()
    needed = run(IMPORT_ALL, "import_all('state_machine')", TOP_LEVEL).split()
    assert set(needed) - set(allowed) == {"state_machine"}


def test_nothing_happens_at_import() -> None:
    """No file is written, nobody is called, no program and no thread is started."""
    # What the libraries do when they are imported is theirs: they come first, unwatched.
    libraries = "import aiogram, aiohttp, alembic, asyncpg, babel, redis, sqlalchemy, telegram.ext"
    told = run(
        libraries,
        IMPORT_ALL,
        WATCH,
        f"import threading; sys.addaudithook(watch); [*map(import_all, {PACKAGES})]",
        "print(*deeds, *threading.enumerate()[1:], sep='\\n', end='')",
    )
    assert told == ""
