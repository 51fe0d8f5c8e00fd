"""The CSV file of the profile « bibliotheque »: written for the widget, and read back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iafiche.exchange import marks
from iafiche.exchange.cells import Cells
from iafiche.exchange.codecs import carried_as_text
from iafiche.exchange.csv_table import (
    CsvReadError,
    UnknownHeaderError,
    cells_of_any_length,
    read_table,
    records_of,
)
from iafiche.exchange.profiles import BIBLIOTHEQUE as PROFILE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from iafiche.model.catalogue import FieldSpec
    from iafiche.model.draft import Draft
    from iafiche.model.values import Value

__all__ = [
    "CsvReadError",
    "UnknownHeaderError",
    "read",
    "read_cell",
    "read_csv",
    "write",
    "write_cell",
    "write_csv",
]

_QUOTE = '"'
_CELLS = Cells(marks.TEXT, marks.ITEM, PROFILE.list_separator)


def write(drafts: Sequence[Draft], *, complete: bool) -> bytes:
    """Return the bytes of the file that holds these drafts."""
    return write_csv(drafts, complete=complete).encode()


def read(content: bytes) -> list[Draft]:
    """Return the drafts of a file that `write` made; `CsvReadError` for any other."""
    text = content.decode()
    with cells_of_any_length(text):
        return list(read_csv(text))


def write_csv(drafts: Iterable[Draft], *, complete: bool = False) -> str:
    """Return the text of the file that holds these drafts, one a record.

    The 17 public columns, or all 38. What is not a field of the model is left out; a value of
    another type than its field's leaves as its text.
    """
    return "".join(
        PROFILE.separator.join(map(_quoted, record)) + PROFILE.newline
        for record in records_of(PROFILE, drafts, write_cell, complete=complete)
    )


def write_cell(spec: FieldSpec, value: Value) -> str:
    """Return the cell of a value, before quoting; nothing for an empty one."""
    return marks.write_start(_CELLS.write(carried_as_text(spec, value)))


def read_cell(spec: FieldSpec, cell: str) -> str | tuple[str, ...]:
    """Return the value that `write_cell` made `cell` from."""
    return _CELLS.read(marks.read_start(cell), many=spec.kind.many)


def _quoted(cell: str) -> str:
    # The widget trims what is not between quotes, and reads "" as a quote: an empty cell stays
    # bare. csv.writer knows no such mix.
    if PROFILE.separator in cell or _QUOTE in cell or cell.strip() != cell:
        return _QUOTE + cell.replace(_QUOTE, _QUOTE * 2) + _QUOTE
    return cell


def read_csv(text: str) -> Iterator[Draft]:
    """Return the drafts of a file that `write_csv` made.

    Raises `UnknownHeaderError` at once for another header, and `CsvReadError` on the way for a
    record that is not of this profile.
    """
    return read_table(PROFILE, text, read_cell)
