"""The types of XLSForm: which of ours each is taken as, and which a chat cannot ask."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from msgspec import Struct

__all__ = ["LEFT_OUT", "SELECTS", "TYPES", "Select", "select", "type_word"]

TYPES: Mapping[str, str] = MappingProxyType(
    {
        "text": "text",
        "string": "text",
        "integer": "integer",
        "int": "integer",
        "decimal": "decimal",
        "range": "range",
        "date": "date",
        "time": "time",
        "datetime": "datetime",
        "note": "note",
        "acknowledge": "acknowledge",
        "trigger": "acknowledge",
        "geopoint": "geopoint",
        "gps": "geopoint",
        "location": "geopoint",
        "image": "image",
        "photo": "image",
        "audio": "audio",
        "video": "video",
        "file": "file",
        "barcode": "text",
        "calculate": "calculate",
        "hidden": "hidden",
        "start": "start",
        "end": "end",
        "today": "today",
        "username": "username",
        "phonenumber": "phonenumber",
        "email": "email",
        "deviceid": "deviceid",
        "imei": "deviceid",
        "subscriberid": "subscriberid",
        "simserial": "simserial",
        "audit": "audit",
    }
)
"""Our type for each of theirs that names no list."""

_MAP = "a line or an area on a map cannot be sent in a chat"
_KOBOS = "is a type of Kobo's own"
_BEHIND = "nothing is recorded behind a respondent's back"

LEFT_OUT: Mapping[str, str] = MappingProxyType(
    {
        "geotrace": _MAP,
        "geoshape": _MAP,
        "osm": _MAP,
        "start-geopoint": _BEHIND,
        "background-geopoint": _BEHIND,
        "background-audio": _BEHIND,
        "csv-external": "a file is read when a rule or a list names it",
        "xml-external": "a file is read when a rule or a list names it",
        "begin_kobomatrix": f"a matrix {_KOBOS}: write each of its cells as a question",
        "end_kobomatrix": "what it ends is not asked",
        "begin_score": f"a rating {_KOBOS}: write each of its rows as a select_one",
        "score__row": "the rating around it is not asked",
        "end_score": "what it ends is not asked",
        "begin_rank": f"this ranking {_KOBOS}: write it as a rank, with its list",
        "rank__level": "the ranking around it is not asked",
        "end_rank": "what it ends is not asked",
    }
)
"""Types that a chat leaves out, each with the reason."""

SELECTS: Mapping[str, str] = MappingProxyType(
    {
        "select_one": "select_one",
        "select1": "select_one",
        "select one from": "select_one",
        "add select one prompt using": "select_one",
        "select_multiple": "select_multiple",
        "select all that apply from": "select_multiple",
        "add select multiple prompt using": "select_multiple",
        "select_one_from_file": "select_one",
        "select_multiple_from_file": "select_multiple",
        "select_one_external": "select_one",
        "rank": "rank",
    }
)
"""Our type for each of theirs that names a list."""

_OURS = {name.replace(" ", "_"): ours for name, ours in SELECTS.items()}
_OR_OTHER = re.compile(r"\s+or[\s_]+other$", re.IGNORECASE)


class Select(Struct, frozen=True):
    """What a type with a list says: our type, the name, and where a list of this name is."""

    type: str
    name: str
    source: str
    or_other: bool


def type_word(type_: str) -> str:
    """A type without a list as the tables have it: dateTime, date time and DateTime are one."""
    folded = " ".join(type_.split()).lower()
    return {"date time": "datetime"}.get(folded, folded)


def select(type_: str) -> Select | None:
    """What a type with a list says; None for other types."""
    other = _OR_OTHER.search(type_)
    words = (type_[: other.start()] if other else type_).split()
    key = "_".join(words[:-1]).lower()
    if key not in _OURS:
        return None
    source = key.rpartition("_")[2] if key.endswith(("_file", "_external")) else "choices"
    return Select(_OURS[key], words[-1], source, or_other=other is not None)
