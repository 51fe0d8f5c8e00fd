"""Saying beside a fiche that it is open here, and learning that it is elsewhere, in a thread."""

from __future__ import annotations

from threading import Condition, Thread
from typing import TYPE_CHECKING

from iafiche.store.lock import Holder, Lock, take

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

BEAT = 60.0
"""Seconds between two renewals of a lock."""

_PATIENCE = 1.0
"""Seconds that somebody who ends the program waits for a disk that does not answer."""


class Locking:
    """Keeps the lock of the fiche in hand, wherever that is saved.

    Attributes:
        own: What this program says of itself.
    """

    def __init__(self, own: Holder, tell: Callable[[Holder], None]) -> None:
        """Begin, without looking at the disk yet.

        Args:
            own: What this program says of itself.
            tell: Called, in the thread, with whoever has the fiche open; once for each file.
        """
        self.own = own
        self._tell = tell
        self._changed = Condition()
        self._wanted: Path | None = None
        self._ends = False
        self._lock: Lock | None = None
        self._told: Path | None = None
        self._thread: Thread | None = None

    def begin_with(self, fiche: Path) -> Holder | None:
        """Lock a fiche now, waiting for its disk, and keep it locked; return who else has it."""
        taken = take(fiche, self.own)
        held = None
        if isinstance(taken, Lock):
            self._lock = taken
        elif taken is not None:
            self._told, held = fiche, taken
        self.follow(fiche)
        return held

    def follow(self, fiche: Path | None) -> None:
        """Lock this fiche from now on, and no other; None for one that has no file yet."""
        with self._changed:
            if fiche == self._wanted or self._ends:
                return
            self._wanted = fiche
            self._changed.notify()
        if self._thread is None:
            # A daemon: the end of the program waits for no share that has gone.
            self._thread = Thread(target=self._run, name="iafiche-verrou", daemon=True)
            self._thread.start()

    def release(self) -> None:
        """Be done with it: the fiche is closed, or the program ends."""
        with self._changed:
            self._ends = True
            self._changed.notify()
        if self._thread is not None:
            self._thread.join(_PATIENCE)

    def _run(self) -> None:
        while True:
            with self._changed:
                fiche, ends = self._wanted, self._ends
            self._keep_to(None if ends else fiche)
            if ends:
                return
            with self._changed:
                # What was asked for meanwhile is not waited for.
                self._changed.wait_for(lambda: self._ends or self._wanted != fiche, BEAT)  # noqa: B023

    def _keep_to(self, fiche: Path | None) -> None:
        """Have the lock of this fiche and of no other; tell who else has it."""
        lock = self._lock
        if lock is not None and lock.fiche != fiche:
            lock.release()
            lock = None
        elif lock is not None and not lock.renew():
            lock = None
        if lock is None and fiche is not None:
            taken = take(fiche, self.own)
            if isinstance(taken, Lock):
                lock = taken
            elif taken is not None and self._told != fiche:
                self._told = fiche
                self._tell(taken)
        self._lock = lock
