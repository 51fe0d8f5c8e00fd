"""What the screens look like, compared with pictures that somebody has looked at.

`pytest tests/tui/test_snapshots.py --snapshot-update` draws them anew: look at each again.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from iafiche.model.catalogue import CATALOGUE
from iafiche.store.fiche_file import FicheFile
from iafiche.store.settings import ColourTheme
from iafiche.tui.app import IaficheApp
from iafiche.tui.preferences import Preferences
from iafiche.tui.screens.welcome import WelcomeScreen
from tests.conftest import TODAY
from tests.fiches import complete_draft, written
from tests.tui.person import SIZES, WIDE, Person

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

    Compare = Callable[..., bool]

DRAFT = complete_draft(
    coll_siret="21579990900018",
    latitude="47,6218",
    risque="",
    risque_categorie="inacceptable",
    partenaires=("Université de Belrive", "Régie des eaux de la Vive"),
    url_ressources="",
    objection="",
)
"""A fictional fiche with an error, a correction to accept, warnings and empty fields."""


AT_EACH_SIZE = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")

LONG, SUB_THEMES = "usage_description", "sous_theme"

DIALOGS: dict[str, tuple[str, tuple[str, ...]]] = {
    "help": (SUB_THEMES, ("f1",)),
    "list-of-several-values": (SUB_THEMES, ("enter", "down", "down", "space")),
    "question-before-leaving": ("", ("x", "ctrl+q")),
    "what-is-left": ("", ("f6",)),
    "commands": ("", ("ctrl+p",)),
    "preview-notice": ("", ("ctrl+o",)),
    "preview-row": ("", ("ctrl+o", "right")),
    "preview-file": ("", ("ctrl+o", "left")),
}
"""Where each dialog is opened, and by which keys."""


def _app(tmp_path: Path, theme: ColourTheme | None = None) -> IaficheApp:
    path = written(tmp_path / "proprete.fiche.toml", DRAFT)
    return IaficheApp(tmp_path, TODAY, FicheFile.open(path), Preferences(theme=theme))


def _after(*keys: str, field: str = "") -> Callable[[Pilot[None]], object]:
    async def press(pilot: Pilot[None]) -> None:
        assert isinstance(pilot.app, IaficheApp)
        person = Person(pilot.app, pilot)
        await person.settle()
        # A control that was mounted just then may have scrolled the form a line further.
        for key in (field, CATALOGUE.fields[0].key, field) if field else ():
            await person.go_to(key)
        await person.press(*keys)

    return press


async def _welcome(pilot: Pilot[None]) -> None:
    pilot.app.push_screen(WelcomeScreen())
    await pilot.pause()


@AT_EACH_SIZE
def test_the_fiche(snap_compare: Compare, tmp_path: Path, size: tuple[int, int]) -> None:
    assert snap_compare(_app(tmp_path), run_before=_after("f8"), terminal_size=size)


IN_OTHER_COLOURS = pytest.mark.parametrize(
    "run", [_after("f8"), _after("enter", "down", field=SUB_THEMES)], ids=["fiche", "list"]
)


@AT_EACH_SIZE
@IN_OTHER_COLOURS
def test_without_any_colour(
    snap_compare: Compare,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    size: tuple[int, int],
    run: Callable[[Pilot[None]], object],
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(_app(tmp_path), run_before=run, terminal_size=size)


@AT_EACH_SIZE
@IN_OTHER_COLOURS
def test_in_high_contrast(
    snap_compare: Compare,
    tmp_path: Path,
    size: tuple[int, int],
    run: Callable[[Pilot[None]], object],
) -> None:
    app = _app(tmp_path, ColourTheme.CONTRAST)
    assert snap_compare(app, run_before=run, terminal_size=size)


@AT_EACH_SIZE
@pytest.mark.parametrize("dialog", DIALOGS)
def test_a_dialog(
    snap_compare: Compare, tmp_path: Path, size: tuple[int, int], dialog: str
) -> None:
    field, keys = DIALOGS[dialog]
    run = _after(*keys, field=field)
    assert snap_compare(_app(tmp_path), run_before=run, terminal_size=size)


@AT_EACH_SIZE
def test_the_welcome(snap_compare: Compare, tmp_path: Path, size: tuple[int, int]) -> None:
    assert snap_compare(_app(tmp_path), run_before=_welcome, terminal_size=size)


@AT_EACH_SIZE
def test_asking_where_to_save(snap_compare: Compare, size: tuple[int, int]) -> None:
    app = IaficheApp(Path(), TODAY, FicheFile.new())
    assert snap_compare(app, run_before=_after("f12"), terminal_size=size)


@AT_EACH_SIZE
def test_a_long_text_being_typed(
    snap_compare: Compare, tmp_path: Path, size: tuple[int, int]
) -> None:
    keys = _after("enter", *"Et la suite.", field=LONG)
    assert snap_compare(_app(tmp_path), run_before=keys, terminal_size=size)


def test_a_filtered_list(snap_compare: Compare, tmp_path: Path) -> None:
    keys = _after("enter", *"eco", field="theme")
    assert snap_compare(_app(tmp_path), run_before=keys, terminal_size=WIDE)
