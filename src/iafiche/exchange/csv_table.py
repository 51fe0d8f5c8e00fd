"""Tables of fiches in CSV: what the profiles that use them share."""

from __future__ import annotations

import csv
import io
from contextlib import contextmanager
from typing import TYPE_CHECKING

from iafiche.model.draft import Draft

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from iafiche.exchange.profiles import CsvProfile
    from iafiche.model.catalogue import FieldSpec
    from iafiche.model.values import Value

    WriteCell = Callable[[FieldSpec, Value], str]
    ReadCell = Callable[[FieldSpec, str], str | tuple[str, ...]]


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


def records_of(
    profile: CsvProfile, drafts: Iterable[Draft], write_cell: WriteCell, *, complete: bool
) -> Iterator[list[str]]:
    """Yield the header, then a record for each draft.

    What is not a field of the profile is left out.
    """
    columns = profile.columns(complete=complete)
    yield [profile.name_of(spec) for spec in columns]
    for draft in drafts:
        yield [write_cell(spec, draft[spec.key]) for spec in columns]


def write_table(
    profile: CsvProfile, drafts: Iterable[Draft], write_cell: WriteCell, *, complete: bool
) -> str:
    """Return the text of a file: cells between quotes where they need them."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=profile.separator, lineterminator=profile.newline)
    writer.writerows(records_of(profile, drafts, write_cell, complete=complete))
    return text.getvalue()


def read_table(profile: CsvProfile, text: str, read_cell: ReadCell) -> Iterator[Draft]:
    """Return the drafts of a file of the profile.

    Raises `UnknownHeaderError` at once for another header, and `CsvReadError` on the way for a
    record that is not of this profile.
    """
    records = _records(profile, text)
    _, header = next(records, (1, []))
    return _drafts(profile, records, _columns_of(profile, header), read_cell)


@contextmanager
def cells_of_any_length(text: str) -> Iterator[None]:
    """Let csv read cells as long as this text; it stops at 131,072 characters by itself."""
    usual = csv.field_size_limit()
    csv.field_size_limit(max(usual, len(text)))
    try:
        yield
    finally:
        csv.field_size_limit(usual)


def _records(profile: CsvProfile, text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each record after the number of its last line."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=profile.separator, strict=True)
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


def _columns_of(profile: CsvProfile, header: Sequence[str]) -> tuple[FieldSpec, ...]:
    for complete in (False, True):
        columns = profile.columns(complete=complete)
        if list(header) == [profile.name_of(spec) for spec in columns]:
            return columns
    known = {profile.name_of(spec) for spec in profile.complete}
    unknown = next((name for name in header if name not in known), None)
    extents = f"{len(profile.public)} colonnes publiques, ou {len(profile.complete)} en tout,"
    if len(profile.public) == len(profile.complete):
        extents = f"{len(profile.complete)} colonnes,"
    raise UnknownHeaderError(
        1,
        "Le fichier est vide."
        if not header
        else f"La colonne « {unknown} » n'existe pas dans le profil « {profile.name} »."
        if unknown is not None
        else f"Il manque des colonnes du profil « {profile.name} », ou leur ordre est différent.",
        "Choisissez un fichier exporté avec ce profil :"
        f" {extents} séparées par « {profile.separator} ».",
    )


def _drafts(
    profile: CsvProfile,
    records: Iterable[tuple[int, list[str]]],
    columns: tuple[FieldSpec, ...],
    read_cell: ReadCell,
) -> Iterator[Draft]:
    for line, record in records:
        if len(record) != len(columns):
            raise CsvReadError(
                line,
                f"{len(record)} cellules au lieu de {len(columns)}.",
                f"Vérifiez les guillemets et les « {profile.separator} » de cette ligne.",
            )
        read = {spec.key: read_cell(spec, cell) for spec, cell in zip(columns, record, strict=True)}
        yield Draft({key: value for key, value in read.items() if value})
