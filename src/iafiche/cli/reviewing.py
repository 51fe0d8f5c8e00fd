"""What the commands over many fiches share: which files, by which settings, and how far along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iafiche.cli import french
from iafiche.cli.own_settings import load_settings
from iafiche.cli.progress import Progress
from iafiche.review.scan import fiche_files
from iafiche.review.verdict import Tally, review_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    import click

    from iafiche.cli.surroundings import Surroundings
    from iafiche.review.verdict import Verdict


def files_at(paths: Iterable[Path], ctx: click.Context) -> list[Path]:
    """Return the fiches at `paths`, in order; `WrongUse` where there is none."""
    files = list(fiche_files(paths))
    if not files:
        raise french.WrongUse(f"{french.no_fiche(paths)} Vérifiez le chemin.", ctx)
    return files


class Review:
    """One pass over some files.

    Attributes:
        files: The files to judge, in order.
        tally: The counts over the verdicts taken so far.
        progress: How far along it is, on standard error.
    """

    def __init__(self, around: Surroundings, files: Sequence[Path]) -> None:
        """Prepare to judge `files`, on the day and by the settings of `around`."""
        self._around = around
        self.files = files
        self.tally = Tally()
        self.progress = Progress(around.err, len(files))

    def verdicts(self) -> Iterator[Verdict]:
        """Judge the files one after the other, counting as it goes."""
        stale_after = load_settings(self._around).anciennete_jours
        judged = review_files(self.files, self._around.today, stale_after)
        for verdict in self.progress.over(judged):
            self.tally.add(verdict)
            yield verdict
