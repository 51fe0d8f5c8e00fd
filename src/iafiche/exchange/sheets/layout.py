"""Which row names the columns, and which rows are none: titles, blanks, repeated headers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from iafiche.exchange.sheets import limits
from iafiche.exchange.sheets.sheet import Row, SourceError
from iafiche.model.text import fold, quoted
from iafiche.model.values import toml_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from iafiche.exchange.sheets.sheet import CellValue

_SEARCHED = 50
"""The header stands among so many first rows."""

_SURELY = 2
_NEARLY_ALL = 0.75
_TOLD = 5
_NO_NAME = re.compile(r"[\d\s.,;:/%€+-]*")
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Layout:
    """A table whose header was found.

    Attributes:
        header: The names of the columns, as they stand.
        header_number: Where they stand.
        rows: The records below, blank rows and repeated headers left out.
        remarks: What was left out, in French sentences.
        recognised: How many names of columns were recognised.
    """

    header: tuple[str, ...]
    header_number: int
    rows: tuple[Row, ...]
    remarks: tuple[str, ...]
    recognised: int


def lay_out(rows: Iterable[Row], recognise: Callable[[str], bool] | None) -> Layout:
    """Find the header among the first rows, and what below it is a record.

    The header is the row with the most cells that `recognise` knows as names of columns; where
    it knows none, the first row that is about as full of different texts as any.
    Raises `SourceError` where all rows are blank, or where there are too many.
    """
    filled: list[Row] = []
    blank = waiting = 0
    for row in rows:
        if is_blank(row):
            waiting += 1
            continue
        # Blank rows below the last record are no news.
        blank, waiting = blank + waiting, 0
        limits.check_columns(_width(row))
        filled.append(row)
        limits.check_rows(len(filled))
    if not filled:
        raise SourceError(
            "Le tableau est vide.",
            "Choisissez un fichier dont une ligne nomme les colonnes, avec une fiche par ligne.",
        )
    at, recognised = _find_header(filled[:_SEARCHED], recognise)
    names = _names(filled[at])
    repeated = {row.number for row in filled[at + 1 :] if _names_alone(row, names)}
    records = [row for row in filled[at + 1 :] if row.number not in repeated]
    others = [row.number for row in records if recognise and _is_header(row, recognise)]
    return Layout(
        header=tuple(map(_text, filled[at].cells)),
        header_number=filled[at].number,
        rows=tuple(records),
        remarks=(
            *_remarks(filled[:at], blank, sorted(repeated), len(records)),
            *_on_other_headers(others),
        ),
        recognised=recognised,
    )


def is_blank(row: Row) -> bool:
    """Tell whether a row has nothing but empty cells and spaces."""
    return all(_is_empty(cell) for cell in row.cells)


def _is_empty(cell: CellValue) -> bool:
    if isinstance(cell, str):
        return not cell or cell.isspace()
    return cell is None or cell in ([], {})


def _width(row: Row) -> int:
    """Count the cells of a row, the empty ones behind the last filled one left out."""
    return max(at + 1 for at, cell in enumerate(row.cells) if not _is_empty(cell))


def _find_header(rows: Sequence[Row], recognise: Callable[[str], bool] | None) -> tuple[int, int]:
    """Return where the header is among `rows`, and how many of its names are recognised."""
    names = [{text for cell in row.cells if (text := _text(cell).strip())} for row in rows]
    known = [sum(map(recognise, texts)) if recognise else 0 for texts in names]
    best = max(range(len(rows)), key=known.__getitem__)
    if known[best] >= _SURELY:
        return best, known[best]
    full = [sum(_could_name(text) for text in texts) for texts in names]
    enough = _NEARLY_ALL * max(full)
    first = next(at for at, count in enumerate(full) if count >= enough)
    return first, known[first]


def _could_name(text: str) -> bool:
    """Tell whether a text could be the name of a column: no number, no date, no long prose."""
    return len(text) <= _LONGEST_NAME and not _NO_NAME.fullmatch(text)


def _text(cell: CellValue) -> str:
    return "" if cell is None else cell if isinstance(cell, str) else toml_text(cell)


def _names(row: Row) -> list[str]:
    return [_name(cell) for cell in row.cells[: _width(row)]]


def _name(cell: CellValue) -> str:
    """Return what a cell is compared by; a text too long for a name is like nothing else."""
    text = _text(cell)
    return fold(text) if len(text) <= _LONGEST_NAME else text


def _names_alone(row: Row, names: Sequence[str]) -> bool:
    """Tell whether a row has the names of the header again, and nothing else."""
    return _width(row) == len(names) and all(
        _name(cell) == name for cell, name in zip(row.cells, names, strict=False)
    )


def _is_header(row: Row, recognise: Callable[[str], bool]) -> bool:
    """Tell whether a record has names of columns, and hardly anything else."""
    texts = [text for cell in row.cells if (text := _text(cell).strip())]
    if len(texts) <= _SURELY or not all(map(_could_name, texts)):
        return False
    # One after the other: of most rows, the first ones tell.
    strange = len(texts) * (1 - _NEARLY_ALL)
    for text in texts:
        strange -= not recognise(text)
        if strange < 0:
            return False
    return True


def _on_other_headers(numbers: Sequence[int]) -> Iterable[str]:
    if numbers:
        yield (
            f"Un autre en-tête se trouve {places(numbers)} : il est lu comme une fiche, et ce qui"
            " le suit avec les colonnes du premier. Séparez ces tableaux en plusieurs fichiers."
        )


def _remarks(
    titles: Sequence[Row], blank: int, repeated: Sequence[int], records: int
) -> Iterable[str]:
    if titles:
        words = (_text(cell).strip() for row in titles for cell in row.cells)
        told = quoted(" ".join(filter(None, words)))
        place = places([row.number for row in titles])
        yield f"Au-dessus de l'en-tête, {place} : {told}. Ce texte n'est pas importé."
    yield from left_out(blank)
    if repeated:
        yield f"L'en-tête est répété {places(repeated)} : il a été passé."
    if not records:
        yield "Il n'y a aucune ligne sous l'en-tête."


def left_out(blank: int) -> Iterable[str]:
    """Yield the remark on blank rows, if there are any."""
    if blank:
        many = f"{blank} lignes vides ont été passées."
        yield "1 ligne vide a été passée." if blank == 1 else many


def places(numbers: Sequence[int]) -> str:
    """Return where rows stand: « ligne 3 », « lignes 3 et 7 », of many the first and a count."""
    if len(numbers) == 1:
        return f"ligne {numbers[0]}"
    more = len(numbers) - _TOLD
    if more > 1:
        return f"lignes {', '.join(map(str, numbers[:_TOLD]))} et {more} autres"
    return f"lignes {', '.join(map(str, numbers[:-1]))} et {numbers[-1]}"
