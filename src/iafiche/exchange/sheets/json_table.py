"""The table of a JSON text: our own export, nested by section, or flat records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from iafiche.exchange.json_records import COMPLETENESS_KEY
from iafiche.exchange.sheets import limits
from iafiche.exchange.sheets.flattening import SECTIONS, flat
from iafiche.exchange.sheets.json_text import parse
from iafiche.exchange.sheets.layout import is_blank, lay_out, left_out
from iafiche.exchange.sheets.sheet import Row, Sheet, SourceError
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.text import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from iafiche.exchange.sheets.encodings import Text
    from iafiche.exchange.sheets.sheet import CellValue

_COLUMNS_OF_SCHEMA = "fields"
_NAME_OF_COLUMN = "name"
_ADVICE = "Donnez un tableau JSON avec un objet par fiche, ou un objet par ligne."

Numbered = tuple[int, Any]
"""A record as JSON gave it, after the number to tell people."""


def read_json(name: str, text: Text, recognise: Callable[[str], bool] | None) -> Sheet | None:
    """Return the table of a JSON text, or nothing where it does not even begin like JSON.

    A record of our own gives a column for each field, by its key; other nested objects give
    columns with dotted names; lists stay lists.
    Raises `SourceError` for JSON with a fault, or without records.
    """
    parsed = parse(text.content)
    if parsed is None:
        return None
    first, *others = parsed.documents
    remarks: tuple[str, ...] = ()
    if others:
        described = f"JSON Lines, {text.encoding}"
        found = [(document.line, document.value) for document in parsed.documents]
    else:
        described = f"JSON, {text.encoding}"
        values, remarks = _records(first.value)
        found = list(enumerate(values, 1))
    remarks = (*text.remarks, *parsed.remarks, *remarks)
    if found and all(isinstance(value, list) for _, value in found):
        rows = [Row(number, tuple(cells)) for number, cells in found]
        layout = lay_out(rows, recognise)
        header, header_number, kept = layout.header, layout.header_number, layout.rows
        remarks = (*remarks, *layout.remarks)
        is_ours = False
    else:
        header, kept, blank = _of_objects(found)
        header_number = 0
        remarks = (*remarks, *left_out(blank))
        is_ours = all(_is_ours(value) for _, value in found)
    return Sheet(
        source=name,
        described=described,
        separator="",
        header=header,
        header_number=header_number,
        rows=kept,
        remarks=remarks,
        typed=True,
        is_ours=is_ours,
    )


def _records(value: object) -> tuple[list[Any], tuple[str, ...]]:
    """Return the records of one JSON value, and what is to be said about the rest of it."""
    if isinstance(value, list):
        return value, ()
    if not isinstance(value, dict):
        raise SourceError("Ce JSON n'est pas une liste de fiches.", _ADVICE)
    if any(name in SECTIONS or name in CATALOGUE for name in value):
        return [value], ()
    lists = {name: inner for name, inner in value.items() if _is_of_objects(inner)}
    if not lists:
        return [value], ()
    longest = max(lists, key=lambda name: len(lists[name]))
    if longest == _COLUMNS_OF_SCHEMA and all(_NAME_OF_COLUMN in one for one in lists[longest]):
        raise SourceError(
            "Ce fichier est un schéma : il décrit des colonnes et ne contient aucune fiche.",
            "Choisissez le fichier de données que ce schéma accompagne.",
        )
    rest = ", ".join(quoted(name) for name in value if name != longest)
    remark = f"Les fiches sont prises dans {quoted(longest)}"
    return lists[longest], (
        f"{remark} ; le reste n'est pas lu : {rest}." if rest else f"{remark}.",
    )


def _is_ours(record: object) -> bool:
    """Tell whether a record has all the parts that our own export gives each."""
    return isinstance(record, dict) and record.keys() >= {*SECTIONS, COMPLETENESS_KEY}


def _is_of_objects(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)


def _of_objects(found: Sequence[Numbered]) -> tuple[tuple[str, ...], tuple[Row, ...], int]:
    """Return the header, the rows, and how many records are blank."""
    limits.check_rows(len(found))
    names: dict[str, None] = {}
    records: list[tuple[int, Mapping[str, CellValue]]] = []
    for number, value in found:
        if value is not None and not isinstance(value, dict):
            raise SourceError(f"Dans ce JSON, l'élément {number} n'est pas un objet.", _ADVICE)
        records.append((number, flat(value or {})))
        names.update(dict.fromkeys(records[-1][1]))
        limits.check_columns(len(names))
        limits.check_cells(len(names) * len(records))
    rows = [Row(number, tuple(cells.get(name) for name in names)) for number, cells in records]
    kept = tuple(row for row in rows if not is_blank(row))
    if not kept:
        raise SourceError("Ce JSON ne contient aucune fiche.", _ADVICE)
    return tuple(names), kept, len(rows) - len(kept)
