"""A file held as long as a program lives: the system lets go of it, however the program ends."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Self

from iafiche.store import disk
from iafiche.store.safe_file import READ_AND_WRITE_FOR_OWNER

if TYPE_CHECKING:
    from pathlib import Path


class Hold:
    """What a living program has of a file that nobody else has, in this program or another.

    Where a file system knows no locks, everybody can hold the file at once.
    """

    def __init__(self, path: Path, descriptor: int) -> None:
        self._path = path
        self._descriptor = descriptor

    @classmethod
    def take(cls, path: Path) -> Self | None:
        """Hold the file, made where there is none; None where somebody alive holds it.

        Raises:
            OSError: It cannot be made.
        """
        while True:
            descriptor = disk.DISK.open_or_create(path, READ_AND_WRITE_FOR_OWNER)
            try:
                if not _locked(descriptor):
                    os.close(descriptor)
                    return None
                if _is_at(path, descriptor):
                    return cls(path, descriptor)
            except BaseException:
                os.close(descriptor)
                raise
            # Whoever held it let go and removed it in between.
            os.close(descriptor)

    def release(self) -> None:
        """Let go of the file, and remove it."""
        # Windows removes no open file; elsewhere somebody else could hold it once it is closed.
        if sys.platform == "win32":
            os.close(self._descriptor)
        with suppress(OSError):
            disk.DISK.remove(self._path)
        if sys.platform != "win32":
            os.close(self._descriptor)


def _is_at(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def _locked(descriptor: int) -> bool:
    """Lock an open file without waiting; tell whether nobody else has."""
    if sys.platform == "win32":
        import msvcrt

        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        # A share without locks.
        return True
    return True
