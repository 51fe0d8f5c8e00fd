"""What is wrong is told at the right moment, and one key leads there and mends it."""

from pathlib import Path

import pytest

from iafiche.check.checking import check_draft
from iafiche.check.context import Context
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.draft import Draft
from iafiche.model.nomenclatures import INACCEPTABLE
from tests.conftest import TODAY
from tests.fiches import complete_draft
from tests.tui.person import WIDE, editor, opened

REQUIRED = "Ce champ est requis."
WRONG_KEY = "La clé de contrôle est fausse"
SPACES = "Le SIRET contient des espaces"
NOTHING_LEFT = "Rien à corriger"


async def test_a_new_fiche_scolds_nobody(path: Path) -> None:
    async with editor(path) as person:
        assert not person.shows(REQUIRED)
        assert "✗" not in person.reads


async def test_a_field_left_empty_tells_that_it_is_required(path: Path) -> None:
    async with editor(path) as person:
        await person.press("tab")
        assert person.shows(REQUIRED)
        assert "▸1 Général 0/22 ✗1" in person.reads


async def test_what_the_file_holds_wrong_is_told_at_once(path: Path) -> None:
    async with editor(path, complete_draft(coll_siret="21579990900018")) as person:
        await person.sees(WRONG_KEY)


async def test_what_the_file_leaves_empty_is_told_once_it_is_asked_for(path: Path) -> None:
    async with editor(path, Draft()) as person:
        assert "✗" not in person.reads
        await person.press("f8")
        assert person.shows(REQUIRED)
        assert "✗" in person.reads.split("5 Évaluation")[1][:4]


async def test_a_value_being_typed_is_to_be_completed_not_wrong(path: Path) -> None:
    async with editor(path) as person:
        await person.press("tab", "tab")
        errors_before = person.reads.count("✗")
        await person.type("2157")
        assert person.shows("À compléter")
        assert person.reads.count("✗") == errors_before
        await person.press("tab")
        assert not person.shows("À compléter")
        assert person.shows("4 chiffres au lieu de 14")


async def test_what_leaving_the_field_will_mend_is_told_without_scolding(path: Path) -> None:
    async with editor(path, complete_draft(projet_date="")) as person:
        await person.go_to("projet_date")
        await person.type("mars 2024")
        await person.sees("… En quittant le champ : 03/2024")
        assert not person.shows("✗")
        await person.press("tab")
        assert person.value("projet_date") == "03/2024"


async def test_an_error_goes_away_at_the_very_key_that_mends_it(path: Path) -> None:
    async with editor(path, complete_draft(coll_siret="21579990900018")) as person:
        await person.go_to("coll_siret")
        assert person.shows(WRONG_KEY)
        await person.press("backspace")
        assert not person.shows(WRONG_KEY)
        await person.press("9")
        assert "✗" not in person.reads
        assert "▸1 Général 21/22 ✓" in person.reads


async def test_a_finding_about_two_fields_follows_the_edit_of_either(path: Path) -> None:
    async with editor(path, complete_draft(longitude=""), (80, 40)) as person:
        await person.press("f8")
        assert person.field == "longitude"
        assert person.shows("La longitude manque")
        await person.press("up")
        await person.press(*["backspace"] * 7)
        assert person.value("latitude") == ""
        assert not person.shows("La longitude manque")


async def test_every_section_counts_its_errors_or_else_its_warnings(path: Path) -> None:
    draft = complete_draft(
        coll_siret="1", projet_contact="à compléter", risque_categorie=INACCEPTABLE.value
    )
    async with editor(path, draft, WIDE) as person:
        await person.sees("1 Général 21/22 ✗2", "4 Cas d'usage 4/4 !1", "2 Algorithme 5/5 ✓")
        await person.sees("Requis 17/17", "100 %", f"Ensemble {len(draft.values)}/38")


async def test_f8_goes_from_finding_to_finding_through_the_sections_and_round(path: Path) -> None:
    draft = complete_draft(coll_siret="1", nom_algorithme="", risque_categorie="inconnu")
    wrong = ["coll_siret", "nom_algorithme", "risque_categorie"]
    async with editor(path, draft) as person:
        visited = []
        for _ in range(4):
            await person.press("f8")
            assert person.control_in_view
            visited.append(person.field)
        assert visited == [*wrong, wrong[0]]


