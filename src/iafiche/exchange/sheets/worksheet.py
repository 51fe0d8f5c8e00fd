"""One worksheet of a workbook, as whichever package reads it gives it."""

from __future__ import annotations

import datetime
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from iafiche.exchange.sheets.sheet import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from iafiche.exchange.sheets.sheet import Scalar

    Given = Scalar | datetime.timedelta

Range = tuple[tuple[int, int], tuple[int, int]]
"""The first and the last cell of a rectangle: row and column each, from 0."""

_MIDNIGHT = datetime.time()


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of a worksheet.

    Attributes:
        top: The row of the first of them, from 0.
        left: The column of the first of them, from 0.
        rows: All rows from there on, blank ones included; empty cells are empty texts.
        merged: Which are merged, by their place in the worksheet.
    """

    top: int
    left: int
    rows: Sequence[Sequence[Given]]
    merged: Iterable[Range]


@dataclass(frozen=True, slots=True)
class Worksheet:
    """A worksheet that may be read.

    Attributes:
        name: Its name in the workbook.
        visible: Whether people see it.
        read: Reads its cells; `SourceError` where they are damaged or too many.
    """

    name: str
    visible: bool
    read: Callable[[], Cells]


def rows_of(cells: Cells) -> tuple[list[Row], list[int]]:
    """Return the rows, and the numbers of those to which merged cells give a value.

    A cell merged over several rows gives its value to each of them that has others; merged over
    several columns, to the first alone.
    """
    rows = [list(map(_value, row)) for row in cells.rows]
    blank = [all(value is None for value in row) for row in rows]
    spread: list[int] = []
    # No cell is merged twice, but a damaged workbook may say so a million times.
    left = sum(map(len, rows))
    for (first, column), (last, last_column) in cells.merged:
        top, at = first - cells.top, column - cells.left
        end = min(last - cells.top + 1, len(rows))
        if column != last_column or top < 0 or at < 0 or end - top > left:
            continue
        left -= max(0, end - top)
        for below in range(top + 1, end):
            is_there = at < min(len(rows[top]), len(rows[below])) and not blank[below]
            if is_there and rows[below][at] is None and rows[top][at] is not None:
                rows[below][at] = rows[top][at]
                spread.append(cells.top + below + 1)
    return [Row(cells.top + at, tuple(row)) for at, row in enumerate(rows, 1)], spread


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
