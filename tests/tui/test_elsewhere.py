"""Two people, one file: what somebody else saves is noticed, shown and never written over."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual import events

from iafiche.store.fiche_file import FicheFile
from iafiche.tui import elsewhere
from iafiche.tui.elsewhere import TITLE
from tests.conftest import TODAY
from tests.fiches import complete_draft, on_disk, written
from tests.tui.person import SIZES, USUAL, Person, opened

BASE = complete_draft()
THEIRS = "Rives et quais"


def save_elsewhere(path: Path, **values: str) -> None:
    """Have somebody else change the fiche and save it."""
    file = FicheFile.open(path)
    draft = file.draft
    for key, value in values.items():
        draft = draft.with_value(key, value)
    file.save(draft, TODAY)


async def come_back(person: Person) -> None:
    """Let the terminal tell that somebody comes back to it."""
    person.app.post_message(events.AppFocus())
    await person.settle()


@asynccontextmanager
async def typed(
    path: Path, text: str = "Mon projet", size: tuple[int, int] = USUAL
) -> AsyncIterator[Person]:
    """Open a fiche and give its project a name, unsaved."""
    async with opened(written(path, BASE), size) as person:
        await person.go_to("nom_projet")
        await person.press("end", *("backspace" for _ in BASE.title))
        await person.type(text)
        yield person


async def test_a_fiche_nobody_is_changing_is_read_again(path: Path) -> None:
    async with opened(written(path, BASE)) as person:
        save_elsewhere(path, nom_projet=THEIRS)
        await come_back(person)
        await person.sees("modifié ailleurs, et relu : Projet", THEIRS)
        assert person.value("nom_projet") == THEIRS
        assert not person.editing.changed
        await person.press("ctrl+z")
        assert person.value("nom_projet") == BASE["nom_projet"]


async def test_it_is_noticed_without_the_terminal_telling(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(elsewhere, "EVERY", 0.02)
    async with opened(written(path, BASE)) as person:
        save_elsewhere(path, nom_projet=THEIRS)
        await person.sees(THEIRS)


async def test_whoever_is_typing_is_told_without_a_dialog_in_the_way(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(elsewhere, "EVERY", 0.02)
    async with typed(path) as person:
        save_elsewhere(path, nom_projet=THEIRS)
        await person.sees("Le fichier a été modifié ailleurs : ^S compare et réunit.")
        assert not person.shows(TITLE)
        await person.type("x")
        assert person.value("nom_projet") == "Mon projetx"


@pytest.mark.parametrize("size", SIZES)
async def test_changes_of_different_fields_are_shown_brought_together_and_saved(
    path: Path, size: tuple[int, int]
) -> None:
    async with typed(path, size=size) as person:
        save_elsewhere(path, coll_nom="Ville de Rivemont")
        path.write_bytes(path.read_bytes() + b"# d'ailleurs\n")
        await person.press("ctrl+s")
        await person.sees(TITLE, "Vous n'avez pas touché aux mêmes champs", "Ville de Rivemont")
        assert on_disk(path)["nom_projet"] == BASE["nom_projet"]
        await person.press("enter")
        await person.sees("Enregistré dans")
    saved = on_disk(path)
    assert (saved["nom_projet"], saved["coll_nom"]) == ("Mon projet", "Ville de Rivemont")
    assert path.read_bytes().endswith(b"# d'ailleurs\n")


@pytest.mark.parametrize(
    ("key", "wanted"), [("left", "Mon projet"), ("right", THEIRS), ("a", BASE["nom_projet"])]
)
async def test_a_field_that_both_have_changed_is_chosen_for(
    path: Path, key: str, wanted: str
) -> None:
    async with typed(path) as person:
        save_elsewhere(path, nom_projet=THEIRS)
        await person.press("ctrl+s")
        await person.sees(
            "1 champ a été changé des deux côtés",
            "À vous : Mon projet",
            f"Ailleurs : {THEIRS}",
            f"Avant : {BASE['nom_projet']}",
        )
        await person.press("enter")
        await person.sees("Il reste 1 champ à choisir")
        assert on_disk(path)["nom_projet"] == THEIRS
        await person.press(key, "enter")
        await person.until(lambda: not person.editing.changed, "saved or alike")
        assert person.value("nom_projet") == wanted
    assert on_disk(path)["nom_projet"] == wanted


async def test_coming_back_shows_the_conflict_and_saves_nothing(path: Path) -> None:
    async with typed(path) as person:
        save_elsewhere(path, nom_projet=THEIRS)
        await come_back(person)
        await person.sees(TITLE, "Mon projet", THEIRS)
        await person.press("left", "enter")
        await person.sees("Réuni, pas encore enregistré")
        assert on_disk(path)["nom_projet"] == THEIRS
        assert person.editing.changed
        await person.press("ctrl+s")
        await person.sees("Enregistré dans")
    assert on_disk(path)["nom_projet"] == "Mon projet"


async def test_backing_out_changes_nothing_here_or_there(path: Path) -> None:
    async with typed(path) as person:
        save_elsewhere(path, nom_projet=THEIRS)
        await person.press("ctrl+s")
        await person.sees(TITLE)
        await person.press("right", "escape")
        await person.sees("votre saisie reste ici")
        assert person.value("nom_projet") == "Mon projet"
        assert on_disk(path)["nom_projet"] == THEIRS


async def test_what_changes_again_while_one_chooses_is_shown_again(path: Path) -> None:
    async with typed(path) as person:
        save_elsewhere(path, nom_projet=THEIRS)
        await person.press("ctrl+s")
        await person.sees(TITLE)
        save_elsewhere(path, nom_projet="Encore autre chose")
        await person.press("left", "enter")
        await person.sees(TITLE, "Encore autre chose")
        await person.press("right", "enter")
        await person.until(lambda: not person.editing.changed, "saved or alike")
    assert on_disk(path)["nom_projet"] == "Encore autre chose"


async def test_leaving_by_way_of_saving_asks_as_well(path: Path) -> None:
    async with typed(path) as person:
        save_elsewhere(path, nom_projet=THEIRS)
        await person.press("ctrl+q", "enter")
        await person.sees(TITLE)
        await person.press("left", "enter")
        await person.until_closed()
    assert on_disk(path)["nom_projet"] == "Mon projet"


async def test_a_file_that_has_gone_is_told_and_written_again(path: Path) -> None:
    async with opened(written(path, BASE)) as person:
        path.unlink()
        await come_back(person)
        await person.sees("Le fichier n'est plus à sa place")
        # What is in hand may be all there is of it.
        assert person.editing.changed
        await person.press("ctrl+q")
        await person.sees("non enregistrées")
        await person.press("enter")
        await person.until_closed()
    assert on_disk(path)["nom_projet"] == BASE["nom_projet"]


async def test_a_file_that_comes_back_is_no_change(path: Path) -> None:
    async with opened(written(path, BASE)) as person:
        aside = path.rename(path.with_name("ailleurs"))
        await come_back(person)
        await person.sees("Le fichier n'est plus à sa place")
        aside.rename(path)
        await come_back(person)
        await person.until(lambda: not person.editing.changed, "the file is back")


async def test_a_file_that_is_no_fiche_any_more_is_written_over_only_if_asked_to(
    path: Path,
) -> None:
    async with typed(path) as person:
        damaged = b"[general\n<b>[bold]"
        path.write_bytes(damaged)
        await come_back(person)
        await person.sees("Le fichier a été modifié ailleurs. Ce n'est plus une fiche lisible")
        await person.press("ctrl+s")
        await person.sees("Le titre de section n'est pas fermé")
        await person.press("escape")
        assert path.read_bytes() == damaged
        await person.press("ctrl+s", "down", "down", "enter")
        await person.sees("Enregistré dans")
    assert on_disk(path)["nom_projet"] == "Mon projet"


async def test_what_others_write_is_shown_as_text(path: Path) -> None:
    async with typed(path) as person:
        save_elsewhere(path, nom_projet="[bold]x[/] \x1b[31m")
        await person.press("ctrl+s")
        await person.sees("[bold]x[/] ␛[31m")
