"""A disk on which things go wrong, in the one place where the program changes files."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING, NoReturn

from iafiche.store import disk
from iafiche.store.disk import Disk

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

STEPS = tuple(name for name in vars(Disk) if not name.startswith("_"))
"""The names of all that the program asks of a disk."""


class FaultyDisk(Disk):
    """Does what a disk does, but for what `fault` makes of it.

    Attributes:
        asked: The names of the steps asked for so far.
    """

    def __init__(self, fault: Callable[[str, int], None]) -> None:
        """Have `fault` called before each step, with its name and how many went before."""
        self._fault = fault
        self.asked: list[str] = []

    def __getattribute__(self, name: str) -> object:
        """Return the step, behind the fault."""
        if name in STEPS:
            self._fault(name, len(self.asked))
            self.asked.append(name)
        return super().__getattribute__(name)


def install(patch: pytest.MonkeyPatch, fault: Callable[[str, int], None]) -> FaultyDisk:
    """Let the program write to a faulty disk until the test ends."""
    faulty = FaultyDisk(fault)
    patch.setattr(disk, "DISK", faulty)
    return faulty


def failing(step: str, error: BaseException) -> Callable[[str, int], None]:
    """Return the fault of a disk on which one step always fails."""

    def fault(name: str, _before: int) -> None:
        if name == step:
            raise error

    return fault


def dying(at: int) -> Callable[[str, int], None]:
    """Return the fault of a machine that dies before a step, given by its rank from 0."""

    def fault(_name: str, before: int) -> None:
        if before == at:
            die()

    return fault


def die() -> NoReturn:
    """End the process as `kill -9` or a power cut does: nothing of it is done any more."""
    if hasattr(signal, "SIGKILL"):
        os.kill(os.getpid(), signal.SIGKILL)
    os._exit(137)
