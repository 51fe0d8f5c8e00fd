"""The mouse does what the keys do, wherever there is something to click on."""

from pathlib import Path

import pytest

from iafiche.model.catalogue import CATALOGUE
from tests.fiches import complete_draft
from tests.tui.person import SIZES, USUAL, WIDE, editor

BAD = complete_draft(coll_siret="21579990900018", nom_algorithme="")
FIRST_OF_DATA = CATALOGUE.pages[2].fields[0].key


async def test_a_click_on_a_field_leads_there_and_typing_goes_on_in_it(path: Path) -> None:
    async with editor(path, BAD) as person:
        await person.click("Projet\N{NO-BREAK SPACE}*")
        assert person.field == "nom_projet"
        await person.type("!")
        assert person.value("nom_projet") == "Propreté des rives!"


@pytest.mark.parametrize("size", SIZES)
async def test_a_click_on_a_section_leads_there(path: Path, size: tuple[int, int]) -> None:
    async with editor(path, BAD, size) as person:
        await person.click("3 Data" if size[0] > 60 else "3 ✓")
        assert person.field == FIRST_OF_DATA
        assert person.app.focused is not None


async def test_a_click_on_a_finding_leads_to_its_field(path: Path) -> None:
    async with editor(path, BAD, WIDE) as person:
        await person.press("f8", "f3", "f3")
        await person.click("✗ SIRET")
        assert person.field == "coll_siret"


@pytest.mark.parametrize("size", SIZES)
async def test_a_click_on_a_key_of_the_footer_does_what_the_key_does(
    path: Path, size: tuple[int, int]
) -> None:
    async with editor(path, BAD, size) as person:
        await person.click("^S Enregistrer")
        await person.sees("Enregistré dans")


async def test_a_click_opens_a_list_and_another_one_chooses(path: Path) -> None:
    async with editor(path, complete_draft(theme=""), USUAL) as person:
        await person.go_to("theme")
        await person.click("Entrée pour choisir")
        await person.sees("Tapez pour filtrer")
        await person.click("Mobilités")
        assert person.value("theme") == "Mobilités"


async def test_the_wheel_scrolls_the_form(path: Path) -> None:
    async with editor(path, BAD) as person:
        assert person.shows("Porteur *")
        for _ in range(4):
            await person.turn_wheel("Général · ")
            await person.turn_wheel("▏")
        await person.until(lambda: not person.shows("Porteur *"), "what stands further down")
