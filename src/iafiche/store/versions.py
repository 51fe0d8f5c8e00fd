"""The earlier versions of fiches: what stood in a file before a save wrote something else there.

Each fiche has a folder of its own, named after its path: a fiche that is moved or renamed begins
anew, and what was kept under its old path stays until it is too old. A version is one file, its
bytes behind a line of JSON that tells what they are; a damaged one is passed over.
"""

from __future__ import annotations

import datetime
import json
import os
from contextlib import suppress
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from iafiche.store import disk
from iafiche.store.opening import read_start
from iafiche.store.reading import LARGEST_FILE, read_bytes
from iafiche.store.safe_file import READ_AND_WRITE_FOR_OWNER, make_private_folder, write_safely
from iafiche.store.system_errors import Trouble, writing_trouble

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from iafiche.store.reading import Reading
    from iafiche.store.retention import Retention

SUFFIX = ".version"
MOST_BYTES = 50_000_000
"""What the versions of all fiches together may take on the disk."""

_TITLE = {"iafiche": "version", "version": 1}
_MOST_HEADER = 100_000
_SWEPT_AFTER = MOST_BYTES // 10


class Version(NamedTuple):
    """What a fiche's file held before something else took its place.

    Attributes:
        path: The file it is kept in.
        data: Its bytes.
        written: When it had been written, by the clock of its disk; with the time zone.
        replaced: When something else took its place.
    """

    path: Path
    data: bytes
    written: datetime.datetime
    replaced: datetime.datetime

    @property
    def number(self) -> int:
        """What tells it from the others of its fiche, now and later; the latest has the highest."""
        return int(self.path.name.removesuffix(SUFFIX))

    def reading(self) -> Reading:
        """Return what it holds."""
        return read_bytes(self.data)

    def put_back(
        self, fiche: Path, keep: Callable[[Path], tuple[Trouble, ...]] | None = None
    ) -> tuple[Trouble, ...]:
        """Make it the whole content of a file, to the byte; `keep` keeps what stands there.

        Returns:
            What the person should know although it is written.

        Raises:
            SaveError: It cannot be written.
        """
        told = keep(fiche) if keep is not None else ()
        return (*write_safely(fiche, self.data), *told)


def versions_of(fiche: Path, folder: Path) -> tuple[Version, ...]:
    """Return the versions of a fiche that are kept in the program's folder; never raises.

    The latest comes first: in the order they were kept, whatever a clock has said.
    """
    try:
        paths = _files(_folder_of(fiche, folder))
    except (OSError, ValueError):
        # A path that the system cannot even look at.
        return ()
    found = (_read(path) for path in reversed(paths))
    return tuple(version for version in found if version is not None)


class Keeper:
    """Keeps what stands in a file, before a save writes something else there."""

    def __init__(
        self, folder: Path, retention: Retention, now: Callable[[], datetime.datetime]
    ) -> None:
        """Begin, without looking at the disk yet.

        Args:
            folder: The program's own, for the versions of all fiches.
            retention: How many are kept, and how long.
            now: Tells the time, with its zone.
        """
        self._folder = folder
        self._retention = retention
        self._now = now
        self._kept_since_swept = _SWEPT_AFTER
        self._has_told = False

    def __call__(self, fiche: Path) -> tuple[Trouble, ...]:
        """Keep what the file at `fiche` holds, if anything.

        Returns:
            Why it could not be kept; told once only, for that stops no save.
        """
        if not self._retention.most:
            return ()
        data = read_start(fiche, LARGEST_FILE + 1)
        if not isinstance(data, bytes) or len(data) > LARGEST_FILE:
            return ()
        try:
            self._keep(fiche, data)
        except (OSError, ValueError) as error:
            if self._has_told:
                return ()
            self._has_told = True
            why = writing_trouble(error, self._folder)
            told = "La version précédente n'a pas pu être gardée."
            return (Trouble(f"{told} {why.message}", why.advice),)
        self._kept_since_swept += len(data)
        if self._kept_since_swept > _SWEPT_AFTER:
            self._kept_since_swept = 0
            sweep(self._folder)
        return ()

    def _keep(self, fiche: Path, data: bytes) -> None:
        folder = _folder_of(fiche, self._folder)
        kept = _files(folder)
        latest = _read(kept[-1]) if kept else None
        if latest is None or latest.data != data:
            make_private_folder(folder)
            written = datetime.datetime.fromtimestamp(fiche.stat().st_mtime, tz=datetime.UTC)
            told = {
                **_TITLE,
                "fiche": str(fiche),
                "ecrite": written.isoformat(timespec="seconds"),
                "remplacee": self._now().isoformat(timespec="seconds"),
                "taille": len(data),
                "somme": crc32(data),
            }
            kept.append(_write(folder, kept, json.dumps(told).encode() + b"\n" + data))
        self._forget_old(kept)

    def _forget_old(self, kept: list[Path]) -> None:
        """Remove what is too much or too old; the latest one always stays."""
        surplus = kept[: -self._retention.most]
        oldest = self._now() - datetime.timedelta(days=self._retention.days)
        for path in kept[len(surplus) : -1]:
            version = _read(path)
            if version is None or version.replaced < oldest:
                surplus.append(path)
        _remove(surplus)


