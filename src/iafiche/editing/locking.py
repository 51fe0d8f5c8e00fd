"""Saying beside a fiche that it is open here, and learning that it is elsewhere, in a thread."""

from __future__ import annotations

from threading import Condition, Thread
from typing import TYPE_CHECKING

from iafiche.store.fiche_file import AlreadyExistsError
from iafiche.store.lock import Holder, Lock, has_left, holder_of, take
from iafiche.store.system_errors import Trouble

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

BEAT = 60.0
"""Seconds between two renewals of a lock, or two tries to take it."""

_LOOKS = 12
"""How often, between two tries, one looks whether somebody else has let go of a lock."""

_PATIENCE = 1.0
"""Seconds that somebody who ends the program waits for a disk that does not answer."""


class OpenElsewhereError(AlreadyExistsError):
    """Another fiche stands where this one was to be saved, and somebody has it open.

    Attributes:
        held: Who has.
        own: What this program says of itself.
    """

    def __init__(self, held: Holder, own: Holder) -> None:
        super().__init__(_OPEN_ELSEWHERE)
        self.held = held
        self.own = own


class Locking:
    """Keeps the lock of the fiche in hand, wherever that is saved.

    Attributes:
        own: What this program says of itself.
    """

    def __init__(self, own: Holder, tell: Callable[[Holder], None]) -> None:
        """Begin, without looking at the disk yet.

        Args:
            own: What this program says of itself.
            tell: Called, in the thread, with whoever has the fiche open; once for each of them.
        """
        self.own = own
        self._tell = tell
        self._changed = Condition()
        self._wanted: Path | None = None
        self._ends = False
        self._is_due = False
        self._lock: Lock | None = None
        self._held: Holder | None = None
        self._told: set[tuple[Path, str]] = set()
        self._thread: Thread | None = None

    def begin_with(self, fiche: Path) -> Holder | None:
        """Lock a fiche now, waiting for its disk, and keep it locked; return who else has it."""
        held = self._try(fiche)
        self.follow(fiche)
        return held

    def check_free(self, fiche: Path) -> None:
        """Raise `OpenElsewhereError` where somebody has that other fiche open.

        They are not told of again once this one is saved there.
        """
        held = holder_of(fiche, self.own)
        if held is not None:
            self._is_news(fiche, held)
            raise OpenElsewhereError(held, self.own)

    def follow(self, fiche: Path | None) -> None:
        """Lock this fiche from now on, and no other; None for one that has no file yet.

        Asking again looks at once whether its lock is still there, or can be had now.
        """
        with self._changed:
            if self._ends or (fiche is None and self._wanted is None):
                return
            self._wanted, self._is_due = fiche, True
            self._changed.notify()
        if self._thread is None:
            # A daemon: the end of the program waits for no share that has gone.
            self._thread = Thread(target=self._run, name="iafiche-verrou", daemon=True)
            self._thread.start()

    def release(self) -> None:
        """Be done with it: the fiche is closed, or the program ends."""
        with self._changed:
            self._ends = self._is_due = True
            self._changed.notify()
        if self._thread is not None:
            self._thread.join(_PATIENCE)

    def _run(self) -> None:
        while True:
            with self._changed:
                fiche, ends, self._is_due = self._wanted, self._ends, False
            self._keep_to(None if ends else fiche)
            if ends:
                return
            self._rest(fiche)

    def _rest(self, fiche: Path | None) -> None:
        """Wait until something is asked for, or due; or somebody else lets go of the lock."""
        for _ in range(_LOOKS):
            with self._changed:
                # What was asked for meanwhile is not waited for.
                if self._changed.wait_for(lambda: self._is_due, BEAT / _LOOKS):
                    return
            if fiche and self._held and has_left(self._held, fiche, self.own):
                return

    def _keep_to(self, fiche: Path | None) -> None:
        """Have the lock of this fiche and of no other; tell who else has it."""
        lock = self._lock
        if lock is not None and lock.fiche != fiche:
            lock.release()
            self._lock = None
        elif lock is not None and not lock.renew():
            self._lock = None
        self._held = None
        if self._lock is None and fiche is not None:
            held = self._try(fiche)
            if held is not None:
                self._tell(held)

    def _try(self, fiche: Path) -> Holder | None:
        """Try to lock a fiche; return who has it instead, where that was not told yet."""
        taken = take(fiche, self.own)
        if isinstance(taken, Lock):
            self._lock = taken
            return None
        self._held = taken
        return taken if taken is not None and self._is_news(fiche, taken) else None

    def _is_news(self, fiche: Path, held: Holder) -> bool:
        is_news = (fiche, held.token) not in self._told
        self._told.add((fiche, held.token))
        return is_news


_OPEN_ELSEWHERE = Trouble(
    "Un autre fichier porte déjà ce nom, et il est ouvert ailleurs.",
    "Choisissez un autre nom, ou confirmez que vous voulez le remplacer.",
)
