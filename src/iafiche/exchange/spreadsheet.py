"""Cells for people's spreadsheets: several lines, lists joined by semicolons, no formula."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iafiche.exchange import marks
from iafiche.exchange.cells import Cells
from iafiche.exchange.codecs import carried_as_text
from iafiche.exchange.formulas import neutral, restored
from iafiche.exchange.profiles import EXCEL_CSV

if TYPE_CHECKING:
    from iafiche.model.catalogue import FieldSpec
    from iafiche.model.values import Value

_CELLS = Cells(marks.LINES, marks.ENUMERATED, EXCEL_CSV.list_separator)


def write_cell(spec: FieldSpec, value: Value) -> str:
    """Return the cell of a value; nothing for an empty one."""
    return neutral(_CELLS.write(carried_as_text(spec, value)))


def read_cell(spec: FieldSpec, cell: str) -> str | tuple[str, ...]:
    """Return the value that `write_cell` made `cell` from."""
    return _CELLS.read(restored(cell), many=spec.kind.many)
