"""Work that was not saved when the program ended is offered at the next start: nothing is lost."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from iafiche.model.draft import Draft
from iafiche.store.fiche_file import FicheFile
from iafiche.store.folders import JOURNAL_SUFFIX, Folders
from iafiche.store.journal import look
from iafiche.store.journal_file import Record
from iafiche.tui.app import IaficheApp
from iafiche.tui.journaling import TITLE
from iafiche.tui.preferences import Preferences
from tests.conftest import TODAY
from tests.fiches import complete_draft, on_disk, written
from tests.tui.person import SIZES, USUAL, Person, program
from tests.unit.test_store_journal import left_behind

TYPED = complete_draft(nom_projet="Rives et berges")
TAKE, COMPARE, LATER, GIVE_UP = (("down",) * rank for rank in range(4))


@asynccontextmanager
async def started(
    folders: Folders, path: Path | None, folder: Path, size: tuple[int, int] = USUAL
) -> AsyncIterator[Person]:
    """Start the program on a fiche, or on the folder where there is none."""
    file = None
    if path is not None:
        file = FicheFile.open(path) if path.exists() else FicheFile.new(path)
    async with program(IaficheApp(folder, TODAY, file, Preferences(folders)), size) as person:
        yield person


@pytest.fixture
def left(path: Path, folders: Folders) -> Path:
    """A fiche with work left behind."""
    written(path, complete_draft())
    left_behind(folders.journals, Record(path, complete_draft(), TYPED, "nom_projet"))
    return path


async def test_it_is_offered_taken_and_saved(left: Path, folders: Folders) -> None:
    async with started(folders, left, left.parent) as person:
        await person.sees(TITLE, "tapé le 02/03/2026 à 14:32")
        await person.press("enter")
        await person.sees("Travail repris, pas encore enregistré")
        assert person.editing.draft == TYPED
        assert person.field == "nom_projet"
        assert on_disk(left) == complete_draft()

        await person.press("ctrl+s")
        await person.sees("Enregistré dans")
        assert on_disk(left)["nom_projet"] == TYPED["nom_projet"]
        await person.press("ctrl+q")
        await person.until_closed()
    assert list(folders.journals.iterdir()) == []


async def test_taken_work_is_one_step_to_undo(left: Path, folders: Folders) -> None:
    async with started(folders, left, left.parent) as person:
        await person.sees(TITLE)
        await person.press("enter", "ctrl+z")
        assert person.editing.draft == complete_draft()
        await person.press("ctrl+y")
        assert person.editing.draft == TYPED


async def test_taken_work_is_still_kept_where_the_program_dies_again(
    left: Path, folders: Folders
) -> None:
    async with started(folders, left, left.parent) as person:
        await person.sees(TITLE)
        await person.press("enter")
        assert person.editing.draft == TYPED
    (kept,) = folders.journals.glob(f"*{JOURNAL_SUFFIX}")
    assert TYPED.title in kept.read_text(encoding="ascii")


@pytest.mark.parametrize("size", SIZES)
async def test_backing_out_keeps_it_for_the_next_start(
    left: Path, folders: Folders, size: tuple[int, int]
) -> None:
    for answer in (("escape",), (*LATER, "enter"), (*COMPARE, "enter", "escape", "escape")):
        async with started(folders, left, left.parent, size) as person:
            await person.sees(TITLE)
            await person.press(*answer)
            assert person.field is not None
            assert not person.editing.changed
            await person.press("ctrl+q")
            await person.until_closed()
    assert len(look(folders.journals).kept) == 1


async def test_it_is_compared_field_by_field_and_taken_from_there(
    left: Path, folders: Folders
) -> None:
    async with started(folders, left, left.parent) as person:
        await person.sees(TITLE)
        await person.press(*COMPARE, "enter")
        await person.sees(f"Avant : {complete_draft().title}", "Après : Rives et berges")
        assert "changé depuis" not in person.reads
        await person.press("enter")
        assert person.editing.draft == TYPED


async def test_what_somebody_else_saved_meanwhile_is_said_and_stays(
    left: Path, folders: Folders
) -> None:
    written(left, complete_draft(coll_nom="Ville de Belrive-sur-Mer"))
    async with started(folders, left, left.parent) as person:
        await person.sees(TITLE)
        await person.press(*COMPARE, "enter")
        await person.sees("Le fichier a changé depuis", "les deux se réunissent")
        await person.press("enter")
        assert person.editing.draft == TYPED.with_value("coll_nom", "Ville de Belrive-sur-Mer")


@pytest.fixture
def contested(left: Path) -> Path:
    """The same, once somebody else has given the same project another name."""
    return written(left, complete_draft(nom_projet="Leurs rives", coll_nom="Ville de Rivemont"))


@pytest.mark.parametrize("way", [(), COMPARE], ids=["take", "compare"])
@pytest.mark.parametrize("size", SIZES)
async def test_what_both_have_changed_is_chosen_field_by_field(
    contested: Path, folders: Folders, size: tuple[int, int], way: tuple[str, ...]
) -> None:
    async with started(folders, contested, contested.parent, size) as person:
        await person.sees(TITLE)
        await person.press(*way, "enter")
        await person.sees("1 champ a été changé des deux côtés", "À vous : Rives et berges")
        await person.press("enter")
        await person.sees("Il reste 1 champ à choisir")
        assert not person.editing.changed

        await person.press("right", "enter")
        await person.sees("Travail repris")
        assert person.value("nom_projet") == "Leurs rives"
        await person.press("ctrl+z")
        assert person.editing.draft == on_disk(contested)


async def test_from_a_folder_both_are_shown_once_the_fiche_is_open(
    contested: Path, folders: Folders
) -> None:
    async with started(folders, None, contested.parent) as person:
        await person.sees(TITLE)
        await person.press("enter")
        await person.sees("1 champ a été changé des deux côtés")
        await person.press("left", "enter")
        await person.sees("Travail repris")
        assert person.value("nom_projet") == TYPED.title
        assert person.value("coll_nom") == "Ville de Rivemont"
        await person.press("ctrl+s")
        await person.sees("Enregistré dans")
        assert on_disk(contested).title == TYPED.title


async def test_backing_out_of_the_choice_changes_nothing_and_forgets_nothing(
    contested: Path, folders: Folders
) -> None:
    async with started(folders, contested, contested.parent) as person:
        await person.sees(TITLE)
        await person.press("enter", "escape")
        await person.sees("ce travail reste gardé")
        assert not person.editing.changed
        await person.press("ctrl+q")
        await person.until_closed()
    assert len(look(folders.journals).kept) == 1


async def test_what_changes_while_one_chooses_is_chosen_for_as_well(
    contested: Path, folders: Folders
) -> None:
    typed = TYPED.with_value("coll_nom", "Belrive")
    (journal,) = folders.journals.glob(f"*{JOURNAL_SUFFIX}")
    journal.unlink()
    left_behind(folders.journals, Record(contested, complete_draft(), typed, None))
    written(contested, complete_draft(nom_projet="Leurs rives"))
    async with started(folders, None, contested.parent) as person:
        await person.sees(TITLE)
        await person.press(*COMPARE, "enter")
        await person.sees("1 champ a été changé des deux côtés")
        written(contested, complete_draft(nom_projet="Leurs rives", coll_nom="Ville de Rivemont"))
        await person.press("left", "enter")
        await person.sees("Ailleurs : Ville de Rivemont")
        await person.press("left", "enter")
        await person.sees("Il reste 1 champ à choisir")
        await person.press("left", "enter")
        await person.sees("Travail repris")
        assert person.editing.draft == typed


async def test_giving_it_up_asks_first(left: Path, folders: Folders) -> None:
    async with started(folders, left, left.parent) as person:
        await person.sees(TITLE)
        await person.press(*GIVE_UP, "enter")
        await person.sees("ce qui a été tapé sera perdu")
        await person.press("enter")
        await person.sees("Reprendre ce travail")
        assert len(list(folders.journals.glob(f"*{JOURNAL_SUFFIX}"))) == 1

        await person.press(*GIVE_UP, "enter", "down", "enter")
        assert not person.editing.changed
    assert list(folders.journals.iterdir()) == []


async def test_work_of_a_fiche_never_saved_is_offered_in_a_folder(
    path: Path, folders: Folders
) -> None:
    left_behind(folders.journals, Record(None, Draft(), TYPED, None))
    async with started(folders, None, path.parent) as person:
        await person.sees(TITLE, "jamais enregistré")
        await person.press("enter")
        await person.sees("Travail repris")
        assert person.editing.draft == TYPED
        assert person.editing.file.is_new


async def test_work_of_a_fiche_that_has_gone_is_there_whole(left: Path, folders: Folders) -> None:
    left.unlink()
    async with started(folders, None, left.parent) as person:
        await person.sees(TITLE)
        await person.press("enter")
        await person.sees("Travail repris")
        assert person.editing.draft == TYPED
        await person.press("ctrl+s")
        await person.sees("Enregistré dans")
        assert on_disk(left)["nom_projet"] == TYPED["nom_projet"]


async def test_several_are_listed_and_each_can_be_decided(left: Path, folders: Folders) -> None:
    other = Draft({"nom_projet": "Callbot"})
    left_behind(folders.journals, Record(None, Draft(), other, None))
    async with started(folders, left, left.parent) as person:
        await person.sees(f"{TITLE} : 2 fiches", "Callbot", "Rives et berges")
        await person.type("callbot")
        await person.press("enter")
        await person.sees("Reprendre ce travail")
        await person.press("escape")
        await person.sees("2 fiches")
        await person.type("callbot")
        await person.press("enter", *GIVE_UP, "enter", "down", "enter")
        await person.sees("Reprendre ce travail", "Rives et berges")
        await person.press("enter")
        assert person.editing.draft == TYPED


async def test_what_was_typed_meanwhile_is_asked_about_first(left: Path, folders: Folders) -> None:
    other = written(left.parent / "autre.fiche.toml", complete_draft())
    async with started(folders, other, left.parent) as person:
        await person.sees(TITLE)
        await person.press("escape", "x")
        assert person.editing.changed
        await person.burst("f10", *"travail", "enter")
        await person.sees("Reprendre ce travail")
        await person.press("enter")
        await person.sees("modifications non enregistrées")
        await person.press("enter")
        await person.sees("Travail repris")
        assert person.editing.file.path == left
        assert person.editing.draft == TYPED
        assert on_disk(other).holder == complete_draft().holder + "x"


async def test_the_palette_says_where_there_is_nothing(path: Path, folders: Folders) -> None:
    async with started(folders, written(path, complete_draft()), path.parent) as person:
        await person.burst("f10", *"travail", "enter")
        await person.sees("Tout ce que vous avez tapé ici est enregistré")


async def test_what_is_open_in_another_window_is_not_offered(left: Path, folders: Folders) -> None:
    async with started(folders, left, left.parent) as one:
        await one.sees(TITLE)
        await one.press("enter")
        assert look(folders.journals).kept == ()


@pytest.mark.parametrize("settle", [("ctrl+s",), ("ctrl+z",), ("ctrl+q", "down", "down", "enter")])
async def test_what_is_saved_undone_or_given_up_is_not_kept(
    path: Path, folders: Folders, settle: tuple[str, ...]
) -> None:
    async with started(folders, written(path, complete_draft()), path.parent) as person:
        await person.press("x")
        await person.until(
            folders.hold_journals,
            "a journal of what is typed",
        )
        await person.press(*settle)
        if person.app.is_running:
            await person.press("ctrl+q")
        await person.until_closed()
    assert list(folders.journals.iterdir()) == []


async def test_a_name_that_is_markup_is_shown_as_it_is(path: Path, folders: Folders) -> None:
    typed = Draft({"nom_projet": "[b]Rives[/b] \x1b[31m"})
    left_behind(folders.journals, Record(None, Draft(), typed, None))
    async with started(folders, None, path.parent) as person:
        await person.sees("[b]Rives[/b]")
        assert "\x1b" not in person.reads
