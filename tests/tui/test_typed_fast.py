"""Keys typed faster than the program follows arrive, and where they were meant to."""

from pathlib import Path

from iafiche.model.draft import Draft
from tests.fiches import on_disk
from tests.tui.person import editor


async def test_a_field_left_in_the_midst_of_fast_typing_keeps_what_was_meant_for_it(
    path: Path,
) -> None:
    async with editor(path) as person:
        await person.type("Ville de Belrive\nPropreté\n21579990900019")
        assert person.value("coll_nom") == "Ville de Belrive"
        assert person.value("nom_projet") == "Propreté"
        assert person.value("coll_siret") == "21579990900019"


async def test_going_back_and_forth_fast_loses_no_letter(path: Path) -> None:
    async with editor(path) as person:
        await person.burst("a", "tab", "b", "shift+tab", "c", "tab", "d", "f3", "e", "f2", "f")
        assert person.value("coll_nom") == "ac"
        assert person.value("nom_projet") == "bdf"
        assert person.value("nom_algorithme") == "e"


async def test_saving_right_after_the_last_letter_saves_that_letter(path: Path) -> None:
    async with editor(path) as person:
        await person.burst(*"Belrive", "ctrl+s")
        assert on_disk(path)["coll_nom"] == "Belrive"


async def test_letters_typed_fast_on_a_choice_all_reach_its_list(path: Path) -> None:
    async with editor(path, Draft()) as person:
        await person.go_to("theme")
        await person.burst(*"ecologique", "enter")
        assert person.value("theme") == "Transition écologique et énergétique"
        assert person.field == "sous_theme"


async def test_letters_typed_fast_after_a_command_reach_the_question_it_asks(path: Path) -> None:
    other = path.with_name("autre.fiche.toml")
    async with editor(path, Draft()) as person:
        await person.burst("a", "f12", *["backspace"] * len(path.name), *other.name, "enter")
        await person.sees("Enregistré")
        assert on_disk(other)["coll_nom"] == "a"


async def test_a_line_feed_that_came_before_the_terminal_was_set_up_is_the_entry_key(
    path: Path,
) -> None:
    async with editor(path) as person:
        await person.burst("a", "ctrl+j", "b")
        assert (person.value("coll_nom"), person.value("nom_projet")) == ("a", "b")


async def test_signs_that_a_terminal_sends_with_alt_arrive_as_typed(path: Path) -> None:
    async with editor(path) as person:
        await person.go_to("projet_contact")
        await person.burst("d", "p", "o", "alt+at", "x", "alt+number_sign")
        await person.burst("alt+left_square_bracket", "alt+right_square_bracket", "alt+a")
        assert person.value("projet_contact") == "dpo@x#[]"
