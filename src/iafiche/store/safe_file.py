"""Writing a file so that at every moment it holds its old content or its new one, whole.

The new content goes to a temporary file beside it, onto the disk, and takes its place in one
step. A symbolic link stays and its target changes; the mode and the access list stay, and on POSIX
the owner where the system allows it.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from iafiche.store import disk
from iafiche.store.system_errors import (
    NOT_A_FILE,
    NOT_FLUSHED,
    OTHER_NAMES,
    READ_ONLY,
    TAKEN_BY_FOLDER,
    SaveError,
    Trouble,
    replacing_trouble,
    writing_trouble,
)

READ_AND_WRITE_FOR_ALL = 0o666
"""What a new file asks for; the system takes the umask from it."""

READ_AND_WRITE_FOR_OWNER = 0o600
"""What a new file of the program's own asks for."""

_FOR_OWNER = 0o700
_ANY_WRITE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
# In seconds. On Windows an antivirus or an indexer holds a new file open for a moment.
_PAUSES = (0.01, 0.02, 0.05, 0.1) if sys.platform == "win32" else ()
# Short enough for any file system, whatever the length of the file's own name.
_NAME_KEPT = 40
# In seconds: no save takes that long, so that a temporary file that old has been left behind.
_LEFT_AFTER = 600.0


def write_safely(path: Path, data: bytes, *, private: bool = False) -> tuple[Trouble, ...]:
    """Make `data` the content of the file at `path`, or leave everything as it was.

    Args:
        path: The file.
        data: Its whole new content.
        private: A new file is for its owner alone; on Windows the folder decides.

    Returns:
        What the person should know although it is written.

    Raises:
        SaveError: It cannot be written; the reason and what to do are in French.
    """
    try:
        target = Path(os.path.realpath(path))
        state = _state(target)
        if state is not None:
            _refuse_unwritable(target, state)
        temporary, is_flushed = _write_beside(target, data, state, private=private)
        try:
            _take_place(temporary, target)
        except BaseException:
            _discard(temporary)
            raise
    except (OSError, ValueError) as error:
        raise SaveError(writing_trouble(error, path.parent)) from error
    try:
        disk.DISK.flush_folder(target.parent)
    except OSError as error:
        # Network shares that do not know that refuse it in many ways; a disk that fails, in one.
        is_flushed = is_flushed and error.errno != errno.EIO
    has_other_names = state is not None and state.st_nlink > 1
    told = ((has_other_names, OTHER_NAMES), (not is_flushed, NOT_FLUSHED))
    return tuple(trouble for holds, trouble in told if holds)


def make_private_folder(path: Path) -> None:
    """Make a folder that its owner alone may open, where there is none; raises `OSError`.

    So are those above it that are missing, as freedesktop.org's base directory specification
    wants it. On Windows, the folders of a person's profile are private by themselves.
    """
    missing = [folder for folder in path.parents if not folder.exists()]
    for folder in (*reversed(missing), path):
        disk.DISK.make_folder(folder, _FOR_OWNER, parents=True)


def make_new_private_folder(place: Path, name: str) -> Path:
    """Make a folder that its owner alone may open, and return it; raises `OSError`.

    Nobody can have put a link or a folder of theirs in its place: what ends its name is drawn.
    """
    path = place / f"{name}-{os.urandom(8).hex()}"
    disk.DISK.make_folder(path, _FOR_OWNER)
    return path


def remove_safely(path: Path) -> None:
    """Remove a file; it may have gone already.

    Raises:
        SaveError: It is still there.
    """
    try:
        with suppress(FileNotFoundError):
            disk.DISK.remove(path)
    except (OSError, ValueError) as error:
        raise SaveError(writing_trouble(error, path.parent)) from error


def _state(target: Path) -> os.stat_result | None:
    try:
        return target.stat()
    except FileNotFoundError:
        return None


def _refuse_unwritable(target: Path, state: os.stat_result) -> None:
    if stat.S_ISDIR(state.st_mode):
        raise SaveError(TAKEN_BY_FOLDER)
    if not stat.S_ISREG(state.st_mode):
        raise SaveError(NOT_A_FILE)
    # Replacing a file asks the folder's leave, not the file's; and an administrator is never
    # refused by the system, which is why the mode counts too.
    if not state.st_mode & _ANY_WRITE:
        raise SaveError(READ_ONLY)
    try:
        disk.DISK.check_writable(target)
    except PermissionError as error:
        raise SaveError(READ_ONLY) from error


class _Temporary(NamedTuple):
    path: Path
    is_flushed: bool


def _write_beside(
    target: Path, data: bytes, state: os.stat_result | None, *, private: bool
) -> _Temporary:
    """Return the temporary file, written to the disk; nothing is left of it on failure."""
    if state is not None:
        mode = stat.S_IMODE(state.st_mode)
    else:
        mode = READ_AND_WRITE_FOR_OWNER if private else READ_AND_WRITE_FOR_ALL
    # The owner's right to write is needed until the end, whatever the mode to come.
    descriptor, temporary = _create_beside(target, mode | stat.S_IWUSR)
    try:
        try:
            disk.DISK.write(descriptor, data)
            if state is not None:
                disk.DISK.take_over(descriptor, temporary, target, state)
            is_flushed = disk.DISK.flush(descriptor)
        finally:
            disk.DISK.close(descriptor)
    except BaseException:
        _discard(temporary)
        raise
    return _Temporary(temporary, is_flushed)


def _create_beside(target: Path, mode: int) -> tuple[int, Path]:
    """Make a temporary file; what a dead program left of the same one is removed.

    It always has the same name, so that a file never has more than one left behind; where
    somebody else is saving the same file, another name.
    """
    usual = target.with_name(f".{target.name[:_NAME_KEPT]}.{_check(target):08x}.tmp")
    with suppress(FileExistsError):
        return disk.DISK.create(usual, mode), usual
    other = beside(target)
    descriptor = disk.DISK.create(other, mode)
    with suppress(OSError):
        # By the clock of the file system, whatever that of the machine says.
        if os.fstat(descriptor).st_mtime - usual.lstat().st_mtime > _LEFT_AFTER:
            disk.DISK.remove(usual)
    return descriptor, other


def _check(target: Path) -> int:
    return crc32(os.fsencode(target.name))


def beside(target: Path) -> Path:
    """Return the path of something temporary in the same folder, hidden and not there yet."""
    return target.with_name(f".{target.name[:_NAME_KEPT]}.{os.urandom(6).hex()}.tmp")


def _take_place(temporary: Path, target: Path) -> None:
    try:
        move_onto(target, temporary)
    except OSError as error:
        # A folder that took the one file and refuses the other has a reason of its own.
        if trouble := replacing_trouble(error, target.parent):
            raise SaveError(trouble) from error
        raise


def move_onto(target: Path, temporary: Path) -> None:
    """Give the temporary file or folder its place, waiting a moment for who holds it open."""
    for pause in _PAUSES:
        try:
            disk.DISK.replace(temporary, target)
        except PermissionError:
            time.sleep(pause)
        else:
            return
    disk.DISK.replace(temporary, target)


def _discard(temporary: Path) -> None:
    with suppress(OSError):
        disk.DISK.remove(temporary)
