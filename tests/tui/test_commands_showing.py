"""Looking at a fiche as others will read it, and at what has changed in it."""

from pathlib import Path

import pytest

from iafiche.exchange.profiles import BIBLIOTHEQUE
from iafiche.model.draft import Draft
from iafiche.tui.actions import FICHE_ACTIONS
from tests.fiches import complete_draft, written
from tests.tui.person import SIZES, SMALL, USUAL, Person, editor, opened

TALL = (100, 120)
LABELS = {action.name: action.label for action in FICHE_ACTIONS}


async def run(person: Person, name: str) -> None:
    """Run a command from the palette."""
    await person.press("ctrl+p")
    await person.paste(LABELS[name])
    await person.press("enter")


async def test_the_preview_shows_the_notice_the_row_and_the_file_one_after_the_other(
    path: Path,
) -> None:
    async with editor(path, complete_draft(), TALL) as person:
        await person.press("ctrl+o")
        await person.sees("▸Notice publique", "SIRET de la collectivité : 215 799 909 00019")
        await person.press("right")
        await person.sees("▸Ligne exportée", "coll_siret : 21579990900019")
        for spec in BIBLIOTHEQUE.columns(complete=False):
            assert person.shows(f"{spec.key} :")
        assert not person.shows("erreur")
        await person.press("tab")
        await person.sees("▸Fichier", '[general] coll_nom = "Ville de Belrive"')
        await person.press("right")
        await person.sees("▸Notice publique")
        await person.press("left", "shift+tab")
        await person.sees("▸Ligne exportée")


async def test_the_preview_shows_what_is_not_saved_yet(path: Path) -> None:
    async with editor(path, Draft()) as person:
        await person.type("Belrive")
        await person.press("ctrl+o")
        await person.sees("Belrive")
        await person.press("left")
        await person.sees('coll_nom = "Belrive"')


async def test_the_preview_says_that_a_fiche_with_errors_would_not_be_exported(path: Path) -> None:
    async with editor(path, complete_draft(coll_siret="1", nom_algorithme="")) as person:
        await person.press("ctrl+o", "right")
        await person.sees("✗ 2 erreurs restent à corriger : d'ici là, l'exportation refuse")


async def test_the_preview_of_an_empty_fiche_says_that_nothing_is_public_yet(path: Path) -> None:
    async with editor(path) as person:
        await person.press("ctrl+o")
        await person.sees("Aucun champ public n'est encore rempli.")


async def test_text_from_a_file_is_shown_as_text_in_every_view(path: Path) -> None:
    draft = Draft({"coll_nom": "[bold]Ville[/x] \x1b[2J", "usage_description": "a\n[/red]\x9b2Jb"})
    async with editor(path, draft, TALL) as person:
        await person.press("ctrl+o")
        for _ in range(3):
            assert person.shows("[bold]Ville[/x]")
            assert "\x1b" not in person.reads
            assert "\x9b" not in person.reads
            await person.press("right")


@pytest.mark.parametrize("key", ["escape", "q", "enter"])
async def test_leaving_the_preview_comes_back_to_the_field_and_changes_nothing(
    path: Path, key: str
) -> None:
    async with editor(path, complete_draft()) as person:
        await person.go_to("objection")
        await person.press("ctrl+o", key)
        await person.until(lambda: not person.shows("Notice publique"), "the form")
        assert person.field == "objection"
        assert person.editing.draft == complete_draft()


@pytest.mark.parametrize("size", SIZES)
async def test_the_views_fit_and_scroll_at_every_size(path: Path, size: tuple[int, int]) -> None:
    async with editor(path, complete_draft(), size) as person:
        await person.press("ctrl+o")
        assert person.shows("Échap Revenir")
        assert person.shows("Fichier")
        assert not person.shows("Date de mise à jour des informations")
        await person.press("end")
        await person.sees("Date de mise à jour des informations")
        await person.press("right")
        await person.sees("coll_nom :")


