"""The workbook of the profile « tableur »: one row a fiche, to be read, filled in and sent back.

Every cell is a text, so that a SIRET keeps its digits and a date its form. The drop-down lists
take their values from the second sheet: Excel limits those written in the rule to 255 characters.
"""

from __future__ import annotations

import datetime
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from iafiche.exchange import spreadsheet
from iafiche.exchange.archive import LONG_AGO
from iafiche.exchange.codecs import CannotHoldError
from iafiche.exchange.extras import workbook_packages
from iafiche.exchange.marks import ESCAPE
from iafiche.exchange.profiles import TABLEUR as PROFILE
from iafiche.exchange.spreadsheet import read_cell
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.draft import Draft
from iafiche.model.kinds import (
    Coordinate,
    Email,
    FullDate,
    LongText,
    OneOf,
    PartialDate,
    SeveralOf,
    Siret,
    WebAddress,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from iafiche.model.catalogue import FieldSpec
    from iafiche.model.choices import Choice
    from iafiche.model.values import Value

__all__ = ["read", "read_cell", "write", "write_cell"]

FICHES = "Fiches"
LISTS = "Listes"
"""The two sheets."""

LONGEST = 32_767
"""How many UTF-16 units a cell holds (Excel specifications and limits)."""

_ROWS_TO_FILL = 200
"""Rows below the fiches that offer the lists too."""

_LIST_COLUMNS = {"Champ": 34, "Valeur": 44, "Sens": 70, "Groupe": 44}
"""The columns of the second sheet, with their widths in characters."""

_VALUES = "B"
"""Which of them holds the values."""

_FROZEN_COLUMNS = 2
_HEADER_HEIGHT = 48
_REQUIRED_COLOUR = "#FFD966"
_OPTIONAL_COLOUR = "#DDEBF7"
_TEXT_FORMAT = 49
"""The number of « @ », the format of texts, in every workbook (ECMA-376, 18.8.30)."""

_RICH = "<r>"
"""How XlsxWriter's own mark-up begins: it writes such a text as it stands (sharedstrings.py)."""


def write(drafts: Sequence[Draft], *, complete: bool) -> bytes:
    """Return the bytes of the workbook that holds these drafts; of the empty form for none.

    Raises `CannotHoldError` for a text that is too long for a cell, `MissingPackageError` where
    XlsxWriter is not installed.
    """
    with workbook_packages():
        import xlsxwriter

    rows = _rows(drafts, complete=complete)
    data = io.BytesIO()
    workbook = xlsxwriter.Workbook(data, {"in_memory": True})
    # The moment of writing would make two exports of the same fiches differ.
    created = datetime.datetime(*LONG_AGO)  # noqa: DTZ001 - the file tells no zone
    workbook.set_properties({"title": "Fiches de projets d'IA", "created": created})
    fiches, lists = workbook.add_worksheet(FICHES), workbook.add_worksheet(LISTS)
    _fill_fiches(workbook, fiches, rows, complete=complete)
    _fill_lists(workbook, lists)
    workbook.close()
    return data.getvalue()


def read(content: bytes) -> list[Draft]:
    """Return the drafts of a workbook that `write` made.

    Raises `ValueError` for what is no workbook, `MissingPackageError` where python-calamine is not
    installed.
    """
    with workbook_packages():
        from python_calamine import CalamineError, CalamineWorkbook

    try:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(FICHES)
    except CalamineError as error:
        raise ValueError(str(error)) from error
    header, *rows = sheet.to_python(skip_empty_area=False)
    by_name = {PROFILE.name_of(spec): spec for spec in PROFILE.complete}
    columns = [by_name[str(name)] for name in header]
    drafts = []
    for row in rows:
        cells = zip(columns, row, strict=True)
        values = {spec.key: read_cell(spec, str(cell)) for spec, cell in cells}
        drafts.append(Draft({key: value for key, value in values.items() if value}))
    return drafts


def write_cell(spec: FieldSpec, value: Value) -> str:
    """Return the text of a value's cell; nothing for an empty one."""
    cell = spreadsheet.write_cell(spec, value)
    if cell.startswith(_RICH):
        return f"{ESCAPE}{ord(cell[0]):X}{ESCAPE}{cell[1:]}"
    return cell


def _rows(drafts: Sequence[Draft], *, complete: bool) -> list[list[str]]:
    rows = []
    for rank, draft in enumerate(drafts):
        row = []
        for spec in PROFILE.columns(complete=complete):
            cell = write_cell(spec, draft[spec.key])
            length = len(cell.encode("utf-16-le")) // 2
            if length > LONGEST:
                raise CannotHoldError(
                    rank,
                    spec,
                    f"le texte est trop long pour une cellule ({length} signes sur {LONGEST}).",
                    "Raccourcissez-le, ou choisissez le profil « json ».",
                )
            row.append(cell)
        rows.append(row)
    return rows


@dataclass(frozen=True, slots=True)
class _Look:
    """How the cells of the first sheet look."""

    required: Format
    optional: Format
    text: Format


def _look(workbook: Workbook) -> _Look:
    header = {"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1}
    return _Look(
        required=workbook.add_format({**header, "bg_color": _REQUIRED_COLOUR}),
        optional=workbook.add_format({**header, "bg_color": _OPTIONAL_COLOUR}),
        # It keeps as typed what somebody adds later, too.
        text=workbook.add_format({"num_format": _TEXT_FORMAT, "text_wrap": True, "valign": "top"}),
    )


def _fill_fiches(
    workbook: Workbook, sheet: Worksheet, rows: list[list[str]], *, complete: bool
) -> None:
    look = _look(workbook)
    columns = PROFILE.columns(complete=complete)
    ranges = _ranges_of_lists()
    last = len(rows) + _ROWS_TO_FILL
    for rank, spec in enumerate(columns):
        sheet.set_column(rank, rank, _width(spec), look.text)
        shown = look.required if spec.field.required else look.optional
        sheet.write_string(0, rank, PROFILE.name_of(spec), shown)
        sheet.write_comment(0, rank, _note(spec), {"x_scale": 2.5, "y_scale": 2})
        if spec.key in ranges:
            sheet.data_validation(1, rank, last, rank, _rule(spec, ranges[spec.key]))
    for number, row in enumerate(rows, 1):
        for rank, cell in enumerate(row):
            # A row without any cell would not be read back as a fiche.
            if cell or (rank == 0 and not any(row)):
                sheet.write_string(number, rank, cell, look.text)
    sheet.set_row(0, _HEADER_HEIGHT)
    sheet.freeze_panes(1, _FROZEN_COLUMNS)
    sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
    sheet.set_landscape()
    sheet.repeat_rows(0)


def _fill_lists(workbook: Workbook, sheet: Worksheet) -> None:
    bold = workbook.add_format({"bold": True, "bottom": 1})
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    for rank, (name, width) in enumerate(_LIST_COLUMNS.items()):
        sheet.set_column(rank, rank, width, wrapped)
        sheet.write_string(0, rank, name, bold)
    for number, (spec, choice) in enumerate(_listed(), 1):
        texts = (spec.field.label, choice.value, choice.meaning, choice.group)
        for rank, text in enumerate(texts):
            sheet.write_string(number, rank, text, wrapped)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(_listed()), len(_LIST_COLUMNS) - 1)


def _listed() -> list[tuple[FieldSpec, Choice]]:
    """Return the values of all lists, in the order of the second sheet."""
    return [
        (spec, choice)
        for spec in CATALOGUE.columns
        if isinstance(spec.kind, OneOf | SeveralOf)
        for choice in spec.kind.choices.choices
    ]


def _ranges_of_lists() -> dict[str, str]:
    """Return where the values of each listed field stand, by the field's key."""
    numbers: dict[str, list[int]] = {}
    for number, (spec, _) in enumerate(_listed(), 2):
        numbers.setdefault(spec.key, []).append(number)
    return {
        key: f"={LISTS}!${_VALUES}${found[0]}:${_VALUES}${found[-1]}"
        for key, found in numbers.items()
    }


def _rule(spec: FieldSpec, source: str) -> dict[str, Any]:
    """Return the rule that offers a list; a field of several values takes what is typed."""
    rule: dict[str, Any] = {"validate": "list", "source": source}
    if spec.kind.many:
        return {**rule, "show_error": False, "input_message": _SEVERAL}
    return {
        **rule,
        "error_type": "warning",
        "error_title": "Hors de la liste",
        "error_message": f"Cette valeur n'est pas dans la liste : voyez la feuille « {LISTS} ».",
    }


_SEVERAL = "Plusieurs valeurs : séparez-les par un point-virgule."


def _note(spec: FieldSpec) -> str:
    """Return the help of a field, as the note of its column."""
    lines = [spec.field.help]
    if spec.kind.many:
        lines.append(_SEVERAL)
    if isinstance(spec.kind, OneOf | SeveralOf):
        lines.append(f"Les valeurs et leur sens : feuille « {LISTS} ».")
    else:
        lines.append(f"Exemple : {spec.field.example}")
    lines.append("Champ requis." if spec.field.required else "Champ facultatif.")
    return "\n".join(lines)


def _width(spec: FieldSpec) -> int:
    """Return the width of a column, in characters."""
    match spec.kind:
        case LongText():
            return 60
        case Coordinate() | FullDate() | PartialDate():
            return 14
        case Siret():
            return 18
        case OneOf(choices=choices):
            return max(map(len, choices.values)) + 4
        case SeveralOf() | Email() | WebAddress():
            return 36
        case _:
            return 30
