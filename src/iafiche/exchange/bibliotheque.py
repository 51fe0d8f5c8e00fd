"""The CSV file of the profile « bibliotheque »: written for the widget, and read back."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from iafiche.exchange import marks
from iafiche.exchange.csv_cells import cells_of_any_length
from iafiche.exchange.profiles import BIBLIOTHEQUE as PROFILE
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.draft import Draft
from iafiche.model.values import Foreign

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from iafiche.model.catalogue import FieldSpec
    from iafiche.model.values import Value

_QUOTE = '"'


class CsvReadError(Exception):
    """The text is no file of this profile.

    Attributes:
        line: The line of the file, from 1.
        message: What is wrong, in one French sentence.
        advice: What to do, in one French sentence.
    """

    def __init__(self, line: int, message: str, advice: str) -> None:
        super().__init__(f"Ligne {line} : {message} {advice}")
        self.line = line
        self.message = message
        self.advice = advice


class UnknownHeaderError(CsvReadError):
    """The first line is not the header of this profile."""


def write(drafts: Sequence[Draft], *, complete: bool) -> bytes:
    """Return the bytes of the file that holds these drafts."""
    return write_csv(drafts, complete=complete).encode()


def read(content: bytes) -> list[Draft]:
    """Return the drafts of a file that `write` made; `CsvReadError` for any other."""
    text = content.decode()
    with cells_of_any_length(text):
        return list(read_csv(text))


def write_csv(drafts: Iterable[Draft], *, complete: bool = False) -> str:
    """Return the text of the file that holds these drafts, one a record.

    The 17 public columns, or all 38. What is not a field of the model is left out; a value of
    another type than its field's leaves as its text.
    """
    columns = PROFILE.columns(complete=complete)
    records = [[spec.key for spec in columns]]
    records += ([write_cell(spec, draft[spec.key]) for spec in columns] for draft in drafts)
    return "".join(
        PROFILE.separator.join(map(_quoted, record)) + PROFILE.newline for record in records
    )


def write_cell(spec: FieldSpec, value: Value) -> str:
    """Return the cell of a value, before quoting; nothing for an empty one."""
    if isinstance(value, Foreign):
        text = str(value)
        value = (text,) if spec.kind.many and text else text
    if isinstance(value, str):
        return marks.write_start(marks.TEXT.write(value))
    if value == ("",):
        return marks.LONE_EMPTY_ITEM
    return marks.write_start(PROFILE.list_separator.join(map(marks.ITEM.write, value)))


def read_cell(spec: FieldSpec, cell: str) -> str | tuple[str, ...]:
    """Return the value that `write_cell` made `cell` from."""
    if not spec.kind.many:
        return marks.TEXT.read(marks.read_start(cell))
    if not cell:
        return ()
    if cell == marks.LONE_EMPTY_ITEM:
        return ("",)
    return tuple(map(marks.ITEM.read, marks.read_start(cell).split(PROFILE.list_separator)))


def _quoted(cell: str) -> str:
    # The widget trims what is not between quotes, and reads "" as a quote: an empty cell stays
    # bare. csv.writer knows no such mix.
    if PROFILE.separator in cell or _QUOTE in cell or cell.strip() != cell:
        return _QUOTE + cell.replace(_QUOTE, _QUOTE * 2) + _QUOTE
    return cell


def read_csv(text: str) -> Iterator[Draft]:
    """Return the drafts of a file that `write_csv` made.

    Raises `UnknownHeaderError` at once for another header, and `CsvReadError` on the way for a
    record that is not of this profile.
    """
    records = _records(text)
    _, header = next(records, (1, []))
    return _drafts(records, _columns_of(header))


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each record after the number of its last line."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=PROFILE.separator, strict=True)
    try:
        for record in reader:
            yield reader.line_num, record
    except csv.Error:
        raise CsvReadError(
            reader.line_num,
            "Un guillemet manque ou est en trop,"
            f" ou une cellule dépasse {csv.field_size_limit()} caractères.",
            "Exportez de nouveau le fichier, ou corrigez cette ligne.",
        ) from None


def _columns_of(header: Sequence[str]) -> tuple[FieldSpec, ...]:
    for complete in (False, True):
        columns = PROFILE.columns(complete=complete)
        if list(header) == [spec.key for spec in columns]:
            return columns
    unknown = next((name for name in header if name not in CATALOGUE), None)
    raise UnknownHeaderError(
        1,
        "Le fichier est vide."
        if not header
        else f"La colonne « {unknown} » n'existe pas dans le profil « {PROFILE.name} »."
        if unknown is not None
        else f"Il manque des colonnes du profil « {PROFILE.name} », ou leur ordre est différent.",
        "Choisissez un fichier exporté avec ce profil :"
        f" {len(PROFILE.public)} colonnes publiques, ou {len(PROFILE.complete)} en tout,"
        f" séparées par « {PROFILE.separator} ».",
    )


def _drafts(
    records: Iterable[tuple[int, list[str]]], columns: tuple[FieldSpec, ...]
) -> Iterator[Draft]:
    for line, record in records:
        if len(record) != len(columns):
            raise CsvReadError(
                line,
                f"{len(record)} cellules au lieu de {len(columns)}.",
                f"Vérifiez les guillemets et les « {PROFILE.separator} » de cette ligne.",
            )
        read = {spec.key: read_cell(spec, cell) for spec, cell in zip(columns, record, strict=True)}
        yield Draft({key: value for key, value in read.items() if value})
