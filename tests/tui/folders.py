"""Folders of fictional fiches, and what a person sees of their list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iafiche.model.draft import Draft
from iafiche.tui.screens.folder import FolderScreen
from tests.fiches import complete_draft, written

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.person import Person

NOT_TOML = "version = 1\n[general]\ncoll_nom = "
SPACED_SIRET = " 21579990900019"
"""A right number that a certain correction writes as it should be."""


def some_fiches(folder: Path) -> Path:
    """Fill a folder: a complete fiche, one with errors, a draft, one that cannot be read."""
    written(folder / "a.fiche.toml", complete_draft())
    written(folder / "b.fiche.toml", complete_draft(coll_siret="1", nom_projet="Callbot"))
    written(folder / "c.fiche.toml", Draft({"coll_nom": "Métropole de Belrive"}))
    (folder / "d.fiche.toml").write_text(NOT_TOML, encoding="utf-8")
    (folder / "notes.txt").write_text("rien", encoding="utf-8")
    return folder


def screen_of(person: Person) -> FolderScreen:
    """Return the screen of the folder, in front or behind."""
    screen = person.app.screen_stack[0]
    assert isinstance(screen, FolderScreen)
    return screen


def highlighted(person: Person) -> int:
    """Return the rank of the row that Entrée would open."""
    return screen_of(person).listing.cursor


def names(person: Person) -> list[str]:
    """Return the names of the files that are shown, in their order."""
    return [entry.file.name[0] for entry in screen_of(person).listing.shown]


async def until_read(person: Person) -> None:
    """Wait until every line says what its file is."""
    await person.until(lambda: screen_of(person).is_read, "the whole folder")
    await person.settle()
