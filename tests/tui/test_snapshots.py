"""What the screens look like, compared with pictures that somebody has looked at.

`pytest tests/tui/test_snapshots.py --snapshot-update` draws them anew: look at each again.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from iafiche.model.draft import Draft
from iafiche.store.fiche_file import FicheFile
from iafiche.tui.app import IaficheApp
from tests.conftest import TODAY
from tests.fiches import complete_draft, written
from tests.tui.person import SIZES, USUAL, WIDE, Person

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

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


def _app(tmp_path: Path, draft: Draft = DRAFT) -> IaficheApp:
    path = written(tmp_path / "proprete.fiche.toml", draft)
    return IaficheApp(tmp_path, TODAY, FicheFile.open(path))


def _after(*keys: str) -> Callable[[Pilot[None]], object]:
    async def press(pilot: Pilot[None]) -> None:
        assert isinstance(pilot.app, IaficheApp)
        person = Person(pilot.app, pilot)
        await person.settle()
        await person.press(*keys)

    return press


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_fiche(snap_compare: Compare, tmp_path: Path, size: tuple[int, int]) -> None:
    assert snap_compare(_app(tmp_path), run_before=_after("f8"), terminal_size=size)


def test_a_long_text_being_typed(snap_compare: Compare, tmp_path: Path) -> None:
    keys = _after("ctrl+p", *"usage_description", "enter", "enter", *"Et la suite.")
    assert snap_compare(_app(tmp_path), run_before=keys, terminal_size=USUAL)


def test_the_list_of_several_values(snap_compare: Compare, tmp_path: Path) -> None:
    keys = _after("ctrl+p", *"sous_theme", "enter", "enter", "down", "down", "space")
    assert snap_compare(_app(tmp_path), run_before=keys, terminal_size=USUAL)


def test_a_filtered_list(snap_compare: Compare, tmp_path: Path) -> None:
    keys = _after("ctrl+p", *"theme", "enter", *"eco")
    assert snap_compare(_app(tmp_path), run_before=keys, terminal_size=WIDE)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows writes « ~\\projets-ia »")
@pytest.mark.parametrize("size", [WIDE, USUAL], ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_folder(
    snap_compare: Compare,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    size: tuple[int, int],
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    folder = tmp_path / "projets-ia"
    folder.mkdir()
    written(folder / "a.fiche.toml", complete_draft())
    written(folder / "b.fiche.toml", DRAFT.with_value("nom_projet", "Callbot encombrants"))
    written(folder / "c.fiche.toml", Draft({"coll_nom": "Métropole de Belrive"}))
    (folder / "d.fiche.toml").write_text("version = 1\n[general]\nx = ", encoding="utf-8")
    app = IaficheApp(folder, TODAY)
    assert snap_compare(app, run_before=_after("down"), terminal_size=size)
