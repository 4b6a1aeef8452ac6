"""The distribution: its names are its own, its locks are whole, its doors are one command each."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import entry_points, packages_distributions, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
OURS = ("bot", "dialogs", "notifications", "state_machine", "storage")
LOCKS = ("run", "test", "redis")


def locked(name: str) -> dict[str, Requirement]:
    """Give what requirements/<name>.lock holds, by canonical name."""
    text = (ROOT / "requirements" / f"{name}.lock").read_text(encoding="utf-8")
    entries = [line.rstrip(" \\") for line in text.split("\n") if line[:1].isalnum()]
    return {canonicalize_name(each.name): each for each in map(Requirement, entries)}


def wanted(*groups: str) -> list[Requirement]:
    """Give what pyproject.toml asks for: the application's needs and those of the groups."""
    lists = [PROJECT["project"]["dependencies"]]
    lists += [PROJECT["dependency-groups"][group] for group in groups]
    return [Requirement(each) for entries in lists for each in entries]


@pytest.mark.parametrize("name", [*OURS, "tests", "bench"])
def test_no_dependency_claims_a_name_of_ours(name: str) -> None:
    """The packages sit at the top level, where anybody's would hide them or be hidden."""
    assert set(packages_distributions().get(name, ())) <= {"sanaq"}


def test_the_five_packages_belong_to_the_distribution() -> None:
    assert all(packages_distributions()[name] == ["sanaq"] for name in OURS)


def imported() -> set[str]:
    """Give the top-level names that our code imports."""
    trees = (
        ast.parse(path.read_bytes()) for package in OURS for path in (ROOT / package).rglob("*.py")
    )
    names = set()
    for node in (node for tree in trees for node in ast.walk(tree)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return {name.partition(".")[0] for name in names}


def test_what_is_imported_and_what_is_declared_are_the_same() -> None:
    """A library that came along with another one may leave with it."""
    owners = packages_distributions()
    foreign = imported() - set(sys.stdlib_module_names) - set(OURS)
    used = {canonicalize_name(owner) for name in foreign for owner in owners[name]}
    declared = {canonicalize_name(each.name) for each in wanted()}
    # SQLAlchemy loads the drivers by the name in the URL.
    assert used | {"aiosqlite", "asyncpg"} == declared


def test_the_command_is_installed() -> None:
    (command,) = entry_points(group="console_scripts", name="sanaq")
    assert command.value == "bot.cli:main"


@pytest.mark.parametrize("name", LOCKS)
def test_every_line_of_a_lock_has_a_version_and_hashes(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.lock").read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", text.strip())
    assert entries
    for entry in entries:
        first, *hashes = entry.split(" \\\n    ")
        assert re.match(r"[\w.-]+(\[[\w,-]+\])?==[^ ]+( ; .+)?$", first), first
        assert hashes, first
        assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", each) for each in hashes), first


@pytest.mark.parametrize("name", LOCKS)
def test_no_lock_names_an_address(name: str) -> None:
    """Whoever installs chooses where from; the hashes say what."""
    text = (ROOT / "requirements" / f"{name}.lock").read_text(encoding="utf-8")
    assert "://" not in text
    assert "index" not in re.sub(r"--hash=\S+", "", text)


@pytest.mark.parametrize(
    ("lock", "groups"), [("run", ["build"]), ("test", ["build", "test"]), ("redis", [])]
)
def test_a_lock_holds_what_the_project_asks_for(lock: str, groups: list[str]) -> None:
    """Else `tools/lock` was forgotten."""
    entries = locked(lock)
    asked = wanted(*groups) if groups else [Requirement(PROJECT["dependency-groups"]["redis"][0])]
    for each in asked:
        (pin,) = entries[canonicalize_name(each.name)].specifier
        assert each.specifier.contains(pin.version), each


def test_the_tests_run_on_what_the_application_runs_on() -> None:
    run, test = locked("run"), locked("test")
    assert {name: str(entry) for name, entry in test.items() if name in run} == {
        name: str(entry) for name, entry in run.items()
    }


def test_this_environment_is_the_locked_one() -> None:
    here = [each for each in locked("test").values() if not each.marker or each.marker.evaluate()]
    assert {each.name: f"=={version(each.name)}" for each in here} == {
        each.name: str(each.specifier) for each in here
    }


@pytest.mark.parametrize("target", ["run", "test", "check", "bench", "docs", "format", "clean"])
def test_every_target_of_make_can_be_made(target: str) -> None:
    subprocess.run(["make", "--dry-run", target], cwd=ROOT, check=True, capture_output=True)


def test_ci_runs_the_checks_and_then_the_tests_as_the_readme_names_them() -> None:
    commands = (ROOT / ".ci" / "run").read_text(encoding="utf-8").split("\n")
    makes = [line.removesuffix(" < /dev/null") for line in commands if line.startswith("make ")]
    assert makes == ["make check", "make test"]
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.search(r"^\s*make test\b", readme, re.MULTILINE)


def test_every_ignored_rule_is_explained() -> None:
    """An `ignore` without a reason is a rule that nobody decided about."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    block = text[text.index("\nignore = [") : text.index("]", text.index("\nignore = ["))]
    lines = [line.strip() for line in block.split("\n")[2:] if line.strip()]
    assert lines[0].startswith("#")
    assert lines.count("") == 0
    groups = re.split(r"(?<=,)\n(?=#)", "\n".join(lines))
    assert all(group.startswith("#") for group in groups)
