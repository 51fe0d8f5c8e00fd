"""Everything can be done from the palette, and help and keys are one key away."""

import re
from pathlib import Path

import pytest

from iafiche.model.catalogue import CATALOGUE, FieldSpec
from iafiche.model.draft import Draft
from iafiche.tui.actions import FICHE_ACTIONS, FOLDER_ACTIONS, Action, key_name
from tests.fiches import complete_draft, on_disk
from tests.tui.person import editor, folder_list

SOME_FIELDS = [CATALOGUE[key] for key in ("longitude", "partenaires", "risque", "date")]


@pytest.mark.parametrize("spec", SOME_FIELDS, ids=lambda spec: spec.key)
@pytest.mark.parametrize("by", ["label", "key"])
async def test_the_palette_goes_to_a_field_by_its_name_or_its_key(
    path: Path, spec: FieldSpec, by: str
) -> None:
    async with editor(path, Draft()) as person:
        await person.press("ctrl+p")
        await person.type(spec.key if by == "key" else f"Aller à : {spec.field.label}")
        await person.press("enter")
        assert person.field == spec.key
        assert person.control_in_view


async def test_the_palette_offers_every_field_and_every_action(path: Path) -> None:
    async with editor(path, Draft(), (100, 110)) as person:
        await person.press("f10")
        for action in FICHE_ACTIONS:
            assert action.name == "palette" or person.shows(action.label_with_key)
        for spec in CATALOGUE.fields:
            assert person.shows(f"Aller à : {spec.field.label}")


@pytest.mark.parametrize(
    "action",
    [
        action
        for action in FICHE_ACTIONS
        if action.keys and action.name not in ("palette", "leave", "new")
    ],
    ids=lambda action: action.name,
)
async def test_the_palette_runs_an_action_as_its_key_does(path: Path, action: Action) -> None:
    effects = []
    for keys in ((action.keys[0],), ("ctrl+p", *action.label, "enter")):
        async with editor(path, complete_draft(latitude="47,6218")) as person:
            # Something to undo, something to redo, something to correct.
            await person.burst("a", "tab", "tab", "tab", "1", "ctrl+z")
            assert person.field == "latitude"
            await person.burst(*keys)
            told = re.sub(r"\d\d:\d\d", "", person.reads)
            effects.append((person.field, person.editing.draft, on_disk(path), told))
    assert effects[0] == effects[1]


async def test_the_palette_leaves(path: Path) -> None:
    async with editor(path, complete_draft()) as person:
        await person.press("ctrl+p")
        await person.type("quitter")
        await person.press("enter")
        await person.until_closed()


async def test_the_palette_of_the_folder_runs_its_actions(tmp_path: Path) -> None:
    async with folder_list(tmp_path, (80, 60)) as person:
        await person.press("ctrl+p")
        for action in FOLDER_ACTIONS:
            assert action.name == "palette" or person.shows(action.label_with_key)
        await person.type("nouvelle")
        await person.press("enter")
        await person.sees("Nouvelle fiche", CATALOGUE.fields[0].field.label)


async def test_f1_shows_the_whole_help_of_the_field_and_every_key(path: Path) -> None:
    spec = CATALOGUE["theme"]
    async with editor(path, Draft(), (80, 100)) as person:
        await person.go_to(spec.key)
        await person.press("f1")
        await person.sees(spec.field.help, spec.field.why, spec.field.example)
        for action in FICHE_ACTIONS:
            assert person.shows(action.about)
            assert all(person.shows(key_name(key)) for key in action.keys)
        await person.press("escape")
        await person.until(lambda: not person.shows("Échap Revenir"), "the form")
        assert person.field == spec.key


async def test_f1_scrolls_where_the_help_is_longer_than_the_screen(path: Path) -> None:
    last = FICHE_ACTIONS[-1].about
    async with editor(path, Draft()) as person:
        await person.press("f1")
        assert not person.shows(last)
        await person.press("end")
        await person.until(lambda: person.shows(last), last)


async def test_undo_and_redo_walk_through_the_fields_that_changed(path: Path) -> None:
    async with editor(path, Draft()) as person:
        await person.type("Belrive\nRives")
        await person.go_to("objection")
        await person.type("Par courrier.")
        steps = ["objection", "nom_projet", "coll_nom"]
        for key in steps:
            await person.press("ctrl+z")
            assert person.field == key
            assert person.value(key) == ""
        assert person.editing.draft == Draft()
        await person.press("ctrl+z")
        await person.sees("Rien à annuler.")
        for key in reversed(steps):
            await person.press("ctrl+y")
            assert person.field == key
        assert person.value("objection") == "Par courrier."
        await person.press("ctrl+y")
        await person.sees("Rien à rétablir.")


async def test_undo_takes_back_a_whole_word_not_a_letter_and_the_control_shows_it(
    path: Path,
) -> None:
    async with editor(path, Draft({"coll_nom": "Belrive"})) as person:
        await person.type(" et environs")
        await person.sees("Belrive et environs")
        await person.press("ctrl+z")
        assert person.value("coll_nom") == "Belrive"
        assert not person.shows("environs")


async def test_undo_takes_back_a_choice_and_an_emptied_choice(path: Path) -> None:
    async with editor(path, complete_draft()) as person:
        await person.go_to("coll_type")
        await person.press("delete")
        assert person.value("coll_type") == ""
        await person.press("ctrl+z")
        assert person.value("coll_type") == "Commune"
        await person.sees("Type de collectivité * Commune ▾")
