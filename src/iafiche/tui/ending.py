"""How the program ends where nobody asked it to: what is typed is kept, the terminal put back."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from functools import partial
from typing import TYPE_CHECKING

from textual.widget import MountError

from iafiche.tui.handing import hand_to
from iafiche.tui.typed_ahead import TypedAhead

if TYPE_CHECKING:
    from types import FrameType

_SIGNALS = tuple(
    getattr(signal, name)
    for name in ("SIGHUP", "SIGTERM", "SIGINT", "SIGBREAK")
    if hasattr(signal, name)
)
"""How a system says that the line is cut, the window closed, the session ended.

Windows says nothing that Python hears when its console is closed: there, the journal is what was
written until then.
"""

_SIGNALLED = 128
_LAST_KEYS = 1.0
"""Seconds that keys may take which came before."""

_PATIENCE = 3.0
"""Seconds that the screen may take to close; a terminal that has gone takes for ever."""


class Ending(TypedAhead):
    """What makes an application end in order.

    Attributes:
        failure: The fault of the program that ended it.
        stopped_by: The number of the signal that did.
    """

    failure: Exception | None = None
    stopped_by: int | None = None

    def keep_work(self) -> None:
        """Write down what is typed and not saved, now."""
        from iafiche.tui.screens.fiche_commands import FicheCommands

        for screen in self.screen_stack:
            if isinstance(screen, FicheCommands):
                screen.editing.keep()

    def watch_for_stops(self) -> None:
        """End in order when the system says so, from now on."""
        if self.is_headless:
            return
        threading.excepthook = self._fail_in_thread
        loop = asyncio.get_running_loop()
        for number in _SIGNALS:
            if signal.getsignal(number) is signal.SIG_IGN:
                # Somebody means to go on without a terminal (nohup).
                continue
            try:
                loop.add_signal_handler(number, self.stop_at, number)
            except NotImplementedError:
                # Windows: the handler runs between two steps of this very loop.
                signal.signal(number, partial(self._stop_soon, loop))

    def _stop_soon(
        self, loop: asyncio.AbstractEventLoop, number: int, _frame: FrameType | None
    ) -> None:
        loop.call_soon_threadsafe(self.stop_at, number)

    def stop_at(self, number: int) -> None:
        """End: a signal, or a terminal that has gone, asks for it."""
        if self.stopped_by is not None:
            return
        self.stopped_by = number
        self.keep_work()
        giving_up = threading.Timer(_PATIENCE, os._exit, (_SIGNALLED + number,))
        giving_up.daemon = True
        giving_up.start()
        self.run_worker(self._leave())

    def lose_terminal(self) -> None:
        """End as where the system says that the line is cut."""
        self.stop_at(signal.SIGHUP if hasattr(signal, "SIGHUP") else signal.SIGTERM)

    async def _leave(self) -> None:
        """Leave once the keys that came before are in the fiche, and that is written down."""
        loop = asyncio.get_running_loop()
        end = loop.time() + _LAST_KEYS
        while self._is_busy and loop.time() < end:
            await asyncio.sleep(0.01)
        self.keep_work()
        self.exit()

    @property
    def _is_busy(self) -> bool:
        nodes = (self, *self.screen.walk_children(with_self=True))
        return self.is_serving or any(node.message_queue_size for node in nodes)

    def _fail_in_thread(self, fault: threading.ExceptHookArgs) -> None:
        if isinstance(fault.exc_value, Exception):
            hand_to(self, self._stop_for, fault.exc_value)

    def _stop_for(self, error: Exception) -> None:
        if self.failure is None and self.stopped_by is None:
            self.failure = error
            self.keep_work()
            self.run_worker(self._leave())

    def _handle_exception(self, error: Exception) -> None:
        """End, having kept what is typed; Textual shows its faults with the values around them."""
        if self.is_ending and isinstance(error, MountError):
            # From `exit` on nothing can be mounted: a screen that was about to open stays shut.
            return
        if self.failure is None:
            self.failure = error
            self.keep_work()
        # What its own method leaves behind for tests.
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._return_code = 1
        self._close_messages_no_wait()

    def end_code(self) -> int:
        """Return the exit code, once it has ended.

        Raises:
            Exception: What made it end, where that was a fault.
        """
        if self.failure is not None:
            raise self.failure
        return 0 if self.stopped_by is None else _SIGNALLED + self.stopped_by
