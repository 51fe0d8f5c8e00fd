"""Which field each column of a table is: proposed, shown, amended."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING

from iafiche.exchange.importing.dialects import bare
from iafiche.exchange.importing.naming import (
    How,
    Meaning,
    known_names,
    meaning_of,
    spoken_dialect,
)
from iafiche.exchange.importing.values import is_empty, plain
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.text import quoted

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence

    from iafiche.exchange.importing.dialects import Dialect
    from iafiche.exchange.sheets import Sheet

_LONGEST_EXAMPLE = 200


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Attributes:
        position: Its rank in the header, from 0.
        name: What people call it: its own name, made distinct from the others'.
        key: The field it fills; None where its cells are kept aside.
        how: How that is known.
        filled: How many of its cells hold something.
        example: The first of them, as text.
        rival: For `How.BESIDE`, the key of the field that another column fills.
    """

    position: int
    name: str
    key: str | None
    how: How
    filled: int = 0
    example: str = ""
    rival: str = ""

    @property
    def told(self) -> str:
        """How it is known what the column is, or why it is kept aside, in French."""
        if self.rival:
            return f"une autre colonne fournit {quoted(CATALOGUE[self.rival].field.label)}"
        return self.how.french


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What each column of one table is taken for.

    Attributes:
        columns: All columns, in order.
        dialect: The dialect that the header speaks, where one is recognised.
    """

    columns: tuple[Column, ...]
    dialect: Dialect | None = None

    def column_named(self, name: str) -> Column | None:
        """Return the column that a person means by a name, however it is written."""
        for column in self.columns:
            if column.name == name:
                return column
        alike = [
            column for column in self.columns if bare(name) and bare(column.name) == bare(name)
        ]
        return alike[0] if len(alike) == 1 else None

    def with_column(self, name: str, key: str | None, how: How = How.GIVEN) -> ColumnMapping:
        """Return the mapping with one column taken for another field, or kept aside (`None`).

        The column that filled that field before is kept aside. `KeyError` for an unknown column.
        """
        chosen = self.column_named(name)
        if chosen is None:
            raise KeyError(name)
        columns = []
        for column in self.columns:
            if column.position == chosen.position:
                columns.append(replace(column, key=key, how=how, rival=""))
            elif key is not None and column.key == key:
                columns.append(replace(column, key=None, how=How.BESIDE, rival=key))
            else:
                columns.append(column)
        return replace(self, columns=tuple(columns))

    def wishes(self) -> dict[str, str]:
        """Return what a person decided, to be remembered: keys by names, empty for « aside »."""
        return {column.name: column.key or "" for column in self.columns if column.how.is_wish}

    @property
    def mapped(self) -> tuple[Column, ...]:
        """The columns that fill a field."""
        return tuple(column for column in self.columns if column.key is not None)


def propose(sheet: Sheet, remembered: Mapping[str, str] | None = None) -> ColumnMapping:
    """Return what the columns of a table are most likely.

    `remembered` holds earlier wishes, as `ColumnMapping.wishes` gives them. Where two columns name
    the same field, the one with more filled cells has it.
    """
    dialect = spoken_dialect(sheet.header)
    names = known_names(dialect)
    columns = [
        _column(sheet, position, name, meaning_of(header, names))
        for position, (header, name) in enumerate(
            zip(sheet.header, distinct_names(sheet.header), strict=True)
        )
    ]
    mapping = ColumnMapping(tuple(_without_rivals(columns)), dialect)
    for name, key in (remembered or {}).items():
        if mapping.column_named(name) is not None and (not key or key in CATALOGUE):
            mapping = mapping.with_column(name, key or None, How.REMEMBERED)
    return mapping


def surplus_name(position: int, taken: Container[str]) -> str:
    """Return what a cell is called that stands behind the last column of the header."""
    name = f"cellule {position + 1}"
    while name in taken:
        name += " (en trop)"
    return name


def distinct_names(header: Sequence[str]) -> tuple[str, ...]:
    """Return the names of the columns, each once: « Budget », « Budget (2) », « colonne 3 »."""
    stripped = [" ".join(name.split()) for name in header]
    taken = set(stripped)
    names: list[str] = []
    for position, name in enumerate(stripped):
        if name and name not in names:
            names.append(name)
            continue
        stem = name or f"colonne {position + 1}"
        numbered = (f"{stem} ({rank})" for rank in count(2))
        free = (
            stem
            if not name and stem not in taken
            else next(one for one in numbered if one not in taken)
        )
        taken.add(free)
        names.append(free)
    return tuple(names)


def _column(sheet: Sheet, position: int, name: str, meaning: Meaning) -> Column:
    filled, example = 0, ""
    for row in sheet.rows:
        if position < len(row.cells) and not is_empty(row.cells[position]):
            filled += 1
            example = example or plain(row.cells[position])[:_LONGEST_EXAMPLE].strip()
    return Column(position, name, meaning.key, meaning.how, filled, example)


_TRUST = (How.KEY, How.DIALECT, How.LABEL, How.NEAR)


def _without_rivals(columns: Sequence[Column]) -> Iterator[Column]:
    """Yield the columns, one at most for each field: the fullest, then the most surely named."""
    best: dict[str, Column] = {}
    for column in columns:
        if column.key is None:
            continue
        known = best.setdefault(column.key, column)
        if (column.filled, -_TRUST.index(column.how)) > (known.filled, -_TRUST.index(known.how)):
            best[column.key] = column
    for column in columns:
        if column.key is None or best[column.key] is column:
            yield column
        else:
            yield replace(column, key=None, how=How.BESIDE, rival=column.key)
