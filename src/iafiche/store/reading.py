"""Fast reading of a fiche's file: tomllib alone, nothing raised, everything located."""

from __future__ import annotations

import stat
import tomllib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from iafiche.model.draft import VERSION_KEY, Draft, read_draft
from iafiche.model.flaws import Code, Severity
from iafiche.store.migrations import FIRST_VERSION, FORMAT, FileFormat, Tables
from iafiche.store.places import BYTE_ORDER_MARK, START, Position
from iafiche.store.system_errors import IS_FOLDER, NOT_A_FILE, Trouble, reading_trouble

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from iafiche.check.findings import Finding
    from iafiche.model.values import PathOfKeys
    from iafiche.store.positions import Layout

LARGEST_FILE = 2_000_000
"""In bytes. A long fiche has some twenty thousand."""

_DEEPEST = 64


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
    """

    text: str
    draft: Draft
    findings: tuple[Finding, ...] = ()
    version: int = FIRST_VERSION
    is_migrated: bool = False

    @property
    def readable(self) -> bool:
        """Whether the file may be edited."""
        return not any(finding.severity is Severity.ERROR for finding in self.findings)

    def locate(self, path: PathOfKeys) -> Position:
        """Return where the value at `path` stands in the file.

        For a value that is not there it is the header of its section, else the first place.
        """
        return self._layout.locate(path) if self.readable else START

    @cached_property
    def _layout(self) -> Layout:
        # Loaded for files with findings: a clean one is located nowhere.
        from iafiche.store.positions import Layout

        return Layout(self.text)


def read_bytes(data: bytes, file_format: FileFormat = FORMAT) -> Reading:
    """Return what a file's content holds; never raises."""
    text = decoded(data)
    if not isinstance(text, str):
        return _unreadable("", text)
    parsed = parse(text)
    if not isinstance(parsed, dict):
        return _unreadable(text, parsed)
    version = parsed.get(VERSION_KEY, FIRST_VERSION)
    if type(version) is not int or not file_format.reads(version):
        return _unreadable(text, _version_finding(text, version, file_format))
    current = file_format.migrate(parsed, version)
    return Reading(text, read_draft(current), (), version, version < file_format.version)


def read_file(path: Path, file_format: FileFormat = FORMAT) -> Reading:
    """Return what the file at `path` holds; one that cannot be opened is a finding too."""
    data = read_start(path, LARGEST_FILE + 1)
    if isinstance(data, Trouble):
        return _unreadable("", _unopened(data))
    if len(data) > LARGEST_FILE:
        too_large = Trouble(
            f"Le fichier dépasse {LARGEST_FILE // 1_000_000} Mo : ce n'est pas une fiche.",
            "Choisissez un fichier *.fiche.toml.",
        )
        return _unreadable("", _unopened(too_large))
    return read_bytes(data, file_format)


def read_start(path: Path, count: int) -> bytes | Trouble:
    """Return the first `count` bytes of a file, or why it cannot be read; never raises.

    Where there is none, that is `system_errors.NOT_FOUND`.
    """
    try:
        # Looked at first: opening a pipe would wait for its other end.
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            return IS_FOLDER
        if not stat.S_ISREG(mode):
            return NOT_A_FILE
        with path.open("rb") as file:
            return file.read(count)
    except (OSError, ValueError) as error:
        return reading_trouble(error)


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
    try:
        tables = tomllib.loads(text.removeprefix(BYTE_ORDER_MARK))
    except RecursionError:
        return _too_deep_finding()
    except ValueError as error:
        from iafiche.store.syntax_errors import syntax_trouble

        trouble = syntax_trouble(error, text.removeprefix(BYTE_ORDER_MARK))
        return _finding(Code.TOML_INVALIDE, trouble.message, trouble.advice, trouble.position)
    return _too_deep_finding() if _is_too_deep(tables) else tables


def _is_too_deep(tables: Tables) -> bool:
    level: list[object] = [tables]
    for _ in range(_DEEPEST):
        inner: list[object] = []
        for value in level:
            if isinstance(value, dict):
                inner.extend(value.values())
            elif isinstance(value, list):
                inner.extend(value)
        level = inner
        if not level:
            return False
    return True


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
