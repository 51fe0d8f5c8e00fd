"""Opening files that anybody may have put there: nothing is waited for, nothing raised."""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING, BinaryIO

from iafiche.store.system_errors import IS_FOLDER, NOT_A_FILE, Trouble, reading_trouble

if TYPE_CHECKING:
    from pathlib import Path

# Not to wait for the other end of a pipe, not to be governed by a terminal, not to translate line
# ends, where systems have that.
_HOW = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_BINARY", 0)
)


def read_start(path: Path | str, count: int) -> bytes | Trouble:
    """Return the first `count` bytes of a file, or why it cannot be read; never raises.

    Where there is none, that is `system_errors.NOT_FOUND`.
    """
    try:
        # The system's own calls: Python's files take three times as long.
        descriptor = os.open(path, _HOW)
        try:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                return IS_FOLDER if stat.S_ISDIR(status.st_mode) else NOT_A_FILE
            data = os.read(descriptor, min(status.st_size + 1, count))
            if len(data) == status.st_size:
                return data
            return _rest(descriptor, data, count)
        finally:
            os.close(descriptor)
    except (OSError, ValueError) as error:
        return _unusual(path) or reading_trouble(error)


def _unusual(path: Path | str) -> Trouble | None:
    """Return what stands at a path that cannot be opened: Windows opens no folder, no system a
    socket. None where that is not why.
    """
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116
    except (OSError, ValueError):
        return None
    if stat.S_ISREG(mode):
        return None
    return IS_FOLDER if stat.S_ISDIR(mode) else NOT_A_FILE


def open_regular(path: Path | str) -> BinaryIO:
    """Open a file to be read here and there, without waiting for anybody.

    Raises:
        OSError: It cannot be opened, or is no ordinary file.
    """
    descriptor = os.open(path, _HOW)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "not a regular file", path)
        return os.fdopen(descriptor, "rb")
    except BaseException:
        os.close(descriptor)
        raise


def _rest(descriptor: int, data: bytes, count: int) -> bytes:
    """Return what was read and what follows: a share may give less at a time than asked for."""
    pieces, left = [data], count - len(data)
    while left > 0 and (more := os.read(descriptor, left)):
        pieces.append(more)
        left -= len(more)
    return b"".join(pieces)
