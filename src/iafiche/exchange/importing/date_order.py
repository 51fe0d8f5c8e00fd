"""Columns of dates in which the month may come first, as American spreadsheets write them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from iafiche.exchange.importing.values import plain
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.kinds import FullDate, PartialDate

if TYPE_CHECKING:
    from iafiche.exchange.importing.columns import Column, ColumnMapping
    from iafiche.exchange.sheets import Sheet

_THREE_PARTS = re.compile(r"\s*([0-9]{1,2})[/.\-]([0-9]{1,2})[/.\-](?:[0-9]{4}|[0-9]{2})\s*")
_MONTHS = 12
_ENOUGH = 3


def maybe_month_first(sheet: Sheet, mapping: ColumnMapping) -> frozenset[int]:
    """Return the positions of the columns of dates whose days and months may be exchanged.

    That is told by the whole column: a second number above 12 and never a first one; or, in three
    different months or more, always the « 1st » in the second place.
    """
    return frozenset(
        column.position
        for column in mapping.mapped
        if column.key is not None
        and isinstance(CATALOGUE[column.key].kind, FullDate | PartialDate)
        and _is_doubtful(sheet, column)
    )


def doubt_about(text: str) -> str:
    """Return what to look at in a date of such a column, in French; nothing where it is clear."""
    match = _THREE_PARTS.fullmatch(text)
    if match is None or match[1] == match[2] or not _is_month(match[1]) or not _is_month(match[2]):
        return ""
    return (
        f"« {text.strip()} » est lu jour/mois, mais cette colonne semble écrite mois/jour :"
        f" vérifiez qu'il s'agit du mois {int(match[2]):02} et non du mois {int(match[1]):02}."
    )


def _is_doubtful(sheet: Sheet, column: Column) -> bool:
    cells = (row.cells[column.position : column.position + 1] for row in sheet.rows)
    texts = (plain(cell) for (*found,) in cells for cell in found if isinstance(cell, str))
    dates = [match for text in texts if (match := _THREE_PARTS.fullmatch(text))]
    firsts = {int(match[1]) for match in dates}
    seconds = {int(match[2]) for match in dates}
    if not dates or max(firsts) > _MONTHS:
        return False
    return max(seconds) > _MONTHS or (seconds == {1} and len(firsts) >= _ENOUGH)


def _is_month(digits: str) -> bool:
    return 1 <= int(digits) <= _MONTHS
