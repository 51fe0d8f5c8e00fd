"""The tables that an import from the command line begins with: read, their columns told apart."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

from iafiche.cli import french
from iafiche.exchange.importing import field_named, is_column_name, propose
from iafiche.exchange.sheets import SourceError, read_source
from iafiche.exchange.sheets.limits import MOST_BYTES
from iafiche.intake.telling import Source
from iafiche.model.catalogue import CATALOGUE
from iafiche.store.opening import read_start
from iafiche.store.system_errors import IS_FOLDER, NOT_A_FILE, Trouble

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    import click

    from iafiche.exchange.importing import ColumnMapping
    from iafiche.exchange.sheets import Sheet

STANDARD_INPUT = "-"
_MOST_NAMES = 20
_CHOOSE = f"Choisissez un fichier qui contient un tableau, ou « {STANDARD_INPUT} »."


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the command line asks for.

    Attributes:
        files: The tables; « - » for standard input.
        folder: Where the fiches go.
        columns: What columns are, as `NOM=CHAMP`.
        sheet: The sheet of a workbook; empty to find it.
        encoding: The encoding of a text; empty to find it.
        separator: The separator of a CSV; empty to find it.
        is_trial: Nothing is to be written.
        update: Existing fiches take the values of the tables.
        agreed: Nothing is to be asked.
        form: The form of the report.
    """

    files: tuple[Path, ...]
    folder: Path
    columns: tuple[str, ...]
    sheet: str
    encoding: str
    separator: str
    is_trial: bool
    update: bool
    agreed: bool
    form: str


class UnreadableSourceError(Exception):
    """A file is no table that can be imported.

    Attributes:
        name: The file, as it was named.
        message: What is wrong, in French.
        advice: What to do, in French.
    """

    def __init__(self, name: str, message: str, advice: str) -> None:
        super().__init__(f"{name} : {message} {advice}")
        self.name = name
        self.message = message
        self.advice = advice


def sheets_of(asked: Asked, source: TextIO | None) -> list[Sheet]:
    """Return the tables that were named, `source` being standard input.

    Raises:
        UnreadableSourceError: One of them is no table.
    """
    return [_read(asked, path, name, source) for path, name in _named(asked.files)]


def _read(asked: Asked, path: Path, name: str, source: TextIO | None) -> Sheet:
    if str(path) == STANDARD_INPUT:
        stream = getattr(source, "buffer", None)
        data = b"" if stream is None else stream.read(MOST_BYTES + 1)
    else:
        data = read_start(path, MOST_BYTES + 1)
    if isinstance(data, Trouble):
        is_file = data not in (IS_FOLDER, NOT_A_FILE)
        raise UnreadableSourceError(str(path), data.message, data.advice if is_file else _CHOOSE)
    try:
        return read_source(
            name,
            data,
            sheet=asked.sheet,
            encoding=asked.encoding,
            separator=asked.separator,
            recognise=is_column_name,
        )
    except SourceError as error:
        raise UnreadableSourceError(str(path), error.message, error.advice) from None


def mapped(
    ctx: click.Context, asked: Asked, sheets: Sequence[Sheet], remembered: Mapping[str, str]
) -> list[Source]:
    """Return the tables with what their columns are, by what was asked and was remembered.

    Raises:
        click.UsageError: A column or a field that was named does not exist.
        UnreadableSourceError: A table has no column that is known.
    """
    mappings = [propose(sheet, remembered) for sheet in sheets]
    for wish in asked.columns:
        mappings = _amended(ctx, mappings, wish)
    for sheet, mapping in zip(sheets, mappings, strict=True):
        if not mapping.mapped:
            raise UnreadableSourceError(
                sheet.source,
                f"Aucune de ses colonnes n'est reconnue : {_some(sheet.header)}.",
                'Dites ce que sont ses colonnes, avec --colonne "NOM=CHAMP",'
                " ou choisissez une autre feuille, avec --feuille.",
            )
    return [Source(sheet, mapping) for sheet, mapping in zip(sheets, mappings, strict=True)]


def _amended(
    ctx: click.Context, mappings: Sequence[ColumnMapping], wish: str
) -> list[ColumnMapping]:
    name, equals, field = wish.rpartition("=")
    if not equals or not name.strip():
        raise french.WrongUse(
            f"--colonne {french.quoted(wish)} : écrivez le nom de la colonne, le signe =,"
            ' puis le champ, tel que "Nom=coll_nom".',
            ctx,
        )
    key = field_named(field) if field.strip() else None
    if key is None and field.strip():
        near = french.proposal(field.strip(), [spec.key for spec in CATALOGUE.fields])
        raise french.WrongUse(
            f"le champ {french.quoted(field)} n'existe pas."
            f" {near or 'La page docs/champs.md donne les clés des champs.'}",
            ctx,
        )
    if not any(mapping.column_named(name) for mapping in mappings):
        known = dict.fromkeys(c.name for mapping in mappings for c in mapping.columns)
        near = french.proposal(name, known)
        raise french.WrongUse(
            f"la colonne {french.quoted(name)} n'existe pas."
            f" {near or f'Les colonnes sont {_some(list(known))}.'}",
            ctx,
        )
    return [
        mapping.with_column(name, key) if mapping.column_named(name) else mapping
        for mapping in mappings
    ]


def _some(names: Sequence[str]) -> str:
    """Return the first names of columns as a French list."""
    told = french.listed(names[:_MOST_NAMES])
    return f"{told}…" if len(names) > _MOST_NAMES else told


def _named(paths: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    """Yield the files with what people call them: their names, with their folders where alike."""
    names = Counter(path.name for path in paths)
    for path in paths:
        if str(path) == STANDARD_INPUT:
            yield path, "entrée standard"
        else:
            yield path, path.name if names[path.name] == 1 else path.as_posix()
