"""The screens fit terminals of 110 × 32, 80 × 24 and 60 × 20, with and without colour or UTF-8."""

from pathlib import Path

import pytest

from iafiche.model.catalogue import CATALOGUE
from iafiche.model.draft import Draft
from iafiche.review.marks import ASCII, UTF8
from iafiche.store.fiche_file import FicheFile
from iafiche.tui.app import IaficheApp
from tests.conftest import TODAY
from tests.fiches import complete_draft, written
from tests.tui.person import SIZES, SMALL, USUAL, WIDE, Person, editor, program

BAD = complete_draft(coll_siret="21579990900018", nom_algorithme="")


def everything_fits(person: Person) -> bool:
    """Tell whether all that is drawn outside scrolled panes lies inside the screen."""
    screen = person.app.screen
    width, height = person.app.size
    frames = [*screen.query("#title, #pages, #form, #side, #footer, #picker, #dialog, #reading")]
    regions = [frame.region for frame in frames if frame.display and frame.parent is screen]
    return len(person.lines) <= height and all(
        0 <= region.x < region.right <= width and 0 <= region.y < region.bottom <= height
        for region in regions
    )


@pytest.mark.parametrize("size", SIZES)
async def test_nothing_is_cut_off_on_any_page(path: Path, size: tuple[int, int]) -> None:
    async with editor(path, BAD, size) as person:
        for page in CATALOGUE.pages:
            assert everything_fits(person)
            assert person.control_in_view
            footer = person.lines[-1]
            assert footer.rstrip().endswith("^Q Quitter")
            assert "F1 Aide" in footer
            assert "F8 " in footer
            assert person.shows("F2 ◂")
            assert person.shows("F3 ▸ Section" if size == WIDE else "Section ▸ F3")
            assert "^P Commandes" in footer
            assert page.section.label in person.reads
            await person.press("f3")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("keys", "end"),
    [
        (("f1",), "Échap Revenir"),
        (("f6",), "Échap Revenir"),
        (("ctrl+p",), "Échap Revenir"),
        (("f12",), "Échap Revenir à la fiche"),
        (("x", "ctrl+q"), "Échap Revenir"),
        (("f12", "ctrl+u", ".", "enter"), "Échap Revenir à la fiche"),
    ],
    ids=["help", "findings", "palette", "save as", "leave", "cannot save"],
)
async def test_every_dialog_fits_and_says_how_to_leave_it(
    path: Path, size: tuple[int, int], keys: tuple[str, ...], end: str
) -> None:
    async with editor(path, BAD, size) as person:
        await person.press(*keys)
        await person.sees(end)
        assert everything_fits(person)
        await person.press("escape")
        await person.until(lambda: not person.shows(end), "the fiche")
        assert person.field == CATALOGUE.fields[0].key


@pytest.mark.parametrize("size", SIZES)
async def test_the_help_of_the_field_is_in_sight_at_every_size(
    path: Path, size: tuple[int, int]
) -> None:
    async with editor(path, Draft(), size) as person:
        await person.sees("Nom officiel de la collectivité" if size[0] < 100 else "Nom officiel")
        await person.sees(CATALOGUE.fields[0].field.example)


async def test_resizing_keeps_the_field_its_text_and_its_findings(path: Path) -> None:
    async with editor(path, BAD, WIDE) as person:
        await person.go_to("usage_description")
        await person.type("Ligne.\n" * 3)
        text = str(person.value("usage_description"))
        for size in (USUAL, SMALL, (40, 12), (20, 5), USUAL, WIDE):
            await person.resize(*size)
            assert person.field == "usage_description"
            assert person.value("usage_description") == text
            await person.type("é")
            text = f"{text}é"
            if size in SIZES:
                assert everything_fits(person)
                assert person.shows(text.splitlines()[-1])
        await person.press("f8")
        assert person.field == "nom_algorithme"


@pytest.mark.parametrize("size", [(40, 12), (30, 9), (110, 8)])
async def test_the_line_being_written_stays_in_sight_in_a_small_terminal(
    path: Path, size: tuple[int, int]
) -> None:
    async with editor(path, BAD, size) as person:
        await person.go_to("usage_description")
        await person.type("Ligne.\n" * 12 + "fin")
        await person.sees("fin")
        await person.resize(*USUAL)
        await person.resize(*size)
        await person.sees("fin")
        await person.type("é")
        await person.sees("finé")


async def test_a_dialog_follows_the_terminals_size(path: Path) -> None:
    async with editor(path, BAD, WIDE) as person:
        await person.go_to("sous_theme")
        await person.press("enter")
        for size in (USUAL, SMALL, USUAL, WIDE):
            await person.resize(*size)
            await person.sees("Échap Revenir")
            assert everything_fits(person)


@pytest.mark.parametrize(("marks", "sign"), [(UTF8, "✗"), (ASCII, "x")], ids=["utf-8", "ascii"])
async def test_marks_tell_errors_from_what_is_right_without_any_colour(
    path: Path, monkeypatch: pytest.MonkeyPatch, marks: object, sign: str
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = IaficheApp(path.parent, TODAY, FicheFile.open(written(path, BAD)))
    app.marks = ASCII if marks is ASCII else UTF8
    here, complete = app.marks.here, app.marks.complete
    async with program(app, USUAL) as person:
        assert person.app.no_color
        await person.sees(f"{here}1 Général 21/22 {sign}1", f"3 Data {complete}")
        await person.sees(f"{sign} La clé de contrôle est fausse")
