"""Whether what a program takes grows with time."""

from __future__ import annotations

from statistics import linear_regression
from typing import TYPE_CHECKING

from iafiche.store.history import ROOM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.torture.session import Sample

SETTLED = 0.2
"""The part of a session in which what is used for the first time is loaded: it is not judged."""

BOUNDS = {
    # The history fills its room, and then the oldest states go.
    "memory": ROOM + 4_000_000.0,
    "descriptors": 1.0,
    # Textual's pool of threads fills up, one after the other, to the number of cores and four.
    "threads": 2.0,
    "processes": 1.0,
    # A journal and its lock come and go.
    "files": 2.0,
    "cpu": 1.0,
}
"""How much each may grow, by the straight line nearest to it, in the part that is judged."""


def growth(samples: Sequence[Sample], name: str) -> float:
    """Return by how much a measure has grown, in its unit, over the samples that are judged."""
    judged = samples[int(len(samples) * SETTLED) :]
    keys = [float(sample.keys) for sample in judged]
    values = [float(getattr(sample, name)) for sample in judged]
    return linear_regression(keys, values).slope * (keys[-1] - keys[0])


def grown(samples: Sequence[Sample]) -> dict[str, float]:
    """Return by how much each measure has grown that has grown too much."""
    all_growth = {name: growth(samples, name) for name in BOUNDS}
    return {name: value for name, value in all_growth.items() if value > BOUNDS[name]}
