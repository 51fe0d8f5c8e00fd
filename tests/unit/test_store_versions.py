"""What a file held before each save is kept, within limits, whatever becomes of the clock."""

import datetime
import errno
import os
import stat
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iafiche.store.fiche_file import FicheFile
from iafiche.store.retention import Retention
from iafiche.store.versions import SUFFIX, Keeper, sweep, versions_of
from tests.conftest import TODAY
from tests.faults import failing, install
from tests.fiches import complete_draft, on_disk, written

NOON = datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime.datetime:
        """Tell the time."""
        return self.now

    def goes(self, **change: int) -> None:
        """Go on, or back."""
        self.now += datetime.timedelta(**change)


@pytest.fixture
def clock() -> Clock:
    """A clock at noon."""
    return Clock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of all versions, which is not there yet."""
    return tmp_path / "state" / "versions"


@pytest.fixture
def fiche(tmp_path: Path) -> Path:
    """A fiche on the disk."""
    return written(tmp_path / "rives.fiche.toml", complete_draft())


def names(fiche: Path, folder: Path) -> list[str]:
    """Return the project's names in the versions, the latest first."""
    return [version.reading().draft.title for version in versions_of(fiche, folder)]


def save_each(fiche: Path, keeper: Keeper, *titles: str) -> None:
    """Save the fiche under several names, one after the other."""
    file = FicheFile.open(fiche)
    file.keep_before = keeper
    for title in titles:
        file.save(file.draft.with_value("nom_projet", title), TODAY)
        assert file.caveats == ()


def test_each_save_keeps_what_stood_there_before(fiche: Path, folder: Path, clock: Clock) -> None:
    first = fiche.read_bytes()
    os.utime(fiche, (0, 1_700_000_000))
    save_each(fiche, Keeper(folder, Retention(), clock), "Un", "Deux")
    latest, before = versions_of(fiche, folder)
    assert latest.reading().draft.title == "Un"
    assert before.data == first
    assert before.written.timestamp() == 1_700_000_000
    assert before.replaced == NOON


def test_a_save_that_changes_nothing_keeps_nothing(fiche: Path, folder: Path, clock: Clock) -> None:
    save_each(fiche, Keeper(folder, Retention(), clock), complete_draft().title)
    assert versions_of(fiche, folder) == ()


def test_a_save_that_fails_and_is_tried_again_keeps_one(
    fiche: Path, folder: Path, clock: Clock
) -> None:
    keeper = Keeper(folder, Retention(), clock)
    assert keeper(fiche) == ()
    assert keeper(fiche) == ()
    assert len(versions_of(fiche, folder)) == 1


def test_there_are_never_more_than_asked_for(fiche: Path, folder: Path, clock: Clock) -> None:
    save_each(fiche, Keeper(folder, Retention(most=2), clock), "Un", "Deux", "Trois", "Quatre")
    assert names(fiche, folder) == ["Trois", "Deux"]


def test_none_are_kept_where_none_are_wanted(fiche: Path, folder: Path, clock: Clock) -> None:
    save_each(fiche, Keeper(folder, Retention(most=0), clock), "Un")
    assert not folder.exists()


def test_what_was_replaced_long_ago_goes_but_for_the_latest(
    fiche: Path, folder: Path, clock: Clock
) -> None:
    keeper = Keeper(folder, Retention(days=10), clock)
    save_each(fiche, keeper, "Un", "Deux")
    clock.goes(days=11)
    save_each(fiche, keeper, "Trois")
    assert names(fiche, folder) == ["Deux"]
    clock.goes(days=11)
    assert names(fiche, folder) == ["Deux"]


def test_a_clock_that_goes_back_changes_no_order_and_removes_nothing(
    fiche: Path, folder: Path, clock: Clock
) -> None:
    keeper = Keeper(folder, Retention(days=10), clock)
    save_each(fiche, keeper, "Un")
    clock.goes(days=-4000)
    save_each(fiche, keeper, "Deux", "Trois")
    assert names(fiche, folder) == ["Deux", "Un", complete_draft().title]


def test_fiches_are_told_apart_and_a_link_leads_to_the_same(
    fiche: Path, folder: Path, tmp_path: Path, clock: Clock
) -> None:
    other = written(tmp_path / "berges.fiche.toml", complete_draft(nom_projet="Berges"))
    save_each(fiche, Keeper(folder, Retention(), clock), "Un")
    assert versions_of(other, folder) == ()
    link = tmp_path / "lien.fiche.toml"
    try:
        link.symlink_to(fiche)
    except OSError:
        pytest.skip("This system makes no links for everybody.")
    assert names(link, folder) == [complete_draft().title]


