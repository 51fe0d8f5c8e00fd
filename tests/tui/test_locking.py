"""Opening a fiche that somebody else has open says so, and one's own lock goes when one goes."""

import datetime
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from iafiche.editing import locking
from iafiche.model.catalogue import CATALOGUE
from iafiche.store.fiche_file import FicheFile
from iafiche.store.folders import Folders
from iafiche.store.journal import look
from iafiche.store.journal_file import Record
from iafiche.store.lock import Holder, Lock, lock_of, own_holder, take
from iafiche.tui.actions import FICHE_ACTIONS
from iafiche.tui.app import IaficheApp
from iafiche.tui.preferences import Preferences
from iafiche.tui.screens.folder import FolderScreen
from iafiche.tui.widgets.messages import FicheClosed, FicheWanted
from tests.conftest import TODAY
from tests.fiches import complete_draft, on_disk, written
from tests.tui.person import SIZES, USUAL, Person, program
from tests.unit.test_store_journal import left_behind

WHO = "Ouverte par marie sur PC-ACCUEIL depuis 14:02"
OPEN, BACK = (("down",) * rank for rank in (1, 2))


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
        await person.sees(WHO, "La lire", "Revenir")
        await person.press(*OPEN, "enter")
        await person.type("!")
        await person.press("ctrl+s")
        await person.sees("Enregistré dans")
        assert "!" in str(on_disk(path)["coll_nom"])
        await person.press("ctrl+q")
        await person.until_closed()
    assert theirs.renew()


@pytest.mark.parametrize("size", SIZES)
async def test_another_window_of_one_s_own_is_no_stranger_s(
    path: Path, folders: Folders, size: tuple[int, int]
) -> None:
    since = datetime.datetime(TODAY.year, TODAY.month, TODAY.day, 14, 2).astimezone()
    mine = take(path, own_holder(since))
    assert isinstance(mine, Lock)
    async with started(folders, path, size) as person:
        await person.sees("Ouverte dans votre autre fenêtre depuis 14:02")
        await person.press("escape")
        await person.until_closed()
    assert mine.renew()


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


@asynccontextmanager
async def read_only(
    folders: Folders, path: Path, size: tuple[int, int] = USUAL
) -> AsyncIterator[Person]:
    """Look at a fiche that somebody else has open."""
    async with started(folders, path, size) as person:
        await person.sees(WHO)
        await person.press("enter")
        await person.sees("lecture seule")
        yield person


async def run(person: Person, command: str) -> None:
    """Choose a command from the palette."""
    await person.burst("f10", *command, "enter")


@pytest.mark.parametrize("size", SIZES)
async def test_it_can_be_read_and_nothing_changes_it(
    path: Path, folders: Folders, theirs: Lock, size: tuple[int, int]
) -> None:
    before = path.read_bytes()
    async with read_only(folders, path, size) as person:
        kept = person.editing.draft
        for spec in CATALOGUE.fields[:12]:
            await person.go_to(spec.key)
            await person.burst("x", "delete", "backspace")
            await person.sees("Lecture seule : ^P « Modifier la fiche »")
        for action in FICHE_ACTIONS:
            if action.changes:
                await person.app.screen.run_action(action.name)
        await person.paste("Collé")
        assert person.editing.draft == kept
        assert not person.editing.changed
        await person.press("ctrl+q")
        await person.until_closed()
    assert path.read_bytes() == before
    assert theirs.renew()


@pytest.mark.parametrize("key", ["usage_description", "partenaires", "coll_nom"])
@pytest.mark.usefixtures("theirs")
async def test_what_is_typed_there_does_not_stay_on_screen(
    path: Path, folders: Folders, key: str
) -> None:
    async with read_only(folders, path) as person:
        await person.go_to(key)
        await person.type("ZZZ")
        assert not person.shows("ZZZ")


@pytest.mark.usefixtures("theirs")
async def test_what_the_other_saves_is_seen_there(path: Path, folders: Folders) -> None:
    async with read_only(folders, path) as person:
        written(path, complete_draft(coll_nom="Ville de Rivemont"))
        person.app.on_app_focus()
        await person.sees("modifié ailleurs, et relu", "Ville de Rivemont")
        assert not person.editing.changed


async def test_saving_there_asks_for_another_file(
    path: Path, folders: Folders, theirs: Lock
) -> None:
    async with read_only(folders, path) as person:
        await person.press("ctrl+s")
        await person.sees("ceci en enregistre une copie")
        await person.burst(*("backspace",) * len("copie-rives.fiche.toml"), *path.name, "enter")
        await person.sees("La fiche est ouverte en lecture seule. Choisissez un autre nom.")
        await person.burst(*("backspace",) * len(path.name), *"copie", "enter")
        await person.sees("Enregistré dans")
        await person.go_to("coll_nom")
        await person.type("!")
        assert person.editing.changed
        await person.until(lock_of(person.editing.file.path or path).exists, "the lock")
    assert on_disk(path.with_name("copie.fiche.toml")) == complete_draft()
    assert theirs.renew()


async def test_changing_it_after_all_says_whether_it_is_still_open(
    path: Path, folders: Folders, theirs: Lock
) -> None:
    async with read_only(folders, path) as person:
        await run(person, "modifier la")
        await person.sees(WHO)
        await person.press("enter")
        await person.sees("lecture seule")

        theirs.release()
        await run(person, "modifier la")
        await person.sees("Vous pouvez modifier la fiche")
        await person.until(lock_of(path).exists, "the lock")
        await person.type("!")
        assert person.editing.changed
        assert not person.shows("lecture seule")


