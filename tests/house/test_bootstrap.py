"""The scripts that set up a machine, run for real on machines made of a PATH."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOOLS = ("cat", "cksum", "dirname", "env", "find", "mkdir", "rm", "sh", "touch")
NOTES = 'echo "$(basename "$0") $*" >> "$NOTES"\n'
# Does what uv and pip do as far as the script can see it.
UV = """
case "$1" in
    venv) mkdir -p .venv/bin && ln -s "$REAL_PYTHON" .venv/bin/python ;;
    pip) case "$*" in *--target*) mkdir -p .venv/redis && touch .venv/redis/redis-server ;; esac ;;
esac
"""
APT_GIVES_VENV = 'case "$*" in *install*) touch "$NOTES.venv" ;; esac\n'
# A Debian without python3-venv, until apt brings it.
PYTHON_WITHOUT_VENV = """
case "$*" in
    *ensurepip*) test -e "$NOTES.venv" ;;
    *python%d*) echo python3.11-venv ;;
    *"-m venv"*) mkdir -p .venv/bin && ln -s "$0" .venv/bin/python ;;
    *) exit 0 ;;
esac
"""


class Machine:
    """A checkout of the project and a PATH that holds only what is put there."""

    def __init__(self, root: Path) -> None:
        self.checkout = root / "sanaq"
        self.binaries = root / "bin"
        self.notes = root / "notes"
        self.binaries.mkdir(parents=True)
        self.notes.touch()
        shutil.copytree(ROOT / "tools", self.checkout / "tools")
        shutil.copytree(ROOT / "requirements", self.checkout / "requirements")
        shutil.copy(ROOT / "pyproject.toml", self.checkout)
        for tool in (*TOOLS, "basename", "ln"):
            (self.binaries / tool).symlink_to(str(shutil.which(tool)))
        self.put("id", "echo 1000\n")

    def put(self, name: str, does: str) -> None:
        """Install a program that notes how it is called and then does this."""
        program = self.binaries / name
        program.write_text(f"#!/bin/sh\n{NOTES}{does}")
        program.chmod(0o755)

    def run(self, script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a script of tools/ there."""
        environment = {
            "PATH": str(self.binaries),
            "NOTES": str(self.notes),
            "REAL_PYTHON": sys.executable,
        }
        command = [str(self.checkout / "tools" / script), *arguments]
        return subprocess.run(
            command, env=environment, capture_output=True, text=True, check=False, timeout=60
        )

    def done(self, *programs: str) -> list[str]:
        """Give the calls of these programs since the last look."""
        calls = self.notes.read_text().splitlines()
        self.notes.write_text("")
        return [call for call in calls if call.split()[0] in programs]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """Give a machine with a shell and nothing else."""
    return Machine(tmp_path)


@pytest.fixture
def with_uv(machine: Machine) -> Machine:
    """Give a machine with Python, uv and redis-server."""
    (machine.binaries / "python3").symlink_to(sys.executable)
    machine.put("uv", UV)
    machine.put("redis-server", "")
    return machine


def test_the_environment_is_made_once_and_from_hashes(with_uv: Machine) -> None:
    assert with_uv.run("bootstrap", "run").returncode == 0
    made, filled, project = with_uv.done("uv")
    assert made.startswith("uv venv")
    assert "--require-hashes --only-binary :all: -r requirements/run.lock" in filled
    assert "--no-build-isolation --no-index --editable ." in project

    again = with_uv.run("bootstrap", "run")
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
    assert with_uv.done("uv") == []


def test_a_changed_lock_is_installed_into_the_same_environment(with_uv: Machine) -> None:
    with_uv.run("bootstrap", "run")
    with_uv.done("uv")
    with (with_uv.checkout / "requirements" / "run.lock").open("a") as lock:
        lock.write("# changed\n")
    assert with_uv.run("bootstrap", "run").returncode == 0
    assert [call.split()[1] for call in with_uv.done("uv")] == ["pip", "pip"]


def test_an_environment_for_tests_also_runs_the_application(with_uv: Machine) -> None:
    with_uv.run("bootstrap", "test")
    with_uv.done("uv")
    with_uv.run("bootstrap", "run")
    assert with_uv.done("uv") == []


def test_an_environment_for_running_is_completed_for_tests(with_uv: Machine) -> None:
    with_uv.run("bootstrap", "run")
    with_uv.done("uv")
    with_uv.run("bootstrap", "test")
    assert any("requirements/test.lock" in call for call in with_uv.done("uv"))