@pytest.mark.parametrize("key", ["f7", "shift+f8"])
async def test_f7_and_shift_f8_go_the_other_way_round(path: Path, key: str) -> None:
    draft = complete_draft(coll_siret="1", nom_algorithme="", risque_categorie="inconnu")
    async with editor(path, draft) as person:
        await person.press(key)
        assert person.field == "risque_categorie"
        await person.press(key, key, key)
        assert person.field == "risque_categorie"


async def test_f8_on_a_fiche_without_fault_says_that_nothing_is_left(path: Path) -> None:
    async with editor(path, complete_draft()) as person:
        await person.press("f8")
        await person.sees(NOTHING_LEFT)
        assert person.field == CATALOGUE.fields[0].key


async def test_f8_visits_all_that_the_check_finds_about_fields(path: Path) -> None:
    draft = Draft({"coll_nom": "Ville de Belrive"})
    keys = {found.key for found in check_draft(draft, Context(TODAY))}
    async with editor(path, draft) as person:
        visited = set()
        for _ in keys:
            await person.press("f8")
            visited.add(person.field)
        assert visited == keys


async def test_f4_puts_the_correction_in_place_and_says_so(path: Path) -> None:
    async with editor(path, complete_draft(coll_siret="215 799 909 00019")) as person:
        await person.press("f8")
        await person.sees(SPACES, "F4 : 21579990900019")
        await person.press("f4")
        assert person.value("coll_siret") == "21579990900019"
        await person.sees("Corrigé : 21579990900019. ^Z annule.")
        assert not person.shows(SPACES)
        await person.press("ctrl+z")
        assert person.value("coll_siret") == "215 799 909 00019"


async def test_f4_corrects_a_list_and_shows_it(path: Path) -> None:
    draft = complete_draft(partenaires=("Université de Belrive", "université de belrive"))
    async with editor(path, draft) as person:
        await person.press("f8", "f4")
        assert person.value("partenaires") == ("Université de Belrive",)
        assert not person.shows("université de belrive")


async def test_f4_says_plainly_where_there_is_no_correction(path: Path) -> None:
    async with editor(path, complete_draft()) as person:
        await person.press("f4")
        await person.sees("Aucune correction n'est proposée pour ce champ.")
        assert person.editing.draft == complete_draft()


async def test_f6_lists_all_that_is_left_and_goes_to_the_field_chosen(path: Path) -> None:
    draft = complete_draft(coll_siret="1", nom_algorithme="")
    async with editor(path, draft) as person:
        await person.press("f6")
        await person.sees("À corriger", "SIRET : 1 chiffre", "Algorithme : Ce champ est requis")
        await person.type("algorithme")
        await person.press("enter")
        assert person.field == "nom_algorithme"
        assert person.shows(REQUIRED)


async def test_f6_on_a_fiche_without_fault_says_that_nothing_is_left(path: Path) -> None:
    async with editor(path, complete_draft()) as person:
        await person.press("f6")
        await person.sees(NOTHING_LEFT)


async def test_the_side_pane_tells_what_is_left_and_how_much_more(path: Path) -> None:
    async with editor(path, Draft(), WIDE) as person:
        await person.press("f8")
        await person.sees("À corriger (17)", "✗ Porteur : Ce champ est", "de plus : F6")


async def test_an_unknown_key_of_the_file_is_told_and_its_value_taken_by_f4(path: Path) -> None:
    text = 'version = 1\n[general]\nhebergement = "NSP"\n'
    path.write_text(text, encoding="utf-8")
    async with opened(path, WIDE) as person:
        await person.sees("hebergement :")
        await person.press("f8", "f7", "f6")
        await person.type("hebergement")
        await person.press("enter")
        assert person.field == "herbergement"
        await person.press("f4")
        assert person.value("herbergement") == "NSP"
        await person.press("ctrl+s")
        assert "\nherbergement" in path.read_text(encoding="utf-8")
        assert "\nhebergement" not in path.read_text(encoding="utf-8")
