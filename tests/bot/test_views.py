"""The commands that show a questionnaire: what they write, and what they refuse in a line."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli import main

ROSTER = Path(__file__).parents[2] / "questionnaires" / "features" / "roster.yaml"


@pytest.mark.parametrize(
    ("ending", "begins"), [("svg", "<svg "), ("mmd", "flowchart TD\n"), ("md", "```mermaid\n")]
)
def test_the_flow_is_drawn_as_the_ending_says(tmp_path: Path, ending: str, begins: str) -> None:
    target = tmp_path / f"flow.{ending}"
    assert main(["graph", "roster", "-o", str(target), "--language", "ru"]) == 0
    assert target.read_text(encoding="utf-8").startswith(begins)


def test_sections_alone_leave_the_questions_out(tmp_path: Path) -> None:
    sizes = []
    for detail in ("--sections", "--questions"):
        for ending in ("svg", "mmd"):
            target = tmp_path / f"flow{detail}.{ending}"
            assert main(["graph", "roster", "-o", str(target), detail]) == 0
            sizes.append(target.stat().st_size)
    assert sizes[0] < sizes[2]
    assert sizes[1] < sizes[3]


def test_the_form_is_printed_in_the_language_asked_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["print", "roster", "--language", "kk"]) == 0
    assert '<html lang="kk">' in capsys.readouterr().out


REFUSED = [
    ["graph", "roster", "-o", "flow.png"],
    ["graph", "roster", "-o", "nowhere/at/all/flow.svg"],
    ["graph", "no_such_questionnaire", "--format", "svg"],
    ["print", "roster", "-o", "nowhere/at/all/form.html"],
]


@pytest.mark.parametrize("arguments", REFUSED, ids=" ".join)
def test_what_cannot_be_drawn_is_refused_in_words(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    assert capsys.readouterr().err.strip()


def test_a_language_that_a_questionnaire_does_not_speak_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "home.yaml"
    file.write_text(ENGLISH, encoding="utf-8")
    assert main(["print", str(file), "--language", "kk"]) == 2
    assert capsys.readouterr().err == "home is not in kk: there is en.\n"


ENGLISH = """\
name: home
title: {en: Home}
languages: [en]
blocks:
  - section: home
    title: {en: Home}
    questions:
      - {type: text, name: street, label: {en: Which street?}, hint: {en: Any.}}
"""


def test_a_comparison_ends_with_1_unless_all_is_harmless(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, reworded, without = (tmp_path / f"{name}.yaml" for name in ("a", "b", "c"))
    old.write_text(ENGLISH, encoding="utf-8")
    reworded.write_text(ENGLISH.replace("Which street?", "What street?"), encoding="utf-8")
    without.write_text(
        ENGLISH.replace("name: street", "name: road, official: P1"), encoding="utf-8"
    )
    assert main(["diff", str(old), str(reworded)]) == 0
    assert capsys.readouterr().out.startswith(
        f"{reworded}:8: harmless: street: the wording changed"
    )
    assert main(["diff", str(old), str(without)]) == 1
    assert "perhaps road" in capsys.readouterr().out
    assert main(["diff", str(old), str(tmp_path / "none.yaml")]) == 2
