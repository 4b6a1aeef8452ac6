"""Functions that look something up in a list of choices, or in a file beside the questionnaire."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from dialogs.expressions.functions.entry import Form, Function, Sort
from dialogs.expressions.functions.reading import text_of
from dialogs.expressions.values import to_string
from dialogs.tabular import DataTable, TableError
from state_machine.items import Value
from state_machine.scope import Scope

if TYPE_CHECKING:
    from dialogs.expressions.compiler import Compiler, Evaluate
    from dialogs.expressions.syntax import Call, Node

__all__ = ["LOOKUPS"]


def _pulldata(call: Call, compiler: Compiler) -> Evaluate:
    """`pulldata('table', 'column', 'key column', key)`: the table is read once, with the rule."""
    file, wanted, key, sought = call.arguments
    table = _table(file, compiler)
    found = table.finder(_column(table, wanted, compiler), _column(table, key, compiler))
    value = compiler.code(sought)

    def evaluate(scope: Scope, item: int, dot: Value) -> str:
        return found.get(to_string(value(scope, item, dot)).strip(), "")

    return evaluate


def _table(node: Node, compiler: Compiler) -> DataTable:
    name = text_of(node, "the table of pulldata()", compiler)
    try:
        return compiler.place.table(name)
    except TableError as error:
        raise compiler.error("E680", str(error), node.at) from error


def _column(table: DataTable, node: Node, compiler: Compiler) -> str:
    name = text_of(node, "a column of pulldata()", compiler)
    if name not in table.columns:
        message = f"there is no column {name}, but {', '.join(table.columns)}"
        raise compiler.error("E681", message, node.at)
    return name


LOOKUPS: Mapping[str, Function] = MappingProxyType(
    {
        "pulldata": Form(
            4,
            4,
            Sort.TEXT,
            "what a list of choices or a CSV file has in a column, in the first row with this "
            "key, or '': "
            "pulldata('towns', 'district', 'code', ${town})",
            _pulldata,
        ),
    }
)
"""The functions of this kind by name."""
