"""Lists in the formats that ODK has beside CSV, as tables: XML of items, and GeoJSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from xml.etree import ElementTree as ET

from dialogs.tabular import DataTable, TableError

__all__ = ["read_geojson", "read_xml"]

_GEOMETRY = "geometry"


def read_xml(name: str, text: str, most: int) -> DataTable:
    """The rows of `<root><item><name>…</name>…</item>…</root>`. Raises TableError.

    An element without elements within is a cell. A document type and what it declares is refused.
    """
    if "<!" in _without_comments(text):
        raise TableError(f"{name} declares what is not read: take its <! away")
    try:
        root = ET.fromstring(text)  # noqa: S314  there are no entities to expand
    except ET.ParseError as error:
        raise TableError(f"{name} is no XML: {error}") from error
    return _table(name, (_cells_of(item) for item in root), most)


def _without_comments(text: str) -> str:
    kept = [part.rpartition("-->")[2] for part in text.split("<!--")]
    return "".join(kept)


def _cells_of(item: ET.Element) -> dict[str, str]:
    return {_local(cell.tag): cell.text or "" for cell in item if not len(cell)}


def _local(tag: object) -> str:
    """A name without its namespace."""
    return str(tag).rpartition("}")[2]


def read_geojson(name: str, text: str, most: int) -> DataTable:
    """The features with their properties, id and point as ODK writes it. Raises TableError."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise TableError(f"{name} is no JSON") from error
    features = found.get("features") if isinstance(found, dict) else None
    if not isinstance(features, list):
        raise TableError(f"{name} is no collection of features")
    return _table(name, (_feature(each) for each in features), most)


def _feature(feature: Any) -> dict[str, str]:  # noqa: ANN401  whatever JSON holds
    if not isinstance(feature, dict):
        return {}
    properties = feature.get("properties")
    cells = {"id": _said(feature.get("id"))} if "id" in feature else {}
    if isinstance(properties, dict):
        cells |= {key: _said(value) for key, value in properties.items()}
    return cells | {_GEOMETRY: _point(feature.get("geometry"))}


def _said(value: Any) -> str:  # noqa: ANN401  as above
    if isinstance(value, bool) or value is None:
        return "" if value is None else str(value).lower()
    return f"{value:g}" if isinstance(value, float) and value.is_integer() else str(value)


def _point(geometry: Any) -> str:  # noqa: ANN401  as above
    """`latitude longitude 0 0`; '' for what is no point."""
    if not isinstance(geometry, dict) or geometry.get("type") != "Point":
        return ""
    place = geometry.get("coordinates")
    numbers = place[:2] if isinstance(place, list) else []
    if len(numbers) < 2 or not all(isinstance(each, int | float) for each in numbers):  # noqa: PLR2004
        return ""
    return f"{numbers[1]} {numbers[0]} 0 0"


def _table(name: str, rows: Iterable[dict[str, str]], most: int) -> DataTable:
    """Rows as a table; the line of a row is its number, as these files have lines of their own."""
    found = [(number, row) for number, row in enumerate(_bounded(name, rows, most), 1) if row]
    if not found:
        raise TableError(f"{name} has no rows")
    columns = dict.fromkeys(column for _, row in found for column in row)
    return DataTable(tuple(columns), tuple((line, _whole(row, columns)) for line, row in found))


def _whole(row: Mapping[str, str], columns: Iterable[str]) -> Mapping[str, str]:
    return {column: row.get(column, "").strip() for column in columns}


def _bounded(name: str, rows: Iterable[dict[str, str]], most: int) -> Iterator[dict[str, str]]:
    for number, row in enumerate(rows, 1):
        if number > most:
            raise TableError(f"{name} has more than {most} rows")
        yield row
