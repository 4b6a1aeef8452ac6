"""Every page says what is: examples, links, names and words are held against the product."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest

from bot.cli import _parser
from bot.settings import SETTINGS
from dialogs.faults import CODES
from tests.docs.pages import (
    PAGES,
    ROOT,
    anchors,
    commands,
    links,
    mentioned,
    name_of,
    paths,
    prose,
    questionnaires,
    trees,
)
from tools.docs import stale
from tools.reference import reference_pages
from tools.reference_commands import subcommands


def test_what_is_taken_from_the_code_is_fresh() -> None:
    """The reference pages and every example; `make docs` writes them."""
    assert [str(path.relative_to(ROOT)) for path, _ in stale()] == []


def test_every_reference_page_is_written_from_the_code() -> None:
    found = {path.name for path in (ROOT / "docs" / "reference").iterdir()}
    assert found == set(reference_pages())


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in links(page):
        path, _, anchor = target.partition("#")
        there = (page.parent / path).resolve() if path else page
        assert there.exists(), target
        assert not anchor or anchor in anchors(there), target


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_path_of_the_project_exists(page: Path) -> None:
    assert [path for path in paths(page) if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_call_of_sanaq_is_understood(page: Path) -> None:
    for arguments in commands(page, "sanaq"):
        _parser().parse_args(arguments)


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_command_that_is_named_exists(page: Path) -> None:
    assert mentioned(page, "sanaq") <= {name for name, *_ in subcommands()}


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_target_of_make_exists(page: Path) -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    called = {arguments[0] for arguments in commands(page, "make") if arguments}
    assert called | mentioned(page, "make") <= targets


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_setting_exists(page: Path) -> None:
    for_tests = {f"SANAQ_TEST_{name}" for name in ("DATABASE_URL", "CHROMIUM", "KATO")}
    known = {row.variable for row in SETTINGS} | for_tests
    assert set(re.findall(r"SANAQ_[A-Z_]*[A-Z]", page.read_text("utf-8"))) <= known


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_code_of_a_fault_exists(page: Path) -> None:
    assert set(re.findall(r"\b[EW][1-8]\d\d\b", page.read_text("utf-8"))) <= CODES.keys()


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_questionnaire_has_the_faults_that_are_named_and_no_other(page: Path) -> None:
    for questionnaire in questionnaires(page):
        assert questionnaire.errors == questionnaire.named, questionnaire.line


OTHER_WORDS = (
    "admin panel",  # console
    "audit log",  # journal
    "dialog flow",  # path
    "fsm state",  # location
    "message queue",  # outbox
    "repeat group",  # roster
    "roster instance",  # item
    "ticket number",  # notification number
)
"""What others call the things of the glossary: one word for one thing."""


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_no_page_has_a_second_word_for_a_thing(page: Path) -> None:
    said = prose(page).casefold()
    assert [word for word in OTHER_WORDS if word in said] == []


def glossary() -> list[str]:
    """The words of the glossary, those that stand together taken apart."""
    rows = re.findall(r"^\| (.+?) \|", (ROOT / "docs/glossary.md").read_text("utf-8"), re.MULTILINE)
    return [word.strip() for row in rows[2:] for word in re.split(r"[,→]", row)]


def names_in_code() -> str:
    """Every name and every sentence of a docstring of the product, as one text."""
    return "\n".join(map(ast.dump, trees())).casefold()


def test_every_word_of_the_glossary_is_used() -> None:
    code = names_in_code().replace("_", " ")
    pages = "\n".join(prose(page) for page in PAGES if page.name != "glossary.md").casefold()
    unused = [
        word for word in glossary() if word.casefold() not in code and word.casefold() not in pages
    ]
    assert unused == []


def logged() -> set[str]:
    """Every event that the code logs: first arguments of calls of a log, or of the courier's."""
    found = set()
    for node in (node for tree in trees() for node in ast.walk(tree)):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="log" | "_log")) | ast.Name(id="_tell"),
                args=[ast.Constant(value=str(event)), *_],
            ):
                found.add(event.removesuffix(": %s"))
    return found


def test_every_event_of_the_log_is_explained() -> None:
    page = (ROOT / "docs" / "operations.md").read_text("utf-8")
    table = page.partition("| event |")[2].partition("\n\n")[0]
    heads = re.findall(r"^\| (`.*?) \|", table, re.MULTILINE)
    assert {event for head in heads for event in re.findall(r"`([^`]+)`", head)} == logged()


def test_every_library_is_explained() -> None:
    """A dependency is a decision."""
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    names = {re.split(r"[\[>=]", each)[0].casefold() for each in wanted}
    page = (ROOT / "docs" / "decisions" / "0004-libraries.md").read_text("utf-8").casefold()
    assert {name for name in names if name not in page} == set()


def test_every_decision_is_listed_by_its_title() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = (folder / "README.md").read_text("utf-8")
    for page in folder.glob("[0-9]*.md"):
        number, _, title = page.read_text("utf-8").split("\n")[0].removeprefix("# ").partition(". ")
        assert f"| [{number}]({page.name}) | {title} |" in listed
