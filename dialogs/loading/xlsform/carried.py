"""What of an XLSForm goes into a chat: the columns that are read, and why others have no say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from dialogs.loading.notebook import Notebook
from dialogs.loading.xlsform.columns import Head, Row

__all__ = ["NOT_CARRIED", "NOT_SET", "SETTINGS", "SURVEY", "note_columns", "note_settings"]

SURVEY = (
    *("type", "name", "label", "hint", "guidance_hint", "required", "relevant", "constraint"),
    *("constraint_message", "calculation", "default", "read_only", "appearance", "parameters"),
    *("choice_filter", "repeat_count", "disabled"),
)
"""Columns of the survey that are read."""

SETTINGS = ("form_title", "form_id", "default_language")
"""Settings that are read."""

_UNSAID = frozenset({"allow_choice_duplicates"})
"""Settings that ask for what a chat does anyway: one name may stand in two parts of a list."""

_OF_PAGES = "one question comes after the other"
_OF_SERVERS = "no server of ODK or Kobo is told"

NOT_SET: Mapping[str, str] = MappingProxyType(
    {
        "version": "each content has a version of its own",
        "style": _OF_PAGES,
        "instance_name": "submissions are numbered",
        "public_key": "answers are sealed by a key of their own",
        "submission_url": _OF_SERVERS,
        "auto_send": _OF_SERVERS,
        "auto_delete": _OF_SERVERS,
        "namespaces": "there is no XForm to which it could be written",
        "clean_text_values": "spaces around an answer never count",
        "sms_keyword": "there is no form by SMS",
    }
)
"""Settings that XLSForm knows and a chat does not, each with the reason."""

_PICTURES = "a label is said as a text alone"
_SMS = "there is no form by SMS"
_KOBO = "it is Kobo's own note"
_XFORM = "there is no XForm to which it could be written"

NOT_CARRIED: Mapping[str, str] = MappingProxyType(
    {
        "required_message": "the bot says in its own words that an answer is needed",
        "trigger": "what is computed is computed again whenever it is read",
        "image": _PICTURES,
        "big-image": _PICTURES,
        "audio": _PICTURES,
        "video": _PICTURES,
        "autoplay": _PICTURES,
        "rows": "the messenger decides how large its field is",
        "instance": _XFORM,
        "compact_tag": _XFORM,
        "intent": "no other app can be opened",
        "no_app_error_string": "no other app can be opened",
        "save_to": "there are no entities",
        "sms_field": _SMS,
        "sms_option": _SMS,
        "$kobo_autoname": _KOBO,
        "$autoname": _KOBO,
        "$kuid": _KOBO,
        "kuid": _KOBO,
        "$xpath": _KOBO,
        "$qpath": _KOBO,
    }
)
"""Columns of the survey that XLSForm or Kobo knows and a chat does not, each with the reason."""


def note_columns(heads: Iterable[Head], rows: Iterable[Row], notebook: Notebook) -> None:
    """Notes W124 for each column of the survey that is filled in and not read."""
    filled = {column for row in rows for column in row.cells}
    for head in heads:
        if head.column in SURVEY or head.column not in filled:
            continue
        why = NOT_CARRIED.get(head.column, "nothing reads it")
        notebook.note("W124", head.at, f"{head.at.text}: {why}")


def note_settings(heads: Iterable[Head], row: Row, notebook: Notebook) -> None:
    """Notes W125 for each setting that is given and not read."""
    for head in heads:
        if head.column not in {*SETTINGS, *_UNSAID} and row.cell(head.column):
            why = NOT_SET.get(head.column, "nothing reads it")
            notebook.note("W125", head.at, f"{head.at.text}: {why}")
