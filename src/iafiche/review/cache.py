"""What earlier reviews of a folder found, kept in one file: only what has changed is read again.

A fiche is known by its path, its time of change, size and inode; by the settings of its folder;
and by the rules (`stamp_of`). What was found holds for some days, since some rules look at the
date. A file changed in the very moment it was read (git calls it « racy »), or one that a fresh
checkout wrote again, is known by its content.

The file is a row of blocks, one for each batch of a scan, then their index. A review writes the
blocks that differ to a new file, copies the others, and puts it in the place of the old one: two
reviews at once each see a whole file. Whatever is damaged, or of another program, is not believed.
"""

from __future__ import annotations

import json
import os
import struct
from bisect import bisect_right
from contextlib import suppress
from itertools import repeat
from typing import TYPE_CHECKING, BinaryIO, NamedTuple
from zlib import crc32

from iafiche.review.blocks import Block, Entry, Status, encoded
from iafiche.review.judging import checksum
from iafiche.store import disk
from iafiche.store.reading import LARGEST_FILE, open_regular, read_start
from iafiche.store.safe_file import READ_AND_WRITE_FOR_OWNER, make_private_folder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from iafiche.review.judging import Keepsake
    from iafiche.review.scan import Batch

_TRAILER = struct.Struct("<QQL")
"""Where the index begins, how long it is, and its checksum: the last bytes of a file."""

_GRAIN = 2_000_000_000
"""Nanoseconds in which a file may change twice and keep its time: two seconds on FAT."""

_PREFIX, _SUFFIX, _SPARE = "revue-", ".cache", ".tmp"
_FORGOTTEN_AFTER = {_SUFFIX: 180, _SPARE: 1}
"""Days after which a cache is deleted that nothing has changed, or a spare that nobody closed."""

_DAY = 86_400 * 10**9

_NEVER = -1
"""A time of change that no file has."""


class _Known(NamedTuple):
    """Where a block stands, and what it holds: a row of the index.

    Attributes:
        folder: The folder of its fiches, relative to the one under review.
        first: The first of their names; they are sorted.
        settings: What the settings of the folder were.
        first_day: From which day on the findings about all its fiches hold.
        last_day: Until which day.
        offset: Where it begins in the file, in bytes.
        length: How long it is, in bytes.
        check: Its checksum.
    """

    folder: str
    first: str
    settings: str
    first_day: int
    last_day: int
    offset: int
    length: int
    check: int


Kept = tuple[Block, int]
"""One fiche of a block, by its rank."""


class Found(NamedTuple):
    """What is known of a batch.

    Attributes:
        kept: What is known of each fiche; None for those to be judged.
        is_all: Nothing has changed in the batch: there is nothing to `keep`.
    """

    kept: list[Kept | None]
    is_all: bool


