"""What files supply is shown as text: never obeyed, never read as markup, never fatal."""

import sys
import unicodedata
from pathlib import Path

import pytest
from textual.content import Content

from iafiche.model.catalogue import CATALOGUE
from iafiche.model.draft import Draft
from iafiche.model.values import Foreign
from iafiche.store.fiche_file import FicheFile
from iafiche.store.folders import Folders
from iafiche.tui.app import IaficheApp
from iafiche.tui.preferences import Preferences
from iafiche.tui.screens.reading import ReadingScreen
from tests.conftest import TODAY
from tests.fiches import complete_draft, written
from tests.hostile import READABLE, hostile_folder
from tests.hostile import TEXTS as HOSTILE
from tests.tui.person import USUAL, WIDE, Person, editor, folder_list, opened, program

ODD_TEXTS = {
    "markup": "[bold]Gras[/bold] [/x] [@click=app.quit]ici[/] \\[b] {x} %s $(rm) :smile: [red",
    "escapes": "a\x1b[31mb\x1b]0;titre\x07c\x9b2Jd\x08\x7f\u2028b\u2029c\x0bd\x0ce\x85f\ttab",
    "right-to-left": "abc\u202egpj.exe\u2066\u200f\u061c",
    "wide": "你好世界 한국어 👩‍👩‍👧‍👦 e\u0301\u0302\u0303",
    "long": "mot" * 700,
}
HARMFUL = {"Cc", "Zl", "Zp", "Cs"}
REVERSING = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")


def harmless(person: Person) -> bool:
    """Tell whether a terminal would only draw what the screen holds."""
    text = "".join(person.lines)
    return not {unicodedata.category(char) for char in text} & HARMFUL and not REVERSING & set(text)


def filled_with(text: str) -> Draft:
    """Return a fiche all of whose fields hold that text."""
    draft = Draft(unknown={("general", text[:60]): text, (f"t{text[:60]}",): {"a": text}})
    for spec in CATALOGUE.fields:
        draft = draft.with_value(spec.key, (text, f"{text}2") if spec.kind.many else text)
    return draft


CONTROLS = ("coll_nom", "coll_type", "sous_theme", "partenaires", "objection")
"""A field for each kind of control."""


@pytest.mark.parametrize("name", ODD_TEXTS)
async def test_odd_values_are_drawn_as_text_wherever_they_are_shown(path: Path, name: str) -> None:
    async with editor(path, filled_with(ODD_TEXTS[name]), (80, 60)) as person:
        for _ in CATALOGUE.pages:
            await person.press("f3")
            assert harmless(person)
        for key in CONTROLS:
            await person.go_to(key)
            assert harmless(person)
            await person.press("enter")
            assert harmless(person)
            await person.press("escape", "f4")
            assert harmless(person)
        await person.press("f6")
        assert harmless(person)
        await person.press("escape", "ctrl+s")
        assert harmless(person)
        await person.resize(*WIDE)
        assert harmless(person)


@pytest.mark.parametrize("key", CONTROLS)
async def test_markup_is_shown_to_the_letter_in_a_control_and_beside_it(
    path: Path, key: str
) -> None:
    text = "[b]x[/b] [/y]"
    value = (text,) if CATALOGUE[key].kind.many else text
    async with editor(path, Draft({key: value})) as person:
        await person.go_to(key)
        await person.sees(text)
        await person.press("tab")
        await person.sees(text)


@pytest.mark.parametrize("raw", [12, [1, "[/x]"], {"a": "[/x]"}], ids=str)
@pytest.mark.parametrize("key", CONTROLS)
async def test_a_value_of_another_type_is_shown_and_kept_until_it_is_replaced(
    path: Path, key: str, raw: object
) -> None:
    draft = complete_draft().with_value(key, Foreign(raw))
    async with editor(path, draft) as person:
        await person.go_to(key)
        await person.sees(str(Foreign(raw)), "Le fichier contient")
        await person.press("tab", "shift+tab")
        assert person.editing.draft == draft


async def test_a_value_of_another_type_is_mended_by_f4(path: Path) -> None:
    draft = complete_draft().with_value("coll_siret", Foreign(21579990900019))
    async with editor(path, draft) as person:
        await person.press("f8", "f4")
        assert person.value("coll_siret") == "21579990900019"
        assert not person.shows("Le fichier contient")


ODD_NAME = "[b]x[end].fiche.toml" if sys.platform == "win32" else "[b]x[end]\x1b[31m.fiche.toml"
"""Windows takes no control characters in names."""


async def test_odd_file_names_and_values_are_drawn_as_text_in_the_folder(tmp_path: Path) -> None:
    for rank, text in enumerate(ODD_TEXTS.values()):
        written(tmp_path / f"{rank}.fiche.toml", filled_with(text))
    (tmp_path / ODD_NAME).write_text("version = '[/x]", encoding="utf-8")
    async with folder_list(tmp_path) as person:
        await person.sees(f"{len(ODD_TEXTS) + 1} fiches")
        for _ in range(len(ODD_TEXTS) + 1):
            await person.press("down")
            assert harmless(person)
        await person.sees("[b]x[end]")


async def test_an_oddly_named_fiche_shows_its_name_and_saves(tmp_path: Path) -> None:
    path = written(tmp_path / ODD_NAME, complete_draft())
    async with opened(path, USUAL) as person:
        await person.press("x", "ctrl+s")
        await person.sees("Enregistré dans")
        assert harmless(person)
        await person.press("f12")
        assert harmless(person)


async def test_what_a_screen_forgets_to_make_visible_is_stopped_at_the_last_door(
    tmp_path: Path,
) -> None:
    text = ODD_TEXTS["escapes"] + ODD_TEXTS["right-to-left"]
    async with folder_list(tmp_path) as person:
        person.app.push_screen(ReadingScreen(f"{text}[/x]", Content(text), person.app.marks))
        await person.settle()
        assert harmless(person)
        await person.sees("a␛[31mb")


async def test_no_text_of_a_stranger_is_read_as_markup(
    tmp_path: Path, folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    from_markup = Content.from_markup

    def noting(markup: str | Content, **variables: object) -> Content:
        asked.append(str(markup))
        return from_markup(markup, **variables)

    monkeypatch.setattr(Content, "from_markup", noting)
    hostile = hostile_folder(tmp_path / "[b]dossier")
    async with folder_list(hostile / READABLE, WIDE) as person:
        for _ in range(2 * len(HOSTILE)):
            await person.press("down", "f6", "escape")
    for name in ("markup", "escapes"):
        file = FicheFile.open(hostile / READABLE / f"{name}.fiche.toml")
        app = IaficheApp(hostile, TODAY, file, Preferences(folders))
        async with program(app, WIDE) as person:
            # Somebody of a name like that has it open.
            await person.sees("tout de même")
            assert harmless(person)
            await person.press("down", "enter", "x", "f6", "escape", "f12", "escape", "ctrl+s")
            assert harmless(person)
    assert asked
    assert not [text for text in asked if any(given in text for given in HOSTILE.values())]
