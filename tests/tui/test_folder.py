"""The list of a folder's fiches: what each is worth, and the way into each and back."""

from pathlib import Path

import pytest

from iafiche.store.folders import Folders
from iafiche.tui.app import IaficheApp
from iafiche.tui.preferences import Preferences
from tests.conftest import TODAY
from tests.fiches import complete_draft, on_disk, written
from tests.tui.folders import NOT_TOML, highlighted, some_fiches
from tests.tui.person import SIZES, SMALL, WIDE, folder_list, program


@pytest.fixture
def fiches(tmp_path: Path) -> Path:
    """A folder with a complete fiche, one with errors, a draft and one that cannot be read."""
    return some_fiches(tmp_path)


async def test_the_folder_shows_each_fiche_with_where_it_stands(fiches: Path) -> None:
    async with folder_list(fiches) as person:
        await person.sees("4 fiches · 1 prête · 2 à corriger · 1 illisible")
        rows = [" ".join(line.split()) for line in person.lines]
        assert "▸ ✓ Propreté des rives Ville de Belrive 97 % 0 0 21/01/2026" in rows
        assert "✗ Callbot Ville de Belrive 97 % 1 0 21/01/2026" in rows
        assert any(
            row.startswith("✗ c.fiche.toml Métropole de Bel") and "2 %" in row for row in rows
        )
        assert not person.shows("notes.txt")


async def test_a_folder_below_home_is_named_from_there(
    fiches: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(fiches.parent))
    monkeypatch.setenv("USERPROFILE", str(fiches.parent))
    async with folder_list(fiches, WIDE) as person:
        await person.sees(f"iafiche {Path('~', fiches.name)}")


async def test_a_file_that_cannot_be_read_says_why_in_its_row(fiches: Path) -> None:
    async with folder_list(fiches, WIDE) as person:
        await person.sees("d.fiche.toml illisible, ligne 3")


@pytest.mark.parametrize("size", SIZES)
async def test_the_list_fits_its_terminal(fiches: Path, size: tuple[int, int]) -> None:
    async with folder_list(fiches, size) as person:
        await person.sees("Propreté", "Callbot", "d.fiche.toml", "Entrée Ouvrir", "^Q Quitter")
        await person.sees("4 fiches · 1 prête · 2 à corriger · 1 illisible")
        for line in person.lines:
            assert "Propreté des rives   " not in line or "97\N{NO-BREAK SPACE}%   0   0" in line
        await person.resize(*SMALL)
        await person.sees("Propreté", "Callbot", "d.fiche.toml", "Entrée Ouvrir", "^Q Quitter")


@pytest.mark.parametrize("size", [(40, 12), (20, 8), (8, 4)])
async def test_the_list_opens_in_any_terminal(fiches: Path, size: tuple[int, int]) -> None:
    async with folder_list(fiches, size) as person:
        await person.press("down")
        assert highlighted(person) == 1


async def test_entry_opens_the_fiche_and_leaving_comes_back_to_its_row(fiches: Path) -> None:
    async with folder_list(fiches) as person:
        await person.press("down", "enter")
        await person.sees("Callbot", "1 chiffre au lieu de 14")
        await person.press("ctrl+q")
        await person.sees("4 fiches")
        assert highlighted(person) == 1
        assert person.app.focused is person.app.screen.query_one("#fiches")


async def test_what_was_saved_shows_in_the_list(fiches: Path) -> None:
    async with folder_list(fiches) as person:
        await person.press("down", "enter")
        await person.sees("1 chiffre au lieu de 14")
        await person.go_to("coll_siret")
        await person.burst("backspace", *"21579990900019", "ctrl+s", "ctrl+q")
        await person.sees("2 prêtes · 1 à corriger · 1 illisible")
        assert highlighted(person) == 1


async def test_a_fiche_that_cannot_be_read_is_explained_and_never_overwritten(fiches: Path) -> None:
    async with folder_list(fiches) as person:
        await person.press("end", "enter")
        await person.sees("Fiche illisible", "Ligne 3")
        await person.press("escape")
        await person.sees("4 fiches")
        assert highlighted(person) == 3
    assert (fiches / "d.fiche.toml").read_text(encoding="utf-8") == NOT_TOML


async def test_n_begins_a_fiche_that_the_list_shows_once_it_is_saved(fiches: Path) -> None:
    async with folder_list(fiches) as person:
        await person.press("n")
        await person.sees("Nouvelle fiche")
        await person.type("Belrive\nDrones")
        await person.press("ctrl+s", "enter")
        await person.sees("Enregistré dans")
        assert on_disk(fiches / "drones.fiche.toml").title == "Drones"
        await person.press("ctrl+q")
        await person.sees("5 fiches", "Drones")
        assert highlighted(person) == 4


async def test_a_new_fiche_thrown_away_leaves_the_folder_as_it_was(fiches: Path) -> None:
    before = sorted(fiches.iterdir())
    async with folder_list(fiches) as person:
        await person.press("down", "n", "x", "ctrl+q")
        await person.type("abandonner\n")
        await person.sees("4 fiches")
        assert sorted(fiches.iterdir()) == before
        assert highlighted(person) == 1


async def test_an_empty_folder_says_what_to_do(tmp_path: Path) -> None:
    async with folder_list(tmp_path) as person:
        await person.sees("Aucune fiche dans ce dossier. Tapez n pour en commencer une")
        await person.press("enter", "n")
        await person.sees("Nouvelle fiche")


@pytest.mark.parametrize("size", SIZES)
async def test_who_starts_first_in_a_folder_is_told_what_one_does_there(
    fiches: Path, tmp_path: Path, size: tuple[int, int]
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    folders = Folders(*(own / name for name in ("config.toml", "data", "state", "cache")))
    async with program(IaficheApp(fiches, TODAY, None, Preferences(folders)), size) as person:
        await person.sees("Voici les fiches de ce dossier", "commencer une fiche", "^P")
        await person.press("n")
        await person.sees("Nouvelle fiche")
        await person.press("ctrl+q")
    async with program(IaficheApp(fiches, TODAY, None, Preferences(folders)), size) as person:
        await person.sees("4 fiches", "F1 Aide")


async def test_reading_the_folder_again_and_again_shows_each_fiche_once(fiches: Path) -> None:
    async with folder_list(fiches) as person:
        (fiches / "d.fiche.toml").unlink()
        written(fiches / "e.fiche.toml", complete_draft(nom_projet="Éclairage"))
        await person.burst(*["f5"] * 10)
        await person.sees("4 fiches", "Éclairage")
        assert [person.reads.count(name) for name in ("Propreté", "Callbot", "Éclairage")] == [
            2,
            1,
            1,
        ]


async def test_a_folder_read_while_the_program_ends_ends_quietly(tmp_path: Path) -> None:
    for rank in range(200):
        written(tmp_path / f"{rank:03}.fiche.toml", complete_draft())
    async with folder_list(tmp_path) as person:
        await person.burst("f5", "ctrl+q")
        await person.until_closed()


async def test_f1_shows_the_keys_of_the_list(fiches: Path) -> None:
    async with folder_list(fiches) as person:
        await person.press("f1")
        await person.sees("Commence une fiche vide.")
        await person.press("escape")
        await person.sees("4 fiches")


async def test_control_q_leaves_the_list(fiches: Path) -> None:
    async with folder_list(fiches) as person:
        await person.press("ctrl+q")
        await person.until_closed()
