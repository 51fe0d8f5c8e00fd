"""Reading a workbook that is an archive, XLSX or ODS, by calamine.

Calamine trusts what it reads: told of a cell very far away, it asks for the room and ends the
whole program if there is none. It is given nothing but parts that have been looked through.
"""

from __future__ import annotations

import io
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from iafiche.exchange.extras import MissingPackageError, workbook_packages
from iafiche.exchange.sheets import limits
from iafiche.exchange.sheets.forms import locked, tell_archive
from iafiche.exchange.sheets.ods import prepare_ods
from iafiche.exchange.sheets.unpacking import damaged, pack, part_names, unpack
from iafiche.exchange.sheets.worksheet import Cells, Worksheet
from iafiche.exchange.sheets.xlsx import prepare_xlsx
from iafiche.model.text import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from python_calamine import CalamineWorkbook

    from iafiche.exchange.sheets.sheet import SourceError
    from iafiche.exchange.sheets.worksheet import Range

_MIMETYPE = "mimetype"
_LOCKED, _PANIC = "PasswordError", "PanicException"


@dataclass(frozen=True, slots=True)
class Packed:
    """A workbook ready to be read.

    Attributes:
        kind: « XLSX » or « ODS ».
        worksheets: Its worksheets, in order.
        uncounted: The cells whose formula has no saved result, as people name them: « K3 ».
    """

    kind: str
    worksheets: list[Worksheet]
    uncounted: tuple[str, ...]


def open_packed(data: bytes) -> Packed:
    """Return the worksheets of a workbook.

    Raises `SourceError` where it is no workbook, locked, damaged or too large,
    `MissingPackageError` without its reader.
    """
    parts = unpack(data)
    mimetype = parts.get(_MIMETYPE, b"")[:100].decode("ascii", "replace")
    kind = tell_archive(part_names(data), mimetype)
    prepared = prepare_ods(parts) if kind == "ODS" else prepare_xlsx(parts)
    with _failures_told(damaged()):
        from python_calamine import SheetTypeEnum, SheetVisibleEnum, load_workbook

        workbook = load_workbook(io.BytesIO(pack(prepared.parts)))
        known = [one for one in workbook.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
    if len(known) > limits.MOST_SHEETS:
        raise damaged()
    worksheets = [
        Worksheet(
            one.name,
            one.visible == SheetVisibleEnum.Visible,
            partial(_cells, workbook, one.name, prepared.merged.get(rank)),
        )
        for rank, one in enumerate(known)
    ]
    return Packed(kind, worksheets, prepared.uncounted)


def _cells(workbook: CalamineWorkbook, name: str, merged: Sequence[Range] | None) -> Cells:
    with _failures_told(limits.too_large(quoted(name))):
        sheet = workbook.get_sheet_by_name(name)
        top, left = sheet.start or (0, 0)
        told = sheet.merged_cell_ranges or () if merged is None else merged
        return Cells(top, left, sheet.to_python(), told)
    raise AssertionError("a failure is raised")


@contextmanager
def _failures_told(told: SourceError) -> Iterator[None]:
    """Raise `told` for whatever befalls the reader, unless it is known better."""
    try:
        with workbook_packages():
            yield
    except (MissingPackageError, MemoryError):
        raise
    except Exception as error:
        raise (locked() if type(error).__name__ == _LOCKED else told) from None
    except BaseException as error:
        # A panic of the reader is no Exception (PyO3), and no class that could be named here.
        if type(error).__name__ == _PANIC:
            raise told from None
        raise
