"""Sitting through a long session, and saying whether anything grows."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from tests.torture.flatness import BOUNDS, grown, growth
from tests.torture.session import FolderSession, Sample, Session, session

if TYPE_CHECKING:
    import random

_WORDS = {
    "memory": "memory (MB)",
    "descriptors": "open files",
    "threads": "threads",
    "processes": "processes",
    "files": "files on disk",
    "cpu": "cpu a letter (ms)",
    "median": "median (ms)",
    "slowest": "p95 (ms)",
}


def measured(kind: type[Session], rng: random.Random, keys: int, every: int) -> list[Sample]:
    """Return what the program takes, looked at every so many keys.

    Raises:
        AssertionError: It no longer answers, or does not end as it should.
    """
    samples: list[Sample] = []
    begun = time.monotonic()
    with session(kind, rng) as sitting:
        while sitting.keys < keys:
            sitting.work()
            if sitting.keys >= every * len(samples):
                samples.append(sitting.sample())
                print(f"{time.monotonic() - begun:6.0f} s  {_row(samples[-1])}", flush=True)
        print(f"dialogs that came late: {sitting.detours}")
        code = sitting.end()
        assert code == 0, f"It ended with {code}."
        assert not sitting.reports, "\n".join(sitting.reports)
    return samples


def sit(rng: random.Random, keys: int, every: int, *, in_folder: bool) -> int:
    """Print the samples and what has grown; return 1 where that is too much."""
    samples = measured(FolderSession if in_folder else Session, rng, keys, every)
    for name in BOUNDS:
        print(f"{_WORDS[name]}: grows by {_shown(name, growth(samples, name))}")
    too_much = grown(samples)
    print(f"too much: {', '.join(too_much) or 'nothing'}")
    return 1 if too_much else 0


def _row(sample: Sample) -> str:
    told = [f"{_WORDS[name]} {_shown(name, getattr(sample, name))}" for name in _WORDS]
    return f"{sample.keys} keys: " + ", ".join(told)


def _shown(name: str, value: float) -> str:
    return f"{value / 1e6:.2f}" if name == "memory" else f"{value:.1f}"