def sweep(folder: Path, most_bytes: int = MOST_BYTES) -> None:
    """Remove the oldest versions of any fiches until all together take no more than that."""
    kept = []
    for each in _folders(folder):
        for path in _files(each):
            with suppress(OSError):
                status = path.stat()
                kept.append((status.st_mtime, status.st_size, path))
    total = sum(size for _, size, _ in kept)
    surplus = []
    for _, size, path in sorted(kept):
        if total <= most_bytes:
            break
        total -= size
        surplus.append(path)
    _remove(surplus)


def _folder_of(fiche: Path, folder: Path) -> Path:
    # One file has one path, whatever links lead there; Windows does not tell a from A.
    path = os.path.normcase(os.path.realpath(fiche))
    return folder / sha256(os.fsencode(path)).hexdigest()[:32]


def _folders(folder: Path) -> list[Path]:
    try:
        return [each for each in folder.iterdir() if each.is_dir()]
    except OSError:
        return []


def _files(folder: Path) -> list[Path]:
    """Return the files of a fiche's versions, the oldest first."""
    try:
        names = sorted(name for name in os.listdir(folder) if name.endswith(SUFFIX))  # noqa: PTH208
    except (OSError, ValueError):
        return []
    return [folder / name for name in names if name.removesuffix(SUFFIX).isdecimal()]


def _write(folder: Path, kept: list[Path], content: bytes) -> Path:
    rank = int(kept[-1].name.removesuffix(SUFFIX)) if kept else 0
    while True:
        rank += 1
        path = folder / f"{rank:010}{SUFFIX}"
        try:
            descriptor = disk.DISK.create(path, READ_AND_WRITE_FOR_OWNER)
        except FileExistsError:
            # Another window keeps one at the same time.
            continue
        try:
            try:
                disk.DISK.write(descriptor, content)
            finally:
                disk.DISK.close(descriptor)
        except BaseException:
            _remove([path])
            raise
        return path


def _read(path: Path) -> Version | None:
    """Return a version; None where it is damaged, of another program or a newer one."""
    content = read_start(path, _MOST_HEADER + LARGEST_FILE)
    if not isinstance(content, bytes):
        return None
    header, _, data = content.partition(b"\n")
    try:
        told: Mapping[str, object] = json.loads(header)
        if {name: told[name] for name in _TITLE} != _TITLE:
            return None
        if (told["taille"], told["somme"]) != (len(data), crc32(data)):
            return None
        return Version(path, data, _moment(told["ecrite"]), _moment(told["remplacee"]))
    except (ValueError, TypeError, LookupError, AttributeError, OverflowError, RecursionError):
        return None


def _moment(told: object) -> datetime.datetime:
    when = datetime.datetime.fromisoformat(str(told))
    if when.tzinfo is None:
        raise ValueError(told)
    # Some moments of the first and the last year are in none once they are told in another zone.
    return when.astimezone(datetime.UTC)


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        with suppress(OSError):
            disk.DISK.remove(path)
