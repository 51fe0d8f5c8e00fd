"""The rows of one worksheet, their cells as Python's own values."""

from __future__ import annotations

import datetime
import math
from typing import TYPE_CHECKING

from iafiche.exchange.sheets.sheet import Row

if TYPE_CHECKING:
    from collections.abc import Iterable

    from python_calamine import CalamineSheet

    from iafiche.exchange.sheets.prepared import Range
    from iafiche.exchange.sheets.sheet import Scalar

    Given = Scalar | datetime.timedelta

_MIDNIGHT = datetime.time()


def rows_of(sheet: CalamineSheet, merged: Iterable[Range]) -> tuple[list[Row], list[int]]:
    """Return the rows from the first filled one, and the numbers of those that a merge fills.

    A cell merged over several rows gives its value to each of them that has others; merged over
    several columns, to the first alone.
    """
    top, left = sheet.start or (0, 0)
    cells = [[_value(cell) for cell in row] for row in sheet.to_python()]
    spread: list[int] = []
    blank = [not any(cell is not None for cell in row) for row in cells]
    for (first, column), (last, last_column) in merged:
        if column != last_column or not 0 <= first - top < len(cells):
            continue
        value = cells[first - top][column - left] if column >= left else None
        for at in range(first - top + 1, min(last - top + 1, len(cells))):
            if value is not None and not blank[at] and cells[at][column - left] is None:
                cells[at][column - left] = value
                spread.append(top + at + 1)
    rows = [Row(top + at + 1, tuple(row)) for at, row in enumerate(cells)]
    return rows, spread


def _value(cell: Given) -> Scalar:
    match cell:
        case "":
            return None
        case bool():
            return cell
        case float() if not math.isfinite(cell):
            return str(cell)
        case float() if cell.is_integer():
            return int(cell)
        case datetime.datetime() if cell.time() == _MIDNIGHT:
            return cell.date()
        case datetime.timedelta():
            return _duration(cell)
        case _:
            return cell


def _duration(span: datetime.timedelta) -> str:
    """Return a duration as spreadsheets show it: « 36:30:00 »."""
    seconds = round(abs(span).total_seconds())
    sign = "-" if span < datetime.timedelta() else ""
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
