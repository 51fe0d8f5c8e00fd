"""Looking through an XLSB workbook before it is read; see `xlsx`.

Its parts are records of a type, a length and as many bytes: [MS-XLSB], 2.1.4.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from iafiche.exchange.sheets import limits
from iafiche.exchange.sheets.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_SHARED = "xl/sharedstrings.bin"
_ROW, _SHARED_CELL, _SHARED_ITEM = 0, 7, 19
_FILLED_CELLS = range(2, 12)
_NUMBER = struct.Struct("<I")
_SHARED_INDEX = struct.Struct("<8xI")
_TEXT = struct.Struct("<xI")
_LAST_ROW, _LAST_COLUMN = 1_048_575, 16_383


def prepare_xlsb(parts: Mapping[str, bytes]) -> Prepared:
    """Leave out the worksheets that cannot be read."""
    shared: list[int] = []
    for name, content in parts.items():
        if name.lower() == _SHARED:
            shared += _lengths(content)
    return Prepared(
        {
            name: content
            for name, content in parts.items()
            if not name.lower().endswith(".bin") or _is_readable(content, shared)
        }
    )


def _lengths(content: bytes) -> Iterator[int]:
    for kind, begin, end in _records(content):
        if kind == _SHARED_ITEM and end - begin >= _TEXT.size:
            yield _TEXT.unpack_from(content, begin)[0]


def _is_readable(content: bytes, shared: Sequence[int]) -> bool:
    """Tell whether a part is within bounds; those that are no worksheets have no cells."""
    row = text = 0
    rows: set[int] = set()
    columns: set[int] = set()
    for kind, begin, end in _records(content):
        if kind == _ROW and end - begin >= _NUMBER.size:
            (row,) = _NUMBER.unpack_from(content, begin)
        elif kind in _FILLED_CELLS and end - begin >= _NUMBER.size:
            (column,) = _NUMBER.unpack_from(content, begin)
            if row > _LAST_ROW or column > _LAST_COLUMN:
                return False
            rows.add(row)
            columns.add(column)
            if kind == _SHARED_CELL and end - begin >= _SHARED_INDEX.size:
                (index,) = _SHARED_INDEX.unpack_from(content, begin)
                text += shared[index] if index < len(shared) else 0
    if not rows:
        return True
    height, width = max(rows) - min(rows) + 1, max(columns) - min(columns) + 1
    return not limits.is_too_large(height, width, text)


def _records(content: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield the type of each record, and where its bytes begin and end."""
    at = 0
    while at < len(content):
        kind, at = _number(content, at, 2)
        size, at = _number(content, at, 4)
        yield kind, at, min(at + size, len(content))
        at += size


def _number(content: bytes, at: int, most: int) -> tuple[int, int]:
    """Read a number of seven bits a byte, the lowest first; return where it ends too."""
    number = 0
    for rank in range(most):
        byte = content[at] if at < len(content) else 0
        at += 1
        number |= (byte & 0x7F) << 7 * rank
        if byte < 0x80:
            break
    return number, at
