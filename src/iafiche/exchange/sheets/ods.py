"""Looking through an ODS workbook before it is read.

The reader, calamine, repeats a cell as often as it is told to, gives nothing for an error like
#N/A, and drops line breaks and tabs within a paragraph; of merged cells it says nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from iafiche.exchange.sheets import limits
from iafiche.exchange.sheets.forms import locked
from iafiche.exchange.sheets.prepared import Prepared
from iafiche.exchange.sheets.unpacking import damaged
from iafiche.exchange.sheets.xml_parts import PartError, go_through, whole_number
from iafiche.model.text import quoted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from iafiche.exchange.sheets.worksheet import Range

_CONTENT = "content.xml"
_MANIFEST = "META-INF/manifest.xml"
_MIMETYPE = "mimetype"
_MOST_REPEATED = 2**32
_EMPTY_VALUE = re.compile(rb"""(<(?:\w+:)?table-cell\b[^<>]*?)\s(?:\w+:)?string-value=(?:""|'')""")
_SIGN = re.compile(rb"<text:(line-break|tab)\b[^<>]*?(?:/>|>\s*</text:\1>)")
_SIGNS = {b"line-break": b"\n", b"tab": b"\t"}


def prepare_ods(parts: Mapping[str, bytes]) -> Prepared:
    """Make texts of errors, and find the merged cells.

    Raises `SourceError` where the workbook is locked, damaged or too large: its reader reads all
    its sheets at once.
    """
    if b"encryption-data" in parts.get(_MANIFEST, b""):
        raise locked()
    content = parts.get(_CONTENT, b"")
    found = _Tables()
    if limits.is_too_long(content.count(b"<")):
        limits.check_cells(limits.MOST_CELLS + 1)
    try:
        go_through(content, found)
    except PartError:
        raise damaged() from None
    for name, (rows, columns, text) in zip(found.names, found.sizes, strict=True):
        if limits.is_too_large(rows, columns, text):
            raise limits.too_large(quoted(name))
    content = _SIGN.sub(lambda match: _SIGNS[match[1]], _EMPTY_VALUE.sub(rb"\1", content))
    kept = {name: parts[name] for name in (_MIMETYPE, _MANIFEST) if name in parts}
    return Prepared({**kept, _CONTENT: content}, merged=found.merged)


class _Tables:
    """How far each table reaches, how much text it shows, and which of its cells are merged."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.sizes: list[tuple[int, int, int]] = []
        self.merged: dict[int, tuple[Range, ...]] = {}
        self._merged: list[Range] = []
        self._tables = 0
        self._rows = self._columns = self._length = 0
        self._row = self._row_repeated = 0
        self._column = self._column_repeated = 0
        self._row_length = self._cell_length = self._filled_to = 0
        self._cells = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "table":
            self._tables += 1
            if self._tables == 1:
                self._begin_table(attributes)
        elif name == "table-row":
            self._row_repeated = _repeated(attributes, "number-rows-repeated")
            self._column = self._filled_to = self._row_length = 0
        elif name in ("table-cell", "covered-table-cell"):
            self._cells += 1
            self._begin_cell(attributes)
        elif name == "s":
            # So many spaces, which the reader writes out.
            self._cell_length += _repeated(attributes, "c")

    def text(self, text: str) -> None:
        if self._cells:
            self._cell_length += len(text)

    def end(self, name: str) -> None:
        if name == "table":
            self._tables -= 1
            if not self._tables:
                self.sizes.append((self._rows, self._columns, self._length))
                self.merged[len(self.merged)] = tuple(self._merged)
        elif name == "table-row":
            self._row += self._row_repeated
            if self._filled_to:
                self._rows = self._row
                self._columns = max(self._columns, self._filled_to)
            self._length += self._row_length * self._row_repeated
        elif name in ("table-cell", "covered-table-cell"):
            self._cells -= 1
            self._column += self._column_repeated
            if self._cell_length:
                self._filled_to = self._column
            self._row_length += self._cell_length * self._column_repeated

    def _begin_table(self, attributes: Mapping[str, str]) -> None:
        self.names.append(attributes.get("name", ""))
        if len(self.names) > limits.MOST_SHEETS:
            raise PartError
        self._merged = []
        self._rows = self._columns = self._length = self._row = 0

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        self._column_repeated = _repeated(attributes, "number-columns-repeated")
        self._cell_length = sum(
            len(value) for name, value in attributes.items() if name.endswith("value")
        )
        rows = _repeated(attributes, "number-rows-spanned")
        columns = _repeated(attributes, "number-columns-spanned")
        if rows > 1 or columns > 1:
            last = (self._row + rows - 1, self._column + columns - 1)
            self._merged.append(((self._row, self._column), last))


def _repeated(attributes: Mapping[str, str], name: str) -> int:
    return whole_number(attributes.get(name, "1"), _MOST_REPEATED)
