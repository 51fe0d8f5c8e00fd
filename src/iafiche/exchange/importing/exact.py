"""Tables that this program may have written itself: their cells are decoded, not guessed at.

Others write the same headers: the library's own table has the columns of our profile « grist »,
and people fill in the forms that we send around. So a row is ours for certain only where all that
can be right or wrong in it is right. The records of our own JSON say themselves whose they are.
"""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING

from iafiche.exchange import marks
from iafiche.exchange.profiles import PROFILES, CsvProfile
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.flaws import Severity
from iafiche.model.kinds import FreeList, LongText, ShortText
from iafiche.model.values import Foreign

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from iafiche.exchange.importing.columns import Column
    from iafiche.exchange.profiles import Profile
    from iafiche.exchange.sheets import CellValue, Sheet
    from iafiche.model.catalogue import FieldSpec
    from iafiche.model.values import Value

    ReadCell = Callable[[FieldSpec, str], str | tuple[str, ...]]

_MARKS = re.compile(f"{marks.ESCAPE}|{marks.HYPHEN_SHOWN}|{marks.LINE_BREAK}")


class OwnTable:
    """Decodes the cells of a table whose header is one of ours."""

    def __init__(self, read_cell: ReadCell | None, *, is_certain: bool = False) -> None:
        """Decode texts with a profile's `read_cell`; None for JSON, which needs no decoding.

        `is_certain` says that nobody else writes such records.
        """
        self._read_cell = read_cell
        self.is_certain = is_certain

    def decoded(self, spec: FieldSpec, cell: CellValue) -> Value | None:
        """Return the value that our codec made a cell from; None for a cell that it never makes."""
        if self._read_cell is not None:
            return self._read_cell(spec, cell) if isinstance(cell, str) else None
        value = spec.kind.read(cell)
        return None if isinstance(value, Foreign) and not self.is_certain else value

    def cuts_at_hyphens(self, spec: FieldSpec) -> bool:
        """Tell whether our codec joins the values of a field by hyphens."""
        return self._read_cell is not None and self._read_cell(spec, "a-b") == ("a", "b")

    def is_ours(self, cells: Iterable[tuple[Column, CellValue]]) -> bool:
        """Tell whether a row is as we write it: nothing wrong in what can be right or wrong."""
        return self.is_certain or all(
            self._is_right(CATALOGUE[column.key], cell)
            for column, cell in cells
            if column.key is not None
        )

    def _is_right(self, spec: FieldSpec, cell: CellValue) -> bool:
        value = self.decoded(spec, cell)
        if value is None or isinstance(value, Foreign):
            return False
        if not value or isinstance(spec.kind, LongText | ShortText | FreeList):
            return True
        return all(flaw.code.severity is not Severity.ERROR for flaw in spec.kind.flaws(value))


def has_marks(cell: CellValue) -> bool:
    """Tell whether a cell has a sign that our codecs put there for another."""
    return isinstance(cell, str) and _MARKS.search(cell) is not None


def own_table(sheet: Sheet) -> OwnTable | None:
    """Return what decodes a table with one of our headers; None where it is somebody else's."""
    if not sheet.separator and not sheet.header_number:
        # Records of JSON, whose names come with each.
        return OwnTable(None, is_certain=sheet.is_ours)
    for profile in PROFILES:
        if _has_header_of(profile, sheet):
            codec = import_module(f"iafiche.exchange.{profile.module}")
            read_cell: ReadCell | None = getattr(codec, "read_cell", None)
            if read_cell is not None:
                return OwnTable(read_cell)
    return None


def _has_header_of(profile: Profile, sheet: Sheet) -> bool:
    if isinstance(profile, CsvProfile) and sheet.separator != profile.separator:
        return False
    header = list(sheet.header)
    return any(
        header == [profile.name_of(spec) for spec in profile.columns(complete=complete)]
        for complete in (False, True)
    )
