"""Who has a fiche open: a small hidden file beside it, as office suites write one.

It warns and stops nobody: what others have saved is never written over unseen, lock or no lock.
"""

from __future__ import annotations

import datetime
import json
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self
from zlib import crc32

from iafiche.store import disk
from iafiche.store.opening import read_start
from iafiche.store.processes import account_name, machine_mark, start_of
from iafiche.store.safe_file import READ_AND_WRITE_FOR_ALL, beside

if TYPE_CHECKING:
    from collections.abc import Mapping

SUFFIX = ".ouvert"

STALE_AFTER = 15 * 60.0
"""Seconds after which the lock of a machine that does not renew it counts no more."""

_TITLE = {"iafiche": "verrou", "version": 1}
_MOST_BYTES = 10_000
_NAME_KEPT = 40
_MOST_LETTERS = 80
_TRIES = 3


class Holder(NamedTuple):
    """Somebody who has a fiche open.

    Attributes:
        who: The name of their account; empty where nobody knows.
        where: The name of their machine.
        since: Since when, with the time zone; None where nobody knows.
        process: The number of their program's process.
        start: When that process began, as the system counts it.
        machine: What tells that run of the machine from others.
        token: What no other lock has.
    """

    who: str
    where: str
    since: datetime.datetime | None
    process: int
    start: str
    machine: str
    token: str

    @classmethod
    def of_this_process(cls, who: str, where: str, since: datetime.datetime) -> Self:
        """Return what this process writes into its lock."""
        process = os.getpid()
        token = os.urandom(16).hex()
        return cls(who, where, since, process, start_of(process) or "", machine_mark(), token)

    def is_of_account(self, other: Holder) -> bool:
        """Tell whether both are one account's on one machine, as far as they say."""
        is_known = bool(self.who and self.where)
        return is_known and (self.who, self.where) == (other.who, other.where)


def own_holder(since: datetime.datetime) -> Holder:
    """Return what this process says of itself, as it is: who runs it, and on which machine."""
    import platform

    return Holder.of_this_process(account_name(), platform.node(), since)


class Lock:
    """The lock that this program has on a fiche.

    Attributes:
        fiche: The fiche.
    """

    def __init__(self, fiche: Path, path: Path, own: Holder) -> None:
        self.fiche = fiche
        self._path = path
        self._own = own

    def renew(self) -> bool:
        """Say that it still counts; False where it has gone, or somebody else has it."""
        try:
            if not self._is_own():
                return False
            disk.DISK.touch(self._path)
        except (OSError, ValueError):
            return False
        return True

    def release(self) -> None:
        """Remove it, unless it is somebody else's by now. Never raises."""
        with suppress(OSError, ValueError):
            if self._is_own():
                disk.DISK.remove(self._path)

    def _is_own(self) -> bool:
        held = _read(self._path)
        return held is not None and held.token == self._own.token


def lock_of(fiche: Path) -> Path:
    """Return where the lock of a fiche is or would be, whatever links lead to it."""
    target = Path(os.path.realpath(fiche))
    check = crc32(os.fsencode(target.name))
    return target.with_name(f".{target.name[:_NAME_KEPT]}.{check:08x}{SUFFIX}")


def take(fiche: Path, own: Holder) -> Lock | Holder | None:
    """Lock a fiche, or return who has it open.

    None where its folder takes no lock: nobody can tell there, and nobody can save either. The
    lock of a program that has died, or of a machine that has not renewed it for long, is replaced.
    """
    try:
        path = lock_of(fiche)
        for _ in range(_TRIES):
            if _create(path, own):
                return Lock(fiche, path, own)
            held = _read(path)
            if held is not None and held.token == own.token:
                # One's own, on a share that had gone and is back.
                return Lock(fiche, path, own)
            if held is not None and not _is_stale(path, held, own):
                return held
            if held is not None:
                _remove_stale(path, held)
    except (OSError, ValueError):
        pass
    return None


