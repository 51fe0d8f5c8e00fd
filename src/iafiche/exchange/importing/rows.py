"""Rows become drafts, and every cell is accounted for."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from iafiche.check.checking import check_draft
from iafiche.check.mending import mend
from iafiche.exchange.importing.cells import CellReader, is_same
from iafiche.exchange.importing.columns import surplus_name
from iafiche.exchange.importing.provenance import with_provenance
from iafiche.exchange.importing.realigning import aligned
from iafiche.exchange.importing.values import is_empty, plain, shown
from iafiche.model.draft import Draft

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from iafiche.check.context import Context
    from iafiche.check.findings import Finding
    from iafiche.exchange.importing.cells import RowRead
    from iafiche.exchange.importing.columns import Column, ColumnMapping
    from iafiche.exchange.sheets import CellValue, Row, Sheet


@dataclass(frozen=True, slots=True)
class Change:
    """A cell that does not stand in its field as it was.

    Attributes:
        column: The name of its column.
        key: The field.
        before: What a person read in the cell.
        after: What the field holds now, several values joined by commas.
        why: What was done to it, in French.
    """

    column: str
    key: str
    before: str
    after: str
    why: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A cell that fills no field and is kept aside.

    Attributes:
        column: The name of its column.
        text: What a person reads in it.
        why: Why it fills no field, in French.
    """

    column: str
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that a person should look at, because it could not be told for certain."""

    column: str
    message: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one row came to.

    Attributes:
        source: The source, as people know it.
        row: The row's number in it.
        draft: The fiche, with what no field holds as it was.
        changes: The cells that were changed on the way.
        kept: The cells that fill no field.
        doubts: What to look at.
        findings: What remains to be corrected, and the advice.
    """

    source: str
    row: int
    draft: Draft
    changes: tuple[Change, ...]
    kept: tuple[Kept, ...]
    doubts: tuple[Doubt, ...]
    findings: tuple[Finding, ...]


@dataclass(slots=True)
class _Account:
    """What becomes of the cells of one row, while it is being worked out."""

    originals: dict[str, CellValue] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)

    def keep(self, column: str, cell: CellValue, why: str) -> None:
        self.originals[column] = cell
        self.kept.append(Kept(column, plain(cell), why))

    def change(self, column: Column, cell: CellValue, after: str, whys: Iterable[str]) -> None:
        told = " ".join(dict.fromkeys(whys)) or "La valeur est écrite autrement."
        self.originals[column.name] = cell
        self.changes.append(Change(column.name, column.key or "", plain(cell), after, told))


def import_rows(
    sheet: Sheet,
    mapping: ColumnMapping,
    context: Context,
    known_names: Iterable[str] = (),
) -> Iterator[Outcome]:
    """Yield what each row of a table comes to, in their order.

    Args:
        sheet: The table.
        mapping: What its columns are.
        context: What the fiches are checked by.
        known_names: Names of organisations that are not to be cut at their hyphens.
    """
    importer = _Importer(sheet, mapping, context, known_names)
    for row in sheet.rows:
        yield importer.outcome(row)


class _Importer:
    """Makes an outcome of each row of one table."""

    def __init__(
        self,
        sheet: Sheet,
        mapping: ColumnMapping,
        context: Context,
        known_names: Iterable[str],
    ) -> None:
        self._sheet = sheet
        self._columns = mapping.columns
        self._context = context
        self._reader = CellReader(sheet, mapping, known_names)

    def outcome(self, row: Row) -> Outcome:
        account = _Account()
        read = self._reader.read_row(self._filled(self._cells(row, account), account))
        draft = Draft()
        for column, cell in read.reads:
            draft = draft.with_value(column.key or "", cell.value)
        draft = self._mended(draft, read, account)
        draft = with_provenance(draft, self._sheet.source, row.number, account.originals)
        return Outcome(
            self._sheet.source,
            row.number,
            draft,
            tuple(account.changes),
            tuple(account.kept),
            tuple(account.doubts),
            check_draft(draft, self._context),
        )

    def _cells(self, row: Row, account: _Account) -> tuple[CellValue, ...]:
        """Return the cells of a row in the order of the columns, those left over behind them."""
        placed = aligned(row.cells, self._columns, self._sheet.separator)
        if placed.joined is not None:
            message = (
                f"La ligne avait trop de cellules : {placed.parts} ont été réunies ici,"
                " où des guillemets manquaient sans doute."
            )
            account.doubts.append(Doubt(self._columns[placed.joined].name, message))
        missing = len(self._columns) - len(placed.cells)
        if self._sheet.separator and missing > 0:
            message = (
                f"La ligne a {missing} cellule{'s' if missing > 1 else ''} de moins que l'en-tête :"
                " vérifiez que chaque valeur est dans sa colonne."
            )
            account.doubts.append(Doubt(self._columns[-1].name, message))
        return placed.cells

    def _filled(
        self, cells: tuple[CellValue, ...], account: _Account
    ) -> list[tuple[Column, CellValue]]:
        """Return the filled cells that go into fields, the others being kept aside."""
        filled: list[tuple[Column, CellValue]] = []
        for column, cell in zip(self._columns, cells, strict=False):
            # In a record of ours, what looks empty was put there.
            if cell is None or (is_empty(cell) and not self._sheet.is_ours):
                continue
            if column.key is not None:
                filled.append((column, cell))
            else:
                account.keep(column.name, cell, column.told)
        taken = {column.name for column in self._columns}
        for position in range(len(self._columns), len(cells)):
            if not is_empty(cells[position]):
                name = surplus_name(position, taken)
                account.keep(name, cells[position], "cellule en trop, après la dernière colonne")
        return filled

    def _mended(self, draft: Draft, row: RowRead, account: _Account) -> Draft:
        """Return the draft with the safe corrections; tell each value that its cell is not."""
        whys: dict[str | None, list[str]] = defaultdict(list)
        if not row.is_exact:
            mending = mend(draft, self._context)
            draft = mending.draft
            for found in mending.applied:
                whys[found.key].append(found.message)
        for column, read in row.reads:
            assert column.key is not None
            if read.doubt:
                account.doubts.append(Doubt(column.name, read.doubt))
            if read.value in ("", ()):
                if not is_empty(read.cell):
                    account.keep(column.name, read.cell, "rien que ce champ puisse contenir")
            elif not is_same(draft[column.key], read.original):
                told = (*read.whys, *whys[column.key])
                account.change(column, read.cell, shown(draft[column.key]), told)
        return draft
