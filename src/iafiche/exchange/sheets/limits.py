"""How large a source may be: far above any library of fiches, far below what a machine holds."""

from __future__ import annotations

from iafiche.exchange.sheets.sheet import SourceError

MOST_BYTES = 50_000_000
MOST_UNPACKED_BYTES = 400_000_000
"""For the parts of a workbook all together."""

MOST_LINES = 2_000_000
MOST_ROWS = 100_000
MOST_COLUMNS = 1_000
MOST_CELLS = 5_000_000
_MOST_SEPARATORS = 100_000
"""In one line, those of its texts included: read at once, they must fit in memory."""

_SPLIT_IT = "Partagez-le en plusieurs fichiers, puis importez-les l'un après l'autre."


def check_bytes(size: int) -> None:
    """Refuse a source of too many bytes."""
    if size > MOST_BYTES:
        raise SourceError(
            f"Le fichier pèse {spaced(size // 1_000_000)} Mo,"
            f" plus que les {spaced(MOST_BYTES // 1_000_000)} Mo qui peuvent être lus.",
            _SPLIT_IT,
        )


def check_lines(lines: int) -> None:
    """Refuse a text of too many lines, blank ones included."""
    if lines > MOST_LINES:
        check_rows(lines)


def check_rows(rows: int) -> None:
    """Refuse a table of too many rows."""
    if rows > MOST_ROWS:
        raise SourceError(
            f"Le tableau a plus de {spaced(MOST_ROWS)} lignes, le plus qui puisse être lu.",
            _SPLIT_IT,
        )


def check_separators(separators: int) -> None:
    """Refuse a line that would make a row of far too many cells."""
    if separators > _MOST_SEPARATORS:
        check_columns(separators)


def check_columns(columns: int) -> None:
    """Refuse a row of too many cells."""
    if columns > MOST_COLUMNS:
        raise SourceError(
            f"Le tableau a plus de {spaced(MOST_COLUMNS)} colonnes, le plus qui puisse être lu.",
            "Vérifiez que c'est le bon fichier, et supprimez les colonnes inutiles.",
        )


def check_cells(cells: int) -> None:
    """Refuse a table of too many cells."""
    if cells > MOST_CELLS:
        raise SourceError(
            f"Le tableau a plus de {spaced(MOST_CELLS)} cellules, le plus qui puisse être lu.",
            _SPLIT_IT,
        )


def spaced(number: int) -> str:
    """Return a number as French writes it: a no-break space between thousands."""
    return f"{number:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")
