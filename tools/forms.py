"""Writes the example XLSForms under questionnaires/features/: workbooks, the CSV lies beside them.

Run it after a change: `.venv/bin/python -m tools.forms`. A test opens each workbook and finds in
it what is written here or under `tables/`, so that nobody has to compare binary files. The tables
are forms as the field writes them; those that are no examples are for tests alone.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font

__all__ = ["FOLDER", "FORMS", "TABLES", "main", "table", "workbook"]

FOLDER = Path(__file__).parents[1] / "questionnaires" / "features"

TABLES = Path(__file__).parent / "tables"

Sheet = Sequence[Sequence[object]]

_MADE = datetime(2021, 9, 1)  # noqa: DTZ001  a workbook knows no zones
"""What a workbook says about when it was made: always the same, so that its bytes are."""

_LIVESTOCK: Mapping[str, Sheet] = {
    "survey": (
        (
            "type",
            "name",
            "label::Қазақша (kk)",
            "label::Русский (ru)",
            "label::English (en)",
            "hint::Қазақша (kk)",
            "hint::Русский (ru)",
            "hint::English (en)",
            "required",
            "relevant",
            "constraint",
            "constraint_message::Қазақша (kk)",
            "constraint_message::Русский (ru)",
            "constraint_message::English (en)",
            "calculation",
            "choice_filter",
        ),
        (
            "text",
            "Farmer",
            "Шаруашылық иесінің аты-жөні қандай?",
            "Как зовут владельца хозяйства?",
            "What is the name of the farmer?",
            "Аты мен тегі.",
            "Имя и фамилия.",
            "First name and surname.",
            "yes",
        ),
        (
            "select_one regions",
            "region",
            "Шаруашылық қай облыста?",
            "В какой области хозяйство?",
            "In which region is the farm?",
            "Мал тұрған жер.",
            "Где стоит скот.",
            "Where the animals are.",
            "yes",
        ),
        (
            "select_one districts",
            "district",
            "Қай ауданда?",
            "В каком районе?",
            "In which district?",
            "Облыстың ауданы.",
            "Район этой области.",
            "A district of that region.",
            "yes",
            "",
            "",
            "",
            "",
            "",
            "",
            "region = ${region}",
        ),
        (
            "select_one yes_no",
            "keeps",
            "Мал ұстайсыз ба?",
            "Держите ли Вы скот?",
            "Do you keep animals?",
            "Құс та есептеледі.",
            "Птица тоже считается.",
            "Poultry counts as well.",
            "yes",
        ),
        (
            "begin group",
            "livestock",
            "Мал",
            "Скот",
            "Livestock",
            "",
            "",
            "",
            "",
            "${keeps} = 'yes'",
        ),
        ("begin repeat", "herd", "Мал түрі", "Вид скота", "Kind of animal"),
        (
            "select_one animals",
            "kind",
            "Бұл қандай мал?",
            "Что это за животные?",
            "Which animals are they?",
            "Бір түрін таңдаңыз.",
            "Выберите один вид.",
            "Choose one kind.",
            "yes",
        ),
        (
            "integer",
            "head_count",
            "Неше бас?",
            "Сколько голов?",
            "How many are there?",
            "Төлімен бірге.",
            "Вместе с молодняком.",
            "With the young ones.",
            "yes",
            "",
            ". >= 1 and . <= 100000",
            "1 мен 100000 арасындағы сан.",
            "Число от 1 до 100000.",
            "A number from 1 to 100000.",
        ),
        ("end repeat",),
        (
            "calculate",
            "altogether",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "sum(${head_count})",
        ),
        (
            "note",
            "told",
            "${Farmer}, барлығы ${altogether} бас.",
            "${Farmer}, всего голов: ${altogether}.",
            "${Farmer}, that makes ${altogether} animals.",
        ),
        ("end group",),
        (
            "select_multiple wants",
            "wants",
            "Қандай көмек керек?",
            "Какая помощь нужна?",
            "Which help do you need?",
            "Бірнешеуін таңдауға болады.",
            "Можно выбрать несколько.",
            "You may choose several.",
        ),
    ),
    "choices": (
        (
            "list_name",
            "name",
            "label::Қазақша (kk)",
            "label::Русский (ru)",
            "label::English (en)",
            "region",
        ),
        ("yes_no", "yes", "Иә", "Да", "Yes"),
        ("yes_no", "no", "Жоқ", "Нет", "No"),
        ("regions", "aqtobe", "Ақтөбе облысы", "Актюбинская область", "Aqtobe Region"),
        ("regions", "abai", "Абай облысы", "Абайская область", "Abai Region"),
        ("districts", "alga", "Алға ауданы", "Алгинский район", "Alga District", "aqtobe"),
        ("districts", "yrgyz", "Ырғыз ауданы", "Иргизский район", "Yrgyz District", "aqtobe"),
        ("districts", "ayagoz", "Аягөз ауданы", "Аягозский район", "Ayagoz District", "abai"),
        ("districts", "urzhar", "Үржар ауданы", "Урджарский район", "Urzhar District", "abai"),
        ("animals", "sheep", "Қой", "Овцы", "Sheep"),
        ("animals", "horses", "Жылқы", "Лошади", "Horses"),
        ("animals", "cattle", "Сиыр", "Коровы", "Cattle"),
        ("wants", "fodder", "Жем-шөп", "Корма", "Fodder"),
        ("wants", "vet", "Мал дәрігері", "Ветеринар", "A vet"),
        ("wants", "water", "Су", "Вода", "Water"),
    ),
    "settings": (
        ("form_title", "form_id", "default_language"),
        ("Livestock", "xlsform_livestock", "Русский (ru)"),
    ),
}

_CLINIC: Mapping[str, Sheet] = {
    "survey": (
        (
            "type",
            "name",
            "label",
            "hint",
            "required",
            "relevant",
            "constraint",
            "constraint_message",
            "calculation",
            "repeat_count",
            "default",
        ),
        (
            "select_one_from_file clinics.csv",
            "clinic",
            "Which clinic is it?",
            "Where you are now.",
            "yes",
        ),
        (
            "calculate",
            "beds",
            "",
            "",
            "",
            "",
            "",
            "",
            "pulldata('clinics', 'beds', 'name', ${clinic})",
        ),
        ("note", "known", "**${clinic}** has ${beds} beds on the list."),
        (
            "integer",
            "wards",
            "How many wards are there?",
            "Count open ones alone.",
            "yes",
            "",
            ". >= 0 and . <= 20",
            "A number from 0 to 20.",
        ),
        ("begin repeat", "ward", "Ward", "", "", "", "", "", "", "${wards}"),
        ("integer", "patients", "How many patients are there?", "As of this morning.", "yes"),
        ("end repeat",),
        ("calculate", "all_patients", "", "", "", "", "", "", "sum(${patients})"),
        (
            "text",
            "why_more",
            "There are ${all_patients} patients for ${beds} beds. Why?",
            "In your own words.",
            "yes",
            "${all_patients} > ${beds}",
        ),
        (
            "date",
            "day",
            "For which day is this?",
            "Today, as a rule.",
            "yes",
            "",
            "",
            "",
            "",
            "",
            "today()",
        ),
    ),
    "settings": (("form_title", "form_id"), ("Clinics", "xlsform_clinics")),
}


def table(name: str) -> Mapping[str, Sheet]:
    """The sheets of a text under `tables/`: `| survey |` begins one, each line after it is a row.

    `␠` is a space at the edge of a cell, `¶` a new line in it.
    """
    sheets: dict[str, list[tuple[str, ...]]] = {}
    rows: list[tuple[str, ...]] = []
    for line in (TABLES / f"{name}.txt").read_text("utf-8").splitlines():
        first, *cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if first:
            rows = sheets.setdefault(first, [])
        else:
            rows.append(tuple(cell.replace("␠", " ").replace("¶", "\n") for cell in cells))
    return sheets


FORMS: Mapping[str, Mapping[str, Sheet]] = {
    "xlsform_livestock": _LIVESTOCK,
    "xlsform_clinics": _CLINIC,
    "household_wash": table("household_wash"),
    "market_prices": table("market_prices"),
}
"""The sheets of each workbook by the name of its file."""


def workbook(sheets: Mapping[str, Sheet]) -> Workbook:
    """A workbook with these cells, the first row of each sheet in bold."""
    book = Workbook()
    book.remove(book.active)
    book.properties.created = book.properties.modified = _MADE
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([value if value != "" else None for value in row])
        for cell in sheet[1]:
            cell.font = Font(bold=True)
    return book


def main() -> int:
    """Write every workbook."""
    for name, sheets in FORMS.items():
        workbook(sheets).save(FOLDER / f"{name}.xlsx")
    return 0


if __name__ == "__main__":
    sys.exit(main())
