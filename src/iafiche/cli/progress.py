"""How far a long piece of work has come, how fast it goes, how long it still takes: one line."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import TextIO

T = TypeVar("T")

_QUIET = 1.0
"""Seconds during which nothing is shown: short work needs no announcement."""

_ENOUGH = 20
"""How many of more have to be done for it to be told how long the others will take."""

_PERIOD = 0.1
"""Seconds between two updates of the line."""


def duration(seconds: float) -> str:
    """Return a time to wait, rounded up: « 40 s », « 3 min », « 2 h »."""
    for unit, length in (("h", 3600), ("min", 60)):
        if seconds > 1.5 * length:
            return f"{math.ceil(seconds / length)} {unit}"
    return f"{math.ceil(seconds)} s"


class Progress:
    """One line of a terminal that says how many fiches are done; nothing on any other stream."""

    def __init__(
        self,
        stream: TextIO,
        count: Callable[[], int],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Prepare to tell on `stream`; `count` tells of how many, once asked; `clock` seconds."""
        self._stream = stream
        self._count = count
        self._total: int | None = None
        self._clock = clock
        self._width = 0
        self._done = 0
        self._begun = 0.0
        self._due = math.inf

    def over(self, items: Iterable[T]) -> Iterator[T]:
        """Yield `items`, showing from the first second on how many are done; leave no trace."""
        if not self._stream.isatty():
            yield from items
            return
        self._begun = self._clock()
        self._due = self._begun + _QUIET
        try:
            for item in items:
                yield item
                self.pass_over(1)
        finally:
            self.hide()

    def pass_over(self, count: int) -> None:
        """Take `count` more for done, of those that are shown `over`."""
        self._done += count
        now = self._clock()
        if now >= self._due:
            self._show(self._told(self._done, now - self._begun))
            self._due = now + _PERIOD

    def hide(self) -> None:
        """Take the line away, for something else to be written there."""
        if self._width:
            self._write(f"\r{' ' * self._width}\r")
            self._width = 0

    def _told(self, done: int, seconds: float) -> str:
        """Return « 123/1000 fiches, 250/s, encore 4 s »."""
        if self._total is None:
            # Counting takes a moment, which short work is spared.
            self._total = self._count()
        rate = done / seconds
        shown = f"{rate:.0f}" if rate >= 10 else f"{rate:.1f}".replace(".", ",")
        told = f"{done}/{self._total} fiches, {shown}/s"
        if done < _ENOUGH < self._total:
            return told
        return f"{told}, encore {duration(max(self._total - done, 0) / rate)}"

    def _show(self, text: str) -> None:
        self._write(f"\r{text.ljust(self._width)}")
        self._width = max(len(text), self._width)

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()
