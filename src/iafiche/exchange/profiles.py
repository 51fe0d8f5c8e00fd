"""The dialects of the shared format, each stated once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from iafiche.model.catalogue import CATALOGUE

if TYPE_CHECKING:
    from iafiche.model.catalogue import FieldSpec


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One dialect: how a table of fiches is laid out for one of its readers.

    Attributes:
        name: Its name on the command line.
        separator: What stands between two cells.
        newline: What ends a record.
        list_separator: What stands between the values of one cell.
        public: The columns anybody may read, in order.
        complete: All columns, in order.
    """

    name: str
    separator: str
    newline: str
    list_separator: str
    public: tuple[FieldSpec, ...]
    complete: tuple[FieldSpec, ...]

    def columns(self, *, complete: bool) -> tuple[FieldSpec, ...]:
        """Return all the columns, or the public ones alone."""
        return self.complete if complete else self.public


BIBLIOTHEQUE = Profile(
    name="bibliotheque",
    separator=";",
    newline="\n",
    list_separator="-",
    public=CATALOGUE.public_columns(),
    complete=CATALOGUE.columns,
)
"""What the library's Datami widget reads (its `csvUtils.js`), UTF-8 without a mark."""
