"""Questionnaires by name, and KATO taken over from its file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.cli import main
from bot.content import codelists, import_kato, load_named, read
from bot.refusal import StartRefused
from bot.settings import Settings, read_settings

KATO = """kato,name_ru,name_kk
750000000,г.Алматы,Алматы қ.
751110000,Алмалинский район,Алмалы ауданы
"""
QUESTIONNAIRE = """
name: place
title: {en: Place}
languages: [en]
blocks:
  - section: place
    title: {en: Place}
    questions:
      - {type: codelist kato, name: home, label: {en: Where do you live?}, hint: {en: A town.}}
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return read_settings({"SANAQ_VAR": str(tmp_path / "var")})


@pytest.fixture
def kato(tmp_path: Path) -> Path:
    path = tmp_path / "kato.csv"
    path.write_text(KATO, encoding="utf-8")
    return path


def test_an_imported_kato_can_be_named_by_a_questionnaire(
    settings: Settings, kato: Path, tmp_path: Path
) -> None:
    path = tmp_path / "place.yaml"
    path.write_text(QUESTIONNAIRE, encoding="utf-8")
    starter = read(settings, path).questions["home"].codelist
    assert starter is not None
    assert len(starter.children("")) == 20
    assert import_kato(settings, kato) == 2
    codelist = read(settings, path).questions["home"].codelist
    assert codelist is not None
    assert codelist.children("") == ("750000000",)


@pytest.mark.parametrize("imported", [False, True])
def test_regions_are_shown_as_of_2021_where_that_is_set(
    settings: Settings, kato: Path, *, imported: bool
) -> None:
    if imported:
        abai = "100000000,область Абай,Абай облысы\n"
        east = "630000000,Восточно-Казахстанская область,Шығыс Қазақстан облысы\n"
        kato.write_text(KATO + abai + east, encoding="utf-8")
        import_kato(settings, kato)
    then = replace(settings, kato_year="2021")
    assert "(in 2021: East Kazakhstan Region)" in said(then, "100000000")
    assert "2021" not in said(settings, "100000000")


def said(settings: Settings, code: str) -> str:
    table = codelists(settings).find("kato")
    assert table is not None
    label = table.label(code)
    assert label is not None
    return "".join(map(str, label["en"].parts))


def test_a_file_imported_again_takes_the_place_of_the_one_before(
    settings: Settings, kato: Path
) -> None:
    import_kato(settings, kato)
    assert codelists(settings).find("kato") is codelists(settings).find("kato")
    kato.write_text(KATO + "752210000,Бостандыкский район,Бостандық ауданы\n", encoding="utf-8")
    assert import_kato(settings, kato) == 3
    found = codelists(settings).find("kato")
    assert found is not None
    assert len(found) == 3


@pytest.mark.parametrize("separator", [";", "\t"])
def test_a_file_is_read_however_its_columns_are_separated(
    settings: Settings, kato: Path, separator: str
) -> None:
    kato.write_bytes(b"\xef\xbb\xbf" + KATO.replace(",", separator).encode())
    assert import_kato(settings, kato) == 2
    found = codelists(settings).find("kato")
    assert found is not None
    assert len(found) == 2


@pytest.mark.parametrize("content", [b"", b"kato\n1", b"\xff\xfe", KATO.encode() + b"1,a,b\n"])
def test_what_is_no_kato_is_refused_in_a_line_and_the_old_one_stays(
    settings: Settings, kato: Path, content: bytes
) -> None:
    import_kato(settings, kato)
    kato.write_bytes(content)
    with pytest.raises(StartRefused, match=r"kato\.csv") as refused:
        import_kato(settings, kato)
    assert len(refused.value.lines) == 1
    found = codelists(settings).find("kato")
    assert found is not None
    assert len(found) == 2


def test_the_command_says_how_many_there_are(
    tmp_path: Path, kato: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SANAQ_VAR", str(tmp_path / "var"))
    assert main(["classifier", "import", str(kato)]) == 0
    assert capsys.readouterr().out.startswith("2 territories")
    assert main(["classifier", "import", str(tmp_path / "none.csv")]) == 2


def test_a_questionnaire_is_found_by_its_name(settings: Settings) -> None:
    assert load_named(settings, "roster").name == "roster"


def test_a_questionnaire_of_the_product_is_found_from_anywhere(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert load_named(settings, "census").name == "census"
    Path("questionnaires").mkdir()
    Path("questionnaires/census.yaml").write_text(QUESTIONNAIRE, encoding="utf-8")
    assert load_named(settings, "census").name == "place"


def test_a_questionnaire_is_checked_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["check", "roster"]) == 0
    assert capsys.readouterr().out == "No faults.\n"


def test_no_versions_are_kept_where_nothing_has_run_yet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SANAQ_VAR", str(tmp_path / "new" / "var"))
    assert main(["versions"]) == 0
    assert capsys.readouterr().out.startswith("No version is kept yet")
