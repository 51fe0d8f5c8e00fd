"""What kind of source it is, told by its first bytes and its parts, never by its name alone."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass

from iafiche.exchange.sheets.sheet import SourceError
from iafiche.model.catalogue import CATALOGUE

SAVE_AS_TABLE = "Enregistrez-le d'abord au format .xlsx ou .csv."


class Form(enum.Enum):
    """The kinds of sources, by the reader that takes them."""

    TEXT = "texte"
    PACKED = "archive de classeur"
    XLS = "XLS"


@dataclass(frozen=True, slots=True)
class _Refused:
    """A kind of file that is no table: how it begins, what it is, what to do."""

    beginning: re.Pattern[bytes]
    what: str
    advice: str


def _begins(beginning: bytes, what: str, advice: str) -> _Refused:
    return _Refused(re.compile(beginning, re.IGNORECASE | re.DOTALL), what, advice)


_UNPACK = "Extrayez-en d'abord le tableau, puis importez le fichier extrait."
_COPY_TABLE = "Copiez le tableau dans un tableur, puis enregistrez-le au format .xlsx ou .csv."
_RESAVE = (
    "Ouvrez-le dans un tableur (Excel, LibreOffice), puis enregistrez-le au format .xlsx ou .csv."
)
_MARK = rb"(?:\xef\xbb\xbf)?\s*"
_HTML = rb"<(?:!doctype\s+html|html|head|body|table|meta)\b"
_REFUSED = (
    _begins(rb"%PDF", "un document PDF", _COPY_TABLE),
    _begins(rb"{\\rtf", "un texte mis en forme (RTF)", _COPY_TABLE),
    _begins(
        rb"\x89PNG|\xff\xd8\xff|GIF8|BM.{12}\x28",
        "une image",
        "Ressaisissez le tableau dans un tableur.",
    ),
    _begins(
        rb"SQLite format 3\0",
        "une base SQLite, comme celle d'un document Grist",
        "Dans Grist, exportez la table en CSV ou en XLSX.",
    ),
    _begins(rb"PAR1", "un fichier Parquet", "Convertissez-le d'abord en CSV."),
    _begins(
        rb"\x1f\x8b|BZh|\xfd7zXZ|7z\xbc\xaf|Rar!|\x28\xb5\x2f\xfd", "un fichier compressé", _UNPACK
    ),
    _begins(
        rb"\x09[\x00\x02\x04\x08].{2}.{2}[\x05\x06\x10\x20\x40]\x00",
        "un classeur Excel d'avant 1997",
        _RESAVE,
    ),
    _begins(
        _MARK + rb"(?:<\?xml.{0,2000}?)?(?:<!--.{0,2000}?-->\s*)?" + _HTML,
        "une page HTML, même si son nom annonce un classeur",
        _RESAVE,
    ),
    _begins(
        _MARK + rb"<\?xml.{0,2000}?<(?:\w+:)?(?:Workbook|document)\b", "un classeur en XML", _RESAVE
    ),
    _begins(_MARK + rb"<\?xml", "un fichier XML", _RESAVE),
)

_FICHE = re.compile(
    rb"^version\s*=\s*\d+\s*$.*^\["
    + f"(?:{'|'.join(section.key for section in CATALOGUE.sections)})".encode()
    + rb"\]\s*$",
    re.MULTILINE | re.DOTALL,
)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOOKED_AT = 4_000


def tell_form(data: bytes) -> Form:
    """Return the kind of a source.

    Raises `SourceError` for what is known not to be a table.
    """
    if not data.strip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"):
        raise SourceError("Le fichier est vide.", "Choisissez un fichier qui contient un tableau.")
    if data.startswith(_ZIP):
        return Form.PACKED
    if data.startswith(_OLE):
        return _old_office(data)
    beginning = data[:_LOOKED_AT]
    if _FICHE.search(beginning):
        raise not_a_table(
            "déjà une fiche d'iafiche", "Ouvrez-la directement : il n'y a rien à importer."
        )
    for refused in _REFUSED:
        if refused.beginning.match(beginning):
            raise not_a_table(refused.what, refused.advice)
    return Form.TEXT


def not_a_table(what: str, advice: str = SAVE_AS_TABLE) -> SourceError:
    """Return the refusal of a file of another kind, named with its article."""
    return SourceError(f"Ce fichier est {what}.", advice)


def locked() -> SourceError:
    """Return the refusal of a workbook that only a password opens."""
    return SourceError(
        "Ce classeur est protégé par un mot de passe.",
        "Ouvrez-le dans un tableur et enregistrez-le sans mot de passe, puis importez-le.",
    )


def _old_office(data: bytes) -> Form:
    """Tell what an OLE container holds, by the names of its streams."""
    if _stream("EncryptedPackage") in data:
        raise locked()
    if _stream("Workbook") in data or _stream("Book") in data:
        return Form.XLS
    if _stream("WordDocument") in data:
        raise not_a_table("un document Word", _COPY_TABLE)
    if _stream("PowerPoint Document") in data:
        raise not_a_table("une présentation PowerPoint", _COPY_TABLE)
    raise not_a_table("un document Office, mais pas un classeur", _COPY_TABLE)


def _stream(name: str) -> bytes:
    return f"{name}\0".encode("utf-16-le")


def tell_archive(parts: frozenset[str], mimetype: str) -> str:
    """Return what kind of workbook an archive is: « XLSX » or « ODS ».

    `parts` are the names in it, in lower case; `mimetype` is what OpenDocument says of itself.
    Raises `SourceError` for any other archive.
    """
    if "xl/workbook.xml" in parts:
        return "XLSX"
    if "xl/workbook.bin" in parts:
        raise not_a_table("un classeur Excel binaire (.xlsb)", _RESAVE)
    if mimetype.startswith("application/vnd.oasis.opendocument.spreadsheet"):
        return "ODS"
    if mimetype.startswith("application/vnd.oasis.opendocument.") or "word/document.xml" in parts:
        raise not_a_table("un document, pas un classeur", _COPY_TABLE)
    if "ppt/presentation.xml" in parts:
        raise not_a_table("une présentation PowerPoint", _COPY_TABLE)
    if any(part.endswith(".iwa") or part == "index.zip" for part in parts):
        raise not_a_table(
            "un document d'Apple (Numbers, Pages)",
            "Dans Numbers : Fichier, Exporter vers, Excel ou CSV.",
        )
    raise not_a_table("une archive ZIP", _UNPACK)
