"""What stands where a fiche should be is told on the screens as well, and stops none of them."""

import os
from pathlib import Path

import pytest

from iafiche.cli.own_folders import own_folders
from iafiche.store.fiche_file import FicheFile
from iafiche.tui.app import IaficheApp
from iafiche.tui.preferences import load_preferences
from tests.conftest import TODAY
from tests.fiches import complete_draft, written
from tests.tui.folders import names, until_read
from tests.tui.person import SIZES, USUAL, folder_list, program
from tests.unit.test_any_bytes_cli import KINDS, OWN, place_of

MOST_UNLIKE = ("folder", "orders", "deep", "huge", "pipe", "zeros", "loop")


@pytest.mark.parametrize("size", SIZES)
async def test_a_folder_of_nothing_but_odd_things_can_be_gone_through(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    for kind, make in KINDS.items():
        # A folder is no line of the list, and an empty file is a fiche.
        if kind not in ("folder", "empty"):
            make(tmp_path / f"{kind}.fiche.toml")
    async with folder_list(tmp_path, size) as person:
        await until_read(person)
        for _ in names(person):
            await person.press("enter")
            await person.sees("Fiche illisible")
            await person.press("escape", "down")


@pytest.mark.parametrize("own", OWN)
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind in MOST_UNLIKE])
async def test_what_stands_for_a_file_of_the_program_stops_no_editor(
    tmp_path: Path, kind: str, own: str
) -> None:
    fiche = written(tmp_path / "rives.fiche.toml", complete_draft())
    path = place_of(own, tmp_path)
    path.parent.mkdir(parents=True, exist_ok=True)
    KINDS[kind](path)
    preferences = load_preferences(own_folders(os.environ))
    app = IaficheApp(tmp_path, TODAY, FicheFile.open(fiche), preferences)
    async with program(app, USUAL) as person:
        await person.press("escape")
        await person.type("Zz")
        await person.press("ctrl+s")
        await person.until(lambda: "Zz" in fiche.read_text("utf-8"), "the text in the file")
