"""Reading one cell into the value of its field, by what its table is known to do."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from iafiche.exchange.formulas import restored
from iafiche.exchange.importing.date_order import doubt_about, maybe_month_first
from iafiche.exchange.importing.exact import has_marks, own_table
from iafiche.exchange.importing.habits import free_lists, habit_of, names_met
from iafiche.exchange.importing.lists import Cut, Habit, cut_choices, cut_names, kept_whole
from iafiche.exchange.importing.values import plain, text_for
from iafiche.exchange.importing.whole_names import WholeNames
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.flaws import Severity
from iafiche.model.kinds import FreeList, SeveralOf
from iafiche.model.values import Foreign

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from iafiche.exchange.importing.columns import Column, ColumnMapping
    from iafiche.exchange.importing.exact import OwnTable
    from iafiche.exchange.sheets import CellValue, Sheet
    from iafiche.model.catalogue import FieldSpec
    from iafiche.model.kinds import Kind
    from iafiche.model.values import Value

_SURROGATES = re.compile("[\ud800-\udfff]")
_ROUNDS = 50


@dataclass(frozen=True, slots=True)
class Read:
    """What a cell gives its field.

    Attributes:
        cell: The cell.
        original: What the field would hold if nothing were done to it: the cell, or the value that
            our own codec made it from.
        value: The value.
        whys: What was done to it, in French sentences.
        doubt: What a person should look at, in French; empty where all is clear.
    """

    cell: CellValue
    original: CellValue | Value
    value: Value
    whys: tuple[str, ...] = ()
    doubt: str = ""


def is_same(value: Value, original: CellValue | Value) -> bool:
    """Tell whether a value says what a cell says, or is another value, sign by sign."""
    if isinstance(value, Foreign) or isinstance(original, Foreign | tuple):
        return value == original
    if isinstance(value, tuple):
        if isinstance(original, list):
            return list(value) == original
        return ", ".join(value) == plain(original)
    return not isinstance(original, list | dict) and value == plain(original)


@dataclass(frozen=True, slots=True)
class RowRead:
    """What the cells of one row give their fields.

    Attributes:
        reads: The columns with what their cells give, in order.
        is_exact: The row is of our own making: only what is wrong in it is to be mended.
    """

    reads: tuple[tuple[Column, Read], ...]
    is_exact: bool


class CellReader:
    """Reads the cells of one table."""

    def __init__(
        self, sheet: Sheet, mapping: ColumnMapping, known_names: Iterable[str] = ()
    ) -> None:
        """Learn from the whole table how its cells are written."""
        self._own = own_table(sheet)
        self._habits = {
            column.position: habit_of(sheet, mapping, column) for column in free_lists(mapping)
        }
        self._whole = names_met(sheet, mapping, known_names) if self._habits else WholeNames()
        self._month_first = maybe_month_first(sheet, mapping)

    def read_row(self, cells: Sequence[tuple[Column, CellValue]]) -> RowRead:
        """Return what the filled cells of a row give the fields that their columns fill."""
        own = self._own
        if own is None:
            return RowRead(
                tuple((column, self._read(column, cell)) for column, cell in cells), False
            )
        ours = own.is_ours(cells)
        reads = ((column, self._decoded(own, column, cell, ours=ours)) for column, cell in cells)
        return RowRead(tuple(reads), ours)

    def _decoded(self, own: OwnTable, column: Column, cell: CellValue, *, ours: bool) -> Read:
        """Read a cell of a table with our header: as we write it, or as somebody filled it in."""
        spec = CATALOGUE[column.key or ""]
        value = own.decoded(spec, cell)
        if value is None:
            return self._read(column, cell)
        if own.is_certain or isinstance(value, Foreign):
            return Read(cell, value, value)
        if has_marks(cell) or (ours and not self._holds_bare_hyphens(own, spec, cell)):
            settled, whys = _settled(spec.kind, value)
            return Read(cell, value, settled, whys, self._doubt_about(spec, cell, value))
        read = self._read(column, cell)
        if read.value == value or (spec.kind.multiline and f"{read.value}\n" == value):
            # Whoever wrote it, it says what it would in a table of ours.
            return Read(cell, value, value, doubt=read.doubt)
        return read

    def _holds_bare_hyphens(self, own: OwnTable, spec: FieldSpec, cell: CellValue) -> bool:
        """Tell whether hyphens stand in a name that our codec would have shown otherwise."""
        return (
            isinstance(cell, str)
            and isinstance(spec.kind, FreeList)
            and own.cuts_at_hyphens(spec)
            and self._whole.is_in(cell)
        )

    def _doubt_about(self, spec: FieldSpec, cell: CellValue, value: Value) -> str:
        """Return what to look at where a name in a text looks like several that somebody typed."""
        unsure = isinstance(spec.kind, FreeList) and isinstance(cell, str) and not has_marks(cell)
        if not unsure or not isinstance(value, tuple):
            return ""
        cuts = ((name, cut_names(name, Habit.COMMA, self._whole)) for name in value)
        return next((kept_whole(name) for name, cut in cuts if len(cut.items) > 1), "")

    def _read(self, column: Column, cell: CellValue) -> Read:
        spec = CATALOGUE[column.key or ""]
        if isinstance(cell, dict):
            return Read(cell, cell, spec.kind.empty)
        whys: list[str] = []
        clean = cell
        if isinstance(cell, str):
            clean = _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", cell)
            if clean != cell:
                whys.append("Un caractère abîmé est remplacé.")
            if restored(clean.strip()) != clean.strip():
                clean = restored(clean.strip())
                whys.append("L'apostrophe qui protégeait d'une formule est retirée.")
        if not spec.kind.many:
            doubt = doubt_about(plain(cell)) if column.position in self._month_first else ""
            return self._one(spec, cell, clean, whys, doubt)
        cut = self._cut(spec, column, clean)
        if isinstance(clean, str) and not is_same(cut.items, clean):
            whys.append("La liste est coupée à ses séparateurs." if len(cut.items) > 1 else _SPACES)
        value, settled = _settled(spec.kind, cut.items)
        return Read(cell, cell, value, (*whys, *settled), cut.doubt)

    def _one(
        self, spec: FieldSpec, cell: CellValue, clean: CellValue, whys: list[str], doubt: str
    ) -> Read:
        text = text_for(spec, clean)
        if isinstance(clean, str) and text != clean:
            whys.append(_SPACES)
        elif isinstance(clean, list):
            whys.append("Plusieurs valeurs sont réunies en un texte.")
        elif isinstance(clean, datetime.datetime) and text != plain(clean):
            whys.append("L'heure est retirée.")
        value, settled = _settled(spec.kind, text)
        return Read(cell, cell, value, (*whys, *settled), doubt)

    def _cut(self, spec: FieldSpec, column: Column, cell: CellValue) -> Cut:
        if isinstance(cell, list):
            return Cut(tuple(filter(None, (plain(item).strip() for item in cell))))
        text = plain(cell)
        if isinstance(spec.kind, SeveralOf):
            return cut_choices(text, spec.kind.choices)
        return cut_names(text, self._habits.get(column.position, Habit.UNKNOWN), self._whole)


_SPACES = "Les espaces en trop sont retirées."


def _settled(
    kind: Kind, value: str | tuple[str, ...]
) -> tuple[str | tuple[str, ...], tuple[str, ...]]:
    """Return the value rightly written where only its writing is wrong, and what was wrong."""
    whys: list[str] = []
    for _ in range(_ROUNDS):
        if not value:
            break
        mended = kind.settled(value)
        if mended == value:
            break
        errors = [flaw for flaw in kind.flaws(value) if flaw.code.severity is Severity.ERROR]
        whys += [flaw.message for flaw in errors if flaw.fix == mended][:1]
        value = mended
    return value, tuple(whys)
