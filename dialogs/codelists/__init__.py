"""Lists too long for buttons: places, countries, languages, peoples, work; typed or browsed."""

from dialogs.codelists.finding import reader_for_codelist
from dialogs.codelists.kato import KatoError, as_of_2021, read_kato
from dialogs.codelists.shipped import SHIPPED, Shelf, shipped
from dialogs.codelists.table import Entry, Table

__all__ = [
    "SHIPPED",
    "Entry",
    "KatoError",
    "Shelf",
    "Table",
    "as_of_2021",
    "read_kato",
    "reader_for_codelist",
    "shipped",
]
