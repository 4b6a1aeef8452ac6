"""The commands as somebody types them: what they print, and with which code they end."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from bot.settings import SETTINGS
from dialogs.loading import load
from tests.storage.servers import server

ROOT = Path(__file__).parents[2]
SANAQ = (sys.executable, "-c", "import sys; from bot.cli import main; sys.exit(main())")
FAMILY = ROOT / "questionnaires/features/roster.yaml"
FORM = ROOT / "questionnaires/features/xlsform_livestock.xlsx"
PATIENCE = 60.0

CONVERSATION = """\
@ questionnaire select_one

> /start
< Тілді таңдаңыз · Выберите язык · Choose a language
< [Қазақша] [Русский] [English]
> [English]
< Dwelling
< What kind of dwelling do you live in?
< [Detached house] [Flat] [Castle]
"""


def environment(var: Path, settings: dict[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SANAQ_")}
    named = {f"SANAQ_{name}": value for name, value in settings.items()}
    return {**kept, "SANAQ_VAR": str(var), "PYTHONPATH": str(ROOT), **named}


def sanaq(
    var: Path, *arguments: str | Path, typed: str = "", **settings: str
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run(
        [*SANAQ, *map(str, arguments)],
        check=False,
        capture_output=True,
        text=True,
        input=typed,
        cwd=ROOT,
        env=environment(var, settings),
        timeout=PATIENCE,
    )


def test_a_check_says_what_is_wrong_where_and_ends_with_1(tmp_path: Path) -> None:
    faulty = tmp_path / "faulty.yaml"
    faulty.write_text(FAMILY.read_text(encoding="utf-8").replace("max: 30", "max: many"))
    assert sanaq(tmp_path, "check", FAMILY).returncode == 0
    told = sanaq(tmp_path, "check", FAMILY, faulty)
    assert told.returncode == 1
    assert f"{faulty}:" in told.stdout
    (fault,) = json.loads(sanaq(tmp_path, "check", "--json", faulty).stdout)
    assert faulty.read_text(encoding="utf-8").splitlines()[fault["line"] - 1].endswith("max: many")


def test_a_replay_shows_the_difference_and_writes_it_down_when_told_to(tmp_path: Path) -> None:
    transcript = tmp_path / "castle.chat"
    transcript.write_text(CONVERSATION, encoding="utf-8")
    differs = sanaq(tmp_path, "replay", transcript)
    assert differs.returncode == 1
    assert "Castle" in differs.stdout
    assert transcript.read_text(encoding="utf-8") == CONVERSATION
    assert sanaq(tmp_path, "replay", "--update", transcript).returncode == 0
    assert "Castle" not in transcript.read_text(encoding="utf-8")
    assert sanaq(tmp_path, "replay", transcript).returncode == 0


def test_a_transcript_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    refused = sanaq(tmp_path, "replay", tmp_path / "nowhere.chat")
    assert refused.returncode == 2
    assert "nowhere.chat" in refused.stderr
    assert len(refused.stderr.splitlines()) == 1


def test_every_setting_is_listed(tmp_path: Path) -> None:
    lines = sanaq(tmp_path, "settings").stdout.splitlines()
    assert [line.split()[0] for line in lines] == [row.variable for row in SETTINGS]


def test_a_questionnaire_is_rehearsed_from_a_pipe_and_leaves_nothing(tmp_path: Path) -> None:
    var = tmp_path / "var"
    typed = "Айгүл\n2\n30\n2\n1\n"
    told = sanaq(var, "chat", FAMILY, "--language", "ru", typed=typed)
    assert told.returncode == 0, told.stderr
    assert "SPECIMEN" in told.stdout
    assert not var.exists()


def test_a_form_is_checked_held_and_converted(tmp_path: Path) -> None:
    told = sanaq(tmp_path, "check", FORM)
    assert told.returncode == 0
    assert f"{FORM}[survey]:2:2: W129 Farmer is called farmer here" in told.stdout
    typed = "Ержан\n2\n1\n2\n1\n4\n1\n"
    held = sanaq(tmp_path, "chat", FORM, "--language", "ru", typed=typed)
    assert "Как зовут владельца хозяйства?" in held.stdout, held.stderr
    assert "SPECIMEN" in held.stdout
    written = tmp_path / "livestock.yaml"
    assert sanaq(tmp_path, "convert", FORM, "-o", written).returncode == 0
    assert written.read_text(encoding="utf-8") == sanaq(tmp_path, "convert", FORM).stdout
    assert load(written).content == load(FORM).content


def test_what_is_no_form_is_not_converted(tmp_path: Path) -> None:
    (tmp_path / "form.xlsx").write_text("no workbook", encoding="utf-8")
    refused = sanaq(tmp_path, "convert", tmp_path / "form.xlsx")
    assert refused.returncode == 2
    assert "E114" in refused.stderr
    nowhere = sanaq(tmp_path, "convert", FORM, "-o", tmp_path / "nowhere" / "form.yaml")
    assert nowhere.returncode == 2
    assert len(nowhere.stderr.splitlines()) == 1


def test_a_number_given_in_the_terminal_is_verified(tmp_path: Path, redis_url: str) -> None:
    kept = {"REDIS_URL": redis_url, "QUESTIONNAIRE": str(FAMILY)}
    told = sanaq(tmp_path, "chat", "--language", "ru", typed="Айгүл\n2\n30\n2\n1\n", **kept)
    assert told.returncode == 0, told.stderr
    found = re.search(r"KZ-\S+", told.stdout)
    assert found, told.stdout
    number = found[0]
    other = number[:-1] + ("A" if number[-1] != "A" else "C")
    genuine = sanaq(tmp_path, "verify", number.lower(), **kept)
    assert (genuine.stdout, genuine.returncode) == ("genuine\n", 0)
    mistyped = sanaq(tmp_path, "verify", other, **kept)
    assert (mistyped.stdout, mistyped.returncode) == ("mistyped\n", 1)
    elsewhere = sanaq(tmp_path, "verify", number, DATABASE_URL=f"sqlite:///{tmp_path}/empty.db")
    assert (elsewhere.stdout, elsewhere.returncode) == ("unknown\n", 1)


def test_a_redis_that_goes_away_in_the_midst_is_one_line(tmp_path: Path) -> None:
    with server(tmp_path) as own:
        process = subprocess.Popen(
            [*SANAQ, "chat"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=environment(tmp_path, {"REDIS_URL": own.url}),
        )
        assert process.stdout is not None
        while "English" not in process.stdout.readline():
            assert process.poll() is None
        own.kill()
        _, errors = process.communicate("Русский\n", timeout=PATIENCE)
    assert process.returncode == 2
    (line,) = errors.splitlines()
    assert "Redis" in line


def test_a_proof_writes_a_witness_for_each_question_that_replays(tmp_path: Path) -> None:
    folder = tmp_path / "witnesses"
    told = sanaq(tmp_path, "check", "--witness", folder, "--language", "ru", FAMILY)
    assert told.returncode == 0
    assert f"{FAMILY}: reached 5, proved unreachable 0, undecided 0" in told.stderr
    written = sorted(folder.glob("*.chat"))
    assert [path.stem for path in written] == [
        *("member_more", "name", "relation", "sex", "to-the-end", "years")
    ]
    assert sanaq(tmp_path, "replay", *written).returncode == 0


def test_the_witnesses_of_a_file_of_ones_own_replay(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(FAMILY.read_text("utf-8").replace("name: roster", "name: mine"), "utf-8")
    folder = tmp_path / "witnesses"
    assert sanaq(tmp_path, "check", "--witness", folder, own).returncode == 0
    assert sanaq(tmp_path, "replay", *sorted(folder.glob("*.chat"))).returncode == 0


def test_a_check_without_a_proof_loads_no_solver() -> None:
    program = "import sys, bot.cli, dialogs.loading; sys.exit('z3' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False).returncode == 0
