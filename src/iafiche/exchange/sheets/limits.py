"""How large a source may be: far above any library of fiches, far below what a machine holds."""

from __future__ import annotations

from iafiche.exchange.sheets.sheet import SourceError

MOST_BYTES = 50_000_000
MOST_UNPACKED_BYTES = 150_000_000
"""For the parts of a workbook all together."""

MOST_SHEETS = 1_000
MOST_LINES = 2_000_000
MOST_ROWS = 100_000
MOST_COLUMNS = 1_000
MOST_CELLS = 5_000_000
MOST_AREA = 10_000_000
"""For the cells of a worksheet from its first to its last, the empty ones included."""

MOST_TEXT = 200_000_000
"""For the texts of a worksheet all together, each as often as it is shown."""

_MOST_SEPARATORS = 100_000
"""In one line, those of its texts included: read at once, they must fit in memory."""

_MOST_COMMAS, _MOST_BRACKETS = 2 * MOST_CELLS, 2_000_000
_MOST_TAGS = 4 * MOST_CELLS
"""In the XML of a workbook: a cell has four mostly, and a second goes by for each million."""

_MEGA = 1_000_000
_SPLIT_IT = "Partagez-le en plusieurs fichiers, puis importez-les l'un après l'autre."


def check_bytes(size: int) -> None:
    """Refuse a source of too many bytes."""
    if size > MOST_BYTES:
        raise SourceError(
            f"Le fichier pèse {spaced(size // _MEGA)} Mo ; le plus est {MOST_BYTES // _MEGA} Mo.",
            _SPLIT_IT,
        )


def check_unpacked(size: int, left: int) -> None:
    """Refuse a workbook whose parts are too large once unpacked."""
    if size > left:
        raise SourceError(
            f"Une fois décompressé, le classeur dépasse {MOST_UNPACKED_BYTES // _MEGA} Mo.",
            "Copiez les lignes utiles dans un nouveau classeur, puis importez celui-ci.",
        )


def is_too_large(rows: int, columns: int, text: int) -> bool:
    """Tell whether a worksheet is too large to be read: its area, or its texts together."""
    return rows * columns > MOST_AREA or text > MOST_TEXT


def too_large(sheet: str) -> SourceError:
    """Return the refusal of a worksheet that is too large, or not as it should be."""
    return SourceError(
        f"La feuille {sheet} est abîmée, ou trop étendue pour être lue.",
        "Une cellule remplie s'y trouve peut-être très loin des autres : copiez les lignes utiles"
        " dans un nouveau classeur, puis importez celui-ci.",
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


def check_values(commas: int, brackets: int) -> None:
    """Refuse a JSON text of too many values, by the signs that stand between and around them."""
    if commas > _MOST_COMMAS or brackets > _MOST_BRACKETS:
        check_cells(MOST_CELLS + 1)


def is_too_long(tags: int) -> bool:
    """Tell whether the XML of a workbook has too many tags to be gone through."""
    return tags > _MOST_TAGS


def spaced(number: int) -> str:
    """Return a number as French writes it: a no-break space between thousands."""
    return f"{number:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")
