"""What earlier reviews of a folder found, kept in one file: only what has changed is read again.

A fiche is known by its path, its time of change, size and inode; by the settings of its folder;
and by the rules (`stamp_of`). What was found holds for some days, since some rules look at the
date. A file changed in the very moment it was read (git calls it « racy »), or one that a fresh
checkout wrote again, is known by its content.
"""

from __future__ import annotations

import json
import os
from bisect import bisect_right
from contextlib import suppress
from itertools import repeat
from typing import TYPE_CHECKING, BinaryIO, NamedTuple
from zlib import crc32

from iafiche.review.blocks import (
    Block,
    Entry,
    Status,
    encoded,
    finding_of,
    plain_finding,
)
from iafiche.review.cache_file import DAMAGED, CacheFile, write_rows
from iafiche.review.judging import checksum
from iafiche.review.rows import Row
from iafiche.store import disk
from iafiche.store.opening import read_start
from iafiche.store.reading import LARGEST_FILE
from iafiche.store.safe_file import READ_AND_WRITE_FOR_OWNER, make_private_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from iafiche.check.findings import Finding
    from iafiche.review.judging import Keepsake
    from iafiche.review.scan import Batch

_GRAIN = 2_000_000_000
"""Nanoseconds in which a file may change twice and keep its time: two seconds on FAT."""

_PREFIX, _SUFFIX, _SPARE = "revue-", ".cache", ".tmp"
_FORGOTTEN_AFTER = {_SUFFIX: 180, _SPARE: 1}
"""Days after which a cache is deleted that nothing has changed, or a spare that nobody closed."""

_DAY = 86_400 * 10**9

_NEVER = -1
"""A time of change that no file has."""


Kept = tuple[Block, int]
"""One fiche of a block, by its rank."""


class Whole(NamedTuple):
    """A block that holds just the fiches of a batch, of which none has changed."""

    row: Row
    block: Block

    @property
    def kept(self) -> list[Kept]:
        """What is known of each fiche."""
        return list(zip(repeat(self.block), range(len(self.block.names))))


class Found(NamedTuple):
    """What is known of a batch.

    Attributes:
        whole: All of it, where nothing has changed: then there is nothing else here.
        kept: What is known of each fiche; None for those to be judged.
    """

    whole: Whole | None
    kept: list[Kept | None]

    @property
    def missing(self) -> list[int]:
        """The ranks of the fiches to be judged."""
        return [rank for rank, one in enumerate(self.kept) if one is None]


