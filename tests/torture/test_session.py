"""A short session of what `python -m tests.torture session` does for hours."""

from __future__ import annotations

import random
import sys

import pytest

if sys.platform == "win32":
    pytest.skip("Windows has no pseudo-terminals of this kind", allow_module_level=True)

from iafiche.store.lock import lock_of
from tests.fiches import on_disk
from tests.torture.flatness import BOUNDS, grown, growth
from tests.torture.session import FolderSession, Sample, session

KEYS = 200
"""Too few for anything to be said of memory."""


def test_a_day_at_the_keyboard_leaves_no_file_no_process_and_whole_fiches() -> None:
    with session(FolderSession, random.Random()) as sitting:
        first = sitting.sample()
        while sitting.keys < KEYS:
            sitting.work()
        last = sitting.sample()
        assert sitting.end() == 0
        assert not sitting.reports

        assert last.processes == first.processes
        assert last.descriptors <= first.descriptors + 2
        assert last.threads <= first.threads + 2
        for fiche in sitting.folder.glob("*.toml"):
            assert on_disk(fiche).values
            assert not lock_of(fiche).exists()
        assert not [path for path in sitting.folder.iterdir() if path.name.startswith(".")]


def sample(keys: int, **taken: float) -> Sample:
    """Return what a program takes that takes nothing but that."""
    nothing = dict.fromkeys(Sample._fields, 0.0)
    return Sample(**{**nothing, "keys": keys, **taken})  # type: ignore[arg-type]  # all numbers


@pytest.mark.parametrize("name", BOUNDS)
def test_what_grows_is_told_and_what_is_loaded_at_first_is_not(name: str) -> None:
    loaded = [sample(rank, **{name: BOUNDS[name] * min(rank, 20)}) for rank in range(100)]
    leaking = [sample(rank, **{name: BOUNDS[name] * rank / 50}) for rank in range(100)]

    assert not grown(loaded)
    assert list(grown(leaking)) == [name]
    assert growth(leaking, name) == pytest.approx(BOUNDS[name] * 79 / 50)
