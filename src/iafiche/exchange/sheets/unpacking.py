"""The parts of a workbook that is a ZIP archive, unpacked within bounds.

An archive says itself how large its parts are, and may say anything. What is unpacked here is
counted as it comes, and packed again for whoever reads it next: they read what was counted.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING

from iafiche.exchange.sheets import limits
from iafiche.exchange.sheets.forms import locked
from iafiche.exchange.sheets.sheet import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_KEPT = (".xml", ".rels")
_OPEN_DOCUMENT_TYPE = "mimetype"
_LOCAL_HEADER = struct.Struct("<26xHH")
_ENCRYPTED = 1
_MOST_PARTS = 10_000
_RAW_DEFLATE = -15
_OF_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ValueError,
    OverflowError,
    OSError,
    EOFError,
    IndexError,
    NotImplementedError,
)
"""What a damaged directory makes of zipfile, struct and zlib."""


def damaged() -> SourceError:
    """Return the refusal of a workbook that cannot be read to its end."""
    return SourceError(
        "Ce classeur est abîmé ou incomplet.",
        "Ouvrez-le dans un tableur, enregistrez-le de nouveau, puis importez-le.",
    )


def part_names(data: bytes) -> frozenset[str]:
    """Return the names of all the parts of an archive, in lower case.

    Raises `SourceError` where it is damaged.
    """
    with _damage_told():
        return frozenset(entry.filename.lower() for entry in _entries(data))


def unpack(data: bytes, most: int = limits.MOST_UNPACKED_BYTES) -> dict[str, bytes]:
    """Return the parts of an archive by name: those that hold text and numbers.

    They are no more than `most` bytes together.
    Raises `SourceError` where it is damaged, or larger than can be read.
    """
    parts: dict[str, bytes] = {}
    left = most
    with _damage_told():
        for entry in _entries(data):
            if _is_kept(entry.filename):
                content = _unpacked(data, entry, left)
                left -= len(content)
                parts[entry.filename] = content
    return parts


def pack(parts: Mapping[str, bytes]) -> bytes:
    """Return an archive of these parts, uncompressed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return packed.getvalue()


@contextmanager
def _damage_told() -> Iterator[None]:
    try:
        yield
    except _OF_DAMAGE:
        raise damaged() from None


def _entries(data: bytes) -> list[zipfile.ZipInfo]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
    if len(entries) > _MOST_PARTS:
        raise damaged()
    return entries


def _is_kept(name: str) -> bool:
    return name == _OPEN_DOCUMENT_TYPE or name.lower().endswith(_KEPT)


def _unpacked(data: bytes, entry: zipfile.ZipInfo, left: int) -> bytes:
    limits.check_unpacked(entry.file_size, left)
    if entry.flag_bits & _ENCRYPTED:
        raise locked()
    names, extra = _LOCAL_HEADER.unpack_from(data, entry.header_offset)
    begin = entry.header_offset + _LOCAL_HEADER.size + names + extra
    packed = data[begin : begin + entry.compress_size]
    if entry.compress_type == zipfile.ZIP_STORED:
        content = packed
    elif entry.compress_type == zipfile.ZIP_DEFLATED:
        content = zlib.decompressobj(_RAW_DEFLATE).decompress(packed, left + 1)
    else:
        raise damaged()
    limits.check_unpacked(len(content), left)
    if len(content) != entry.file_size or zlib.crc32(content) != entry.CRC:
        raise damaged()
    return content
