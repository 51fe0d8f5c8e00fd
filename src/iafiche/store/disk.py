"""The one place where the program changes files: each step is a call of its own.

What must not go wrong between two steps is `safe_file`'s and `safe_folder`'s matter. A test gives
`write_safely` and its like another disk, on which a step fails or the program dies.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_UNSUPPORTED = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOTTY}
"""How file systems say that they know no such thing, rather than that it went wrong."""


class Disk:
    """The system's own calls. All raise `OSError`, and `ValueError` for a name that cannot be."""

    def check_writable(self, path: Path) -> None:
        """Raise what the system would say to somebody who writes into an existing file."""
        os.close(os.open(path, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0)))

    def create(self, path: Path, mode: int) -> int:
        """Make a file that is not there yet; return its descriptor, open for writing."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        return os.open(path, flags, mode)

    def open_or_create(self, path: Path, mode: int) -> int:
        """Open a file as it is, made where there is none; return its descriptor."""
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0)
        return os.open(path, flags, mode)

    def write(self, descriptor: int, data: bytes) -> None:
        """Write all of the data."""
        left = memoryview(data)
        while left:
            left = left[os.write(descriptor, left) :]

    def take_over(self, descriptor: int, path: Path, old: Path, state: os.stat_result) -> None:
        """Give a new file the owner, the mode and the access list of the one it will replace.

        As far as the system allows it: only an administrator may give a file away, and some
        shares have no modes to set.
        """
        if sys.platform == "win32":
            # There is no owner to copy, and no mode beyond « read-only », which was refused.
            path.chmod(stat.S_IMODE(state.st_mode))
            return
        own = os.fstat(descriptor)
        if (own.st_uid, own.st_gid) != (state.st_uid, state.st_gid):
            try:
                os.fchown(descriptor, state.st_uid, state.st_gid)
            except OSError:
                # A member of the group may set that.
                with suppress(OSError):
                    os.fchown(descriptor, -1, state.st_gid)
        with suppress(OSError):
            os.fchmod(descriptor, stat.S_IMODE(state.st_mode))
        if sys.platform == "linux":
            _copy_attributes(old, descriptor)

    def flush(self, descriptor: int) -> bool:
        """Have a file's content reach the disk itself; tell whether the system vouches for it."""
        try:
            if sys.platform == "darwin":
                import fcntl

                # There, fsync leaves the content in the memory of the disk (man 2 fsync).
                with suppress(OSError):
                    fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
                    return True
            os.fsync(descriptor)
        except OSError as error:
            if error.errno in _UNSUPPORTED:
                return False
            raise
        return True

    def close(self, descriptor: int) -> None:
        """Close a file; some shares say only now that there was no room for it."""
        os.close(descriptor)

    def replace(self, source: Path, target: Path) -> None:
        """Give a file or a folder another name, in the place of the file that has it, at once."""
        source.replace(target)

    def flush_folder(self, folder: Path) -> None:
        """Have the names in a folder reach the disk itself, where the system has such a call.

        Windows has none (NTFS journals them by itself).
        """
        if sys.platform != "win32":
            descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)

    def touch(self, path: Path) -> None:
        """Date a file from now, by the clock of its disk."""
        os.utime(path)

    def remove(self, path: Path) -> None:
        """Remove a file."""
        path.unlink()

    def make_folder(self, path: Path, mode: int = 0o777, *, parents: bool = False) -> None:
        """Make a folder; with `parents`, those above too, and one that is there will do."""
        path.mkdir(mode, parents=parents, exist_ok=parents)

    def remove_folder(self, path: Path) -> None:
        """Remove a folder and all that is in it, as far as that goes."""
        # Some milliseconds, at every start, for the few exports that are folders.
        import shutil

        shutil.rmtree(path, ignore_errors=True)


DISK = Disk()
"""What the program writes to."""


def _copy_attributes(old: Path, descriptor: int) -> None:
    """Copy the extended attributes: access lists, and what people keep there."""
    assert sys.platform == "linux"
    with suppress(OSError):
        for name in os.listxattr(old):
            # Those of the system's own security are not everybody's to set.
            with suppress(OSError):
                os.setxattr(descriptor, name, os.getxattr(old, name))
