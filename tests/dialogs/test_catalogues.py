"""The bot's own sentences: all there in every language, with the right plurals."""

from __future__ import annotations

import ast
import gettext
import string
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from babel.core import Locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from dialogs.catalogues import is_known, languages, say
from dialogs.catalogues.check import Uses, families, faults, faults_among, repeated, uses_in
from dialogs.catalogues.sentences import catalogue, forms_of, key_of

ROOT = Path(__file__).parents[2]
LETTERS = {
    "kk": set("абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһі"),
    "ru": set("абвгдеёжзийклмнопрстуфхцчшщъыьэюя"),
    "en": set(string.ascii_lowercase),
}
NO_USES = Uses(frozenset(), frozenset(), frozenset())


def test_the_shipped_catalogues_have_no_fault() -> None:
    assert faults(ROOT) == []


def test_the_command_says_so_with_its_exit_code() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "dialogs.catalogues", "--check"], cwd=ROOT, check=False
    )
    assert done.returncode == 0


def test_the_command_fails_where_nobody_says_anything(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "dialogs.catalogues", "--check", "--root", str(tmp_path)],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert "problem.required: nobody says it" in done.stderr


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_plural_rule_is_the_one_of_unicode_for_whole_numbers(language: str) -> None:
    """The forms of the catalogue are told apart exactly where CLDR tells them apart."""
    rule = Locale(language).plural_form
    found = catalogue(language)
    form = gettext.c2py(found.plural_expr)
    by_form: dict[int, set[str]] = {}
    for count in range(2000):
        by_form.setdefault(form(count), set()).add(rule(count))
    assert all(len(tags) == 1 for tags in by_form.values())
    assert len(by_form) == found.num_plurals


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_sentence_is_written_in_the_letters_of_its_language(language: str) -> None:
    for message in catalogue(language):
        key = key_of(message)
        if not message.id or key in ("date.long", "place.number"):
            continue
        if key.startswith("classifier."):  # ISO, ISCO and NACE are called so everywhere
            continue
        for form in forms_of(message):
            plain = "".join(part for part, *_ in string.Formatter().parse(form)).casefold()
            strange = {c for c in plain if c.isalpha()} - LETTERS[language]
            assert not strange, (key, strange)


def test_russian_counts_in_three_ways_and_kazakh_in_one() -> None:
    lost = "consequence.lost"
    assert say("ru", lost, 1) == "1 ответ перестанет учитываться"
    assert say("ru", lost, 4) == "4 ответа перестанут учитываться"
    assert say("ru", lost, 11) == "11 ответов перестанут учитываться"
    assert say("ru", lost, 21) == "21 ответ перестанет учитываться"
    assert say("ru", "consequence.added", 2) == "2 новых вопроса"
    assert say("kk", lost, 1) == "1 жауап есепке алынбайды"
    assert say("kk", lost, 4) == "4 жауап есепке алынбайды"
    assert say("en", lost, 1) == "1 answer will no longer apply"
    assert say("en", lost, 4) == "4 answers will no longer apply"


def test_a_language_without_a_catalogue_is_answered_in_english() -> None:
    assert say("de", "button.done") == say("en", "button.done")
    assert languages() == ("en", "kk", "ru")


def test_an_unknown_key_is_a_mistake_of_the_caller() -> None:
    assert not is_known("problem.nonsense")
    with pytest.raises(KeyError):
        say("ru", "problem.nonsense")


def test_a_place_that_nobody_fills_stays_empty_and_braces_in_answers_are_kept() -> None:
    assert say("en", "problem.too_long") == "That is too long. Please keep it within  characters."
    assert say("en", "answer.now", answer="{0} {count}") == "Your answer now: {0} {count}"


# -- what the check finds -------------------------------------------------------------------------


def po(body: str, language: str = "ru") -> Catalog:
    plurals = "nplurals=2; plural=(n != 1);"
    head = f'msgid ""\nmsgstr ""\n"Plural-Forms: {plurals}\\n"\n\n'
    return read_po(BytesIO((head + body).encode()), locale=language)


