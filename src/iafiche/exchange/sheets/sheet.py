"""A table as it was handed over: its header, its rows, and how it was read."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

Scalar = str | int | float | bool | datetime.date | datetime.datetime | datetime.time | None
"""What one cell holds; `None` where it is empty. A CSV file has texts alone, empty ones too."""

CellValue = Scalar | list[Any] | dict[str, Any]
"""A cell of any source: lists and mappings come from JSON alone."""


@dataclass(frozen=True, slots=True)
class Row:
    """One record of the source.

    Attributes:
        number: Where it stands, from 1: the line it begins on in a CSV file or in JSON Lines, the
            row of a worksheet, the rank in a JSON array.
        cells: Its cells as they are: fewer or more than the header has.
    """

    number: int
    cells: tuple[CellValue, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table read from a source, before anything in it is understood.

    Attributes:
        source: The name to tell people: « fiches.csv », « fiches.xlsx › Feuil1 ».
        described: How it was read, in French: « CSV, séparateur « ; », Windows-1252 ».
        separator: What stands between two cells; empty where the source is not CSV.
        header: The names of the columns as they stand, spaces included; empty for a column
            without a name.
        header_number: Where the header stands, counted as `Row.number`; 0 where the names come
            with each record (JSON).
        rows: The records without blank ones and without repeated headers.
        remarks: What is worth knowing about the reading, in French sentences.
        typed: Whether numbers, dates and truth values are real ones; texts all of them if not.
        is_ours: Whether every record is one that our own JSON export writes: each value is that of
            the fiche, with nothing to be read into it.
    """

    source: str
    described: str
    separator: str
    header: tuple[str, ...]
    header_number: int
    rows: tuple[Row, ...]
    remarks: tuple[str, ...]
    typed: bool
    is_ours: bool = False


class SourceError(Exception):
    """The source cannot be read as a table.

    Attributes:
        message: What it is or what is wrong, in one French sentence.
        advice: What to do, in one French sentence.
    """

    def __init__(self, message: str, advice: str) -> None:
        super().__init__(f"{message} {advice}")
        self.message = message
        self.advice = advice
