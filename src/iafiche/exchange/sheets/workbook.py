"""Reading a workbook: XLSX, ODS, XLSB, XLS, by calamine."""

from __future__ import annotations

import io
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from iafiche.exchange.extras import MissingPackageError, workbook_packages
from iafiche.exchange.sheets import limits
from iafiche.exchange.sheets.forms import Form, locked, tell_archive
from iafiche.exchange.sheets.layout import Layout, lay_out, places
from iafiche.exchange.sheets.prepared import Prepared
from iafiche.exchange.sheets.sheet import Sheet, SourceError
from iafiche.exchange.sheets.unpacking import damaged, pack, unpack
from iafiche.exchange.sheets.worksheet import rows_of
from iafiche.model.text import fold, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from python_calamine import CalamineWorkbook

    from iafiche.exchange.sheets.prepared import Range
    from iafiche.exchange.sheets.sheet import Row

_MIMETYPE = "mimetype"
_LOCKED, _PANIC = "PasswordError", "PanicException"
_TOLD = 5


@dataclass(frozen=True, slots=True)
class _Table:
    """A worksheet that holds a table.

    Attributes:
        name: The name of the worksheet.
        visible: Whether people see it.
        layout: Its header and rows.
        spread: The rows to which merged cells give a value.
    """

    name: str
    visible: bool
    layout: Layout
    spread: tuple[int, ...]

    @property
    def rank(self) -> tuple[int, bool, int]:
        """How likely it is the one meant."""
        return (self.layout.recognised, self.visible, len(self.layout.rows))


def read_workbook(
    name: str, data: bytes, form: Form, sheet: str, recognise: Callable[[str], bool] | None
) -> Sheet:
    """Return the table of a workbook: of the worksheet `sheet`, or of the likeliest.

    Raises `SourceError` where there is none, or it cannot be read.
    """
    if form is Form.ZIPPED:
        kind, prepared = _prepare(data)
        data = pack(prepared.parts)
    else:
        limits.check_bytes(len(data), limits.MOST_XLS_BYTES)
        kind, prepared = form.value, Prepared({})
    with _failures_told(damaged()):
        from python_calamine import load_workbook

        with load_workbook(io.BytesIO(data)) as workbook:
            tables, missing = _read(workbook, prepared, sheet, recognise)
    table = max(tables, key=lambda table: table.rank)
    others = [other.name for other in tables if other is not table]
    return Sheet(
        source=f"{name} › {table.name}",
        described=f"{kind}, feuille {quoted(table.name)}",
        separator="",
        header=table.layout.header,
        header_number=table.layout.header_number,
        rows=table.layout.rows,
        remarks=(*_remarks(table, others, missing, prepared), *table.layout.remarks),
        typed=True,
    )


def _prepare(data: bytes) -> tuple[str, Prepared]:
    """Return the kind of a packed workbook, and what of it may be read."""
    parts = unpack(data)
    mimetype = parts.get(_MIMETYPE, b"")[:100].decode("ascii", "replace")
    kind = tell_archive(frozenset(map(str.lower, parts)), mimetype)
    if kind == "ODS":
        from iafiche.exchange.sheets.ods import prepare_ods as prepare
    elif kind == "XLSB":
        from iafiche.exchange.sheets.xlsb import prepare_xlsb as prepare
    else:
        from iafiche.exchange.sheets.xlsx import prepare_xlsx as prepare
    return kind, prepare(parts)


@contextmanager
def _failures_told(told: SourceError) -> Iterator[None]:
    """Raise `told` for whatever befalls the reader of workbooks, unless it is known better."""
    try:
        with workbook_packages():
            yield
    except MissingPackageError as error:
        raise SourceError(error.message, error.advice) from None
    except SourceError:
        raise
    except Exception as error:
        raise (locked() if type(error).__name__ == _LOCKED else told) from None
    except BaseException as error:
        # A panic of the reader is no Exception (PyO3), and no class that could be named here.
        if type(error).__name__ == _PANIC:
            raise told from None
        raise


def _read(
    workbook: CalamineWorkbook,
    prepared: Prepared,
    asked: str,
    recognise: Callable[[str], bool] | None,
) -> tuple[list[_Table], list[str]]:
    """Return the tables of a workbook, one at least, and the worksheets that cannot be read."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    known = [one for one in workbook.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
    names = [one.name for one in known]
    chosen = _chosen(names, asked) if asked else names
    tables: list[_Table] = []
    missing: list[str] = []
    refusal: SourceError | None = None
    for rank, metadata in enumerate(known):
        if metadata.name not in chosen:
            continue
        try:
            rows, spread = _rows(workbook, metadata.name, prepared.merged.get(rank))
        except SourceError as error:
            missing.append(metadata.name)
            refusal = error
            continue
        try:
            layout = lay_out(rows, recognise)
        except SourceError as error:
            refusal = refusal or error
            continue
        visible = metadata.visible == SheetVisibleEnum.Visible
        tables.append(_Table(metadata.name, visible, layout, tuple(spread)))
    if not tables:
        raise refusal or damaged()
    return tables, missing


def _chosen(names: Sequence[str], asked: str) -> list[str]:
    """Return the one name that is asked for, spelt as people spell it."""
    same = [name for name in names if name == asked] or [
        name for name in names if fold(name) == fold(asked)
    ]
    if not same:
        raise SourceError(
            f"Le classeur n'a pas de feuille {quoted(asked)}.",
            f"Indiquez l'une de celles-ci : {_listed(names)}."
            if names
            else "Il n'a aucune feuille de calcul : choisissez un autre fichier.",
        )
    return same[:1]


def _rows(
    workbook: CalamineWorkbook, name: str, merged: Sequence[Range] | None
) -> tuple[list[Row], list[int]]:
    with _failures_told(limits.too_large(quoted(name))):
        sheet = workbook.get_sheet_by_name(name)
        if limits.is_too_large(sheet.height, sheet.width, 0):
            raise limits.too_large(quoted(name))
        return rows_of(sheet, sheet.merged_cell_ranges or () if merged is None else merged)


def _remarks(
    table: _Table, others: Sequence[str], missing: Sequence[str], prepared: Prepared
) -> Iterator[str]:
    if others:
        yield (
            f"Le classeur a d'autres feuilles remplies, qui ne sont pas lues : {_listed(others)}."
            " Pour lire l'une d'elles, indiquez son nom."
        )
    if missing:
        yield f"Abîmé ou trop étendu pour être lu dans ce classeur : {_listed(missing)}."
    if table.spread:
        yield (
            "Des cellules fusionnées donnent leur valeur à chaque ligne qu'elles couvrent,"
            f" {places(table.spread)}."
        )
    if prepared.uncounted:
        cells = ", ".join(prepared.uncounted[:_TOLD])
        yield (
            f"Des formules n'ont pas de résultat enregistré ({cells}) : leurs cellules sont lues"
            " vides. Ouvrez le classeur dans un tableur, enregistrez-le, puis recommencez."
        )


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _TOLD
    listed = ", ".join(map(quoted, names[:_TOLD]))
    return f"{listed} et {more} autres" if more > 0 else listed
