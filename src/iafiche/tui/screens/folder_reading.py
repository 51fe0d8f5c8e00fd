"""A folder on screen as it is read: the first names at once, then each line, then every change."""

from __future__ import annotations

from abc import abstractmethod
from itertools import islice
from typing import TYPE_CHECKING

from textual import on, work
from textual.worker import get_current_worker

from iafiche.review.scan import fiche_files
from iafiche.tui.folder.reading import FilesFound, FilesRead, FolderRead, read_folder
from iafiche.tui.handing import hand_to
from iafiche.tui.screens.folder_commands import FolderCommands

if TYPE_CHECKING:
    from iafiche.review.marks import Marks
    from iafiche.tui.folder.occasion import Occasion

_AT_ONCE = 300
"""How many files are looked for before the first frame."""


class FolderReading(FolderCommands):
    """Keeps the list as the folder is."""

    def __init__(self, occasion: Occasion, marks: Marks) -> None:
        super().__init__(occasion, marks)
        self._read = 0
        self._is_reading = False
        self._is_first_reading = True
        self._is_stale = False

    @abstractmethod
    def settled(self) -> None:
        """Do what had to wait until every line was there."""

    def on_mount(self) -> None:
        """Begin to read the folder, and to watch it."""
        self._look()
        self.call_after_refresh(self._watch)

    def on_unmount(self) -> None:
        """Let go of the folder."""
        self.stop.set()

    @property
    def read_so_far(self) -> int | None:
        """How many lines are read; None once they all were, whatever is read again."""
        # Later readings leave the lines as they are until they know better.
        return self._read if self._is_first_reading else None

    def begin(self) -> None:
        """Show the first names at once: what they hold follows."""
        paths = islice(fiche_files([self.occasion.folder]), _AT_ONCE)
        self.listing.expect(map(str, paths))
        self._is_reading = True
        self.refresh_list()

    def _look(self) -> None:
        self._is_reading, self._is_stale, self._read = True, False, 0
        self._read_in_passing()

    @work(thread=True, exclusive=True, group="read")
    def _read_in_passing(self) -> None:
        worker = get_current_worker()
        read_folder(self.occasion, self.post_message, lambda: worker.is_cancelled)

    @work(thread=True, group="watch")
    def _watch(self) -> None:
        from iafiche.tui.folder.watching import changes

        for _ in changes(self.occasion.folder, self.stop):
            hand_to(self, self.reload)

    @property
    def is_read(self) -> bool:
        """Whether every line says what its file is."""
        return not self._is_reading

    def reload(self) -> None:
        """Read the folder again: at once, or as soon as it was read."""
        if self._is_reading:
            self._is_stale = True
        else:
            self._look()

    @on(FilesFound)
    def _expect(self, event: FilesFound) -> None:
        event.stop()
        self.listing.expect(event.paths)
        self.refresh_list()

    @on(FilesRead)
    def _take(self, event: FilesRead) -> None:
        event.stop()
        self._read = event.done
        self.listing.take(event.entries)
        self.refresh_list()

    @on(FolderRead)
    def _settle(self, event: FolderRead) -> None:
        event.stop()
        self._is_reading = self._is_first_reading = False
        self.listing.settle(event.paths)
        self.settled()
        self.refresh_list()
        if self._is_stale:
            self._look()
