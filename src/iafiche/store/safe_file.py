"""Writing a file so that at every moment it holds its old content or its new one, whole.

The new content goes to a temporary file beside it, onto the disk, and takes its place in one
step. A symbolic link stays and its target changes; the mode stays, and on POSIX the owner where
the system allows it. A hard link's other names keep the old content.
"""

from __future__ import annotations

import os
import stat
import sys
import time
from contextlib import suppress
from pathlib import Path

from iafiche.store.system_errors import (
    IS_FOLDER,
    NOT_A_FILE,
    READ_ONLY,
    SaveError,
    writing_trouble,
)

# What a new file asks for; the system takes the umask from it.
_READ_AND_WRITE_FOR_ALL = 0o666
_READ_AND_WRITE_FOR_OWNER = 0o600
_ANY_WRITE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
# In seconds. On Windows an antivirus or an indexer holds a new file open for a moment.
_PAUSES = (0.01, 0.02, 0.05, 0.1) if sys.platform == "win32" else ()
# Short enough for any file system, whatever the length of the file's own name.
_NAME_KEPT = 40


def write_safely(path: Path, data: bytes, *, private: bool = False) -> None:
    """Make `data` the content of the file at `path`, or leave everything as it was.

    Args:
        path: The file.
        data: Its whole new content.
        private: A new file is for its owner alone; on Windows the folder decides.

    Raises:
        SaveError: It cannot be written; the reason and what to do are in French.
    """
    try:
        target = Path(os.path.realpath(path))
        state = _state(target)
        if state is not None:
            _refuse_unwritable(target, state)
        temporary = _write_beside(target, data, _mode(state, private=private), state)
        try:
            move_onto(target, temporary)
        except BaseException:
            _discard(temporary)
            raise
    except (OSError, ValueError) as error:
        raise SaveError(writing_trouble(error, path.parent)) from error
    _flush_folder(target.parent)


def _state(target: Path) -> os.stat_result | None:
    try:
        return target.stat()
    except FileNotFoundError:
        return None


def _refuse_unwritable(target: Path, state: os.stat_result) -> None:
    if stat.S_ISDIR(state.st_mode):
        raise SaveError(IS_FOLDER)
    if not stat.S_ISREG(state.st_mode):
        raise SaveError(NOT_A_FILE)
    # Replacing a file asks the folder's leave, not the file's; and an administrator is never
    # refused by the system, which is why the mode counts too.
    effective = os.access in os.supports_effective_ids
    if not state.st_mode & _ANY_WRITE or not os.access(target, os.W_OK, effective_ids=effective):
        raise SaveError(READ_ONLY)


def _mode(state: os.stat_result | None, *, private: bool) -> int:
    if state is not None:
        return stat.S_IMODE(state.st_mode)
    return _READ_AND_WRITE_FOR_OWNER if private else _READ_AND_WRITE_FOR_ALL


def _write_beside(target: Path, data: bytes, mode: int, state: os.stat_result | None) -> Path:
    """Return the temporary file, written to the disk; nothing is left of it on failure."""
    temporary = beside(target)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    # The owner's right to write is needed until the end, whatever the mode to come.
    descriptor = os.open(temporary, flags, mode | stat.S_IWUSR)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            if state is not None:
                _take_over(file.fileno(), temporary, state)
            os.fsync(file.fileno())
    except BaseException:
        _discard(temporary)
        raise
    return temporary


def _take_over(descriptor: int, temporary: Path, state: os.stat_result) -> None:
    """Give the temporary file the owner, as far as the system allows it, and the mode."""
    if sys.platform == "win32":
        # There is no owner to copy, and no mode beyond « read-only », which was refused.
        temporary.chmod(stat.S_IMODE(state.st_mode))
    else:
        own = os.fstat(descriptor)
        if (own.st_uid, own.st_gid) != (state.st_uid, state.st_gid):
            # Only an administrator may give a file away; a member of the group may set that.
            try:
                os.fchown(descriptor, state.st_uid, state.st_gid)
            except OSError:
                with suppress(OSError):
                    os.fchown(descriptor, -1, state.st_gid)
        with suppress(PermissionError):
            # Some network shares have no modes to set.
            os.fchmod(descriptor, stat.S_IMODE(state.st_mode))


def beside(target: Path) -> Path:
    """Return the path of something temporary in the same folder, hidden and not there yet."""
    return target.with_name(f".{target.name[:_NAME_KEPT]}.{os.urandom(6).hex()}.tmp")


def move_onto(target: Path, temporary: Path) -> None:
    """Give the temporary file or folder its place, waiting a moment for who holds it open."""
    for pause in _PAUSES:
        try:
            temporary.replace(target)
        except PermissionError:
            time.sleep(pause)
        else:
            return
    temporary.replace(target)


def _discard(temporary: Path) -> None:
    with suppress(OSError):
        temporary.unlink()


def _flush_folder(folder: Path) -> None:
    """Make the replacement itself last through a power cut, where the system can.

    Windows has no such call for folders (NTFS journals them by itself), and some network shares
    refuse it: the file is written all the same.
    """
    if sys.platform != "win32":
        with suppress(OSError):
            descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