async def test_work_left_behind_does_not_change_it(
    path: Path, folders: Folders, theirs: Lock
) -> None:
    async with read_only(folders, path) as person:
        typed = complete_draft(nom_projet="Berges")
        left_behind(folders.journals, Record(path, complete_draft(), typed, None))
        await run(person, "travail non")
        await person.sees("Reprendre ce travail")
        await person.press("enter")
        await person.sees("Lecture seule")
        assert not person.editing.changed
    assert len(look(folders.journals).kept) == 1
    assert theirs.renew()


@pytest.mark.usefixtures("theirs")
async def test_what_is_typed_before_it_is_known_is_not_lost_by_going_back(
    path: Path, folders: Folders
) -> None:
    async with started(folders, path) as person:
        await person.sees(WHO)
        person.editing.edit("nom_projet", "Berges")
        await person.press("escape")
        await person.sees("modifications non enregistrées")


@pytest.mark.usefixtures("theirs")
async def test_reading_only_is_not_offered_once_something_was_typed(
    path: Path, folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_typed = threading.Event()

    def take_late(fiche: Path, own: Holder) -> Lock | Holder | None:
        is_typed.wait()
        return take(fiche, own)

    monkeypatch.setattr(locking, "take", take_late)
    async with started(folders, path) as person:
        await person.type("!")
        is_typed.set()
        await person.sees(WHO, "L'ouvrir tout de même")
        assert not person.shows("La lire")


@pytest.mark.parametrize("size", SIZES)
async def test_saving_over_a_fiche_that_somebody_has_open_says_who(
    path: Path, folders: Folders, theirs: Lock, size: tuple[int, int]
) -> None:
    mine = written(path.with_name("mienne.fiche.toml"), complete_draft(nom_projet="Berges"))
    before = path.read_bytes()
    async with started(folders, mine, size) as person:
        await person.press("f12")
        await person.burst(*("backspace",) * len(mine.name), *"rives", "enter")
        await person.sees("existe déjà", WHO)
        assert path.read_bytes() == before
        await person.press("down", "enter")
        await person.sees("Enregistré dans")
        assert on_disk(path).title == "Berges"
        await person.until(lambda: not lock_of(mine).exists(), "no lock")
        assert not person.shows("Revenir")
    assert theirs.renew()


@pytest.mark.parametrize("is_saved", [True, False], ids=["on saving", "on coming back"])
async def test_it_is_locked_once_the_other_has_gone(
    path: Path, folders: Folders, theirs: Lock, monkeypatch: pytest.MonkeyPatch, is_saved: bool
) -> None:
    # It would look by itself only every half hour.
    monkeypatch.setattr(locking, "BEAT", 6 * 3600.0)
    async with started(folders, path) as person:
        await person.sees(WHO)
        await person.press(*OPEN, "enter")
        theirs.release()
        if is_saved:
            await person.type("!")
            await person.press("ctrl+s")
        else:
            person.app.on_app_focus()
        await person.until(lock_of(path).exists, "the lock")
        assert not theirs.renew()


async def test_coming_back_to_a_fiche_that_is_only_read_leaves_it_to_the_other(
    path: Path, folders: Folders, theirs: Lock
) -> None:
    async with read_only(folders, path) as person:
        person.app.on_app_focus()
        written(path, complete_draft(coll_nom="Ville de Rivemont"))
        person.app.on_app_focus()
        await person.sees("Ville de Rivemont")
        assert not person.shows("Revenir")
    assert theirs.renew()


async def test_a_lock_that_somebody_removes_is_written_again(
    path: Path, folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locking, "BEAT", 0.02)
    async with started(folders, path) as person:
        await person.until(lock_of(path).exists, "the lock")
        lock_of(path).unlink()
        await person.until(lock_of(path).exists, "the lock again")


async def test_a_fiche_that_is_closed_as_it_opens_leaves_no_lock(
    path: Path, folders: Folders
) -> None:
    async with started(folders, path, on_folder=True) as person:
        before = set(threading.enumerate())
        person.app.post_message(FicheWanted(path))
        person.app.post_message(FicheClosed(path))
        await person.settle()
        assert isinstance(person.app.screen, FolderScreen)
        begun = {thread.name for thread in set(threading.enumerate()) - before}
        assert not {name for name in begun if name.startswith("iafiche-")}
    assert not lock_of(path).exists()


@pytest.mark.parametrize(("opened", "times"), [((), 2), (("f1",), 1)])
async def test_a_fiche_is_left_once_with_what_opened_over_it(
    opened: tuple[str, ...], times: int, path: Path, folders: Folders
) -> None:
    async with started(folders, path, on_folder=True) as person:
        await person.press("enter")
        await person.until(lock_of(path).exists, "the lock")
        await person.press(*opened)
        for _ in range(times):
            person.app.post_message(FicheClosed(path))
        await person.settle()
        assert isinstance(person.app.screen, FolderScreen)
        assert not lock_of(path).exists()


async def test_leaving_twice_before_the_program_follows_ends_no_program(
    path: Path, folders: Folders
) -> None:
    async with started(folders, path, on_folder=True) as person:
        await person.press("enter")
        await person.burst("ctrl+q", "ctrl+q", "home")
        assert not lock_of(path).exists()
    assert not list(folders.state.rglob("rapport-*"))
