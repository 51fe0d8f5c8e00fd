"""How far a long piece of work has come, on one line of standard error."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import TextIO

T = TypeVar("T")

_QUIET = 1.0
"""Seconds during which nothing is shown: short work needs no announcement."""

_PERIOD = 0.1
"""Seconds between two updates of the line."""


class Progress:
    """One line of a terminal that says how many fiches are done; nothing on any other stream."""

    def __init__(
        self, stream: TextIO, total: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Announce `total` fiches on `stream`; `clock` gives seconds."""
        self._stream = stream
        self._total = total
        self._clock = clock
        self._width = 0

    def over(self, items: Iterable[T]) -> Iterator[T]:
        """Yield `items`, showing from the first second on how many are done; leave no trace."""
        if not self._stream.isatty():
            yield from items
            return
        due = self._clock() + _QUIET
        try:
            for done, item in enumerate(items, 1):
                yield item
                if self._clock() >= due:
                    self._show(f"{done}/{self._total} fiches")
                    due = self._clock() + _PERIOD
        finally:
            self.hide()

    def hide(self) -> None:
        """Take the line away, for something else to be written there."""
        if self._width:
            self._write(f"\r{' ' * self._width}\r")
            self._width = 0

    def _show(self, text: str) -> None:
        self._write(f"\r{text}")
        self._width = len(text)

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()
