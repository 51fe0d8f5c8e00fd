"""Saving writes what is on screen; leaving asks; whatever goes wrong, nothing typed is lost."""

from pathlib import Path

import pytest

from iafiche.check.findings import Finding
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.draft import Draft
from iafiche.model.field import Role
from iafiche.model.values import french_date
from iafiche.review.verdict import contexts, review_file
from tests.conftest import TODAY
from tests.fiches import complete_draft, on_disk, written
from tests.tui.person import Person, editor, opened

UPDATED = CATALOGUE.of_role(Role.UPDATED).key
STAMP = french_date(TODAY)
QUESTION = "La fiche a des modifications non enregistrées"


def placeless(findings: tuple[Finding, ...]) -> set[Finding]:
    """Return findings without where they stand in a file."""
    return {found._replace(line=0, column=0) for found in findings}


@pytest.mark.parametrize(
    "draft",
    [
        complete_draft(),
        complete_draft(coll_siret="1", latitude="", sous_theme=("Eau", "eau", "inconnu")),
        Draft({"nom_projet": "[b]Rives[/b]", "usage_description": "Court.\n\nEncore."}),
    ],
    ids=["complete", "with-errors", "draft"],
)
async def test_a_saved_fiche_is_judged_by_the_review_as_on_screen(path: Path, draft: Draft) -> None:
    async with editor(path, draft) as person:
        await person.type("x")
        await person.press("ctrl+s")
        await person.sees("Enregistré dans")
        verdict = review_file(path, contexts(TODAY))
        assert verdict.draft == person.editing.draft
        assert placeless(verdict.findings) == set(person.editing.findings)


async def test_saving_writes_the_day_into_the_fiche_and_onto_the_screen(path: Path) -> None:
    async with editor(path, complete_draft()) as person:
        await person.press("x", "ctrl+s")
        assert on_disk(path)[UPDATED] == STAMP
        assert "modifiée" not in person.reads
        await person.go_to(UPDATED)
        await person.sees(STAMP)


async def test_saving_keeps_an_update_date_typed_by_hand(path: Path) -> None:
    async with editor(path, complete_draft(**{UPDATED: ""})) as person:
        await person.go_to(UPDATED)
        await person.type("01/02/2026")
        await person.press("ctrl+s")
        assert on_disk(path)[UPDATED] == "01/02/2026"


async def test_saving_in_the_middle_of_a_field_writes_it_as_leaving_it_would(path: Path) -> None:
    async with editor(path, complete_draft(projet_date="")) as person:
        await person.go_to("projet_date")
        await person.type("mars 2024")
        await person.press("ctrl+s")
        await person.sees("Enregistré dans")
        assert on_disk(path)["projet_date"] == "03/2024"
        assert person.field == "projet_date"
        await person.press("ctrl+z")
        assert person.value("projet_date") == "mars 2024"


async def test_undo_right_after_saving_takes_back_what_was_typed_and_stays_with_it(
    path: Path,
) -> None:
    async with editor(path, complete_draft(date="01/01/2020")) as person:
        await person.press("tab")
        await person.type(" bis")
        await person.press("ctrl+s")
        await person.sees("Enregistré dans")
        await person.press("ctrl+z")
        assert person.editing.draft == complete_draft(date="01/01/2020")
        assert person.field == "nom_projet"
        await person.press("ctrl+y")
        assert person.editing.draft == on_disk(path)


async def test_saving_without_a_change_leaves_the_file_as_it_is(path: Path) -> None:
    async with editor(path, complete_draft()) as person:
        before = path.read_bytes()
        await person.press("x", "backspace", "ctrl+s")
        assert path.read_bytes() == before


async def test_the_title_says_whether_there_is_something_to_save(path: Path) -> None:
    async with editor(path, complete_draft()) as person:
        assert not person.shows("modifiée")
        await person.press("x")
        assert person.shows("rives.fiche.toml · modifiée")
        await person.press("ctrl+s")
        assert person.shows("rives.fiche.toml · enregistrée à")
        await person.press("x")
        assert person.shows("· modifiée")


