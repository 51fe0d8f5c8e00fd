"""A disk that refuses keeps nobody from their text: it stays on screen, and goes elsewhere."""

import errno
import os
from pathlib import Path

import pytest

from tests.faults import failing, install
from tests.fiches import complete_draft, on_disk
from tests.tui.person import editor


@pytest.mark.parametrize("step", ["check_writable", "create", "write", "flush", "close", "replace"])
async def test_whatever_step_of_a_save_a_disk_refuses_the_text_can_go_elsewhere(
    path: Path, step: str
) -> None:
    elsewhere = path.parent / "ailleurs"
    elsewhere.mkdir()
    async with editor(path, complete_draft()) as person:
        with pytest.MonkeyPatch.context() as patch:
            install(patch, failing(step, OSError(errno.EIO, "Input/output error")))
            await person.press("x", "ctrl+s")
            await person.sees("Enregistrer sous", "choisissez un autre dossier")
        assert on_disk(path) == complete_draft()
        assert person.value("coll_nom") == complete_draft().holder + "x"

        await person.burst("ctrl+u", *str(elsewhere / path.name), "enter")

        await person.sees("Enregistré dans")
        assert on_disk(elsewhere / path.name).holder == complete_draft().holder + "x"
        assert [each.name for each in path.parent.glob(".*")] == []


async def test_another_name_of_the_file_that_a_save_leaves_behind_is_told(path: Path) -> None:
    async with editor(path, complete_draft()) as person:
        os.link(path, path.parent / "autre-nom.fiche.toml")
        await person.press("x", "ctrl+s")
        await person.sees("Enregistré, à savoir", "garde l'ancien contenu")
        await person.press("escape")
        await person.sees("Enregistré dans")


async def test_a_save_before_leaving_still_leaves_once_what_there_is_to_know_was_read(
    path: Path,
) -> None:
    async with editor(path, complete_draft()) as person:
        os.link(path, path.parent / "autre-nom.fiche.toml")
        await person.press("x", "ctrl+q", "enter")
        await person.sees("garde l'ancien contenu")
        await person.press("escape")
        await person.until_closed()
        assert on_disk(path).holder == complete_draft().holder + "x"
