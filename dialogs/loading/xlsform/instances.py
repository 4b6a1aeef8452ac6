"""Look-ups in a list, as XPath writes them: `instance('towns')/root/item[name = ${town}]/region`.

They become `pulldata()`, or `jr:choice-name()` where it is the label of an answer that is wanted.
Anything else about an instance stays as it is, and `check` says at its place what is understood.
The author's own `pulldata()` looks into a file: its name gets the ending that a list has not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

__all__ = ["looked_up"]

_BEGIN = re.compile(r"instance\(\s*(?:'([^']+)'|\"([^\"]+)\")\s*\)\s*/root/item\s*\[")
_FILE = re.compile(r"(pulldata\(\s*)(['\"])([^'\"]+?)(?:\.csv)?\2")
_COLUMN = re.compile(r"\s*/\s*([A-Za-z_][\w.-]*)(?![\w(/\[])", re.ASCII)
_NAME = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)
_ANSWER = re.compile(r"\$\{\s*([^{}\s]+)\s*\}")
_KEY, _LABEL = "name", "label"


def looked_up(text: str, lists: Mapping[str, str]) -> str:
    """A rule with its look-ups as functions.

    `lists` gives the list of each question whose choices have labels in several languages.
    From the last to the first, so that one look-up can be the key of another.
    """
    text = _FILE.sub(r"\1\2\3.csv\2", text)
    for begin in reversed(list(_BEGIN.finditer(text))):
        end = _closing(text, begin.end())
        column = _COLUMN.match(text, end + 1)
        sought = _sought(text[begin.end() : end])
        if column is None or sought is None:
            continue
        call = _call(begin[1] or begin[2], column[1], *sought, lists)
        text = text[: begin.start()] + call + text[column.end() :]
    return text


def _call(list_: str, column: str, key: str, value: str, lists: Mapping[str, str]) -> str:
    answer = _ANSWER.fullmatch(value)
    named = (key, column) == (_KEY, _LABEL)
    if answer is not None and named and lists.get(answer[1]) == list_:
        return f"jr:choice-name({value}, '{value}')"
    return f"pulldata('{list_}', '{column}', '{key}', {value})"


def _sought(condition: str) -> tuple[str, str] | None:
    """The column and the value that a condition sets equal; None for any other condition."""
    places = [at for at in _outside(condition) if condition[at] == "="]
    if len(places) != 1 or condition[places[0] - 1 : places[0]] in ("!", "<", ">"):
        return None
    left, right = condition[: places[0]].strip(), condition[places[0] + 1 :].strip()
    for key, value in ((left, right), (right, left)):
        joined = re.search(r"(?:^|[\s)])(?:and|or)(?:[\s(]|$)", _without_texts(value))
        if _NAME.fullmatch(key) and value and not joined:
            return key, value
    return None


def _outside(text: str) -> list[int]:
    """The places of characters that are in no quotes, parentheses or brackets."""
    found, depth, quote = [], 0, ""
    for at, sign in enumerate(text):
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "'\"":
            quote = sign
        elif sign in "([":
            depth += 1
        elif sign in ")]":
            depth -= 1
        elif not depth:
            found.append(at)
    return found


def _without_texts(text: str) -> str:
    return re.sub(r"'[^']*'|\"[^\"]*\"", "''", text)


def _closing(text: str, start: int) -> int:
    """Where the bracket ends that began before `start`; the end of the text if nowhere."""
    depth, quote = 1, ""
    for at in range(start, len(text)):
        sign = text[at]
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "'\"":
            quote = sign
        else:
            depth += (sign == "[") - (sign == "]")
            if not depth:
                return at
    return len(text)
