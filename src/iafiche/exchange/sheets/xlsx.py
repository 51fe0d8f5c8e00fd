"""Looking through an XLSX workbook before it is read.

The reader, calamine, makes room for all cells from the first to the last and for as many shared
texts as are announced, copies a shared text as often as it is shown, and gives nothing for an
error like #N/A.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from iafiche.exchange.sheets import limits
from iafiche.exchange.sheets.prepared import Prepared
from iafiche.exchange.sheets.xml_parts import PartError, go_through, whole_number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_SHARED = "xl/sharedstrings.xml"
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})", re.IGNORECASE | re.ASCII)
_ERROR_CELL = re.compile(rb"""(<(?:\w+:)?c\b[^<>]*?\st=)(["'])e\2""")
_AS_TEXT = rb"\1\2str\2"
_SHARED_START = re.compile(rb"""<(?:\w+:)?sst\b(?:[^<>"']|"[^"]*"|'[^']*')*>""")
_ANNOUNCED = re.compile(rb"""\s(?:uniqueCount|count)\s*=\s*(?:"[^"]*"|'[^']*')""")


def prepare_xlsx(parts: Mapping[str, bytes]) -> Prepared:
    """Leave out the worksheets that cannot be read, and make texts of errors in the others."""
    shared = _SharedTexts()
    kept: dict[str, bytes] = {}
    uncounted: list[str] = []
    # The shared texts first: how long they are is asked of every worksheet.
    tags = 0
    for name, content in sorted(parts.items(), key=lambda part: part[0].lower() != _SHARED):
        if limits.is_too_long(tags + content.count(b"<")):
            continue
        tags += content.count(b"<")
        found = shared if name.lower() == _SHARED else _Worksheet(shared.lengths)
        try:
            go_through(content, found)
        except PartError:
            continue
        if isinstance(found, _SharedTexts):
            kept[name] = _SHARED_START.sub(lambda tag: _ANNOUNCED.sub(b"", tag[0]), content)
        elif not found.is_too_large:
            kept[name] = _ERROR_CELL.sub(_AS_TEXT, content) if found.has_errors else content
            uncounted += found.uncounted
    return Prepared(kept, tuple(uncounted))


class _SharedTexts:
    """How long each of the texts is that the cells refer to."""

    def __init__(self) -> None:
        self.lengths: list[int] = []
        self._inside = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:  # noqa: ARG002
        if name == "si":
            self._inside = True
            self.lengths.append(0)

    def text(self, text: str) -> None:
        if self._inside:
            self.lengths[-1] += len(text)

    def end(self, name: str) -> None:
        self._inside = self._inside and name != "si"


class _Worksheet:
    """How far the filled cells of a part reach, and what they hold; no cells if no worksheet."""

    def __init__(self, shared: Sequence[int]) -> None:
        self.uncounted: list[str] = []
        self.has_errors = False
        self._shared = shared
        self._row = self._column = 0
        self._rows: set[int] = set()
        self._columns: set[int] = set()
        self._length = 0
        self._type = ""
        self._value: list[str] | None = None
        self._filled = self._formula = self._counted = False

    @property
    def is_too_large(self) -> bool:
        rows = max(self._rows) - min(self._rows) + 1 if self._rows else 0
        columns = max(self._columns) - min(self._columns) + 1 if self._columns else 0
        return limits.is_too_large(rows, columns, self._length)

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "row":
            given = attributes.get("r")
            self._row = whole_number(given, _LAST_ROW) if given else self._row + 1
            self._column = 0
        elif name == "c":
            self._begin_cell(attributes)
        elif name in ("v", "t"):
            self._value = []
        elif name == "f":
            self._formula = True

    def text(self, text: str) -> None:
        if self._value is not None:
            self._value.append(text)

    def end(self, name: str) -> None:
        if name in ("v", "t") and self._value is not None:
            value = "".join(self._value)
            self._value = None
            self._filled = True
            self._counted = self._counted or bool(value)
            if self._type == "s" and value:
                self._length += self._length_of(value)
        elif name == "c":
            if self._filled:
                self._rows.add(self._row)
                self._columns.add(self._column)
            if self._formula and not self._counted:
                self.uncounted.append(f"{_letters(self._column)}{self._row}")

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        self._type = attributes.get("t", "")
        self.has_errors = self.has_errors or self._type == "e"
        self._filled = self._formula = self._counted = False
        reference = attributes.get("r")
        if not reference:
            self._column += 1
            return
        match = _REFERENCE.fullmatch(reference)
        if not match:
            raise PartError
        self._row = whole_number(match[2], _LAST_ROW)
        self._column = 0
        for letter in match[1].upper():
            self._column = 26 * self._column + ord(letter) - ord("A") + 1
        if self._column > _LAST_COLUMN:
            raise PartError

    def _length_of(self, index: str) -> int:
        at = whole_number(index.strip(), len(self._shared) - 1)
        return self._shared[at]


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters
