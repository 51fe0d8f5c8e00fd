"""Reading a workbook of Excel 97 to 2003, by xlrd.

Not by calamine, which ends the whole program on some damaged files of this format.
"""

from __future__ import annotations

import io
from functools import partial
from typing import TYPE_CHECKING, Any

from iafiche.exchange.extras import workbook_packages
from iafiche.exchange.sheets import limits
from iafiche.exchange.sheets.forms import locked
from iafiche.exchange.sheets.unpacking import damaged
from iafiche.exchange.sheets.worksheet import Cells, Worksheet
from iafiche.model.text import quoted

if TYPE_CHECKING:
    import datetime

    from iafiche.exchange.sheets.worksheet import Given

_ENCRYPTED = "encrypted"


def open_xls(data: bytes) -> list[Worksheet]:
    """Return the worksheets of a workbook.

    Raises `SourceError` where it is damaged or locked, `MissingPackageError` without its reader.
    """
    with workbook_packages():
        import xlrd
    try:
        book = xlrd.open_workbook(
            file_contents=data, logfile=io.StringIO(), formatting_info=True, ragged_rows=True
        )
    except MemoryError:
        raise
    # A damaged file makes it stumble in a dozen ways, assertions among them.
    except Exception as error:
        raise (locked() if _ENCRYPTED in str(error) else damaged()) from None
    return [
        Worksheet(sheet.name, sheet.visibility == 0, partial(_cells, sheet))
        for sheet in book.sheets()
    ]


def _cells(sheet: Any) -> Cells:
    if limits.is_too_large(sheet.nrows, sheet.ncols, 0):
        raise limits.too_large(quoted(sheet.name))
    rows = [
        [_value(cell, sheet.book.datemode) for cell in sheet.row(at)] for at in range(sheet.nrows)
    ]
    merged = [
        ((first, left), (last - 1, right - 1)) for first, last, left, right in sheet.merged_cells
    ]
    return Cells(0, 0, rows, merged)


def _value(cell: Any, datemode: int) -> Given:
    import xlrd

    match cell.ctype:
        case xlrd.XL_CELL_BOOLEAN:
            return bool(cell.value)
        case xlrd.XL_CELL_ERROR:
            return str(xlrd.error_text_from_code.get(cell.value, "#N/A"))
        case xlrd.XL_CELL_DATE:
            return _moment(cell.value, datemode)
        case xlrd.XL_CELL_EMPTY | xlrd.XL_CELL_BLANK:
            return ""
        case _:
            value: str | float = cell.value
            return value


def _moment(serial: float, datemode: int) -> Given:
    """Return what a number shown as a date is; the number where there is no such day."""
    import xlrd

    try:
        moment: datetime.datetime = xlrd.xldate_as_datetime(serial, datemode)
    except (ValueError, OverflowError, xlrd.XLDateError):
        return serial
    return moment.time() if 0 <= serial < 1 else moment