async def test_the_changes_are_shown_by_field_and_by_line_of_the_file(path: Path) -> None:
    path.write_text(
        '# Notre fiche\nversion = 1\n\n[general]\ncoll_nom = "Belrive"\nnom_projet = "Rives"\n',
        encoding="utf-8",
    )
    async with opened(path, TALL) as person:
        await person.type(" et environs")
        await person.go_to("objection")
        await person.type("Par courrier.\nOu en mairie.")
        await run(person, "show_changes")
        await person.sees("▸Par champ", "Porteur Avant : Belrive Après : Belrive et environs")
        await person.sees("Avant : (vide) Après : Par courrier. Ou en mairie.")
        assert not person.shows("Rives")
        await person.press("right")
        await person.sees("Ligne 3", '-coll_nom = "Belrive" +coll_nom = "Belrive et environs"')
        assert not person.shows("# Notre fiche")


async def test_the_changes_start_again_at_each_save(path: Path) -> None:
    async with editor(path, Draft({"coll_nom": "Belrive"})) as person:
        await run(person, "show_changes")
        await person.sees("Rien n'a changé depuis le dernier enregistrement.")
        await person.type("s")
        await person.press("ctrl+s")
        await run(person, "show_changes")
        await person.sees("Rien n'a changé depuis le dernier enregistrement.")
        await person.press("backspace")
        await run(person, "show_changes")
        await person.sees("Avant : Belrives Après : Belrive")


async def test_what_a_correction_took_from_an_unknown_key_is_a_change_too(path: Path) -> None:
    written(path, Draft({}, {("general", "hebergement"): "NSP"}))
    async with opened(path) as person:
        await person.go_to("herbergement")
        await person.press("f4")
        await run(person, "show_changes")
        await person.sees("Après : NSP", "Clé retirée du fichier : general.hebergement")


async def test_the_certain_corrections_are_shown_then_applied_as_one_step(path: Path) -> None:
    draft = complete_draft(coll_siret="215 799 909 00019", projet_date="mars 2024")
    async with editor(path, draft) as person:
        await run(person, "fix_all")
        await person.sees("2 champs à corriger", "Avant : 215 799 909 00019 Après : 21579990900019")
        await person.sees("Avant : mars 2024 Après : 03/2024", "Entrée Appliquer")
        assert person.editing.draft == draft
        await person.press("enter")
        await person.sees("2 champs corrigés. ^Z annule.")
        assert person.editing.draft == complete_draft(projet_date="03/2024")
        await person.press("ctrl+z")
        assert person.editing.draft == draft
        await person.press("ctrl+y")
        assert person.editing.draft == complete_draft(projet_date="03/2024")


@pytest.mark.parametrize(
    ("line", "before", "after"),
    [
        ("nom_projet = 2024", "2024 (un nombre)", "2024 (un texte)"),
        ('partenaires = "Belrive"', "Belrive (un texte seul)", "Belrive (une liste)"),
    ],
)
async def test_a_correction_of_the_type_alone_says_what_it_changes(
    path: Path, line: str, before: str, after: str
) -> None:
    path.write_text(f"version = 1\n[general]\n{line}\n", encoding="utf-8")
    async with opened(path) as person:
        await run(person, "fix_all")
        await person.sees(f"Avant : {before} Après : {after}")


async def test_backing_out_of_the_corrections_changes_nothing(path: Path) -> None:
    draft = complete_draft(coll_siret="215 799 909 00019")
    async with editor(path, draft, SMALL) as person:
        await run(person, "fix_all")
        await person.sees("1 champ à corriger", "Échap Revenir")
        await person.press("escape")
        await person.until(lambda: not person.shows("Appliquer"), "the form")
        assert person.editing.draft == draft
        await person.press("ctrl+z")
        await person.sees("Rien à annuler.")


async def test_the_control_shows_the_corrected_value_at_once(path: Path) -> None:
    async with editor(path, complete_draft(projet_date="mars 2024"), USUAL) as person:
        await person.go_to("projet_date")
        await run(person, "fix_all")
        await person.press("enter")
        await person.type("!")
        assert person.value("projet_date") == "03/2024!"


async def test_without_a_certain_correction_it_says_where_the_others_are(path: Path) -> None:
    async with editor(path, complete_draft(coll_siret="1")) as person:
        await run(person, "fix_all")
        await person.sees("Aucune correction certaine. F8 mène aux champs")
        assert person.editing.draft == complete_draft(coll_siret="1")
