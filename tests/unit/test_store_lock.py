"""A fiche that somebody has open is known to be, for as long as they have it."""

import datetime
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iafiche.editing.wording import held_by
from iafiche.store.lock import STALE_AFTER, Holder, Lock, lock_of, take
from iafiche.store.processes import start_of
from tests.conftest import TODAY
from tests.faults import failing, install
from tests.fiches import complete_draft, written

SINCE = datetime.datetime(2026, 3, 2, 14, 2).astimezone()


def holder(who: str = "marie", where: str = "PC-ACCUEIL") -> Holder:
    """Return what a program that runs in this process says of itself."""
    return Holder.of_this_process(who, where, SINCE)


@pytest.fixture
def fiche(tmp_path: Path) -> Path:
    """A fiche on the disk."""
    return written(tmp_path / "rives.fiche.toml", complete_draft())


@dataclass(frozen=True)
class Ended:
    """A process that has ended."""

    process: int
    start: str


@pytest.fixture
def ended() -> Ended:
    """A process that has ended."""
    with subprocess.Popen(
        [sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=subprocess.PIPE
    ) as child:
        start = start_of(child.pid)
    assert start is not None
    return Ended(child.pid, start)


def leave(fiche: Path, held: Holder, age: float = 0) -> None:
    """Leave a lock, renewed for the last time so many seconds ago."""
    assert isinstance(take(fiche, held), Lock)
    path = lock_of(fiche)
    then = path.stat().st_mtime - age
    os.utime(path, (then, then))


def test_the_second_learns_who_has_it_where_and_since_when(fiche: Path) -> None:
    first = holder()
    lock = take(fiche, first)
    assert isinstance(lock, Lock)
    found = take(fiche, holder("paul", "PC-2"))
    assert found == first
    assert held_by(first, holder("paul"), TODAY) == "Ouverte par marie sur PC-ACCUEIL depuis 14:02"
    lock.release()
    assert isinstance(take(fiche, holder("paul", "PC-2")), Lock)


def test_two_windows_of_one_person_are_two(fiche: Path) -> None:
    assert isinstance(take(fiche, holder()), Lock)
    assert isinstance(take(fiche, holder()), Holder)


@pytest.mark.parametrize(
    ("held", "who"),
    [
        (holder(), "vous dans une autre fenêtre"),
        (holder(where="PC-2"), "marie sur PC-2"),
        (holder("paul"), "paul sur PC-ACCUEIL"),
        (holder("", ""), "quelqu’un"),
    ],
)
def test_another_window_of_one_s_own_is_told_from_a_stranger_s(held: Holder, who: str) -> None:
    assert held_by(held, holder(), TODAY) == f"Ouverte par {who} depuis 14:02"
    assert held_by(holder("", ""), holder("", ""), TODAY) == "Ouverte par quelqu’un depuis 14:02"


def test_it_is_hidden_is_no_fiche_and_goes_with_its_release(fiche: Path) -> None:
    lock = take(fiche, holder())
    assert isinstance(lock, Lock)
    path = lock_of(fiche)
    assert path.name.startswith(".")
    assert not path.name.endswith(".fiche.toml")
    lock.release()
    assert [each.name for each in fiche.parent.iterdir()] == [fiche.name]


def test_a_link_leads_to_the_same_lock(fiche: Path) -> None:
    link = fiche.with_name("lien.fiche.toml")
    try:
        link.symlink_to(fiche)
    except OSError:
        pytest.skip("This system makes no links for everybody.")
    assert isinstance(take(link, holder()), Lock)
    assert isinstance(take(fiche, holder()), Holder)


def test_the_lock_of_a_program_that_has_died_here_counts_no_more(fiche: Path, ended: Ended) -> None:
    leave(fiche, holder()._replace(process=ended.process, start=ended.start))
    assert isinstance(take(fiche, holder("paul")), Lock)
    assert {*fiche.parent.iterdir()} == {lock_of(fiche), fiche}


@pytest.mark.skipif(not start_of(os.getpid()), reason="this system does not say since when")
def test_a_number_given_to_another_process_is_nobody_s(fiche: Path) -> None:
    leave(fiche, holder()._replace(start="1"))
    assert isinstance(take(fiche, holder("paul")), Lock)


@pytest.mark.skipif(not holder().machine, reason="this system does not tell its runs apart")
def test_what_was_open_before_this_machine_was_started_again_is_no_more(fiche: Path) -> None:
    leave(fiche, holder()._replace(machine="other pid:[1]"))
    assert isinstance(take(fiche, holder()), Lock)


@pytest.mark.parametrize(("theirs", "mine"), [("", "boot pid:[1]"), ("boot pid:[1]", "")])
def test_windows_and_the_linux_within_it_do_not_take_each_other_for_dead(
    fiche: Path, theirs: str, mine: str
) -> None:
    leave(fiche, holder()._replace(machine=theirs))
    assert isinstance(take(fiche, holder()._replace(machine=mine)), Holder)


@pytest.mark.parametrize(("age", "counts"), [(STALE_AFTER / 2, True), (STALE_AFTER * 2, False)])
def test_the_lock_of_another_machine_counts_while_it_is_renewed(
    fiche: Path, age: float, counts: bool
) -> None:
    leave(fiche, holder(where="AILLEURS")._replace(machine="other"), age)
    assert isinstance(take(fiche, holder()), Holder) is counts


def test_a_clock_that_goes_wrong_makes_no_lock_older(fiche: Path) -> None:
    there = holder(where="AILLEURS")._replace(since=SINCE.replace(year=1999), machine="other")
    leave(fiche, there)
    assert isinstance(take(fiche, holder()), Holder)
    future = lock_of(fiche).stat().st_mtime + 1_000_000
    os.utime(lock_of(fiche), (future, future))
    assert isinstance(take(fiche, holder()), Holder)


def test_the_lock_of_one_who_lives_here_counts_however_old(fiche: Path) -> None:
    leave(fiche, holder(), STALE_AFTER * 100)
    assert isinstance(take(fiche, holder("paul")), Lock) is not bool(start_of(os.getpid()))


def test_one_renews_and_removes_ones_own_alone(fiche: Path) -> None:
    lock = take(fiche, holder())
    assert isinstance(lock, Lock)
    assert lock.renew()
    lock_of(fiche).unlink()
    assert not lock.renew()
    other = take(fiche, holder("paul"))
    assert isinstance(other, Lock)
    assert not lock.renew()
    lock.release()
    assert isinstance(take(fiche, holder()), Holder)
    other.release()
    assert not lock_of(fiche).exists()


@pytest.mark.parametrize("step", ["create", "write"])
def test_a_folder_that_takes_no_lock_is_no_trouble(
    fiche: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    with monkeypatch.context() as patch:
        install(patch, failing(step, PermissionError(13, "refused")))
        assert take(fiche, holder()) is None
    assert not lock_of(fiche).exists()


@pytest.mark.parametrize(
    "content", [b"", b"{", b"\xff\x00", b"[[]]", b'{"iafiche": "verrou", "version": 99}']
)
def test_a_damaged_lock_is_somebody_s_until_it_is_old(fiche: Path, content: bytes) -> None:
    path = lock_of(fiche)
    path.write_bytes(content)
    found = take(fiche, holder())
    assert isinstance(found, Holder)
    assert held_by(found, holder(), TODAY) == "Ouverte par quelqu’un"
    old = path.stat().st_mtime - STALE_AFTER * 2
    os.utime(path, (old, old))
    assert isinstance(take(fiche, holder()), Lock)


TOLD = st.recursive(st.none() | st.text(), st.lists).map(
    lambda told: json.dumps({"iafiche": "verrou", "version": 1, "depuis": told}).encode()
)


@given(st.binary(max_size=200) | TOLD)
@settings(max_examples=60, deadline=None)
def test_any_bytes_are_survived(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    fiche = tmp_path_factory.mktemp("lock") / "rives.fiche.toml"
    lock_of(fiche).write_bytes(data)
    assert isinstance(take(fiche, holder()), Holder)


def test_what_stands_where_a_lock_would_be_is_left_alone(fiche: Path) -> None:
    lock_of(fiche).mkdir()
    assert take(fiche, holder()) is None
    assert lock_of(fiche).is_dir()


def test_what_a_lock_says_reaches_no_terminal_as_a_command() -> None:
    told = held_by(holder("\x1b[31m[bold]", "\u202e"), holder(), TODAY)
    assert "\x1b" not in told
    assert "\u202e" not in told
    assert "[bold]" in told