class Cache:
    """What is known of one folder under review, and what will be.

    Attributes:
        past: The rows that the last review left, in the order of its batches.
    """

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
        self._old: CacheFile | None = None
        self.past: list[Row] = []
        self._index: dict[str, list[Row]] = {}
        self._read_index()
        self._latest: tuple[Row, Block] | None = None
        self._visited: list[Row] = []
        self._fresh: set[int] = set()
        # The batch come to last has a row, which is the last one.
        self._is_at_row = False
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
            row, block = blocks[0]
            if row.first_day <= self._today <= row.last_day and _is_unchanged(batch, names, block):
                return Found(Whole(row, block), [])
        places = {
            name: (block, rank) for _, block in blocks for rank, name in enumerate(block.names)
        }
        kept = [
            self._checked(path, status, places.get(name))
            for path, name, status in zip(batch.paths, names, batch.statuses, strict=True)
        ]
        return Found(None, kept)

    def visit(self, whole: Whole) -> None:
        """Remember that the review has come to a batch of which nothing has changed."""
        self._visited.append(whole.row._replace(shared=None))
        self._is_at_row = True

    def keep(self, batch: Batch, settings: str, kept: Sequence[Kept | Keepsake]) -> None:
        """Remember what each fiche of a batch turned out to be, where something has changed."""
        self._is_at_row = False
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
            place = (offset, len(block), crc32(block), batch.place.folder)
            self._fresh.add(len(self._visited))
            self._is_at_row = True
            self._visited.append(Row(batch.inner, entries[0].name, settings, first, last, *place))

    def note(self, shown: str, shared: dict[int, list[Finding]] | None) -> None:
        """Remember of the batch come to last its folder as shown, and what it has in common.

        That is by rank what rules over all fiches find; None where it is of no use another time.
        """
        if self._is_at_row:
            plain = None
            if shared is not None:
                # As it would be read again, so that rows can be compared.
                plain = [(rank, _as_json(map(plain_finding, shared[rank]))) for rank in shared]
            self._visited[-1] = self._visited[-1]._replace(shown=shown, shared=plain)

    def shared(self, row: Row) -> dict[int, list[Finding]] | None:
        """Return what the fiches of a row of the past have in common with others, by rank."""
        with suppress(*DAMAGED):
            return {rank: [finding_of(each) for each in found] for rank, found in row.shared or ()}
        return None

    def block_of(self, row: Row) -> Block | None:
        """Return the block of a row of the past; None where it is damaged."""
        with suppress(*DAMAGED):
            return self._decoded(row)
        return None

    def close(self, *, is_complete: bool) -> None:
        """Write what is known to the disk, if it has changed; never raises.

        What was not come across is forgotten once the whole folder `is_complete`, and kept before.
        """
        rows = self._visited
        if not is_complete:
            met = {(row.folder, row.first) for row in rows}
            # What these have in common with others may have changed with those come across.
            left = (row._replace(shared=None) for row in self.past)
            rows = [*rows, *(row for row in left if (row.folder, row.first) not in met)]
        changed = bool(self._fresh) or (is_complete and rows != self.past)
        try:
            if changed and self._spare is not None:
                write_rows(self._spare, rows, self._fresh, self._old, self._stamp)
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

    def _read_index(self) -> None:
        with suppress(*DAMAGED):
            self._old = CacheFile(self._path)
            self.past = self._old.rows(self._stamp)
            for row in self.past:
                self._index.setdefault(row.folder, []).append(row)
            for found in self._index.values():
                found.sort(key=_first)

    def _blocks(self, inner: str, names: list[str], settings: str) -> list[tuple[Row, Block]]:
        """Return the blocks that may hold some of the names of a folder, which are sorted."""
        rows = self._index.get(inner, [])
        begin = max(0, bisect_right(rows, names[0], key=_first) - 1)
        end = bisect_right(rows, names[-1], key=_first)
        found = []
        for row in rows[begin:end]:
            if row.settings == settings:
                # Of a damaged block nothing is known.
                with suppress(*DAMAGED):
                    found.append((row, self._decoded(row)))
        return found

    def _decoded(self, row: Row) -> Block:
        # Where fiches have come or gone, a block serves two batches.
        if self._latest is None or self._latest[0] is not row:
            assert self._old is not None
            self._latest = row, Block(self._old.block(row))
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


def _first(row: Row) -> str:
    return row.first


def _as_json(findings: Iterable[object]) -> list[object]:
    written: list[object] = json.loads(json.dumps(list(findings)))
    return written


def _names(batch: Batch) -> list[str]:
    start = len(batch.paths[0]) - len(os.path.basename(batch.paths[0]))  # noqa: PTH119
    return [path[start:] for path in batch.paths]


def _is_unchanged(batch: Batch, names: list[str], block: Block) -> bool:
    statuses = [status for status in batch.statuses if status is not None]
    columns = (
        [status.st_mtime_ns for status in statuses],
        [status.st_size for status in statuses],
        [status.st_ino for status in statuses],
    )
    return block.has(names, columns)


def _status(status: os.stat_result) -> Status:
    return Status(status.st_mtime_ns, status.st_size, status.st_ino)


def _keepsake(one: Kept | Keepsake) -> Keepsake:
    return one[0].entry(one[1]).kept if isinstance(one[0], Block) else one
