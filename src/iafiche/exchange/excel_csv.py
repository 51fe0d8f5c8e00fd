"""The CSV file of the profile « excel-csv »: what a French spreadsheet opens as it is meant.

Coordinates have a comma there: with a point, a French Excel takes « 4.51 » for a date or a text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from iafiche.exchange import spreadsheet
from iafiche.exchange.codecs import carried_as_text
from iafiche.exchange.csv_table import cells_of_any_length, read_table, write_table
from iafiche.exchange.profiles import EXCEL_CSV as PROFILE
from iafiche.model.kinds import Coordinate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from iafiche.model.catalogue import FieldSpec
    from iafiche.model.draft import Draft
    from iafiche.model.values import Value

_ENCODING = "utf-8-sig"
_WITH_POINT = re.compile(r"(-?[0-9]{1,3})\.([0-9]+)")
_WITH_COMMA = re.compile(r"(-?[0-9]{1,3}),([0-9]+)")


def write(drafts: Sequence[Draft], *, complete: bool) -> bytes:
    """Return the bytes of the file that holds these drafts."""
    return write_table(PROFILE, drafts, write_cell, complete=complete).encode(_ENCODING)


def read(content: bytes) -> list[Draft]:
    """Return the drafts of a file that `write` made; `CsvReadError` for any other."""
    text = content.decode(_ENCODING)
    with cells_of_any_length(text):
        return list(read_table(PROFILE, text, read_cell))


def carried(spec: FieldSpec, value: Value) -> Value:
    """Return what comes back: a coordinate typed with a comma has a point."""
    kept = carried_as_text(spec, value)
    return _with_point(spec, kept) if isinstance(kept, str) else kept


def write_cell(spec: FieldSpec, value: Value) -> str:
    """Return the cell of a value, before quoting; nothing for an empty one."""
    cell = spreadsheet.write_cell(spec, value)
    match = _WITH_POINT.fullmatch(cell) if isinstance(spec.kind, Coordinate) else None
    return f"{match[1]},{match[2]}" if match else cell


def read_cell(spec: FieldSpec, cell: str) -> str | tuple[str, ...]:
    """Return what `carried` keeps of the value that `write_cell` made `cell` from."""
    return spreadsheet.read_cell(spec, _with_point(spec, cell))


def _with_point(spec: FieldSpec, text: str) -> str:
    match = _WITH_COMMA.fullmatch(text) if isinstance(spec.kind, Coordinate) else None
    return f"{match[1]}.{match[2]}" if match else text
