"""The rows of a cache's index: where each block stands, and what it holds."""

from __future__ import annotations

from typing import Any, NamedTuple

_TYPES = (str, str, str, int, int, int, int, int, str)


class Row(NamedTuple):
    """Where a block stands, and what it holds.

    Attributes:
        folder: The folder of its fiches, relative to the one under review.
        first: The first of their names; they are sorted.
        settings: What the settings of the folder were.
        first_day: From which day on the findings about all its fiches hold.
        last_day: Until which day.
        offset: Where it begins in the file, in bytes.
        length: How long it is, in bytes.
        check: Its checksum.
        shown: The folder of its fiches, as it was given or found.
        shared: What was found in common with the fiches before: ranks, each with its findings as
            JSON has them. None where that is not known.
    """

    folder: str
    first: str
    settings: str
    first_day: int
    last_day: int
    offset: int
    length: int
    check: int
    shown: str
    shared: list[tuple[int, list[Any]]] | None = None


def row_of(written: list[object]) -> Row:
    """Return a row of an index; `TypeError` where it is none."""
    *known, shared = written
    if tuple(map(type, known)) != _TYPES:
        raise TypeError(written)
    if shared is not None:
        shared = [(_rank(rank), list(findings)) for rank, findings in shared]  # type: ignore[attr-defined]  # what is no list raises a TypeError
    return Row(*known, shared)  # type: ignore[call-arg, arg-type]  # looked at above


def _rank(rank: object) -> int:
    if type(rank) is not int:
        raise TypeError(rank)
    return rank