def holder_of(fiche: Path, own: Holder) -> Holder | None:
    """Return who else has a fiche open; None where nobody has, or nobody can tell."""
    try:
        path = lock_of(fiche)
        held = _read(path)
        if held is None or held.token == own.token or _is_stale(path, held, own):
            return None
    except (OSError, ValueError):
        return None
    return held


def has_left(held: Holder, fiche: Path, own: Holder) -> bool:
    """Tell, by reading alone, whether somebody who had a fiche open has it no more."""
    try:
        found = _read(lock_of(fiche))
    except (OSError, ValueError):
        return False
    return found is None or found.token != held.token or _lives(held, own) is False


def _create(path: Path, own: Holder) -> bool:
    """Write a lock where there is none; tell whether there was none."""
    since = None if own.since is None else own.since.isoformat(timespec="seconds")
    told = {
        **_TITLE,
        "qui": own.who,
        "ou": own.where,
        "depuis": since,
        "processus": own.process,
        "debut": own.start,
        "machine": own.machine,
        "jeton": own.token,
    }
    try:
        descriptor = disk.DISK.create(path, READ_AND_WRITE_FOR_ALL)
    except FileExistsError:
        return False
    try:
        try:
            disk.DISK.write(descriptor, json.dumps(told).encode())
        finally:
            disk.DISK.close(descriptor)
    except BaseException:
        with suppress(OSError):
            disk.DISK.remove(path)
        raise
    return True


def _read(path: Path) -> Holder | None:
    """Return who holds a lock, somebody unknown where it is damaged; None where there is none."""
    data = read_start(path, _MOST_BYTES)
    if not isinstance(data, bytes):
        return None
    try:
        told: Mapping[str, object] = json.loads(data)
        if {name: told[name] for name in _TITLE} != _TITLE:
            return _somebody(data)
        since = datetime.datetime.fromisoformat(str(told["depuis"]))
        process = told["processus"]
        return Holder(
            _text(told["qui"]),
            _text(told["ou"]),
            since if since.tzinfo is not None else None,
            process if type(process) is int and 0 < process < 2**31 else 0,
            str(told["debut"]),
            str(told["machine"]),
            str(told["jeton"]),
        )
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return _somebody(data)


def _somebody(data: bytes) -> Holder:
    """Return somebody of whom nothing is known: a lock half written, or of a newer version."""
    return Holder("", "", None, 0, "", "", f"? {crc32(data)}")


def _text(told: object) -> str:
    return str(told)[:_MOST_LETTERS]


def _is_stale(path: Path, held: Holder, own: Holder) -> bool:
    lives = _lives(held, own)
    return _age(path) > STALE_AFTER if lives is None else not lives


def _lives(held: Holder, own: Holder) -> bool | None:
    """Tell whether the program of a lock still runs; None where that cannot be told from here."""
    if held.process and held.where == own.where:
        if held.machine == own.machine:
            start = start_of(held.process)
            if start is None or (held.start and start != held.start):
                return False
            if start:
                # No other process has its number.
                return True
        elif held.who == own.who and _have_started_apart(held.machine, own.machine):
            # The machine has been started again since.
            return False
    return None


def _have_started_apart(one: str, other: str) -> bool:
    """Tell whether two marks are of two runs of a machine, whatever the container.

    Windows and a Linux within it have one name, and not both a mark: those may run at once.
    """
    return bool(one and other) and one.split()[:1] != other.split()[:1]


def _age(path: Path) -> float:
    """Return for how many seconds a lock was not renewed, by the clock of its disk alone.

    Raises `OSError` where the folder takes no file.
    """
    probe = beside(path)
    disk.DISK.close(disk.DISK.create(probe, READ_AND_WRITE_FOR_ALL))
    try:
        return probe.stat().st_mtime - path.stat().st_mtime
    finally:
        disk.DISK.remove(probe)


def _remove_stale(path: Path, held: Holder) -> None:
    """Remove a lock that counts no more, and not one that somebody has put there meanwhile."""
    aside = beside(path)
    with suppress(FileNotFoundError):
        disk.DISK.replace(path, aside)
        found = _read(aside)
        if found is not None and found.token != held.token:
            disk.DISK.replace(aside, path)
        else:
            disk.DISK.remove(aside)
