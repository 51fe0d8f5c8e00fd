"""The door: bytes of any source in, one table out, or a sentence that says why not."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from iafiche.exchange.sheets import limits
from iafiche.exchange.sheets.forms import Form, tell_form
from iafiche.exchange.sheets.sheet import SourceError

if TYPE_CHECKING:
    from collections.abc import Callable

    from iafiche.exchange.sheets.sheet import Sheet


def read_source(
    name: str,
    data: bytes,
    *,
    sheet: str = "",
    encoding: str = "",
    separator: str = "",
    recognise: Callable[[str], bool] | None = None,
) -> Sheet:
    """Return the table that a source holds; what kind it is of, its content tells.

    `name` is what people call it. `sheet` names the one to read of a workbook; `encoding` and
    `separator` are for text that is not recognised rightly: sources that have no such thing
    leave them aside. `recognise` says which texts look like names of columns: with it, the
    header, the separator and the sheet are found where there is more than one way to read.
    Raises `SourceError`, and nothing else, for whatever cannot be read.
    """
    limits.check_bytes(len(data))
    if recognise is not None:
        # The same texts are asked about for each separator, and row after row.
        recognise = lru_cache(maxsize=None)(recognise)
    try:
        return _read(
            name, data, sheet=sheet, encoding=encoding, separator=separator, recognise=recognise
        )
    except (MemoryError, RecursionError):
        raise SourceError(
            "Ce fichier est trop grand ou trop compliqué pour être lu.",
            "Enregistrez le tableau seul au format .csv, puis importez ce nouveau fichier.",
        ) from None


def _read(
    name: str,
    data: bytes,
    *,
    sheet: str,
    encoding: str,
    separator: str,
    recognise: Callable[[str], bool] | None,
) -> Sheet:
    form = tell_form(data)
    if form is not Form.TEXT:
        from iafiche.exchange.sheets.workbook import read_workbook

        return read_workbook(name, data, form, sheet, recognise)
    from iafiche.exchange.sheets.encodings import decode

    text = decode(data, encoding)
    if text.content.lstrip()[:1] in ("{", "["):
        from iafiche.exchange.sheets.json_table import read_json

        read = read_json(name, text, recognise)
        if read is not None:
            return read
    from iafiche.exchange.sheets.csv_text import read_csv

    return read_csv(name, text, separator, recognise)
