"""From the lines of a CSV text to its records, whatever became of its quotes.

The standard reader reads strictly. Where a quote is missing or stands alone, it would take the
rest of the file into one cell: such a record is read again, its first line alone.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from iafiche.exchange.sheets import limits
from iafiche.exchange.sheets.sheet import Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_PATIENCE = 100_000_000
"""How many signs may be read in vain before quotes are no longer expected to close."""

_LEAST_TORN = 3
_SPACED_QUOTE = r' +"[^"{0}\r\n]'


@dataclass(frozen=True, slots=True)
class Records:
    """The records of a text.

    Attributes:
        rows: The records, blank ones included, by the line each begins on.
        broken: The lines that were read alone because a quote is missing or too many.
    """

    rows: tuple[Row, ...]
    broken: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Span:
    """The lines from `start` to before `end`, and the record they make; none if they make none."""

    start: int
    end: int
    cells: tuple[str, ...] | None


def read_records(lines: Sequence[str], separator: str, first: int = 1) -> Records:
    """Return the records of a text, given by its lines with their ends; `first` is the first's.

    Raises `SourceError` for more rows, columns or cells than can be read.
    """
    with _cells_of_any_length():
        spans = list(_spans(lines, separator, spaced=_has_spaced_quotes(lines, separator)))
    widths = Counter(len(span.cells) for span in spans if span.cells)
    width = widths.most_common(1)[0][0] if widths else 0
    rows: list[Row] = []
    broken: list[int] = []
    for span in spans:
        if span.cells is not None and not _is_torn(span, lines, separator, width):
            rows.append(Row(span.start + first, span.cells))
            continue
        for at in range(span.start, span.end):
            rows.append(Row(at + first, _read_alone(lines[at], separator, width)))
            broken.append(at + first)
    return Records(tuple(rows), tuple(broken))


def _spans(lines: Sequence[str], separator: str, *, spaced: bool) -> Iterator[_Span]:
    start, patience = 0, _PATIENCE
    rows = cells = 0
    while start < len(lines) and patience > 0:
        begun = start
        reader = csv.reader(
            _fed(lines, start, separator),
            delimiter=separator,
            strict=True,
            skipinitialspace=spaced,
        )
        try:
            for record in reader:
                end = begun + reader.line_num
                yield _Span(start, end, tuple(record))
                start = end
                rows += any(record)
                cells += len(record)
                limits.check_rows(rows)
                limits.check_cells(cells)
        except csv.Error:
            patience -= sum(map(len, lines[start : begun + reader.line_num]))
            yield _Span(start, start + 1, None)
            start += 1
            rows += 1
            limits.check_rows(rows)
    limits.check_rows(rows + len(lines) - start)
    for at in range(start, len(lines)):
        yield _Span(at, at + 1, None)


def _has_spaced_quotes(lines: Sequence[str], separator: str) -> bool:
    """Tell whether spaces stand before opening quotes: `a, "b, c"`. Right CSV never has that."""
    sign = re.escape(separator)
    quote = _SPACED_QUOTE.format(sign)
    first, later = re.compile(quote), re.compile(sign + quote)
    return any(first.match(line) or later.search(line) for line in lines)


def _fed(lines: Sequence[str], start: int, separator: str) -> Iterator[str]:
    for at in range(start, len(lines)):
        limits.check_separators(lines[at].count(separator))
        yield lines[at]


def _is_torn(span: _Span, lines: Sequence[str], separator: str, width: int) -> bool:
    """Tell whether a record took in whole records: each of its lines is one by itself."""
    return (
        span.end - span.start > 1
        and width >= _LEAST_TORN
        and all(len(_literal(lines[at], separator)) == width for at in range(span.start, span.end))
    )


def _read_alone(line: str, separator: str, width: int) -> tuple[str, ...]:
    """Read a line with stray quotes, as the one of two ways that gives about `width` cells."""
    ways = (_literal(line, separator), _lenient(line, separator))
    return min(ways, key=lambda cells: abs(len(cells) - width))


def _literal(line: str, separator: str) -> tuple[str, ...]:
    """Cut a line at every separator outside of well closed quotes; other quotes are text."""
    return _cut(line, separator, r'(?:[^"]|"")*+')


def _lenient(line: str, separator: str) -> tuple[str, ...]:
    """Cut a line as if only a quote at the end of a cell could close it."""
    return _cut(line, separator, r"(?s:.*?)")


class _Cutting(NamedTuple):
    """How to cut a line.

    Attributes:
        quoted: A cell between quotes, and what follows it.
        bare: Any other.
        closing: The end of a cell between quotes.
    """

    quoted: re.Pattern[str]
    bare: re.Pattern[str]
    closing: re.Pattern[str]


@lru_cache(maxsize=16)
def _cutting(separator: str, quoted: str) -> _Cutting:
    sign = re.escape(separator)
    closing = rf'" *+(?:{sign}|\Z)'
    return _Cutting(
        re.compile(rf' *+"({quoted}){closing}'),
        re.compile(rf"([^{sign}]*+)(?:{sign}|\Z)"),
        re.compile(closing),
    )


def _cut(line: str, separator: str, quoted: str) -> tuple[str, ...]:
    text = line.rstrip("\r\n")
    how = _cutting(separator, quoted)
    # Behind the last quote that can close a cell, looking for one from each cell takes for ever.
    last = max((match.start() for match in how.closing.finditer(text)), default=0)
    cells: list[str] = []
    at = 0
    while True:
        match = how.quoted.match(text, at) if at < last else None
        if match is not None:
            cells.append(match[1].replace('""', '"'))
        else:
            match = how.bare.match(text, at)
            assert match is not None, "it matches anything"
            cells.append(match[1])
        if match.end() == len(text) and not match[0].endswith(separator):
            return tuple(cells)
        at = match.end()


@contextmanager
def _cells_of_any_length() -> Iterator[None]:
    # The module's only way to set the limit is for the whole program.
    before = csv.field_size_limit(limits.MOST_BYTES)
    try:
        yield
    finally:
        csv.field_size_limit(before)