def test_a_moved_checkout_gets_a_new_environment(with_uv: Machine, tmp_path: Path) -> None:
    with_uv.run("bootstrap", "run")
    with_uv.done("uv")
    with_uv.checkout = with_uv.checkout.rename(tmp_path / "elsewhere")
    assert with_uv.run("bootstrap", "run").returncode == 0
    assert with_uv.done("uv")[0].startswith("uv venv")


def test_an_installation_that_failed_is_tried_again(with_uv: Machine) -> None:
    with_uv.put("uv", UV + 'case "$*" in *--require-hashes*) exit 2 ;; esac\n')
    failed = with_uv.run("bootstrap", "run")
    assert failed.returncode != 0
    assert failed.stderr.splitlines()[-1].startswith("sanaq: could not install")
    with_uv.put("uv", UV)
    with_uv.done("uv")
    assert with_uv.run("bootstrap", "run").returncode == 0
    assert any("requirements/run.lock" in call for call in with_uv.done("uv"))


def test_a_machine_without_a_redis_gets_the_locked_one(with_uv: Machine) -> None:
    (with_uv.binaries / "redis-server").unlink()
    assert with_uv.run("bootstrap", "run").returncode == 0
    (call,) = (call for call in with_uv.done("uv") if "redis.lock" in call)
    assert "--require-hashes" in call
    assert "--target .venv/redis" in call


def test_a_redis_that_cannot_be_fetched_is_no_end(with_uv: Machine) -> None:
    """SANAQ_REDIS_URL may name one."""
    (with_uv.binaries / "redis-server").unlink()
    with_uv.put("uv", UV + 'case "$*" in *redis.lock*) exit 2 ;; esac\n')
    result = with_uv.run("bootstrap", "run")
    assert result.returncode == 0
    assert "install redis-server or set SANAQ_REDIS_URL" in result.stderr


def test_without_python_one_line_says_which_to_install(machine: Machine) -> None:
    machine.put("python3", "exit 1\n")
    result = machine.run("bootstrap", "run")
    assert result.returncode != 0
    (line,) = result.stderr.splitlines()
    assert "no Python 3.11, 3.12, 3.13 or 3.14" in line
    assert "apt install python3" in line


def test_a_python_that_only_prints_an_error_is_passed_over(machine: Machine) -> None:
    """Such are the shims of version managers."""
    machine.put("python3", "echo 'not installed' >&2; exit 127\n")
    (machine.binaries / "python3.12").symlink_to(sys.executable)
    machine.put("uv", UV)
    assert machine.run("bootstrap", "run").returncode == 0
    assert "python3.12" in machine.done("uv")[0]


def test_without_the_venv_module_one_line_names_the_package(machine: Machine) -> None:
    machine.put("python3", PYTHON_WITHOUT_VENV)
    result = machine.run("bootstrap", "run")
    assert result.returncode != 0
    assert result.stderr.splitlines()[-1].endswith("(apt install python3.11-venv)")


def test_root_installs_the_venv_module(machine: Machine) -> None:
    machine.put("python3", PYTHON_WITHOUT_VENV)
    machine.put("id", "echo 0\n")
    machine.put("apt-get", APT_GIVES_VENV)
    machine.put("redis-server", "")
    assert machine.run("bootstrap", "run").returncode == 0
    assert "install -y -qq python3.11-venv" in machine.done("apt-get")[1]


def test_a_wrong_word_is_answered_with_the_right_ones(machine: Machine) -> None:
    result = machine.run("bootstrap", "walk")
    assert result.returncode != 0
    assert "tools/bootstrap run|test" in result.stderr


def test_a_browser_that_is_there_is_taken(machine: Machine) -> None:
    machine.put("id", "echo 0\n")
    machine.put("apt-get", "")
    machine.put("google-chrome", "")
    assert machine.run("chromium").stderr == ""
    assert machine.done("apt-get") == []


def test_root_installs_a_browser(machine: Machine) -> None:
    machine.put("id", "echo 0\n")
    machine.put("apt-get", f"ln -sf {machine.binaries}/id {machine.binaries}/chromium\n")
    assert machine.run("chromium").returncode == 0
    assert machine.done("apt-get")[-1].endswith("chromium")


def test_without_a_browser_the_tests_go_on_and_say_what_they_miss(machine: Machine) -> None:
    result = machine.run("chromium")
    assert result.returncode == 0
    assert "the tests of pages will be skipped" in result.stderr
