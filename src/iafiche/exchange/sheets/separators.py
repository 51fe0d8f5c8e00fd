"""Which sign stands between the cells of a CSV text."""

from __future__ import annotations

from collections import Counter
from itertools import accumulate
from typing import TYPE_CHECKING

from iafiche.exchange.sheets.records import read_records
from iafiche.exchange.sheets.sheet import SourceError
from iafiche.model.text import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from iafiche.exchange.sheets.sheet import Row

SEPARATORS = {";": "« ; »", ",": "« , »", "\t": "tabulation", "|": "« | »"}
"""The usual ones as people name them, in the order of preference."""

_SAMPLE_LINES = 200
_SAMPLE_SIGNS = 200_000
_SURELY = 2
"""So many known names of columns in one row are no accident."""


def checked_separator(separator: str) -> str:
    """Return the separator that somebody asked for; a tab may be written `\\t`.

    Raises `SourceError` for what cannot be one.
    """
    asked = "\t" if separator == "\\t" else separator
    if asked in SEPARATORS or (len(asked) == 1 and asked.isprintable() and asked not in ' "'):
        return asked
    raise SourceError(
        f"Le séparateur {quoted(separator)} ne convient pas.",
        "Indiquez un seul signe, par exemple ; ou , ou | (\\t pour une tabulation).",
    )


def find_separator(lines: Sequence[str], recognise: Callable[[str], bool] | None) -> str:
    """Return the sign that cuts the lines into the most regular table; nothing if none cuts them.

    A sign that brings out names of columns that `recognise` knows goes before any other.
    """
    sample = _sample(lines)
    rows = {sign: read_records(sample, sign).rows for sign in SEPARATORS}
    if recognise is not None:
        known = {sign: _most_recognised(of_sign, recognise) for sign, of_sign in rows.items()}
        best = max(known, key=known.__getitem__)
        if known[best] >= _SURELY:
            return best
    regular = {sign: _regularity(of_sign) for sign, of_sign in rows.items()}
    best = max(regular, key=regular.__getitem__)
    return best if regular[best] else ""


def _sample(lines: Sequence[str]) -> Sequence[str]:
    sizes = accumulate(map(len, lines[:_SAMPLE_LINES]))
    whole = sum(size <= _SAMPLE_SIGNS for size in sizes)
    return lines[:whole] if whole else [lines[0][:_SAMPLE_SIGNS]]


def _most_recognised(rows: Sequence[Row], recognise: Callable[[str], bool]) -> int:
    return max(
        (sum(recognise(str(cell)) for cell in set(row.cells) if cell) for row in rows), default=0
    )


def _regularity(rows: Sequence[Row]) -> float:
    """Score the widths of rows: high where there are many columns and few different widths.

    The pattern score of van den Burg, Nazábal & Sutton, « Wrangling messy CSV files » (2019).
    """
    widths = Counter(len(row.cells) for row in rows if any(row.cells))
    return sum(n * (width - 1) / width for width, n in widths.items()) / max(1, len(widths))
