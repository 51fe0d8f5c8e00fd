"""What the file held before is listed, compared, and taken back as one step."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from iafiche.store.fiche_file import FicheFile
from iafiche.store.folders import Folders
from iafiche.store.retention import Retention
from iafiche.store.versions import versions_of
from iafiche.tui.app import IaficheApp
from iafiche.tui.preferences import Preferences
from iafiche.tui.versions import TITLE, keeper
from tests.conftest import TODAY
from tests.fiches import complete_draft, on_disk, written
from tests.tui.person import SIZES, USUAL, Person, folder_list, program

BASE = complete_draft()
OLD = BASE.title


@asynccontextmanager
async def opened(
    path: Path, folders: Folders, size: tuple[int, int] = USUAL
) -> AsyncIterator[Person]:
    """Open the fiche whose file is there."""
    app = IaficheApp(path.parent, TODAY, FicheFile.open(path), Preferences(folders))
    async with program(app, size) as person:
        yield person


@pytest.fixture
def path(tmp_path: Path, folders: Folders) -> Path:
    """A fiche that was saved once under another name, in another town."""
    path = written(tmp_path / "rives.fiche.toml", BASE)
    file = FicheFile.open(path)
    file.keep_before = keeper(folders.versions, Retention())
    new = file.draft.with_value("nom_projet", "Berges").with_value("coll_nom", "Ville de Rivemont")
    file.save(new, TODAY)
    return path


async def show(person: Person) -> None:
    """Choose the command from the palette."""
    await person.press("ctrl+p")
    await person.type("versions")
    await person.press("enter")


@pytest.mark.parametrize("size", SIZES)
async def test_one_field_is_taken_back_and_undone(
    path: Path, folders: Folders, size: tuple[int, int]
) -> None:
    async with opened(path, folders, size) as person:
        await show(person)
        await person.sees(TITLE, "2 champs diffèrent : Porteur, Projet")
        await person.press("enter")
        await person.sees("Actuelle : Ville de Rivemont", f"Version : {BASE['coll_nom']}")
        await person.press("down", "right", "enter")
        await person.sees("1 champ repris, pas encore enregistré")
        assert person.value("nom_projet") == OLD
        assert person.value("coll_nom") == "Ville de Rivemont"
        assert on_disk(path).title == "Berges"
        await person.press("ctrl+z")
        assert person.value("nom_projet") == "Berges"
        assert not person.editing.changed


async def test_all_of_it_is_taken_back_and_what_was_there_is_kept(
    path: Path, folders: Folders
) -> None:
    async with opened(path, folders) as person:
        await show(person)
        await person.press("enter", "t", "enter")
        await person.sees("2 champs repris")
        await person.press("ctrl+s")
        await person.sees("Enregistré dans")
        assert on_disk(path).title == OLD
        # What is taken back is changed today, and not when it was written.
        assert on_disk(path)["date"] == f"{TODAY:%d/%m/%Y}"
        await show(person)
        await person.sees(TITLE)
        await person.press("enter")
        await person.sees("Version : Berges")


async def test_backing_out_goes_to_the_list_and_then_to_the_fiche(
    path: Path, folders: Folders
) -> None:
    async with opened(path, folders) as person:
        await show(person)
        await person.press("enter", "t", "escape")
        await person.sees(TITLE)
        await person.press("escape")
        assert person.field is not None
        assert not person.editing.changed


async def test_where_nothing_is_kept_it_says_so(tmp_path: Path, folders: Folders) -> None:
    other = written(tmp_path / "autre.fiche.toml", BASE)
    async with opened(other, folders) as person:
        await show(person)
        await person.sees("Aucune version précédente")


async def test_what_was_no_fiche_is_shown_as_text(path: Path, folders: Folders) -> None:
    good = path.read_bytes()
    path.write_bytes(b"[general\n[bold]x[/] \x1b[31m")
    keeper(folders.versions, Retention())(path)
    path.write_bytes(good)
    async with opened(path, folders) as person:
        await show(person)
        await person.sees("Illisible comme fiche")
        await person.press("enter")
        await person.sees("Le titre de section n'est pas fermé", "[bold]x[/] ␛[31m")


@asynccontextmanager
async def listed(
    path: Path, folders: Folders, size: tuple[int, int] = USUAL
) -> AsyncIterator[Person]:
    """Open the folder of a fiche."""
    async with program(IaficheApp(path.parent, TODAY, None, Preferences(folders)), size) as person:
        await person.sees("1 fiche")
        yield person


@pytest.mark.parametrize("size", SIZES)
async def test_from_the_folder_a_key_leads_to_them(
    path: Path, folders: Folders, size: tuple[int, int]
) -> None:
    async with listed(path, folders, size) as person:
        await person.press("p")
        await person.sees(TITLE, "2 champs diffèrent : Porteur, Projet")
        await person.press("enter", "t", "enter")
        await person.sees("2 champs repris")
        await person.press("ctrl+s")
        await person.sees("Enregistré dans")
        await person.press("ctrl+q")
        await person.sees("1 fiche")
    assert on_disk(path).title == OLD


async def test_from_the_folder_nothing_opens_where_nothing_is_kept(
    tmp_path: Path, folders: Folders
) -> None:
    written(tmp_path / "autre.fiche.toml", BASE)
    async with listed(tmp_path / "autre.fiche.toml", folders) as person:
        await person.press("p")
        await person.sees("Aucune version précédente", "1 fiche")


@pytest.mark.parametrize("size", SIZES)
async def test_a_version_takes_the_place_of_a_file_that_is_no_fiche_any_more(
    path: Path, folders: Folders, size: tuple[int, int]
) -> None:
    (version,) = versions_of(path, folders.versions)
    broken = path.read_bytes().replace(b"[general]", b"<<<<<<< HEAD\n[general]")
    path.write_bytes(broken)
    async with listed(path, folders, size) as person:
        await person.press("p")
        await person.sees(TITLE, OLD)
        await person.press("enter", "escape")
        await person.sees(TITLE)
        assert path.read_bytes() == broken
        await person.press("enter")
        await person.sees(f'nom_projet = "{OLD}"', "La remettre")
        await person.press("enter")
        await person.sees("version remise")
        assert path.read_bytes() == version.data
    assert versions_of(path, folders.versions)[0].data == broken


async def test_a_file_that_was_mended_meanwhile_is_not_replaced(
    path: Path, folders: Folders
) -> None:
    good = path.read_bytes()
    path.write_bytes(b"<<<<<<< HEAD\n")
    async with listed(path, folders) as person:
        await person.press("p", "enter")
        await person.sees("La remettre")
        path.write_bytes(good)
        await person.press("enter")
        await person.sees("réparé entre-temps")
    assert path.read_bytes() == good


async def test_a_folder_that_takes_nothing_is_told(path: Path, folders: Folders) -> None:
    path.write_bytes(b"<<<<<<< HEAD\n")
    path.chmod(0o444)
    async with listed(path, folders) as person:
        await person.press("p", "enter", "enter")
        await person.sees("reste tel quel")
    assert path.read_bytes() == b"<<<<<<< HEAD\n"


async def test_a_folder_without_places_of_its_own_keeps_nothing(path: Path) -> None:
    async with folder_list(path.parent) as person:
        assert person.app.keep_before(path) == ()
