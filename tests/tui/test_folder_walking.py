"""From finding to finding across the files of a folder, without going back to the list."""

from pathlib import Path

import pytest

from tests.fiches import complete_draft, on_disk, written
from tests.tui.folders import highlighted, some_fiches, until_read
from tests.tui.person import folder_list


@pytest.fixture
def fiches(tmp_path: Path) -> Path:
    """A folder where two fiches, and then a third one, have something to correct."""
    some_fiches(tmp_path)
    written(tmp_path / "e.fiche.toml", complete_draft(nom_projet="Drones", theme="Nuages"))
    return tmp_path


async def test_f8_opens_the_next_fiche_at_its_first_field_to_correct(fiches: Path) -> None:
    async with folder_list(fiches) as person:
        await until_read(person)
        await person.press("f8")
        await person.sees("b.fiche.toml", "1 chiffre au lieu de 14")
        assert person.field == "coll_siret"


async def test_f8_goes_on_to_the_next_fiche_from_the_editor_and_round(fiches: Path) -> None:
    async with folder_list(fiches) as person:
        await until_read(person)
        await person.press("f8", "f8")
        await person.sees("c.fiche.toml")
        first = person.field
        assert first == "nom_projet"
        walked: list[str | None] = [first]
        while person.shows("c.fiche.toml"):
            await person.press("f8")
            walked.append(person.field)
        assert len(walked) > 5
        await person.sees("e.fiche.toml")
        assert person.field == "theme"
        await person.press("f8")
        await person.sees("b.fiche.toml")
        await person.press("ctrl+q")
        await until_read(person)
        assert highlighted(person) == 1


async def test_f8_shows_what_a_fiche_has_in_common_with_another_until_it_is_mended(
    tmp_path: Path,
) -> None:
    written(tmp_path / "a.fiche.toml", complete_draft())
    written(tmp_path / "b.fiche.toml", complete_draft())
    async with folder_list(tmp_path) as person:
        await until_read(person)
        await person.press("f8")
        await person.sees("b.fiche.toml", "Le même projet, sous le même SIRET, est déjà dans")
        assert person.field == "nom_projet"
        await person.type(" bis")
        assert not person.shows("Le même projet, sous le même SIRET")
        await person.press("ctrl+z")
        await person.sees("Le même projet, sous le même SIRET")


async def test_f7_goes_back_to_the_last_field_of_the_fiche_before(fiches: Path) -> None:
    async with folder_list(fiches) as person:
        await until_read(person)
        await person.press("end", "f8", "f7")
        await person.sees("c.fiche.toml")
        last = person.field
        await person.press("f8")
        await person.sees("e.fiche.toml")
        assert last not in (None, "nom_projet")


async def test_the_walk_keeps_to_the_filter_and_the_order(fiches: Path) -> None:
    async with folder_list(fiches) as person:
        await until_read(person)
        await person.press("/")
        await person.type("porteur:ville")
        await person.press("enter", "r", "f8")
        await person.sees("e.fiche.toml")
        await person.press("f8")
        await person.sees("b.fiche.toml")
        await person.press("f8")
        await person.sees("e.fiche.toml")


async def test_what_was_changed_is_asked_about_before_the_next_fiche(fiches: Path) -> None:
    async with folder_list(fiches) as person:
        await until_read(person)
        await person.press("f8")
        await person.sees("b.fiche.toml")
        await person.burst("backspace", *"21579990900019")
        await person.press("f8")
        await person.sees("La fiche a des modifications non enregistrées")
        await person.press("enter")
        await person.sees("c.fiche.toml")
    assert on_disk(fiches / "b.fiche.toml").text("coll_siret") == "21579990900019"


async def test_a_walk_through_one_fiche_goes_round_in_it(tmp_path: Path) -> None:
    written(tmp_path / "b.fiche.toml", complete_draft(coll_siret="1", theme="Nuages"))
    async with folder_list(tmp_path) as person:
        await until_read(person)
        await person.press("f8")
        await person.sees("b.fiche.toml")
        fields = [person.field]
        for _ in range(2):
            await person.press("f8")
            fields.append(person.field)
        assert fields == ["coll_siret", "theme", "coll_siret"]


async def test_f8_on_a_folder_without_findings_says_so(tmp_path: Path) -> None:
    written(tmp_path / "a.fiche.toml", complete_draft())
    async with folder_list(tmp_path) as person:
        await until_read(person)
        await person.press("f8")
        await person.sees("Aucun champ à corriger dans les fiches affichées.")


async def test_advice_alone_leads_nowhere(tmp_path: Path) -> None:
    written(tmp_path / "a.fiche.toml", complete_draft(url_infos="http://www.ville-belrive.fr"))
    written(tmp_path / "b.fiche.toml", complete_draft(theme="Nuages"))
    async with folder_list(tmp_path) as person:
        await until_read(person)
        assert person.shows("· Propreté des rives")
        await person.press("f8")
        await person.sees("b.fiche.toml")
