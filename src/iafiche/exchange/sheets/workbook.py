"""The table of a workbook: which of its worksheets it is, and what to say about the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from iafiche.exchange.extras import MissingPackageError
from iafiche.exchange.sheets.forms import Form
from iafiche.exchange.sheets.layout import Layout, lay_out, places
from iafiche.exchange.sheets.packed import open_packed
from iafiche.exchange.sheets.sheet import Sheet, SourceError
from iafiche.exchange.sheets.unpacking import damaged
from iafiche.exchange.sheets.worksheet import rows_of
from iafiche.exchange.sheets.xls import open_xls
from iafiche.model.text import fold, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from iafiche.exchange.sheets.worksheet import Worksheet

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
    try:
        if form is Form.PACKED:
            packed = open_packed(data)
            kind, worksheets, uncounted = packed.kind, packed.worksheets, packed.uncounted
        else:
            kind, worksheets, uncounted = form.value, open_xls(data), ()
    except MissingPackageError as error:
        raise SourceError(error.message, error.advice) from None
    tables, missing = _read(_chosen(worksheets, sheet) if sheet else worksheets, recognise)
    table = max(tables, key=lambda table: table.rank)
    others = [other.name for other in tables if other is not table]
    remarks = _remarks(table, others, missing, uncounted)
    return Sheet(
        source=f"{name} › {table.name}",
        described=f"{kind}, feuille {quoted(table.name)}",
        separator="",
        header=table.layout.header,
        header_number=table.layout.header_number,
        rows=table.layout.rows,
        remarks=(*remarks, *table.layout.remarks),
        typed=True,
    )


def _read(
    worksheets: Sequence[Worksheet], recognise: Callable[[str], bool] | None
) -> tuple[list[_Table], list[str]]:
    """Return the tables, one at least, and the names of the worksheets that cannot be read."""
    tables: list[_Table] = []
    missing: list[str] = []
    blank: SourceError | None = None
    refusal: SourceError | None = None
    for worksheet in worksheets:
        try:
            rows, spread = rows_of(worksheet.read())
        except SourceError as error:
            missing.append(worksheet.name)
            refusal = refusal or error
            continue
        try:
            layout = lay_out(rows, recognise)
        except SourceError as error:
            blank = blank or error
            continue
        tables.append(_Table(worksheet.name, worksheet.visible, layout, tuple(spread)))
    if not tables:
        raise refusal or blank or damaged()
    return tables, missing


def _chosen(worksheets: Sequence[Worksheet], asked: str) -> list[Worksheet]:
    """Return the one worksheet that is asked for, spelt as people spell it."""
    names = [worksheet.name for worksheet in worksheets]
    same = [one for one in worksheets if one.name == asked] or [
        one for one in worksheets if fold(one.name) == fold(asked)
    ]
    if not same:
        raise SourceError(
            f"Le classeur n'a pas de feuille {quoted(asked)}.",
            f"Indiquez l'une de celles-ci : {_listed(names)}."
            if names
            else "Il n'a aucune feuille de calcul : choisissez un autre fichier.",
        )
    return same[:1]


def _remarks(
    table: _Table, others: Sequence[str], missing: Sequence[str], uncounted: Sequence[str]
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
    if uncounted:
        cells = ", ".join(uncounted[:_TOLD])
        yield (
            f"Des formules n'ont pas de résultat enregistré ({cells}) : leurs cellules sont lues"
            " vides. Ouvrez le classeur dans un tableur, enregistrez-le, puis recommencez."
        )


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _TOLD
    listed = ", ".join(map(quoted, names[:_TOLD]))
    return f"{listed} et {more} autres" if more > 0 else listed
