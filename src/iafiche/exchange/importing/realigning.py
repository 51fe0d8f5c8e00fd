"""Rows with a cell too many: a separator stood in a cell that somebody forgot to quote."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from iafiche.exchange.importing.lists import cut_choices
from iafiche.exchange.importing.values import is_empty, plain
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.flaws import Severity
from iafiche.model.kinds import FreeList, LongText, SeveralOf, ShortText

if TYPE_CHECKING:
    from collections.abc import Sequence

    from iafiche.exchange.importing.columns import Column
    from iafiche.exchange.sheets import CellValue
    from iafiche.model.catalogue import FieldSpec

_MOST_SURPLUS = 4
_MOST_COLUMNS = 100


@dataclass(frozen=True, slots=True)
class Aligned:
    """The cells of a row, each in its column.

    Attributes:
        cells: The cells.
        joined: The position of the column whose cell was put together again; None for none.
        parts: How many cells it was in.
    """

    cells: tuple[CellValue, ...]
    joined: int | None = None
    parts: int = 1


def aligned(cells: tuple[CellValue, ...], columns: Sequence[Column], separator: str) -> Aligned:
    """Return the cells with two or more of them joined, where only that sets the others right.

    Only in CSV (`separator` is not empty), only where one place is better than any other, and
    better than leaving the last cells over.
    """
    surplus = len(cells) - len(columns)
    texts = [cell for cell in cells if isinstance(cell, str)]
    few = 0 < surplus <= _MOST_SURPLUS and len(columns) <= _MOST_COLUMNS
    if not separator or not few or len(texts) != len(cells):
        return Aligned(cells)
    best, places = _misfits(texts, columns), []
    for place in range(len(columns)):
        joined = _joined(texts, place, surplus, separator)
        score = _misfits(joined, columns)
        if score < best:
            best, places = score, [place]
        elif score == best and places:
            places.append(place)
    if not places:
        return Aligned(cells)
    # Of two places that do equally well, a list is the likelier to hold a separator.
    if len(places) > 1:
        places = [place for place in places if _is_list(columns[place])]
    if len(places) != 1:
        return Aligned(cells)
    (place,) = places
    return Aligned(tuple(_joined(texts, place, surplus, separator)), place, surplus + 1)


def _joined(texts: list[str], place: int, surplus: int, separator: str) -> list[str]:
    end = place + surplus + 1
    return [*texts[:place], separator.join(texts[place:end]), *texts[end:]]


def _is_list(column: Column) -> bool:
    return column.key is not None and isinstance(CATALOGUE[column.key].kind, SeveralOf)


def _misfits(texts: Sequence[str], columns: Sequence[Column]) -> int:
    """Count what is wrong in the cells for their columns; cells left over do not count."""
    wrong = 0
    for text, column in zip(texts, columns, strict=False):
        if column.key is not None and not is_empty(text):
            wrong += _faults(CATALOGUE[column.key], plain(text).strip())
    return wrong


def _faults(spec: FieldSpec, text: str) -> int:
    """Count what is wrong with a text for its field, beyond what is mended by itself."""
    kind = spec.kind
    if isinstance(kind, LongText | ShortText | FreeList):
        return 0
    value = cut_choices(text, kind.choices).items if isinstance(kind, SeveralOf) else text
    errors = [flaw for flaw in kind.flaws(value) if flaw.code.severity is Severity.ERROR]
    return sum(flaw.fix is None or not flaw.safe for flaw in errors)
