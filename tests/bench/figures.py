"""Medians, percentiles, and how they are printed."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing measured several times.

    Attributes:
        name: What was measured.
        values: The single measurements, in milliseconds.
        target: What it has to stay below, in words.
        base: The median of what it is compared with, in milliseconds; 0 for nothing.
    """

    name: str
    values: Sequence[float]
    target: str = ""
    base: float = 0

    @property
    def median(self) -> float:
        """The middle measurement."""
        return statistics.median(self.values)

    @property
    def p95(self) -> float:
        """What nineteen measurements of twenty stay below."""
        ordered = sorted(self.values)
        return ordered[min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))]

    def __str__(self) -> str:
        line = f"{self.name:<44} {self.median:8.2f} {self.p95:8.2f}  n={len(self.values):<4}"
        if self.base:
            line += f" x{self.median / self.base:.2f} (p95 x{self.p95 / self.base:.2f})"
        return f"{line}  {self.target}".rstrip()


HEADING = f"{'milliseconds':<44} {'median':>8} {'p95':>8}"
