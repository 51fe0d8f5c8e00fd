"""Reading a CSV text of any usual kind."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from iafiche.exchange.sheets import limits
from iafiche.exchange.sheets.layout import lay_out, places
from iafiche.exchange.sheets.records import read_records
from iafiche.exchange.sheets.separators import SEPARATORS, checked_separator, find_separator
from iafiche.exchange.sheets.sheet import Sheet
from iafiche.model.text import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from iafiche.exchange.sheets.encodings import Text

_TOLD_TO_EXCEL = re.compile(r'"?sep=([^\w\r\n" ])"?[;,\t]*[\r\n]*', re.IGNORECASE)
"""The first line by which a file tells Excel its separator."""


def read_csv(
    name: str, text: Text, separator: str, recognise: Callable[[str], bool] | None
) -> Sheet:
    """Return the table of a CSV text; its separator is found unless given.

    Raises `SourceError` where there is nothing in it, or too much.
    """
    limits.check_lines(text.content.count("\n") + text.content.count("\r"))
    lines = list(io.StringIO(text.content, newline=""))
    told = _TOLD_TO_EXCEL.fullmatch(lines[0]) if lines else None
    if told:
        del lines[0]
    sign = checked_separator(separator) if separator else told[1] if told else ""
    sign = sign or find_separator(lines, recognise)
    records = read_records(lines, sign or next(iter(SEPARATORS)), first=2 if told else 1)
    layout = lay_out(records.rows, recognise)
    said = f"séparateur {SEPARATORS.get(sign) or quoted(sign)}" if sign else "une seule colonne"
    return Sheet(
        source=name,
        described=f"CSV, {said}, {text.encoding}",
        separator=sign or next(iter(SEPARATORS)),
        header=layout.header,
        header_number=layout.header_number,
        rows=layout.rows,
        remarks=(*text.remarks, *_remarks(text, records.broken), *layout.remarks),
        typed=False,
    )


def _remarks(text: Text, broken: Sequence[int]) -> Iterator[str]:
    if broken:
        yield (
            f"Un guillemet manque ou est en trop, {places(broken)}."
            " Ce qui suit n'a pas été pris dans la même cellule : vérifiez celles de la ligne."
        )
    if "\0" in text.content:
        line = text.content[: text.content.index("\0")].count("\n") + 1
        yield f"Des caractères nuls (invisibles) se trouvent dans le texte, dès la ligne {line}."
