"""How a table joins several values in one cell, told by its own cells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from iafiche.exchange.importing.lists import Habit, has_sure_separator, separators_between
from iafiche.exchange.importing.values import plain
from iafiche.exchange.importing.whole_names import HYPHENS, WholeNames
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.kinds import FreeList, SeveralOf

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from iafiche.exchange.importing.columns import Column, ColumnMapping
    from iafiche.exchange.sheets import Sheet

_COMPOUND = re.compile(rf"(?<!\w)[^\W\d_]\w*+(?:[{HYPHENS}]\w++)+")
_MOST_COMPOUNDS = 5_000


def habit_of(sheet: Sheet, mapping: ColumnMapping, column: Column) -> Habit:
    """Return how a column of free names joins them.

    Commas and semicolons in the column itself decide; else the columns whose values a
    nomenclature tells apart; else what is known of the dialect: the published model joins by a
    hyphen wherever it separates columns by semicolons.
    """
    if any(has_sure_separator(text) for text in _texts(sheet, column)):
        return Habit.COMMA
    joints = list(_joints(sheet, mapping))
    hyphens = sum(joint in HYPHENS for joint in joints)
    if hyphens * 2 > len(joints):
        return Habit.HYPHEN
    if mapping.dialect is not None and mapping.dialect.hyphenates_names:
        return Habit.HYPHEN
    if joints:
        return Habit.COMMA
    keys = sum(one.name in CATALOGUE for one in mapping.columns)
    published = sheet.separator == ";" and keys * 2 > len(mapping.columns)
    return Habit.HYPHEN if published else Habit.UNKNOWN


def names_met(sheet: Sheet, mapping: ColumnMapping, known: Iterable[str]) -> WholeNames:
    """Return the names not to be cut: those told, and what the table writes with hyphens in prose.

    A compound that stands in the holders' names or in a description is no list.
    """
    met = set(known)
    for column in mapping.mapped:
        if column.key is not None and not CATALOGUE[column.key].kind.many:
            for text in _texts(sheet, column):
                met.update(_COMPOUND.findall(text)[:_MOST_COMPOUNDS])
                if len(met) > _MOST_COMPOUNDS:
                    return WholeNames(met)
    return WholeNames(met)


def _joints(sheet: Sheet, mapping: ColumnMapping) -> Iterator[str]:
    for column in mapping.mapped:
        kind = CATALOGUE[column.key].kind if column.key is not None else None
        if isinstance(kind, SeveralOf):
            for text in _texts(sheet, column):
                yield from separators_between(text, kind.choices)


def _texts(sheet: Sheet, column: Column) -> Iterator[str]:
    for row in sheet.rows:
        cell = row.cells[column.position] if column.position < len(row.cells) else None
        if isinstance(cell, str):
            yield plain(cell)


def free_lists(mapping: ColumnMapping) -> tuple[Column, ...]:
    """Return the columns that hold free names."""
    return tuple(
        column
        for column in mapping.mapped
        if column.key is not None and isinstance(CATALOGUE[column.key].kind, FreeList)
    )
