"""What is closed is gone: nothing keeps it while the program runs on."""

from __future__ import annotations

import gc
import weakref
from typing import TYPE_CHECKING

import pytest

from iafiche.model.catalogue import CATALOGUE
from tests.fiches import complete_draft, written
from tests.tui.person import folder_list, opened

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.widget import Widget

    from tests.tui.person import Person

LONG = next(spec for spec in CATALOGUE.fields if spec.kind.multiline)
SHORT = CATALOGUE.fields[0]


def focused(person: Person) -> Widget:
    """Return what has the focus."""
    widget = person.app.focused
    assert widget is not None
    return widget


async def until_gone(person: Person, *kept: Callable[[], object]) -> None:
    """Wait until nothing has these things any more: timers they began keep them for a while."""

    def are_gone() -> bool:
        gc.collect()
        return not any(each() for each in kept)

    await person.until(are_gone, "the end of what was closed")


@pytest.mark.parametrize("field", [LONG.key, SHORT.key])
async def test_a_fiche_that_was_closed_is_gone_with_its_control(field: str, tmp_path: Path) -> None:
    written(tmp_path / "a.fiche.toml", complete_draft())
    async with folder_list(tmp_path) as person:
        await person.press("enter")
        await person.go_to(field)
        kept = weakref.ref(focused(person))
        await person.press("ctrl+q")

        await until_gone(person, kept)


async def test_a_filter_that_was_closed_is_gone(tmp_path: Path) -> None:
    written(tmp_path / "a.fiche.toml", complete_draft())
    async with folder_list(tmp_path) as person:
        await person.press("slash")
        kept = weakref.ref(focused(person))
        await person.press("escape")
        # The last one that was closed is remembered until another one is.
        await person.press("slash", "escape")

        await until_gone(person, kept)


async def test_what_a_closed_dialog_drew_is_gone(tmp_path: Path) -> None:
    path = written(tmp_path / "a.fiche.toml", complete_draft())
    async with opened(path) as person:
        await person.press("f1")
        drawn = [weakref.ref(widget._styles_cache) for widget in person.app.screen.query("*")]
        await person.press("escape")

        assert drawn
        await until_gone(person, *drawn)
