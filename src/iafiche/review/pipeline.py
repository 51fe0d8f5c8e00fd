"""From paths to judgements: scanned, looked up in the cache, judged in several processes, in order.

A window moves over the batches of the scan: only what is in it is held in memory.
"""

from __future__ import annotations

import os
import sys
from collections import deque
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from iafiche import __version__
from iafiche.review.scan import batches

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from iafiche.review.cache import Cache, Found, Kept, Whole
    from iafiche.review.crew import Crew, Task
    from iafiche.review.judge import Judge
    from iafiche.review.judging import Compared, Judgement, Keepsake
    from iafiche.review.scan import Batch, Place

    Outcome = Judgement | Keepsake | Compared | Kept

_RULES = ("model", "model/kinds", "check", "store", "review")
"""The packages whose code decides what is found."""


class Judged(NamedTuple):
    """A batch that was judged.

    Attributes:
        batch: Its fiches.
        outcomes: What each of them turned out to be, in the same order; without a cache, to be
            taken once.
        whole: What is known of it, where nothing in the batch has changed.
        cache: The cache that knows of them; None where nothing is kept.
    """

    batch: Batch
    outcomes: Iterable[Outcome]
    whole: Whole | None = None
    cache: Cache | None = None


@dataclass(slots=True)
class _Pending:
    """A batch on its way: what is known of its fiches, the task of judging the others.

    And the cache that is to learn of them, with the settings of their folder.
    """

    batch: Batch
    found: Found | None
    task: Task | None
    cache: Cache | None
    settings: str


class Pipeline:
    """One review on its way through."""

    def __init__(self, judge: Judge, jobs: int, caches: Path | None) -> None:
        """Prepare to judge in `jobs` processes, keeping what was found in the folder `caches`."""
        self._judge = judge
        self._jobs = jobs
        self._folder = caches
        self._caches: dict[str, Cache] = {}
        self._crew: Crew | None = None
        self._is_complete = False

    def judged(self, paths: Iterable[Path]) -> Iterator[Judged]:
        """Yield the fiches at `paths` with what they turned out to be, in the order of the scan."""
        if self._jobs == 1 and self._folder is None:
            for batch in batches(paths):
                yield Judged(batch, self._judge.judge(batch.paths, batch.place))
        else:
            yield from self._windowed(paths)
        self._is_complete = True

    def close(self) -> None:
        """End the helpers, then write what is to be kept."""
        if self._crew is not None:
            self._crew.close()
        for known in self._caches.values():
            known.close(is_complete=self._is_complete)

    def _windowed(self, paths: Iterable[Path]) -> Iterator[Judged]:
        # Loaded for the reviews of many fiches.
        from iafiche.review.crew import Crew

        self._crew = Crew(self._judge, self._jobs)
        window: deque[_Pending] = deque()
        held = 0
        for batch in batches(paths, with_status=self._folder is not None):
            if not batch.paths:
                continue
            window.append(self._begun(batch))
            held += len(batch.paths)
            while window and (window[0].task is None or held > self._crew.ahead):
                held -= len(window[0].batch.paths)
                yield self._finished(window.popleft())
        while window:
            yield self._finished(window.popleft())

    def _begun(self, batch: Batch) -> _Pending:
        settings, found, missing = "", None, batch.paths
        cache = self._cache_of(batch)
        if cache is not None:
            settings = self._settings_of(batch.place)
            found = cache.find(batch, settings)
            missing = [batch.paths[rank] for rank in found.missing]
        assert self._crew is not None
        task = self._crew.submit(batch.place, missing) if missing else None
        return _Pending(batch, found, task, cache, settings)

    def _finished(self, pending: _Pending) -> Judged:
        assert self._crew is not None
        batch, found, cache = pending.batch, pending.found, pending.cache
        fresh = self._crew.finish(pending.task) if pending.task else []
        if found is None or cache is None:
            return Judged(batch, fresh)
        if found.whole is not None:
            cache.visit(found.whole)
            return Judged(batch, found.whole.kept, found.whole, cache)
        judged = iter(fresh)
        outcomes = [next(judged) if one is None else one for one in found.kept]
        # A judge whose findings are kept gives them whole.
        cache.keep(batch, pending.settings, outcomes)  # type: ignore[arg-type]
        return Judged(batch, outcomes, None, cache)

    def _cache_of(self, batch: Batch) -> Cache | None:
        """Return the cache for a batch; files that are given themselves are not kept."""
        if self._folder is None or not batch.root:
            return None
        if batch.root not in self._caches:
            from iafiche.review.cache import Cache

            today = self._judge.today.toordinal()
            self._caches[batch.root] = Cache(self._folder, batch.root, stamp_of_rules(), today)
        return self._caches[batch.root]

    def _settings_of(self, place: Place) -> str:
        text = self._judge.settings_of(place).fingerprint
        return f"{self._judge.stale_after} {len(text)} {crc32(text.encode())}"


@cache
def stamp_of_rules() -> str:
    """Return what tells these rules from those of another version, even of one being written."""
    package = os.path.dirname(os.path.dirname(__file__))  # noqa: PTH120
    check = 0
    for name in _RULES:
        try:
            with os.scandir(os.path.join(package, name)) as listing:  # noqa: PTH118
                for entry in sorted(listing, key=lambda entry: entry.name):
                    if entry.name.endswith(".py"):
                        status = entry.stat()
                        told = f"{entry.name} {status.st_mtime_ns} {status.st_size}"
                        check = crc32(told.encode(), check)
        except OSError:
            # A package in an archive changes with its version.
            continue
    return f"{__version__} {check} {sys.byteorder} {sys.version_info[:2]}"
