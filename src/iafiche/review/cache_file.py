"""The file that keeps what reviews found: blocks, one for each batch of a scan, then their index.

A new file takes over the blocks of the old one that still hold, and gets its place: two reviews
at once each see a whole file. Whatever is damaged is not believed.
"""

from __future__ import annotations

import errno
import json
import os
import struct
from typing import TYPE_CHECKING, BinaryIO
from zlib import crc32

from iafiche.review.rows import Row, row_of
from iafiche.store.opening import open_regular

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

TRAILER = struct.Struct("<QQL")
"""Where the index begins, how long it is, and its checksum: the last bytes of a file."""

DAMAGED = (OSError, ValueError, LookupError, TypeError, RecursionError, struct.error)
"""What becomes of reading what somebody else has written, even with the right checksum."""

_COPIED = 1 << 20
"""How many bytes are copied at a time."""


class CacheFile:
    """A file that some review has written."""

    def __init__(self, path: Path) -> None:
        """Open it; `OSError` where there is none."""
        self._file = open_regular(path)
        self._size = self._file.seek(0, os.SEEK_END)

    def rows(self, stamp: str) -> list[Row]:
        """Return its index, if it has this stamp; else nothing.

        Raises:
            Exception: One of `DAMAGED`: it is not what it should be.
        """
        self._file.seek(self._size - TRAILER.size)
        place = TRAILER.unpack(self._file.read(TRAILER.size))
        written_by, rows = json.loads(self._at(*place))
        return list(map(row_of, rows)) if written_by == stamp else []

    def block(self, row: Row) -> bytes:
        """Return the bytes of a block; `ValueError` where they are damaged."""
        return self._at(row.offset, row.length, row.check)

    def copy(self, begin: int, end: int, to: BinaryIO) -> None:
        """Write some bytes to another file; `OSError` where they are not all to be had."""
        self._file.seek(begin)
        while begin < end:
            data = self._file.read(min(_COPIED, end - begin))
            if not data:
                raise OSError(errno.EIO, "a file has become shorter")
            to.write(data)
            begin += len(data)

    def holds(self, row: Row) -> bool:
        """Tell whether there is room in it for the block of a row."""
        return 0 <= row.offset <= row.offset + row.length <= self._size

    def close(self) -> None:
        """Let go of it."""
        self._file.close()

    def _at(self, offset: int, length: int, check: int) -> bytes:
        if not 0 <= offset <= offset + length <= self._size:
            raise ValueError(offset)
        self._file.seek(offset)
        data = self._file.read(length)
        if len(data) != length or crc32(data) != check:
            raise ValueError(offset)
        return data


def write_rows(
    new: BinaryIO, rows: Sequence[Row], fresh: Collection[int], old: CacheFile | None, stamp: str
) -> None:
    """Write what a new file still lacks: the blocks of the old one that hold, and the index.

    Args:
        new: The file, which has the fresh blocks.
        rows: Its rows, in order.
        fresh: The ranks of those whose blocks it has.
        old: Where the blocks of the others are. Those that stand in a row there are copied at one
            go, and not looked at: whoever reads them sees whether they are damaged.
        stamp: What tells by which rules it was written.

    Raises:
        OSError: It cannot be written, or the old one not read.
    """
    written = []
    begin = end = 0
    for rank, row in enumerate(rows):
        if rank in fresh:
            written.append(row)
        elif old is not None and old.holds(row):
            if row.offset != end:
                old.copy(begin, end, new)
                begin = row.offset
            end = row.offset + row.length
            written.append(row._replace(offset=new.tell() + row.offset - begin))
    if old is not None:
        old.copy(begin, end, new)
    index = json.dumps([stamp, written]).encode("ascii")
    offset = new.tell()
    new.write(index)
    new.write(TRAILER.pack(offset, len(index), crc32(index)))
    new.flush()
