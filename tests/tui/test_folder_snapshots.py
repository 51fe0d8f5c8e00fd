"""What the folder's screen looks like, compared with pictures that somebody has looked at.

`pytest tests/tui/test_folder_snapshots.py --snapshot-update` draws them anew: look at each again.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from iafiche.model.draft import Draft
from iafiche.tui.app import IaficheApp
from tests.conftest import TODAY
from tests.fiches import complete_draft, written
from tests.tui.folders import NOT_TOML, SPACED_SIRET, until_read
from tests.tui.person import SIZES, USUAL, Person

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.pilot import Pilot

    Compare = Callable[..., bool]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows writes « ~\\projets-ia »")


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> IaficheApp:
    """The program before a folder of four fiches."""
    monkeypatch.setenv("HOME", str(tmp_path))
    folder = tmp_path / "projets-ia"
    folder.mkdir()
    written(folder / "a.fiche.toml", complete_draft())
    mendable = complete_draft(coll_siret=SPACED_SIRET, nom_projet="Callbot encombrants")
    written(folder / "b.fiche.toml", mendable)
    written(folder / "c.fiche.toml", Draft({"coll_nom": "Métropole de Belrive"}))
    (folder / "d.fiche.toml").write_text(NOT_TOML, encoding="utf-8")
    return IaficheApp(folder, TODAY)


def _after(*keys: str) -> Callable[[Pilot[None]], object]:
    async def press(pilot: Pilot[None]) -> None:
        assert isinstance(pilot.app, IaficheApp)
        person = Person(pilot.app, pilot)
        await until_read(person)
        await person.press(*keys)

    return press


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_folder(snap_compare: Compare, app: IaficheApp, size: tuple[int, int]) -> None:
    assert snap_compare(app, run_before=_after("down"), terminal_size=size)


def test_a_folder_filtered_sorted_and_marked(snap_compare: Compare, app: IaficheApp) -> None:
    keys = _after("space", *"ttttt", "/", *"règle:siret")
    assert snap_compare(app, run_before=keys, terminal_size=USUAL)
