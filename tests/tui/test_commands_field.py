"""Clearing, copying and taking back a whole field; what a SIRET tells while it is typed."""

from pathlib import Path

import pytest

from iafiche.model.draft import Draft
from iafiche.model.values import Value
from tests.fiches import complete_draft, on_disk
from tests.tui.person import SIZES, WIDE, editor
from tests.tui.test_commands_showing import run

SOME_KINDS = ("coll_nom", "coll_type", "sous_theme", "partenaires", "usage_description")


@pytest.mark.parametrize("key", SOME_KINDS)
async def test_clearing_empties_a_field_of_any_kind_as_one_step(path: Path, key: str) -> None:
    async with editor(path, complete_draft()) as person:
        await person.go_to(key)
        await run(person, "clear_field")
        assert not person.value(key)
        await person.sees("Champ vidé. ^Z annule.")
        await person.press("ctrl+z")
        assert person.editing.draft == complete_draft()
        await person.press("ctrl+z")
        await person.sees("Rien à annuler.")


async def test_clearing_leaves_nothing_behind_in_the_control(path: Path) -> None:
    async with editor(path, complete_draft()) as person:
        await run(person, "clear_field")
        await person.type("Ornes")
        assert person.value("coll_nom") == "Ornes"
        await person.go_to("partenaires")
        await person.type("Pas encore ajouté")
        await run(person, "clear_field")
        await person.type("A\n")
        assert person.value("partenaires") == ("A",)


async def test_clearing_an_empty_field_says_that_it_is_empty(path: Path) -> None:
    async with editor(path) as person:
        await run(person, "clear_field")
        await person.sees("Ce champ est déjà vide.")


@pytest.mark.parametrize("key", ["nom_projet", "usage_description", "partenaires", "theme"])
async def test_what_was_copied_is_pasted_where_the_terminal_keeps_its_clipboard(
    path: Path, key: str
) -> None:
    copied = complete_draft(partenaires=("Université", "Régie"))
    async with editor(path, copied) as person:
        await person.go_to(key)
        await run(person, "copy_field")
        await run(person, "clear_field")
        assert person.value(key) != copied[key]
        await person.press("ctrl+v")
        assert person.value(key) == copied[key]


@pytest.mark.parametrize(
    ("key", "value", "copied"),
    [
        ("coll_siret", "21579990900019", "21579990900019"),
        ("partenaires", ("A", "B"), "A; B"),
        ("usage_description", "Un.\n\nDeux\t« œuvre »\n", "Un.\n\nDeux\t« œuvre »\n"),
    ],
)
async def test_copying_puts_the_whole_value_on_the_clipboard(
    path: Path, key: str, value: Value, copied: str
) -> None:
    async with editor(path, Draft({key: value})) as person:
        await person.go_to(key)
        await run(person, "copy_field")
        await person.sees("Copié :")
        assert person.app.clipboard == copied
        assert person.value(key) == value


async def test_a_copied_list_comes_back_whole_where_it_is_pasted(path: Path) -> None:
    names = ("Université de Belrive", "INRIA")
    async with editor(path, Draft({"partenaires": names})) as person:
        await person.go_to("partenaires")
        await run(person, "copy_field")
        await run(person, "clear_field")
        await person.paste(person.app.clipboard)
        assert person.value("partenaires") == names


async def test_copying_an_empty_field_keeps_what_was_copied_before(path: Path) -> None:
    async with editor(path, Draft({"coll_nom": "Belrive"})) as person:
        await run(person, "copy_field")
        await person.go_to("objection")
        await run(person, "copy_field")
        await person.sees("Ce champ est vide : il n'y a rien à copier.")
        assert person.app.clipboard == "Belrive"


async def test_copying_what_has_no_encoding_does_not_fail(path: Path) -> None:
    async with editor(path) as person:
        await person.paste("a\udc80b")
        await run(person, "copy_field")
        assert person.app.clipboard == "a?b"


@pytest.mark.parametrize("key", SOME_KINDS)
async def test_reverting_takes_the_file_s_value_again_and_leaves_the_others(
    path: Path, key: str
) -> None:
    async with editor(path, complete_draft()) as person:
        await person.type("x")
        await person.go_to(key)
        await run(person, "clear_field")
        await run(person, "revert_field")
        assert person.value(key) == complete_draft()[key]
        assert key == "coll_nom" or person.value("coll_nom") == "Ville de Belrivex"
        await person.press("ctrl+z")
        assert not person.value(key)


async def test_reverting_goes_to_what_was_last_saved(path: Path) -> None:
    async with editor(path, Draft({"coll_nom": "A"})) as person:
        await person.type("B")
        await person.press("ctrl+s")
        await person.type("C")
        await run(person, "revert_field")
        assert person.value("coll_nom") == "AB"
        await run(person, "revert_field")
        await person.sees("Ce champ a déjà la valeur du fichier.")


async def test_reverting_a_fiche_without_a_file_clears_nothing(path: Path) -> None:
    async with editor(path) as person:
        await person.type("Belrive")
        await run(person, "revert_field")
        await person.sees("Cette fiche n'a pas encore de fichier")
        assert person.value("coll_nom") == "Belrive"


@pytest.mark.parametrize("size", SIZES)
async def test_a_siret_being_typed_tells_what_it_is_of_in_groups(
    path: Path, size: tuple[int, int]
) -> None:
    async with editor(path, size=size) as person:
        await person.go_to("coll_siret")
        await person.type("21")
        await person.sees("commune")
        await person.type("57")
        await person.sees("215 7 · commune, département 57")
        await person.type("9990900019")
        await person.sees("215 799 909 00019 · commune, département 57")
        assert person.value("coll_siret") == "21579990900019"


async def test_a_siret_that_is_not_being_typed_is_shown_in_groups_and_saved_without(
    path: Path,
) -> None:
    async with editor(path, complete_draft(coll_nom="Ornes"), WIDE) as person:
        await person.sees("215 799 909 00019")
        assert not person.shows("21579990900019")
        await person.press("x", "ctrl+s")
        assert on_disk(path)["coll_siret"] == "21579990900019"
