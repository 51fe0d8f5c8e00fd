"""The door: bytes of any source in, one table out, or a sentence that says why not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iafiche.exchange.sheets import limits

if TYPE_CHECKING:
    from collections.abc import Callable

    from iafiche.exchange.sheets.sheet import Sheet


def read_source(
    name: str,
    data: bytes,
    *,
    sheet: str = "",  # noqa: ARG001  # for the workbooks
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
    from iafiche.exchange.sheets.csv_text import read_csv
    from iafiche.exchange.sheets.encodings import decode

    limits.check_bytes(len(data))
    return read_csv(name, decode(data, encoding), separator, recognise)
