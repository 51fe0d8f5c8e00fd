"""A workbook made fit for the reader of workbooks, which trusts what it is given."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from iafiche.exchange.sheets.worksheet import Range


@dataclass(frozen=True, slots=True)
class Prepared:
    """The parts of a workbook that may be read.

    Attributes:
        parts: The parts by name; worksheets that are too large or damaged are not among them.
        uncounted: The cells whose formula has no saved result, as people name them: « K3 ».
        merged: The merged cells of each worksheet, by its rank; none where the reader tells them.
    """

    parts: Mapping[str, bytes]
    uncounted: tuple[str, ...] = ()
    merged: Mapping[int, tuple[Range, ...]] = field(default_factory=dict)
