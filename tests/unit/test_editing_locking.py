"""The lock of the fiche in hand is had as soon as nobody else has it, and says who does."""

import datetime
import errno
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from iafiche.editing import locking
from iafiche.editing.locking import Locking, OpenElsewhereError
from iafiche.store.lock import Holder, Lock, holder_of, lock_of, take
from iafiche.store.processes import start_of
from tests.faults import install
from tests.fiches import complete_draft, written

SINCE = datetime.datetime(2026, 3, 2, 14, 2).astimezone()
PATIENCE = 30.0


def holder(who: str) -> Holder:
    """Return what a program that runs in this process says of itself."""
    return Holder.of_this_process(who, "PC-ACCUEIL", SINCE)


def locked(fiche: Path, who: str) -> Lock:
    """Return the lock that somebody takes on a fiche."""
    lock = take(fiche, holder(who))
    assert isinstance(lock, Lock)
    return lock


def until(holds: Callable[[], object]) -> None:
    """Wait until something holds; fail where it does not come."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)


@pytest.fixture
def fiche(tmp_path: Path) -> Path:
    """A fiche on the disk."""
    return written(tmp_path / "rives.fiche.toml", complete_draft())


@pytest.fixture
def told() -> list[Holder]:
    """Whom one was told to have the fiche open."""
    return []


@pytest.fixture
def own(told: list[Holder], monkeypatch: pytest.MonkeyPatch) -> Iterator[Locking]:
    """What locks one's own fiche, and looks by itself only every half hour."""
    monkeypatch.setattr(locking, "BEAT", 6 * 3600.0)
    own = Locking(holder("paul"), told.append)
    yield own
    own.release()


@pytest.fixture
def attentive(own: Locking, monkeypatch: pytest.MonkeyPatch) -> Locking:
    """The same, which looks all the time whether the other has gone."""
    monkeypatch.setattr(locking, "_LOOKS", 10_000_000)
    return own


def is_had(own: Locking, fiche: Path) -> Callable[[], bool]:
    """Return what tells whether somebody else would now learn that this one has the fiche."""

    def is_ours() -> bool:
        taken = take(fiche, holder("lucie"))
        if isinstance(taken, Lock):
            taken.release()
        return isinstance(taken, Holder) and taken == own.own

    return is_ours


def test_it_is_had_once_the_other_closes_the_fiche(fiche: Path, attentive: Locking) -> None:
    theirs = locked(fiche, "marie")
    held = attentive.begin_with(fiche)
    assert held is not None
    assert held.who == "marie"
    theirs.release()
    until(lock_of(fiche).exists)
    assert is_had(attentive, fiche)()


@pytest.mark.skipif(not start_of(os.getpid()), reason="this system does not say since when")
def test_it_is_had_once_the_program_of_the_other_has_died(fiche: Path, attentive: Locking) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=subprocess.PIPE
    ) as child:
        start = start_of(child.pid) or ""
        assert isinstance(
            take(fiche, holder("marie")._replace(process=child.pid, start=start)), Lock
        )
        assert attentive.begin_with(fiche) is not None
    until(is_had(attentive, fiche))


def test_it_is_tried_again_at_once_where_that_is_asked_for(fiche: Path, own: Locking) -> None:
    theirs = locked(fiche, "marie")
    assert own.begin_with(fiche) is not None
    theirs.release()
    own.follow(fiche)
    until(lock_of(fiche).exists)
    assert is_had(own, fiche)()


def test_who_comes_in_between_is_told_and_nobody_twice(
    fiche: Path, own: Locking, told: list[Holder], monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = list[Lock | Holder | None]()

    def seen(*given: Any) -> Lock | Holder | None:
        tries.append(take(*given))
        return tries[-1]

    monkeypatch.setattr(locking, "take", seen)
    theirs = locked(fiche, "marie")
    for count in (1, 2):
        own.follow(fiche)
        until(lambda: len(tries) == count)  # noqa: B023
    theirs.release()
    locked(fiche, "lucie")
    own.follow(fiche)
    until(lambda: len(told) == 2)
    assert [each.who for each in told] == ["marie", "lucie"]


def test_a_share_that_went_and_came_back_makes_nobody_a_stranger_to_themselves(
    fiche: Path, own: Locking, told: list[Holder], monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = list[str]()

    def fault(step: str, _: int) -> None:
        if step == "touch":
            tries.append(step)
            raise OSError(errno.EIO, "gone")

    assert own.begin_with(fiche) is None
    with monkeypatch.context() as patch:
        install(patch, fault)
        for count in (1, 2):
            own.follow(fiche)
            until(lambda: len(tries) >= count)  # noqa: B023
    assert not told
    own.release()
    assert not lock_of(fiche).exists()


def test_another_fiche_that_somebody_has_open_is_not_free(
    fiche: Path, own: Locking, told: list[Holder]
) -> None:
    own.check_free(fiche)
    theirs = locked(fiche, "marie")
    with pytest.raises(OpenElsewhereError) as refused:
        own.check_free(fiche)
    assert refused.value.held.who == "marie"
    own.follow(fiche)
    theirs.release()
    own.follow(fiche)
    # Not by taking the lock oneself, which would come in the way.
    until(lambda: holder_of(fiche, holder("lucie")) == own.own)
    own.check_free(fiche)
    assert not told
