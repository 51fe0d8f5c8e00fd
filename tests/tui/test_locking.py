"""Opening a fiche that somebody else has open says so, and one's own lock goes when one goes."""

import datetime
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from iafiche.editing import locking
from iafiche.store.fiche_file import FicheFile
from iafiche.store.folders import Folders
from iafiche.store.lock import Holder, Lock, lock_of, take
from iafiche.tui.app import IaficheApp
from iafiche.tui.preferences import Preferences
from tests.conftest import TODAY
from tests.fiches import complete_draft, on_disk, written
from tests.tui.person import SIZES, USUAL, Person, program

WHO = "Ouverte par marie sur PC-ACCUEIL depuis 14:02"
LOOK, OPEN, BACK = (("down",) * rank for rank in range(3))


@asynccontextmanager
async def started(
    folders: Folders, path: Path, size: tuple[int, int] = USUAL, *, on_folder: bool = False
) -> AsyncIterator[Person]:
    """Start the program on a fiche, or on the folder it is in."""
    file = None
    if not on_folder:
        file = FicheFile.open(path) if path.exists() else FicheFile.new(path)
    async with program(IaficheApp(path.parent, TODAY, file, Preferences(folders)), size) as person:
        yield person


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A fiche on the disk."""
    return written(tmp_path / "rives.fiche.toml", complete_draft())


@pytest.fixture
def theirs(path: Path) -> Lock:
    """The lock of somebody else on that fiche."""
    since = datetime.datetime(TODAY.year, TODAY.month, TODAY.day, 14, 2).astimezone()
    lock = take(path, Holder.of_this_process("marie", "PC-ACCUEIL", since))
    assert isinstance(lock, Lock)
    return lock


async def test_it_is_locked_while_it_is_open(path: Path, folders: Folders) -> None:
    async with started(folders, path) as person:
        await person.until(lock_of(path).exists, "the lock")
        await person.press("ctrl+q")
        await person.until_closed()
    assert not lock_of(path).exists()


async def test_a_new_fiche_is_locked_once_it_is_saved(tmp_path: Path, folders: Folders) -> None:
    path = tmp_path / "neuve.fiche.toml"
    async with started(folders, path) as person:
        assert list(tmp_path.iterdir()) == []
        await person.type("Belrive")
        await person.press("ctrl+s")
        await person.until(lock_of(path).exists, "the lock")


async def test_the_lock_goes_with_the_fiche_to_another_file(path: Path, folders: Folders) -> None:
    other = path.with_name("autre.fiche.toml")
    async with started(folders, path) as person:
        await person.until(lock_of(path).exists, "the lock")
        person.editing.save(other)
        await person.until(lock_of(other).exists, "the other lock")
        await person.until(lambda: not lock_of(path).exists(), "no lock")


async def test_the_lock_goes_when_the_system_ends_the_program(path: Path, folders: Folders) -> None:
    async with started(folders, path) as person:
        await person.until(lock_of(path).exists, "the lock")
        person.app.keep_work()
        assert not lock_of(path).exists()


@pytest.mark.parametrize("size", SIZES)
async def test_who_has_it_is_said_and_it_can_be_opened_all_the_same(
    path: Path, folders: Folders, theirs: Lock, size: tuple[int, int]
) -> None:
    async with started(folders, path, size) as person:
        await person.sees(WHO, "La regarder", "Revenir")
        await person.press(*OPEN, "enter")
        await person.type("!")
        await person.press("ctrl+s")
        await person.sees("Enregistré dans")
        assert "!" in str(on_disk(path)["coll_nom"])
        await person.press("ctrl+q")
        await person.until_closed()
    assert theirs.renew()


@pytest.mark.parametrize("answer", [(*BACK, "enter"), ("escape",)])
async def test_going_back_leaves_it_to_them(
    path: Path, folders: Folders, theirs: Lock, answer: tuple[str, ...]
) -> None:
    async with started(folders, path) as person:
        await person.sees(WHO)
        await person.press(*answer)
        await person.until_closed()
    assert theirs.renew()


async def test_from_a_folder_one_goes_back_to_it(
    path: Path, folders: Folders, theirs: Lock
) -> None:
    async with started(folders, path, on_folder=True) as person:
        await person.press("enter")
        await person.sees(WHO)
        await person.press("escape")
        await person.sees("1 fiche")
    assert theirs.renew()


@pytest.mark.usefixtures("theirs")
async def test_it_can_be_looked_at(path: Path, folders: Folders) -> None:
    async with started(folders, path) as person:
        await person.sees(WHO)
        await person.press("enter")
        await person.sees("Aperçu", "Notice publique")
        await person.press("escape")
        await person.sees(WHO)


@pytest.mark.usefixtures("theirs")
async def test_what_is_typed_before_it_is_known_is_not_lost_by_going_back(
    path: Path, folders: Folders
) -> None:
    async with started(folders, path) as person:
        await person.sees(WHO)
        person.editing.edit("nom_projet", "Berges")
        await person.press("escape")
        await person.sees("modifications non enregistrées")


async def test_it_is_locked_once_the_other_has_gone(
    path: Path, folders: Folders, theirs: Lock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locking, "BEAT", 0.02)
    async with started(folders, path) as person:
        await person.sees(WHO)
        await person.press(*OPEN, "enter")
        theirs.release()
        await person.until(lock_of(path).exists, "the lock")
        assert not theirs.renew()


async def test_a_lock_that_somebody_removes_is_written_again(
    path: Path, folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locking, "BEAT", 0.02)
    async with started(folders, path) as person:
        await person.until(lock_of(path).exists, "the lock")
        lock_of(path).unlink()
        await person.until(lock_of(path).exists, "the lock again")
