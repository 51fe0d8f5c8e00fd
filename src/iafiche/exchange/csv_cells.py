"""What the profiles in CSV share."""

from __future__ import annotations

import csv
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def cells_of_any_length(text: str) -> Iterator[None]:
    """Let csv read cells as long as this text; it stops at 131,072 characters by itself."""
    usual = csv.field_size_limit()
    csv.field_size_limit(max(usual, len(text)))
    try:
        yield
    finally:
        csv.field_size_limit(usual)
