"""Typing and pasting into the controls: texts on one line, long texts, lists of names."""

from pathlib import Path

import pytest

from iafiche.model.catalogue import CATALOGUE
from iafiche.model.draft import Draft
from iafiche.model.kinds import FreeList
from tests.fiches import complete_draft, on_disk
from tests.tui.person import SIZES, Person, editor

NAMES = next(spec.key for spec in CATALOGUE.fields if isinstance(spec.kind, FreeList))
LONG = "usage_description"


async def _with_names(person: Person, text: str = "") -> None:
    await person.go_to(NAMES)
    await person.type(text)


async def test_entry_adds_a_name_and_shows_it_under_the_line(path: Path) -> None:
    async with editor(path) as person:
        await _with_names(person, "Université\nMétropole, pôle « Eau »\n")
        assert person.value(NAMES) == ("Université", "Métropole, pôle « Eau »")
        await person.sees("Université Métropole, pôle « Eau »")
        assert person.field == NAMES


async def test_entry_on_an_empty_line_goes_to_the_next_field(path: Path) -> None:
    async with editor(path) as person:
        await _with_names(person, "Université\n\n")
        assert person.field == "projet_contact"
        assert person.value(NAMES) == ("Université",)


@pytest.mark.parametrize("pasted", ["A, B ; C", "A;B;C", "A\nB\r\nC\n", " A ,, B ;\n C "])
async def test_pasted_names_are_split_without_a_question(path: Path, pasted: str) -> None:
    async with editor(path, Draft({NAMES: ("Z",)})) as person:
        await _with_names(person)
        await person.paste(pasted)
        assert person.value(NAMES) == ("Z", "A", "B", "C")


async def test_a_paste_keeps_what_was_being_typed(path: Path) -> None:
    async with editor(path) as person:
        await _with_names(person, "Univ")
        await person.paste("A, B")
        assert person.value(NAMES) == ("Univ", "A", "B")
        await person.type("Pôle ")
        await person.paste("Eau")
        assert person.value(NAMES) == ("Univ", "A", "B", "Pôle Eau")


async def test_backspace_on_an_empty_line_takes_the_last_name_back(path: Path) -> None:
    async with editor(path, Draft({NAMES: ("Un", "Deux")})) as person:
        await _with_names(person)
        await person.press("backspace")
        assert person.value(NAMES) == ("Un", "Deux")
        await person.press("backspace")
        assert person.value(NAMES) == ("Un", "Deu")
        await person.press("x", "enter")
        assert person.value(NAMES) == ("Un", "Deux")
        await person.burst(*["backspace"] * 12)
        assert person.value(NAMES) == ()


async def test_a_name_not_entered_yet_counts_and_is_saved(path: Path) -> None:
    async with editor(path, Draft({NAMES: ("Un",)})) as person:
        await _with_names(person, "Deux")
        await person.press("ctrl+s")
        assert on_disk(path)[NAMES] == ("Un", "Deux")
        await person.press("tab", "shift+tab")
        await person.sees("Deux")
        assert person.value(NAMES) == ("Un", "Deux")
        await person.type("x")
        assert person.value(NAMES) == ("Un", "Deuxx")


async def test_undo_takes_back_a_name(path: Path) -> None:
    async with editor(path, Draft({NAMES: ("Un",)})) as person:
        await _with_names(person, "Deux\n")
        await person.press("ctrl+z")
        assert person.value(NAMES) == ("Un",)
        assert not person.shows("Deux")


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("Ville\nde Belrive", "Ville de Belrive"),
        ("  Ville\r\n\r\n de\tBelrive \n", "Ville de Belrive"),
        ("Belrive\n", "Belrive"),
    ],
)
async def test_lines_pasted_into_a_text_on_one_line_are_joined(
    path: Path, pasted: str, kept: str
) -> None:
    async with editor(path) as person:
        await person.paste(pasted)
        assert " ".join(str(person.value("coll_nom")).split()) == kept
        assert "\n" not in str(person.value("coll_nom"))


async def test_a_long_text_keeps_its_lines_typed_and_pasted(path: Path) -> None:
    async with editor(path) as person:
        await person.go_to(LONG)
        await person.type("Un.\n\nDeux « œuvre ».\n")
        await person.paste("Trois\r\nQuatre\n\tCinq")
        await person.press("ctrl+s")
        await person.sees("Enregistré dans")
        assert on_disk(path)[LONG] == "Un.\n\nDeux « œuvre ».\nTrois\nQuatre\n\tCinq"


@pytest.mark.parametrize("others_first", [False, True])
async def test_one_goes_on_writing_at_the_end_of_a_long_text(
    path: Path, others_first: bool
) -> None:
    async with editor(path, Draft({LONG: "Un.\nDeux", "objection": "Zéro."})) as person:
        if others_first:
            await person.go_to("objection")
        await person.go_to(LONG)
        await person.type(" et trois")
        assert person.value(LONG) == "Un.\nDeux et trois"


async def test_a_long_text_grows_with_what_is_typed_and_stays_in_view(path: Path) -> None:
    async with editor(path) as person:
        await person.go_to(LONG)
        assert person.app.focused is not None
        before = person.app.focused.size.height
        await person.type("Une ligne.\n" * 7)
        assert person.app.focused.size.height > before
        assert person.control_in_view
        assert person.reads.count("Une ligne.") == 7


async def test_a_long_text_counts_its_characters_against_the_advised_length(path: Path) -> None:
    advised = CATALOGUE[LONG].field.advised_length
    async with editor(path, complete_draft(usage_description="é" * advised)) as person:
        await person.go_to(LONG)
        await person.sees(f"{advised} / {advised}")
        assert not person.shows("c’est long")
        await person.type("é")
        await person.sees(f"{advised + 1} / {advised}", "c’est long")


async def test_tab_leaves_a_long_text(path: Path) -> None:
    async with editor(path, complete_draft()) as person:
        await person.go_to(LONG)
        await person.press("tab")
        assert person.field == "mise_en_oeuvre"
        assert person.value(LONG) == complete_draft()[LONG]


async def test_going_through_all_fields_changes_nothing(path: Path) -> None:
    draft = complete_draft(nom_projet="Rives\r\nsur\ndeux lignes", objection="a\r\nb\u2028c\x0bd\n")
    async with editor(path, draft) as person:
        before = path.read_bytes()
        await person.burst(*["tab"] * len(CATALOGUE.fields))
        await person.burst(*["shift+tab"] * len(CATALOGUE.fields))
        assert person.editing.draft == draft
        await person.press("ctrl+s")
        assert path.read_bytes() == before


async def test_a_letter_typed_keeps_all_lines_of_a_text_whatever_ends_them(path: Path) -> None:
    text = "a\r\nb\u2028c\x0bd\x85e\n"
    async with editor(path, complete_draft(objection=text)) as person:
        await person.go_to("objection")
        await person.press("x")
        assert str(person.value("objection")).splitlines() == ["a", "b", "c", "d", "e", "x"]


@pytest.mark.parametrize("size", SIZES)
async def test_what_is_typed_is_seen(path: Path, size: tuple[int, int]) -> None:
    async with editor(path, size=size) as person:
        await person.type("Communauté d'agglomération « Œuvre » 你好 €")
        await person.sees("Communauté d'agglomération « Œuvre » 你好 €")
