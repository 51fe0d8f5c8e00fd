"""Fast reading of a fiche's file: nothing raised, everything located."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from iafiche.model.draft import VERSION_KEY, Draft, read_draft
from iafiche.model.flaws import Code, Severity
from iafiche.store.migrations import FIRST_VERSION, FORMAT, FileFormat, Tables
from iafiche.store.opening import read_start
from iafiche.store.parsing import is_sound, parsed, parsed_fast
from iafiche.store.places import BYTE_ORDER_MARK, START, Position
from iafiche.store.system_errors import Trouble

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from iafiche.check.findings import Finding
    from iafiche.model.values import PathOfKeys
    from iafiche.store.plain_layout import PlainLayout
    from iafiche.store.positions import Layout
    from iafiche.store.usual_layout import UsualLayout

LARGEST_FILE = 2_000_000
"""In bytes. A long fiche has some twenty thousand."""


@dataclass(frozen=True, eq=False, repr=False)
class Reading:
    """What a file of bytes turned out to hold.

    Attributes:
        text: The decoded text, its line ends and byte-order mark as in the file; empty if it
            cannot be decoded. Encoded as UTF-8 it is the file again, byte for byte.
        draft: The values; empty where the file is unreadable.
        findings: What is wrong with the file as a whole, each with its line and column.
        version: The version of the file format that the file says it is written in.
        is_migrated: The draft was made from an older version's content.
        usual: Where the values stand, if that is known already.
    """

    text: str
    draft: Draft
    findings: tuple[Finding, ...] = ()
    version: int = FIRST_VERSION
    is_migrated: bool = False
    usual: UsualLayout | None = None

    @property
    def readable(self) -> bool:
        """Whether the file may be edited."""
        return not any(finding.severity is Severity.ERROR for finding in self.findings)

    def locate(self, path: PathOfKeys) -> Position:
        """Return where the value at `path` stands in the file.

        For a value that is not there it is the header of its section, else the first place.
        """
        if not self.readable:
            return START
        if self.usual is not None:
            return self.usual.locate(path)
        place = self._plain_layout.locate(path)
        return self._layout.locate(path) if place is None else place

    # Both are loaded for files with findings: a clean one is located nowhere.

    @cached_property
    def _plain_layout(self) -> PlainLayout:
        from iafiche.store.plain_layout import PlainLayout

        return PlainLayout(self.text)

    @cached_property
    def _layout(self) -> Layout:
        from iafiche.store.positions import Layout

        return Layout(self.text)


class Content(NamedTuple):
    """What a file of the current version holds, as `tomllib` has it if it `is_sound`."""

    text: str
    tables: Tables
    version: int

    def reading(self) -> Reading | None:
        """Return the same with its draft; None where it is not sound."""
        draft = read_draft(self.tables)
        # What a draft of nothing but texts was read from is sound.
        if not draft.is_all_text and not is_sound(self.tables):
            return None
        return Reading(self.text, draft, (), self.version)


def read_usual(data: bytes) -> Reading | None:
    """Return what a file holds that is laid out as the program writes it; None says nothing.

    With the places of its values this takes a fifth of the time, once an expression is made.
    """
    from iafiche.store.usual_layout import usual_layout

    layout = usual_layout(data)
    if layout is None:
        return None
    text = data.decode() if b"\r" in data else layout.text
    return Reading(text, layout.draft(), (), FORMAT.version, usual=layout)


def read_fast(data: bytes, file_format: FileFormat = FORMAT) -> Content | None:
    """Return what a file holds, where that is quickly told; None says nothing."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    tables = parsed_fast(text.removeprefix(BYTE_ORDER_MARK), data)
    if tables is None or not _is_current(tables, file_format):
        return None
    return Content(text, tables, file_format.version)


def read_bytes(data: bytes, file_format: FileFormat = FORMAT) -> Reading:
    """Return what a file's content holds; never raises."""
    fast = read_fast(data, file_format)
    reading = fast.reading() if fast else None
    return reading or _read_slowly(data, file_format)


def _read_slowly(data: bytes, file_format: FileFormat) -> Reading:
    text = decoded(data)
    if not isinstance(text, str):
        return _unreadable("", text)
    content = parse(text)
    if not isinstance(content, dict):
        return _unreadable(text, content)
    version = content.get(VERSION_KEY, FIRST_VERSION)
    if type(version) is not int or not file_format.reads(version):
        return _unreadable(text, _version_finding(text, version, file_format))
    current = file_format.migrate(content, version)
    return Reading(text, read_draft(current), (), version, version < file_format.version)