def test_what_is_damaged_is_passed_over(fiche: Path, folder: Path, clock: Clock) -> None:
    keeper = Keeper(folder, Retention(), clock)
    save_each(fiche, keeper, "Un", "Deux")
    latest, _ = versions_of(fiche, folder)
    content = bytearray(latest.path.read_bytes())
    content[-3] ^= 1
    latest.path.write_bytes(content)
    (latest.path.parent / f"0000000009{SUFFIX}").write_bytes(b"\xff" * 100)
    (latest.path.parent / "autre.txt").write_text("à quelqu'un d'autre", encoding="utf-8")
    assert names(fiche, folder) == [complete_draft().title]
    save_each(fiche, keeper, "Trois")
    assert names(fiche, folder)[0] == "Deux"


@given(st.binary(max_size=300), st.integers(0, 3))
@settings(max_examples=60, deadline=None)
def test_any_bytes_are_no_version_or_one(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, cut: int
) -> None:
    home = tmp_path_factory.mktemp("versions")
    fiche = written(home / "rives.fiche.toml", complete_draft())
    Keeper(home / "v", Retention(), Clock())(fiche)
    (version,) = versions_of(fiche, home / "v")
    lines = version.path.read_bytes().split(b"\n", 1)
    version.path.write_bytes(b"\n".join(lines[:cut]) + data)
    assert len(versions_of(fiche, home / "v")) <= 1


def test_any_bytes_that_stood_there_are_kept(fiche: Path, folder: Path, clock: Clock) -> None:
    file = FicheFile.open(fiche)
    file.keep_before = Keeper(folder, Retention(), clock)
    damaged = b"\xff\x00[general\n\n"
    fiche.write_bytes(damaged)
    file.save(file.draft.with_value("nom_projet", "Un"), TODAY, overwrite=True)
    (version,) = versions_of(fiche, folder)
    assert version.data == damaged
    assert not version.reading().readable


def test_a_disk_that_keeps_nothing_stops_no_save_and_is_told_once(
    fiche: Path, folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = FicheFile.open(fiche)
    file.keep_before = Keeper(folder, Retention(), clock)
    install(monkeypatch, failing("make_folder", OSError(errno.ENOSPC, "full")))
    file.save(file.draft.with_value("nom_projet", "Un"), TODAY)
    (caveat,) = file.caveats
    assert "n'a pas pu être gardée" in caveat.message
    file.save(file.draft.with_value("nom_projet", "Deux"), TODAY)
    assert file.caveats == ()
    assert on_disk(fiche).title == "Deux"


@pytest.mark.parametrize("step", ["write", "close"])
def test_nothing_is_left_of_a_version_half_written(
    fiche: Path, folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    with monkeypatch.context() as patch:
        install(patch, failing(step, OSError(errno.ENOSPC, "full")))
        assert Keeper(folder, Retention(), clock)(fiche)
    assert list(folder.rglob(f"*{SUFFIX}")) == []


def test_all_together_take_no_more_than_they_may(
    tmp_path: Path, folder: Path, clock: Clock
) -> None:
    keeper = Keeper(folder, Retention(), clock)
    fiches = [
        written(tmp_path / f"{rank}.fiche.toml", complete_draft(nom_projet=str(rank)))
        for rank in range(4)
    ]
    for rank, fiche in enumerate(fiches):
        keeper(fiche)
        (version,) = versions_of(fiche, folder)
        os.utime(version.path, (0, 1_700_000_000 + rank))
    size = version.path.stat().st_size
    sweep(folder, most_bytes=2 * size + size // 2)
    assert [len(versions_of(fiche, folder)) for fiche in fiches] == [0, 0, 1, 1]


@pytest.mark.skipif(sys.platform == "win32", reason="the folder of the profile decides there")
def test_only_their_owner_reads_them(fiche: Path, folder: Path, clock: Clock) -> None:
    Keeper(folder, Retention(), clock)(fiche)
    (version,) = versions_of(fiche, folder)
    assert stat.S_IMODE(version.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(version.path.parent.stat().st_mode) == 0o700
