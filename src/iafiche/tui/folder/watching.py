"""Noticing that files of a folder change: told by the system, or seen by looking again."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from iafiche.review.ignoring import IGNORE_FILE
from iafiche.review.scan import batches, is_fiche_name
from iafiche.store.folder_settings import SETTINGS_FILE

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterator
    from pathlib import Path

_ALONE, _BESIDE = 2.0, 15.0
"""Seconds between two looks: where the system tells nothing, and where it does.

A network share changes without the system hearing of it, and nothing says which folder is one.
"""

_LEISURE = 50
"""Looking takes a fiftieth of the time at most, however large the folder is."""

_TOGETHER = 200
"""Milliseconds in which changes count as one."""


def changes(folder: Path, stop: threading.Event) -> Iterator[None]:
    """Yield each time that fiches may have changed, until `stop` is set; in a thread of its own.

    Where `watchfiles` is missing, or the system has no more watches to give, the folder is looked
    at every few seconds.
    """
    looking = _Looking(folder)
    try:
        # Some 40 ms to load, long after the first frame.
        from watchfiles import watch

        told = watch(
            folder,
            watch_filter=lambda _, path: _counts(path),
            debounce=_TOGETHER,
            rust_timeout=1000,
            yield_on_timeout=True,
            stop_event=stop,
            raise_interrupt=False,
            ignore_permission_denied=True,
        )
        # What changed before the system was listening is seen at the first look.
        period = 0.0
        for changed in told:
            if changed or looking.sees_change(period):
                yield
            period = max(_BESIDE, looking.taken * _LEISURE)
    except (ImportError, OSError, RuntimeError):
        while not stop.wait(_ALONE / 4):
            if looking.sees_change(max(_ALONE, looking.taken * _LEISURE)):
                yield


def _counts(path: str) -> bool:
    name = os.path.basename(path)  # noqa: PTH119
    # A folder that comes or goes takes its fiches along.
    return is_fiche_name(name) or name in (SETTINGS_FILE, IGNORE_FILE) or "." not in name


class _Looking:
    """What the folder looked like.

    Attributes:
        taken: How long looking took, in seconds.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.taken = 0.0
        self._seen = self._look()
        self._at = time.monotonic()

    def sees_change(self, period: float) -> bool:
        """Look again, if the last time is long enough ago; tell whether anything differs."""
        if time.monotonic() - self._at < period:
            return False
        before, self._seen = self._seen, self._look()
        self._at = time.monotonic()
        return self._seen != before

    def _look(self) -> int:
        begun = time.monotonic()
        seen: list[object] = []
        settings: set[str] = set()
        for batch in batches([self._folder], with_status=True):
            settings.add(batch.place.settings)
            for path, status in zip(batch.paths, batch.statuses, strict=True):
                changed = None if status is None else (status.st_mtime_ns, status.st_size)
                seen.append((path, changed))
        seen += ((path, _time_of(path)) for path in sorted(filter(None, settings)))
        self.taken = time.monotonic() - begun
        return hash(tuple(seen))


def _time_of(path: str) -> int:
    try:
        return os.stat(path).st_mtime_ns  # noqa: PTH116
    except OSError:
        return 0
