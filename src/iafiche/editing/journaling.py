"""Writing down what is typed while it is typed, out of the way of whoever types."""

from __future__ import annotations

from threading import Condition, Lock, Thread
from typing import TYPE_CHECKING

from iafiche.store.journal_file import Record
from iafiche.store.system_errors import SaveError

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable

    from iafiche.model.draft import Draft
    from iafiche.store.fiche_file import FicheFile
    from iafiche.store.journal import Journal

DELAY = 1.0
"""Seconds in which what is typed is written down together; writing takes a part of the next one."""

_AGAIN = 10.0
"""Seconds after which a disk that refused is asked again."""

_PATIENCE = 1.0
"""Seconds that somebody who ends the program waits for a disk that does not answer."""


class Journaling:
    """Keeps the journal of one fiche at most two seconds behind its draft.

    A thread of its own writes, from the first change on.
    """

    def __init__(
        self,
        journal: Journal,
        now: Callable[[], datetime.datetime],
        fail: Callable[[Exception], None],
    ) -> None:
        """Begin, without writing anything yet.

        Args:
            journal: Where to write.
            now: Tells the time, with its zone.
            fail: Called, in the thread, with the first error in a row: a `SaveError`, or a fault
                of the program.
        """
        self._journal = journal
        self._now = now
        self._fail = fail
        self._changed = Condition()
        self._writing = Lock()
        self._wanted: Record | None = None
        self._noted = self._written = 0
        self._ends = False
        self._failed = False
        self._thread: Thread | None = None

    def note(self, file: FicheFile, draft: Draft, key: str | None) -> None:
        """Take note of the draft as it stands; of one that is its file's, nothing is kept.

        Takes no time: the writing comes later.
        """
        wanted = None
        if file.is_changed(draft):
            fiche = None if file.path is None else file.path.absolute()
            wanted = Record(fiche, file.draft, draft, key)
        with self._changed:
            if wanted is self._wanted or self._ends:
                return
            self._want(wanted)
        if self._thread is None:
            # A daemon: the end of the program waits for `close` and `keep`, not for a disk.
            self._thread = Thread(target=self._run, name="iafiche-journal", daemon=True)
            self._thread.start()

    def keep(self) -> None:
        """Write down what is not yet: the program ends, and not by the person's will."""
        if self._writing.acquire(timeout=_PATIENCE):
            try:
                self._catch_up()
            except SaveError:
                # What was written before is still there.
                pass
            finally:
                self._writing.release()

    def close(self) -> None:
        """Forget everything: the work is saved, or given up."""
        with self._changed:
            self._ends = True
            self._want(None)
        self.keep()

    def _want(self, record: Record | None) -> None:
        self._wanted = record
        self._noted += 1
        self._changed.notify()

    def _run(self) -> None:
        while self._wait():
            error = self._tried()
            if error is not None and not self._failed:
                self._fail(error)
            self._failed = error is not None

    def _wait(self) -> bool:
        """Wait until there is something to write, and then for more of it; tell whether to go on.

        After a failure, wait for longer.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._ends or self._noted != self._written)
            # Keys do not end this, nor do changes that are noted meanwhile.
            self._changed.wait_for(lambda: self._ends, _AGAIN if self._failed else DELAY)
            return not self._ends

    def _tried(self) -> Exception | None:
        try:
            with self._writing:
                self._catch_up()
        except Exception as error:  # handed on whatever it is: a thread has nobody above it
            return error
        return None

    def _catch_up(self) -> None:
        with self._changed:
            wanted, noted = self._wanted, self._noted
        if noted == self._written:
            return
        if wanted is None:
            self._journal.clear()
        else:
            self._journal.write(wanted, self._now())
        self._written = noted
