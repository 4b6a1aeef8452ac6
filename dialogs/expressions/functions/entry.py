"""What a function of the language is: one entry of the one table."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from dialogs.expressions.values import XPath

if TYPE_CHECKING:
    from dialogs.expressions.compiler import Compiler, Evaluate
    from dialogs.expressions.syntax import Call

__all__ = ["ENDLESS", "Form", "Function", "Plain", "Sort"]

ENDLESS = 1000
"""The most arguments of a function that takes any number of them."""


class Sort(Enum):
    """What kind of value an expression gives, as far as its text shows."""

    NUMBER = "a number"
    TEXT = "a text"
    BOOLEAN = "true or false"
    DATE = "a date"
    TIME = "a time"
    CHOICE = "a choice"
    CHOICES = "several choices"
    ANY = "any value"


class Plain(NamedTuple):
    """A function that looks at its arguments alone.

    It takes `least` to `most` arguments, and `apply` gives its value from theirs.
    """

    least: int
    most: int
    sort: Sort
    about: str
    apply: Callable[..., XPath]


class Form(NamedTuple):
    """A function that looks at the interview, or at how its call is written.

    `build` makes the closure of a call. `apply`, where there is one, gives the value of a call
    whose arguments are all known in advance.
    """

    least: int
    most: int
    sort: Sort
    about: str
    build: Callable[[Call, Compiler], Evaluate]
    apply: Callable[..., XPath] | None = None


Function = Plain | Form
