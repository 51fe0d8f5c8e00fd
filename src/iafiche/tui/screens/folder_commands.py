"""The commands of the folder's screen that are modules of their own, loaded when they run."""

from __future__ import annotations

import threading
from abc import abstractmethod
from typing import TYPE_CHECKING

from textual.screen import Screen

from iafiche.store.folder_settings import SETTINGS_FILE
from iafiche.tui.actions import FOLDER_ACTIONS
from iafiche.tui.folder.listing import Listing

if TYPE_CHECKING:
    from iafiche.review.marks import Marks
    from iafiche.tui.folder.entries import Entry
    from iafiche.tui.folder.occasion import Occasion


class FolderCommands(Screen[None]):
    """What such a command knows of the screen, and where it is called from.

    Attributes:
        occasion: The folder, the day, the settings.
        marks: The signs that this terminal can draw.
        listing: The list.
        stop: Set once the screen is closed.
    """

    def __init__(self, occasion: Occasion, marks: Marks) -> None:
        super().__init__()
        self.occasion = occasion
        self.marks = marks
        self.listing = Listing()
        self.stop = threading.Event()

    @abstractmethod
    def say(self, message: str) -> None:
        """Show a passing message in the place of the keys."""

    @abstractmethod
    def reload(self) -> None:
        """Read the folder again: at once, or as soon as it was read."""

    @abstractmethod
    def refresh_list(self) -> None:
        """Show the list as it is now."""

    def explain(self, entry: Entry) -> None:
        """Say why a file cannot be opened."""
        from iafiche.tui.screens.reading import ReadingScreen
        from iafiche.tui.wording import explanation

        is_settings = entry.file.name == SETTINGS_FILE
        title = "Réglages du dossier à corriger" if is_settings else "Fiche illisible"
        self.app.push_screen(ReadingScreen(title, explanation(entry.findings), self.marks))

    def action_help(self) -> None:
        """Show the keys."""
        from iafiche.tui.help_text import help_text
        from iafiche.tui.screens.reading import ReadingScreen

        text = help_text(None, FOLDER_ACTIONS, self.marks, self.size.width)
        self.app.push_screen(ReadingScreen("Aide", text, self.marks))

    def action_palette(self) -> None:
        """Choose among all that can be done."""
        from iafiche.tui.choosing import palette

        async def take(chosen: tuple[str, ...] | None) -> None:
            if chosen is not None:
                await self.run_action(chosen[0].partition(":")[2])

        self.app.push_screen(palette(FOLDER_ACTIONS, self.marks, with_fields=False), take)

    async def action_recover(self) -> None:
        """Offer the work that was not saved when the program ended."""
        await self.app.run_action("recover")

    async def action_theme(self) -> None:
        """Choose the colours."""
        await self.app.run_action("theme")

    def action_fix(self) -> None:
        """Apply the certain corrections of the fiche in focus, having shown them."""
        from iafiche.tui.folder.mending import mend_some

        current = self.listing.current
        if current is not None:
            mend_some(self, [current])

    def action_fix_many(self) -> None:
        """Apply the certain corrections of many fiches, having shown them."""
        from iafiche.tui.folder.mending import mend_some

        mend_some(self, self.listing.chosen)

    def action_show_versions(self) -> None:
        """Compare the fiche in focus with what it held before, and take from that."""
        from iafiche.tui.folder.versions import show_versions

        current = self.listing.current
        if current is not None:
            show_versions(self, current)

    def action_validate(self) -> None:
        """Say which fiches the library would accept."""
        from iafiche.tui.folder.validating import validate

        validate(self, self.listing.chosen)

    def action_export(self) -> None:
        """Export fiches."""
        from iafiche.tui.folder.exporting import export_some

        export_some(self, self.listing.chosen)

    def action_import_table(self) -> None:
        """Add the fiches of a table."""
        from iafiche.tui.folder.importing import import_table

        import_table(self)

    def action_inventory(self) -> None:
        """Count projects."""
        from iafiche.tui.folder.counting import show_inventory

        show_inventory(self, self.listing.chosen)
