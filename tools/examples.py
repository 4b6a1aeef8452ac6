"""Plays the examples of a page again: transcripts with the engine, console sessions in a shell.

A page tells a story: its fences `yaml file=pets.yaml` are files that lie there from then on, for
the fences `chat` (a transcript) and `console run` (commands after `$`, and what they print) below.
With the word `more` a fence stands at the end of the file that is there.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from bot.content import constants
from bot.settings import Settings, read_settings
from dialogs.loading import load
from dialogs.transcripts import parse, play, render
from state_machine.questionnaire import Questionnaire
from tools.fences import Fence, fences, refilled

__all__ = ["ROOT", "replayed"]

ROOT = Path(__file__).parents[1]
ANYTHING = "…"
"""A line of output that stands for any lines."""

_PROMPT = "$ "
_PATIENCE = 60


def replayed(page: str) -> str:
    """The page with every example saying what the product says now."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        shutil.copytree(ROOT / "questionnaires", place / "questionnaires")
        return refilled(page, {fence: _played(fence, place) for fence in fences(page)})


def _played(fence: Fence, place: Path) -> tuple[str, ...]:
    """What a fence should say now; a file that it holds is put into the place."""
    lines = fence.lines
    if "chat" in fence.info:
        lines = _conversation(fence, place)
    elif {"console", "run"} <= fence.info.keys():
        lines = tuple(line for step in _steps(lines) for line in _run(step, place))
    if name := fence.info.get("file"):
        text = "".join(f"{line}\n" for line in lines)
        with (place / name).open("a" if "more" in fence.info else "w", encoding="utf-8") as file:
            file.write(text)
    return lines


def _conversation(fence: Fence, place: Path) -> tuple[str, ...]:
    transcript = parse(fence.text)
    questionnaire = _questionnaire(transcript.questionnaire, place)
    return tuple(render(play(transcript, questionnaire)).removesuffix("\n").split("\n"))


def _questionnaire(name: str, place: Path) -> Questionnaire:
    shelves = (place, place / "questionnaires", place / "questionnaires" / "features")
    named = (shelf / f"{name}{ending}" for shelf in shelves for ending in (".yaml", ".xlsx"))
    paths = [place / name, *named]
    return load(next(filter(Path.exists, paths)), constants=constants(_defaults()))


def _defaults() -> Settings:
    return read_settings({})


def _steps(lines: tuple[str, ...]) -> list[list[str]]:
    """The lines of a session, cut before each command."""
    steps: list[list[str]] = []
    for line in lines:
        if line.startswith(_PROMPT):
            steps.append([])
        steps[-1].append(line)
    return steps


def _run(step: list[str], place: Path) -> list[str]:
    """A command with what it prints; output that the page leaves out stays left out."""
    command, *written = step
    said = _output(command.removeprefix(_PROMPT), place)
    return step if _agrees(written, said) else [command, *said]


def _agrees(written: list[str], said: list[str]) -> bool:
    if ANYTHING not in written:
        return written == said
    gap = written.index(ANYTHING)
    before, after = written[:gap], written[gap + 1 :]
    return said[:gap] == before and (not after or said[-len(after) :] == after)


def _output(command: str, place: Path) -> list[str]:
    environment = {name: value for name, value in os.environ.items() if "SANAQ_" not in name}
    environment |= {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}",
        "SANAQ_VAR": str(place / "var"),
    }
    done = subprocess.run(  # noqa: S602  commands of our own pages
        command,
        shell=True,
        cwd=place,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=_PATIENCE,
        check=False,
    )
    return done.stdout.removesuffix("\n").split("\n") if done.stdout else []
