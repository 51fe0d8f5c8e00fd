"""What all work on a folder needs to know: which folder, which day, whose settings."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from iafiche.check.context import Context
    from iafiche.review.verdict import Verdict
    from iafiche.store.system_errors import Trouble
    from iafiche.tui.preferences import Preferences


@dataclass(frozen=True, slots=True)
class Occasion:
    """One folder, opened on one day by one person."""

    folder: Path
    today: datetime.date
    preferences: Preferences
    keep_before: Callable[[Path], tuple[Trouble, ...]] | None = None
    """Keeps what stands in a file before it is written over."""

    def verdicts(
        self,
        paths: Iterable[Path] | None = None,
        *,
        needs_drafts: bool = False,
        folder_settings: bool = True,
    ) -> Iterator[Verdict]:
        """Yield the verdicts on some files, the whole folder's where none are given.

        Args:
            paths: The files.
            needs_drafts: The drafts will be asked for: nothing is taken from an earlier review.
            folder_settings: Whether the settings of the folders count.
        """
        # What checks is loaded once the names of the fiches can be seen.
        from iafiche.review.verdict import review_files

        folders = self.preferences.folders
        keeps = not needs_drafts and paths is None and folders is not None
        judged = review_files(
            [self.folder] if paths is None else paths,
            self.today,
            self.preferences.stale_after,
            cache=folders.cache if keeps and folders is not None else None,
            folder_settings=folder_settings,
        )
        with closing(judged):
            yield from judged

    def context_of(self, path: Path) -> Context:
        """Return what a fiche is checked in, the settings of its folder counted."""
        from iafiche.review.verdict import contexts

        return contexts(self.today, self.preferences.stale_after)(path)