def entry(key: str, text: str) -> str:
    return f'msgid "{key}"\nmsgstr "{text}"\n\n'


BOTH = entry("a.one", "Слово {x}") + entry("a.two", "Слово")
USED = Uses(frozenset({"a.one", "a.two"}), frozenset(), frozenset())


@pytest.mark.parametrize(
    ("other", "fault"),
    [
        (entry("a.one", "Сөз {x}"), "a.two: missing in kk"),
        (entry("a.one", "Сөз {x}") + entry("a.two", ""), "a.two: missing in kk"),
        (entry("a.one", "Сөз {x}") + "#, fuzzy\n" + entry("a.two", "Сөз"), "a.two: fuzzy in kk"),
        (
            entry("a.one", "Сөз {y}") + entry("a.two", "Сөз"),
            "a.one: different places: kk ['y']; ru ['x']",
        ),
        (
            entry("a.one", "Сөз {x}")
            + 'msgid "a.two"\nmsgid_plural "a.two"\nmsgstr[0] "Сөз"\nmsgstr[1] "Сөз"\n',
            "a.two: plural in some languages only",
        ),
    ],
)
def test_the_check_finds_a_fault_in_one_language(other: str, fault: str) -> None:
    assert fault in list(faults_among({"ru": po(BOTH), "kk": po(other, "kk")}, USED))


def test_the_check_finds_what_is_said_and_not_there_and_what_is_there_and_not_said() -> None:
    uses = Uses(frozenset({"a.one", "a.three"}), frozenset(), frozenset())
    assert list(faults_among({"ru": po(BOTH)}, uses)) == [
        "a.three: the code says it, no catalogue has it",
        "a.two: nobody says it",
    ]
    assert list(faults_among({"ru": po(BOTH)}, USED)) == []


def test_the_check_reads_keys_and_codes_out_of_code() -> None:
    source = """
say(language, "stage.locating")
view.say(f"confirm.{kind}_yes")
raise Problem("empty")
turn.tell("a" if x else "b")
turn.tell(f"unsupported_{kind}")
path = "file.name"
"""
    uses = uses_in([source], frozenset({"stage", "confirm", "problem", "told"}))
    assert uses.keys == {"stage.locating", "problem.empty", "told.a", "told.b"}
    found = po(
        entry("confirm.change_yes", "Да")
        + entry("confirm.change_no", "Нет")
        + entry("told.unsupported_voice", "Голос")
    )
    said = Uses(frozenset(), uses.patterns, uses.strings)
    assert list(faults_among({"ru": found}, said)) == ["confirm.change_no: nobody says it"]


def test_codes_that_travel_as_values_count_as_said() -> None:
    found = {"ru": po(entry("problem.empty", "Пусто") + entry("a.empty", "Пусто"))}
    uses = uses_in(['REASONS = {1: "empty"}'], families(found))
    assert list(faults_among(found, uses)) == ["a.empty: nobody says it"]


def code_of(call: ast.Call) -> Iterator[str]:
    """The key of the plain code that a call to Problem, Told or tell names."""
    name = getattr(call.func, "id", "") or getattr(call.func, "attr", "")
    family = {"Problem": "problem", "Told": "told", "tell": "told"}.get(name)
    match call.args:
        case [ast.Constant(value=str(code)), *_] if family:
            yield f"{family}.{code}"


def test_every_code_of_the_engine_and_the_readers_has_a_sentence() -> None:
    """Read out of the code: whatever Problem or Told is made with a plain code."""
    codes: set[str] = set()
    for file in [*(ROOT / "state_machine").glob("*.py"), *(ROOT / "dialogs").rglob("*.py")]:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                codes |= set(code_of(node))
    assert len(codes) > 25
    assert [code for code in sorted(codes) if not is_known(code)] == []


def test_a_key_that_stands_twice_is_found() -> None:
    text = entry("button.close", "Close") + entry("button.back", "Back") * 2
    assert repeated(text) == ["button.back"]
