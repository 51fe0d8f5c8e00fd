"""What one cell says: as a person reads it, and as the value it gives a field."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

from iafiche.model.values import french_date, toml_text

if TYPE_CHECKING:
    from iafiche.exchange.sheets import CellValue
    from iafiche.model.catalogue import FieldSpec
    from iafiche.model.values import Value

_SEVERAL_SPACES = re.compile(r"(?<=\S) {2,}(?=\S)")


def is_empty(cell: CellValue) -> bool:
    """Tell whether there is nothing in a cell: blank text, no value, an empty list."""
    if isinstance(cell, str):
        return not cell.strip()
    return cell is None or (isinstance(cell, list | dict) and not cell)


def plain(cell: CellValue) -> str:
    """Return what a person reads in a cell."""
    match cell:
        case None:
            return ""
        case str():
            return cell
        case bool():
            return "VRAI" if cell else "FAUX"
        case datetime.datetime() if _is_midnight(cell):
            return french_date(cell.date())
        case dict():
            return as_json(cell)
        case list():
            return ", ".join(map(plain, cell))
        case _:
            return toml_text(cell)


def _is_midnight(moment: datetime.datetime) -> bool:
    return moment.time() == datetime.time() and moment.tzinfo is None


def text_for(spec: FieldSpec, cell: CellValue) -> str:
    """Return the text that a cell gives a field of one text, without the spaces around it."""
    if isinstance(cell, datetime.datetime):
        cell = cell.date()
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        # A kind that reads numbers knows best how they are written.
        read = spec.kind.read(cell)
        return read if isinstance(read, str) else plain(cell)
    text = plain(cell).strip()
    return text if spec.kind.multiline else _SEVERAL_SPACES.sub(" ", text)


def shown(value: Value) -> str:
    """Return a field's value as a person reads it, several values joined by commas."""
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def as_json(raw: object) -> str:
    """Return a structure that no cell can show as JSON."""
    import json

    return json.dumps(raw, ensure_ascii=False, default=str)
