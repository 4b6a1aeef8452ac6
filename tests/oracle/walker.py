"""JavaRosa in a process of its own, walking forms as it is told."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import IO, NamedTuple

__all__ = ["Node", "Stopped", "Walker", "missing_tools", "started"]

_SOURCE = Path(__file__).with_name("Walker.java")


class Node(NamedTuple):
    """What JavaRosa knows of a node: is it relevant, and the sort and text of its value."""

    relevant: bool
    sort: str
    value: str


class Stopped(Exception):  # noqa: N818  it is JavaRosa that stopped
    """JavaRosa could not go on with a form; the message is its own."""


class Walker:
    """Talks to `Walker.java`; it says there what the commands mean."""

    def __init__(self, commands: IO[str], replies: IO[str]) -> None:
        self._commands = commands
        self._replies = replies

    def form(self, xml: str) -> None:
        """Begin a form."""
        self._do("form", xml)

    def items(self, path: str, count: int) -> None:
        """Make so many instances of a repeat."""
        self._do("items", path, str(count))

    def set(self, path: str, type_: str, value: str) -> None:
        """Answer a question; '' takes the answer back."""
        self._do("set", path, type_, value)

    def accepts(self, path: str, type_: str, value: str) -> bool:
        """Whether the constraint of a question accepts an answer."""
        return self._do("accepts", path, type_, value) == [["yes"]]

    def reopen(self) -> None:
        """Begin again with the answers that there are: everything is computed anew."""
        self._do("reopen")

    def dump(self) -> dict[str, Node]:
        """Every node without children by its path."""
        return {
            path: Node(relevant == "relevant", sort, value)
            for path, relevant, sort, value in self._do("dump")
        }

    def _do(self, *fields: str) -> list[list[str]]:
        self._commands.write("\t".join(map(_escaped, fields)) + "\n")
        self._commands.flush()
        rows = list(iter(self._row, ["."]))
        if rows and rows[0][0] == "error":
            raise Stopped(rows[0][1])
        return rows

    def _row(self) -> list[str]:
        line = self._replies.readline()
        if not line:
            raise Stopped("the process ended")
        return [_plain(field) for field in line.removesuffix("\n").split("\t")]


def _escaped(field: str) -> str:
    return field.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n")


def _plain(field: str) -> str:
    return field.replace("\\n", "\n").replace("\\t", "\t").replace("\\\\", "\\")


def missing_tools() -> str:
    """What is not at hand of a JDK, '' when it is complete."""
    missing = [tool for tool in ("java", "javac") if shutil.which(tool) is None]
    advice = "the oracle needs a JDK (Debian: apt install default-jdk-headless)"
    return f"no {' and no '.join(missing)} here; {advice}" if missing else ""


@contextmanager
def started(directory: Path) -> Iterator[Walker]:
    """A walker that is compiled into a directory, and ends with the block."""
    jar = str(files("pyxform") / "validators" / "odk_validate" / "bin" / "ODK_Validate.jar")
    subprocess.run(["javac", "-cp", jar, "-d", str(directory), str(_SOURCE)], check=True)
    command = ["java", "-Duser.timezone=UTC", "-Duser.language=en", "-Duser.country=US"]
    command += ["-XX:TieredStopAtLevel=1", "-cp", f"{jar}:{directory}", "Walker"]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
    ) as process:
        if process.stdin is None or process.stdout is None:
            raise Stopped("the process has no pipes")
        yield Walker(process.stdin, process.stdout)
        process.stdin.close()