class Cache:
    """What is known of one folder under review, and what will be."""

    def __init__(self, folder: Path, root: str, stamp: str, today: int) -> None:
        """Open the cache of the folder at the absolute path `root`; never raises.

        Args:
            folder: Where caches are kept; made where it is missing.
            root: The folder under review.
            stamp: What tells these rules from others.
            today: The day of the review, as `date.toordinal` numbers it.
        """
        self._path = folder / f"{_PREFIX}{crc32(os.fsencode(root)):08x}{_SUFFIX}"
        # Two folders of one checksum forget what is known of the other.
        self._stamp = f"{stamp} {root}"
        self._today = today
        self._old: BinaryIO | None = None
        self._size = 0
        self._index: dict[str, list[_Known]] = {}
        self._count = 0
        self._read_index()
        self._latest: tuple[_Known, Block] | None = None
        self._rows: list[_Known] = []
        self._fresh: list[_Known] = []
        self._spare: BinaryIO | None = None
        self._spare_path = folder / f"{_PREFIX}{os.getpid()}-{id(self):x}{_SPARE}"
        self._born = 0
        with suppress(OSError):
            make_private_folder(folder)
            descriptor = disk.DISK.create(self._spare_path, READ_AND_WRITE_FOR_OWNER)
            self._spare = os.fdopen(descriptor, "wb")
            # The clock of the file system, before any fiche is read.
            self._born = os.fstat(self._spare.fileno()).st_mtime_ns

    def find(self, batch: Batch, settings: str) -> Found:
        """Return what is known of a batch; `settings` tells those of its folder from others."""
        names = _names(batch)
        blocks = self._blocks(batch.inner, names, settings)
        if len(blocks) == 1:
            known, block = blocks[0]
            if known.first_day <= self._today <= known.last_day and _is_unchanged(batch, block):
                self._rows.append(known)
                return Found(list(zip(repeat(block), range(len(names)))), is_all=True)
        places = {
            name: (block, rank) for _, block in blocks for rank, name in enumerate(block.names)
        }
        kept = [
            self._checked(path, status, places.get(name))
            for path, name, status in zip(batch.paths, names, batch.statuses, strict=True)
        ]
        return Found(kept, is_all=False)

    def keep(self, batch: Batch, settings: str, kept: Sequence[Kept | Keepsake]) -> None:
        """Remember what each fiche of a batch turned out to be, where something has changed."""
        if self._spare is None:
            return
        entries = [
            Entry(name, self._trusted(status), _keepsake(one))
            for name, status, one in zip(_names(batch), batch.statuses, kept, strict=True)
        ]
        block = encoded(entries)
        first = max(entry.kept.first_day for entry in entries)
        last = min(entry.kept.last_day for entry in entries)
        with suppress(OSError):
            offset = self._spare.tell()
            self._spare.write(block)
            place = (offset, len(block), crc32(block))
            self._fresh.append(_Known(batch.inner, entries[0].name, settings, first, last, *place))

    def close(self, *, is_complete: bool) -> None:
        """Write what is known to the disk, if it has changed; never raises.

        What was not come across is forgotten once the whole folder `is_complete`, and kept before.
        """
        changed = bool(self._fresh) or (is_complete and len(self._rows) != self._count)
        if not is_complete:
            again = {(row.folder, row.first) for row in self._fresh}
            rows = (row for rows in self._index.values() for row in rows)
            self._rows = [row for row in rows if (row.folder, row.first) not in again]
        try:
            if changed and self._spare is not None:
                self._write(self._spare)
        except OSError:
            # Of a full disk, or a cache open elsewhere on Windows: the next review reads more.
            changed = False
        finally:
            if self._old is not None:
                self._old.close()
            if self._spare is not None:
                with suppress(OSError):
                    self._spare.close()
                    if changed:
                        disk.DISK.replace(self._spare_path, self._path)
                        self._sweep()
                with suppress(OSError):
                    disk.DISK.remove(self._spare_path)

    def _sweep(self) -> None:
        with os.scandir(self._path.parent) as listing:
            for entry in listing:
                days = _FORGOTTEN_AFTER.get(os.path.splitext(entry.name)[1])  # noqa: PTH122
                if days is None or not entry.name.startswith(_PREFIX):
                    continue
                with suppress(OSError):
                    if entry.stat().st_mtime_ns < self._born - days * _DAY:
                        disk.DISK.remove(self._path.with_name(entry.name))

    def _write(self, spare: BinaryIO) -> None:
        rows = list(self._fresh)
        for row in self._rows:
            try:
                data = self._bytes_of(row)
            except ValueError:
                continue
            rows.append(row._replace(offset=spare.tell()))
            spare.write(data)
        index = json.dumps([self._stamp, rows]).encode("ascii")
        offset = spare.tell()
        spare.write(index)
        spare.write(_TRAILER.pack(offset, len(index), crc32(index)))
        spare.flush()

    def _read_index(self) -> None:
        with suppress(OSError, ValueError, TypeError, RecursionError, struct.error):
            self._old = open_regular(self._path)
            self._size = self._old.seek(0, os.SEEK_END)
            self._old.seek(self._size - _TRAILER.size)
            offset, length, check = _TRAILER.unpack(self._old.read(_TRAILER.size))
            stamp, rows = json.loads(self._at(offset, length, check))
            if stamp != self._stamp:
                return
            for row in rows:
                known = _known(row)
                self._index.setdefault(known.folder, []).append(known)
                self._count += 1
            for found in self._index.values():
                found.sort(key=lambda known: known.first)

    def _at(self, offset: int, length: int, check: int) -> bytes:
        """Return some bytes of the old file; `ValueError` where they are damaged."""
        assert self._old is not None
        if not 0 <= offset <= offset + length <= self._size:
            raise ValueError(offset)
        self._old.seek(offset)
        data = self._old.read(length)
        if len(data) != length or crc32(data) != check:
            raise ValueError(offset)
        return data

    def _bytes_of(self, row: _Known) -> bytes:
        return self._at(row.offset, row.length, row.check)

    def _blocks(self, inner: str, names: list[str], settings: str) -> list[tuple[_Known, Block]]:
        """Return the blocks that may hold some of the names of a folder, which are sorted."""
        rows = self._index.get(inner, [])
        begin = max(0, bisect_right(rows, names[0], key=lambda known: known.first) - 1)
        end = bisect_right(rows, names[-1], key=lambda known: known.first)
        found = []
        for row in rows[begin:end]:
            if row.settings == settings:
                # Of a damaged block nothing is known.
                with suppress(OSError, ValueError, LookupError, TypeError):
                    found.append((row, self._decoded(row)))
        return found

    def _decoded(self, row: _Known) -> Block:
        # Where fiches have come or gone, a block serves two batches.
        if self._latest is None or self._latest[0] is not row:
            self._latest = row, Block(self._bytes_of(row))
        return self._latest[1]

    def _checked(self, path: str, status: os.stat_result | None, place: Kept | None) -> Kept | None:
        """Return what is known of a fiche if it still holds, by its times or by its content."""
        if status is None or place is None:
            return None
        entry = place[0].entry(place[1])
        if not entry.kept.first_day <= self._today <= entry.kept.last_day:
            return None
        if entry.status == _status(status):
            return place
        if entry.status.size != status.st_size:
            return None
        data = read_start(path, LARGEST_FILE)
        if not isinstance(data, bytes) or len(data) != status.st_size:
            return None
        return place if checksum(data) == entry.kept.content else None

    def _trusted(self, status: os.stat_result | None) -> Status:
        """Return what to know a file by; by its content alone where it may have changed since."""
        if status is None:
            return Status(_NEVER, 0, 0)
        told = _status(status)
        return told if told.changed < self._born - _GRAIN else told._replace(changed=_NEVER)


def _known(row: list[object]) -> _Known:
    """Return a row of an index; `TypeError` where it is none."""
    known = _Known(*row)  # type: ignore[arg-type]  # looked at in the next line
    if list(map(type, known)) != [str, str, str, int, int, int, int, int]:
        raise TypeError(row)
    return known


def _names(batch: Batch) -> list[str]:
    start = len(batch.paths[0]) - len(os.path.basename(batch.paths[0]))  # noqa: PTH119
    return [path[start:] for path in batch.paths]


def _is_unchanged(batch: Batch, block: Block) -> bool:
    statuses = [status for status in batch.statuses if status is not None]
    columns = (
        [status.st_mtime_ns for status in statuses],
        [status.st_size for status in statuses],
        [status.st_ino for status in statuses],
    )
    return block.has(_names(batch), columns)


def _status(status: os.stat_result) -> Status:
    return Status(status.st_mtime_ns, status.st_size, status.st_ino)


def _keepsake(one: Kept | Keepsake) -> Keepsake:
    return one[0].entry(one[1]).kept if isinstance(one[0], Block) else one
