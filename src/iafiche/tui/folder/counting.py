"""The inventory of a folder's projects, to be read on screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from iafiche.review.inventory import take_inventory
from iafiche.review.inventory_text import inventory_lines
from iafiche.tui.folder.wording import these
from iafiche.tui.screens.dialog import text_width
from iafiche.tui.screens.reading import ReadingScreen
from iafiche.tui.screens.work import Progress, run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from iafiche.tui.folder.entries import Entry
    from iafiche.tui.screens.folder_commands import FolderCommands

_LISTED = 200
"""So many actors, solutions and resources are listed: one can scroll here."""


def show_inventory(screen: FolderCommands, entries: Sequence[Entry]) -> None:
    """Count the projects of these fiches, and show what there are."""
    if not entries:
        screen.say("Aucune fiche à compter.")
        return

    width = text_width(screen.size.width)

    def count(progress: Progress) -> Content:
        paths = [entry.file for entry in entries]
        verdicts = screen.occasion.verdicts(paths, needs_drafts=True)
        read = progress.over(verdicts, len(paths), "Lecture des fiches…")
        inventory = take_inventory(read, screen.occasion.context_of)
        lines = inventory_lines(inventory, screen.marks, width, _LISTED)
        return Content("\n").join(map(_styled, lines))

    def show(text: Content) -> None:
        title = f"Inventaire : {these(entries, screen.listing)}"
        screen.app.push_screen(ReadingScreen(title, text, screen.marks))

    run(screen.app, "Inventaire", count, screen.marks, show)


def _styled(line: str) -> Content:
    """Return a line of the report: what heads a chapter stands at the margin."""
    return Content.styled(line, "" if line.startswith(" ") else "bold")