def read_file(path: Path, file_format: FileFormat = FORMAT) -> Reading:
    """Return what the file at `path` holds; one that cannot be opened is a finding too."""
    return read_content(read_start(path, LARGEST_FILE + 1), file_format)


def read_content(data: bytes | Trouble, file_format: FileFormat = FORMAT) -> Reading:
    """Return what the start of a file holds, of `LARGEST_FILE` bytes and one more at most.

    Or what a file is that cannot be read.
    """
    if isinstance(data, Trouble):
        return _unreadable("", _unopened(data))
    if len(data) > LARGEST_FILE:
        too_large = Trouble(
            f"Le fichier dépasse {LARGEST_FILE // 1_000_000} Mo : ce n'est pas une fiche.",
            "Choisissez un fichier *.fiche.toml.",
        )
        return _unreadable("", _unopened(too_large))
    return read_bytes(data, file_format)


def located(findings: Iterable[Finding], reading: Reading) -> tuple[Finding, ...]:
    """Return the findings about a file's draft, each with its line and column in the file."""
    places = ((finding, reading.locate(finding.path)) for finding in findings)
    return tuple(finding.at(place.line, place.column) for finding, place in places)


def decoded(data: bytes) -> str | Finding:
    """Return the text of a file, or why it is none."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _encoding_finding(data, error)


def parse(text: str) -> Tables | Finding:
    """Return the content of a TOML text, or why it is not TOML."""
    tables = parsed(text.removeprefix(BYTE_ORDER_MARK))
    if isinstance(tables, dict):
        return tables
    if isinstance(tables, RecursionError):
        return _too_deep_finding()
    from iafiche.store.syntax_errors import syntax_trouble

    trouble = syntax_trouble(tables, text.removeprefix(BYTE_ORDER_MARK))
    return _finding(Code.TOML_INVALIDE, trouble.message, trouble.advice, trouble.position)


def _is_current(tables: Tables, file_format: FileFormat) -> bool:
    version = tables.get(VERSION_KEY, FIRST_VERSION)
    return version == file_format.version and version.__class__ is int


def _unreadable(text: str, finding: Finding) -> Reading:
    return Reading(text, Draft(), (finding,))


def _finding(code: Code, message: str, advice: str, place: Position = START) -> Finding:
    # Loaded for files that cannot be read, and by whoever checks the others.
    from iafiche.check.findings import Finding

    return Finding((), code, code.severity, message, advice, line=place.line, column=place.column)


def _unopened(trouble: Trouble) -> Finding:
    return _finding(Code.FICHIER_ILLISIBLE, trouble.message, trouble.advice)


def _too_deep_finding() -> Finding:
    return _finding(
        Code.TOML_INVALIDE,
        "Des listes ou des tables sont imbriquées trop profondément.",
        "Vérifiez que ce fichier est bien une fiche.",
    )


def _encoding_finding(data: bytes, error: UnicodeDecodeError) -> Finding:
    before = data[: error.start].decode("utf-8")
    place = Position(before.count("\n") + 1, len(before) - before.rfind("\n"))
    utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\0" in data and not utf16:
        return _finding(
            Code.ENCODAGE_INVALIDE,
            "Le fichier n'est pas du texte.",
            "Choisissez un fichier *.fiche.toml.",
            place,
        )
    likely = "UTF-16 (« Unicode »)" if utf16 else "Windows-1252 (« ANSI »)"
    return _finding(
        Code.ENCODAGE_INVALIDE,
        f"Le fichier n'est pas en UTF-8 : il est sans doute en {likely}.",
        "Ouvrez-le dans un éditeur de texte, puis enregistrez-le avec l'encodage UTF-8.",
        place,
    )


def _version_finding(text: str, version: object, file_format: FileFormat) -> Finding:
    from iafiche.store.positions import Layout

    place = Layout(text).locate((VERSION_KEY,))
    known = file_format.version
    if type(version) is int and version > known:
        return _finding(
            Code.VERSION_INCONNUE,
            f"Le fichier est de la version {version}, plus récente que ce programme"
            f" (version {known}) : le modifier ici pourrait en perdre une partie.",
            "Mettez iafiche à jour pour l'ouvrir.",
            place,
        )
    return _finding(
        Code.VERSION_INCONNUE,
        f"La version du fichier n'est pas un nombre entier de {FIRST_VERSION} à {known}."
        if known > FIRST_VERSION
        else f"La version du fichier n'est pas le nombre {known}.",
        f"Écrivez « {VERSION_KEY} = {known} » au début du fichier.",
        place,
    )
