"""Fictional tables with the dirt of real ones, and what an import makes of them."""

from collections.abc import Sequence
from typing import Any

from iafiche.check.context import Context
from iafiche.exchange.importing import ColumnMapping, Outcome, import_rows, propose
from iafiche.exchange.sheets import Row, Sheet
from iafiche.model.draft import PROVENANCE, Draft
from tests.conftest import TODAY

CONTEXT = Context(TODAY)


def table(
    header: Sequence[str],
    *rows: Sequence[Any],
    separator: str = ";",
    source: str = "fiches.csv",
) -> Sheet:
    """Return a table; without a separator it is one of a workbook, its values being real ones."""
    return Sheet(
        source=source,
        described="CSV",
        separator=separator,
        header=tuple(header),
        header_number=1,
        rows=tuple(Row(number, tuple(cells)) for number, cells in enumerate(rows, 2)),
        remarks=(),
        typed=not separator,
    )


def imported(
    sheet: Sheet, mapping: ColumnMapping | None = None, known_names: Sequence[str] = ()
) -> list[Outcome]:
    """Return what the rows come to, their columns being what they most likely are."""
    return list(import_rows(sheet, mapping or propose(sheet), CONTEXT, known_names))


def first(sheet: Sheet, mapping: ColumnMapping | None = None) -> Outcome:
    """Return what the first row comes to."""
    return imported(sheet, mapping)[0]


def one_cell(key: str, cell: Any, *, separator: str = ";") -> Outcome:
    """Return what a table of one cell comes to."""
    return first(table([key], [cell], separator=separator))


def originals(outcome: Outcome) -> dict[str, Any]:
    """Return the cells that the fiche keeps beside its fields, by column."""
    return originals_of(outcome.draft, outcome.source, outcome.row)


def originals_of(draft: Draft, source: str, row: int) -> dict[str, Any]:
    """Return the cells of one row that a fiche keeps beside its fields, by column."""
    kept = draft.unknown.get(PROVENANCE, {})
    assert isinstance(kept, dict)
    rows = kept.get(source, {}).get(f"ligne {row}", {})
    assert isinstance(rows, dict)
    return rows