async def test_a_new_fiche_without_a_file_is_saved_under_its_projects_name(path: Path) -> None:
    async with editor(path, Draft()) as person:
        await person.press("ctrl+n")
        await person.sees("Nouvelle fiche")
        await person.type("Ville de Belrive\nPropreté des rives d'été")
        await person.press("ctrl+s")
        await person.sees("Enregistrer sous")
        await person.press("enter")
        saved = path.with_name("proprete-des-rives-d-ete.fiche.toml")
        assert on_disk(saved)["coll_nom"] == "Ville de Belrive"
        await person.sees(saved.name)


async def test_save_as_writes_another_file_and_leaves_the_first(path: Path) -> None:
    other = path.with_name("copie.fiche.toml")
    async with editor(path, complete_draft()) as person:
        await person.press("x", "f12")
        await _answer_path(person, other.name)
        assert on_disk(other)["coll_nom"] == complete_draft().holder + "x"
        assert on_disk(path) == complete_draft()
        await person.press("y", "ctrl+s")
        assert on_disk(other)["coll_nom"] == complete_draft().holder + "xy"
        assert on_disk(path) == complete_draft()


async def test_save_as_ends_the_name_as_a_fiches_name_ends(path: Path) -> None:
    async with editor(path, complete_draft()) as person:
        await person.press("f12")
        await _answer_path(person, "copie")
        assert on_disk(path.with_name("copie.fiche.toml")) == complete_draft()


async def test_backing_out_of_save_as_changes_nothing(path: Path) -> None:
    async with editor(path, complete_draft()) as person:
        await person.press("x", "f12", "escape")
        assert [*path.parent.iterdir()] == [path]
        assert on_disk(path) == complete_draft()
        assert person.shows("· modifiée")


@pytest.mark.parametrize("replacing", [True, False], ids=["replace", "other name"])
async def test_another_fiche_is_replaced_only_once_that_is_confirmed(
    path: Path, replacing: bool
) -> None:
    other = written(path.with_name("autre.fiche.toml"), Draft({"coll_nom": "Autre"}))
    async with editor(path, complete_draft()) as person:
        await person.press("f12")
        await _answer_path(person, other.name)
        await person.sees("autre.fiche.toml existe déjà")
        assert on_disk(other).holder == "Autre"
        await person.type("remplacer" if replacing else "choisir")
        await person.press("enter")
        await person.sees("Enregistré dans" if replacing else "Enregistrer sous")
        assert on_disk(other).holder == (complete_draft().holder if replacing else "Autre")


async def _answer_path(person: Person, name: str) -> None:
    """Put another file name in the place of the one proposed."""
    await person.sees("Enregistrer sous")
    await person.burst(*["backspace"] * len("rives.fiche.toml"), *name, "enter")


@pytest.mark.parametrize(
    ("place", "why"),
    [
        ("{here}/un-fichier/rives", "n'existe pas"),
        ("{here}/absent/rives.fiche.toml", "n'existe pas"),
        ("{here}/" + "long" * 80, "trop long"),
        ("~personne-de-ce-nom/rives", "n'existe pas"),
        (".", "C'est un dossier"),
        ("/", "C'est un dossier"),
    ],
    ids=["below a file", "missing folder", "long name", "home of nobody", "here", "root"],
)
async def test_a_place_that_cannot_be_written_is_explained_and_another_one_asked_for(
    path: Path, place: str, why: str
) -> None:
    (path.parent / "un-fichier").write_text("x", encoding="utf-8")
    async with editor(path) as person:
        await person.type("Belrive")
        await person.press("f12")
        await person.burst("ctrl+u", *place.format(here=path.parent), "enter")
        await person.sees(why, "Enregistrer sous")
        assert person.value("coll_nom") == "Belrive"
        await person.burst("ctrl+u", *str(path), "enter")
        await person.sees("Enregistré dans")
        assert on_disk(path)["coll_nom"] == "Belrive"


async def test_a_file_that_cannot_be_written_any_more_keeps_the_text_and_asks_for_a_place(
    path: Path,
) -> None:
    folder = path.parent / "partage"
    folder.mkdir()
    shared = folder / path.name
    async with editor(shared, complete_draft()) as person:
        shared.unlink()
        folder.rmdir()
        folder.write_text("plus un dossier", encoding="utf-8")
        await person.press("x", "ctrl+s")
        await person.sees("n'existe pas, ou plus", "choisissez un autre dossier")
        await person.press("escape")
        assert person.value("coll_nom") == complete_draft().holder + "x"
        assert person.shows("· modifiée")


