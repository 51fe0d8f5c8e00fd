"""The inventory of a folder's projects, to be read on screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from iafiche.review.inventory import Inventory, take_inventory
from iafiche.review.inventory_text import inventory_lines
from iafiche.tui.folder.wording import these
from iafiche.tui.screens.dialog import text_width
from iafiche.tui.screens.reading import ReadingScreen
from iafiche.tui.screens.work import Progress, run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from iafiche.tui.folder.entries import Entry
    from iafiche.tui.screens.folder_commands import FolderCommands


def show_inventory(screen: FolderCommands, entries: Sequence[Entry]) -> None:
    """Count the projects of these fiches, and show what there are."""
    if not entries:
        screen.say("Aucune fiche à compter.")
        return

    def count(progress: Progress) -> Inventory:
        paths = [entry.file for entry in entries]
        verdicts = screen.occasion.verdicts(paths, needs_drafts=True)
        return take_inventory(progress.over(verdicts, len(paths), "Lecture des fiches…"))

    def show(inventory: Inventory) -> None:
        lines = inventory_lines(inventory, screen.marks, text_width(screen.size.width))
        text = Content("\n").join(map(Content, lines))
        title = f"Inventaire : {these(entries, screen.listing)}"
        screen.app.push_screen(ReadingScreen(title, text, screen.marks))

    run(screen.app, "Inventaire", count, screen.marks, show)
