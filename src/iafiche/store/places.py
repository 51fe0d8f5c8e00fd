"""Places in a file as a person counts them; `positions`, which finds them, loads when needed."""

from __future__ import annotations

from typing import NamedTuple

BYTE_ORDER_MARK = "\ufeff"


class Position(NamedTuple):
    """A place in a file for a person: line and column from 1, columns in characters."""

    line: int
    column: int


START = Position(1, 1)