async def test_leaving_without_a_change_asks_nothing(path: Path) -> None:
    async with editor(path, complete_draft()) as person:
        await person.press("ctrl+q")
        await person.until_closed()


async def _leave_with_a_change(person: Person, key: str = "ctrl+q") -> None:
    await person.press("x", key)
    await person.sees(QUESTION, "Enregistrer, puis continuer")


@pytest.mark.parametrize(("answer", "saved"), [("enregistrer", True), ("abandonner", False)])
async def test_leaving_saves_or_discards_changes_as_one_says(
    path: Path, answer: str, saved: bool
) -> None:
    async with editor(path, complete_draft()) as person:
        await _leave_with_a_change(person)
        await person.burst(*answer, "enter")
        await person.until_closed()
    assert on_disk(path)["coll_nom"] == complete_draft().holder + ("x" if saved else "")


@pytest.mark.parametrize("keys", [("escape",), (*"revenir", "enter"), ("ctrl+q",)])
async def test_leaving_can_be_thought_better_of(path: Path, keys: tuple[str, ...]) -> None:
    async with editor(path, complete_draft()) as person:
        await _leave_with_a_change(person)
        await person.burst(*keys)
        assert not person.shows(QUESTION)
        assert person.app.is_running
        await person.press("y")
        assert person.value("coll_nom") == complete_draft().holder + "xy"
        assert on_disk(path) == complete_draft()


async def test_leaving_a_fiche_that_cannot_be_saved_leaves_nothing_behind(path: Path) -> None:
    async with editor(path.parent / "absent" / "rives.fiche.toml") as person:
        await _leave_with_a_change(person)
        await person.press("enter")
        await person.sees("n'existe pas")
        assert person.app.is_running
        await person.burst("ctrl+u", *str(path), "enter")
        await person.until_closed()
    assert on_disk(path)["coll_nom"] == "x"


async def test_a_new_fiche_asks_first_what_becomes_of_this_one(path: Path) -> None:
    async with editor(path, complete_draft()) as person:
        await _leave_with_a_change(person, "ctrl+n")
        await person.press("enter")
        await person.sees("Nouvelle fiche")
        assert on_disk(path)["coll_nom"] == complete_draft().holder + "x"
        assert person.editing.draft == Draft()
        await person.press("z")
        assert person.value("coll_nom") == "z"


async def test_what_the_model_does_not_know_survives_an_edit(path: Path) -> None:
    text = "# à nous\nversion = 1\n\n[general]\ncoll_nom = 'Belrive' # nom\nperso = 3\n"
    path.write_text(text, encoding="utf-8")
    async with opened(path) as person:
        await person.press("x", "ctrl+s")
    kept = path.read_text(encoding="utf-8")
    assert kept.startswith("# à nous\nversion = 1\n\n[general]\ncoll_nom = ")
    assert "Belrivex" in kept
    assert " # nom\nperso = 3\n" in kept


@pytest.mark.parametrize("opens", ["f1", "f6", "ctrl+p", "ctrl+o"])
async def test_saving_from_a_dialog_closes_it_and_saves(path: Path, opens: str) -> None:
    async with editor(path, complete_draft(coll_siret="")) as person:
        await person.type("!")
        await person.press(opens)
        await person.sees("Échap Revenir")
        await person.press("ctrl+s")
        await person.sees("Enregistré dans")
        assert not person.shows("Échap Revenir")
        assert on_disk(path) == person.editing.draft


async def test_saving_where_a_name_is_asked_for_takes_that_name(path: Path) -> None:
    async with editor(path, complete_draft()) as person:
        await person.press("f12", "ctrl+u")
        await person.type(str(path.parent / "autre"))
        await person.press("ctrl+s")
        await person.sees("Enregistré dans")
        assert on_disk(path.with_name("autre.fiche.toml"))["nom_projet"]


async def test_what_is_checked_in_a_list_is_not_left_behind_by_saving(path: Path) -> None:
    before = complete_draft(audience_service=())
    async with editor(path, before) as person:
        await person.go_to("audience_service")
        await person.press("enter", "space", "ctrl+s")
        await person.sees("Validez d'abord avec Entrée", "puis ^S")
        assert on_disk(path) == before
        await person.press("enter", "ctrl+s")
        await person.sees("Enregistré dans")
        assert on_disk(path).is_filled("audience_service")
