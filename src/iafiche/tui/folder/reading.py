"""Reading a folder in passing: which files there are, then what each is."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from textual.message import Message

from iafiche.review.scan import fiche_files

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from iafiche.tui.folder.entries import Entry
    from iafiche.tui.folder.occasion import Occasion

_SOON, _PERIOD = 0.03, 0.15
"""Seconds after which the first lines are handed on, and between the others."""

_TOGETHER = 2000
"""How many files are announced at once."""


class FilesFound(Message):
    """Files of the folder, not read yet."""

    def __init__(self, paths: Sequence[str]) -> None:
        super().__init__()
        self.paths = paths


class FilesRead(Message):
    """Lines of the list, and how many were read so far."""

    def __init__(self, entries: Sequence[Entry], done: int) -> None:
        super().__init__()
        self.entries = entries
        self.done = done


class FolderRead(Message):
    """All files there are, in their order: every line is read."""

    def __init__(self, paths: Sequence[str]) -> None:
        super().__init__()
        self.paths = paths


def read_folder(
    occasion: Occasion, tell: Callable[[Message], object], is_cancelled: Callable[[], bool]
) -> None:
    """Read a folder, telling what is found as it is found; in a thread of its own."""
    found: list[str] = []
    for path in fiche_files([occasion.folder]):
        if is_cancelled():
            return
        found.append(str(path))
        if len(found) >= _TOGETHER:
            tell(FilesFound(found))
            found = []
    tell(FilesFound(found))
    from iafiche.tui.folder.entries import entry_of

    paths: list[str] = []
    batch: list[Entry] = []
    due = time.monotonic() + _SOON
    for verdict in occasion.verdicts():
        if is_cancelled():
            return
        entry = entry_of(verdict)
        paths.append(entry.path)
        batch.append(entry)
        if time.monotonic() > due:
            tell(FilesRead(batch, len(paths)))
            batch = []
            due = time.monotonic() + _PERIOD
    tell(FilesRead(batch, len(paths)))
    tell(FolderRead(paths))
