"""Beginning a fiche with the values of another."""

from pathlib import Path

from iafiche.model.draft import Draft
from iafiche.model.values import Value
from iafiche.tui.duplicating import copy_of
from tests.fiches import complete_draft, on_disk, written
from tests.tui.person import Person, editor, folder_list
from tests.tui.test_commands_showing import run

COPY = complete_draft(date="", nom_projet="")


async def _answer(person: Person, words: str) -> None:
    await person.sees("La fiche a des modifications non enregistrées")
    await person.type(words)
    await person.press("enter")


def test_a_copy_has_all_values_but_its_name_its_date_and_what_the_model_does_not_know() -> None:
    original = Draft({**complete_draft().values}, {("divers",): {"note": "x"}})
    assert copy_of(original) == COPY


async def test_a_copy_has_no_file_and_is_there_to_be_saved(path: Path) -> None:
    async with editor(path, complete_draft()) as person:
        await run(person, "duplicate")
        await person.until(lambda: person.editing.file.path is None, "the copy")
        assert person.editing.draft == COPY
        assert person.field == "nom_projet"
        await person.sees("modifiée", "Copie : nommez le nouveau projet.")
        assert not person.shows(path.name)
        assert on_disk(path) == complete_draft()


async def test_undo_in_a_copy_stops_at_what_it_began_with(path: Path) -> None:
    async with editor(path, complete_draft()) as person:
        await run(person, "duplicate")
        await person.until(lambda: person.editing.file.path is None, "the copy")
        await person.type("s")
        await person.press("ctrl+z", "ctrl+z")
        assert person.editing.draft == COPY


async def test_a_copy_is_saved_beside_the_fiche_it_comes_from_and_never_over_it(
    path: Path,
) -> None:
    async with editor(path, complete_draft()) as person:
        await run(person, "duplicate")
        await person.until(lambda: person.editing.file.path is None, "the copy")
        await person.type("Rives, la suite")
        await person.press("ctrl+s", "enter")
        await person.sees("Enregistré dans")
        assert on_disk(path) == complete_draft()
        saved = person.editing.file.path
        assert saved is not None
        assert saved.parent == path.parent
        assert on_disk(saved)["nom_projet"] == "Rives, la suite"


async def test_leaving_an_untouched_copy_asks_first(path: Path) -> None:
    async with editor(path, complete_draft()) as person:
        await run(person, "duplicate")
        await person.until(lambda: person.editing.file.path is None, "the copy")
        await person.press("ctrl+q")
        await person.sees("La fiche a des modifications non enregistrées")


async def _changed_then_duplicated(path: Path, words: str) -> tuple[Value, Value, bool]:
    """Return the name in the fiche in front, the one in the file, and whether it is a copy."""
    async with editor(path, complete_draft(coll_nom="Belrive")) as person:
        await person.type("s")
        await run(person, "duplicate")
        await _answer(person, words)
        await person.settle()
        is_copy = person.editing.file.path is None
        return person.value("coll_nom"), on_disk(path)["coll_nom"], is_copy


async def test_changes_are_saved_first_where_one_says_so(path: Path) -> None:
    assert await _changed_then_duplicated(path, "enregistrer, puis") == (
        "Belrives",
        "Belrives",
        True,
    )


async def test_changes_go_into_the_copy_alone_where_one_says_so(path: Path) -> None:
    assert await _changed_then_duplicated(path, "dupliquer") == ("Belrives", "Belrive", True)


async def test_one_may_come_back_to_the_fiche_instead(path: Path) -> None:
    assert await _changed_then_duplicated(path, "revenir") == ("Belrives", "Belrive", False)


async def test_a_copy_made_from_the_folder_comes_back_to_the_folder(tmp_path: Path) -> None:
    written(tmp_path / "a.fiche.toml", complete_draft())
    async with folder_list(tmp_path) as person:
        await person.sees("Propreté des rives")
        await person.press("enter")
        await person.sees("a.fiche.toml")
        await run(person, "duplicate")
        await person.until(lambda: person.editing.file.path is None, "the copy")
        await person.press("ctrl+q")
        await _answer(person, "abandonner")
        await person.sees("Ouvrir")
        assert sorted(file.name for file in tmp_path.iterdir()) == ["a.fiche.toml"]
