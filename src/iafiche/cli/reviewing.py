"""What the commands over many fiches share: which files, by which settings, and how far along."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from iafiche.cli import french
from iafiche.cli.own_settings import read_own_settings
from iafiche.cli.progress import Progress
from iafiche.review.display import typeset
from iafiche.review.scan import fiche_files
from iafiche.review.verdict import Tally, contexts, review_files
from iafiche.review.wording import counted, findings_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    import click

    from iafiche.cli.surroundings import Surroundings
    from iafiche.review.verdict import Verdict


def paths_argument(
    metavar: str = "CHEMIN…",
    told: str = "Des fiches ou des dossiers, parcourus avec leurs sous-dossiers.",
) -> french.Argument:
    """Return the argument that takes the files and folders to judge."""
    return french.Argument(
        ["chemin"], metavar=metavar, type=french.PathType(), nargs=-1, required=True, help=told
    )


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
        has_wrong_settings: Something in the user's settings is wrong, and was told.
        context_for: Gives what a file is checked in.
    """

    def __init__(self, around: Surroundings, files: Sequence[Path]) -> None:
        """Prepare to judge `files`, on the day and by the settings of `around`."""
        self._around = around
        self.files = files
        self.tally = Tally()
        self.progress = Progress(around.err, len(files))
        reading = read_own_settings(around)
        self._settings = reading.settings
        self.has_wrong_settings = bool(reading.problems)
        self.context_for = contexts(around.today, self._settings.anciennete_jours)

    def verdicts(self) -> Iterator[Verdict]:
        """Judge the files one after the other, counting as it goes."""
        judged = review_files(self.files, self._around.today, self._settings.anciennete_jours)
        for verdict in self.progress.over(judged):
            self.tally.add(verdict)
            yield verdict

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Say how far it had come when somebody interrupts what is done with the verdicts."""
        try:
            yield
        except KeyboardInterrupt:
            self.progress.hide()
            done = counted(self.tally.fiches, "fiche vérifiée", "fiches vérifiées")
            self._around.tell(
                typeset(
                    f"Interrompu : {done} sur {len(self.files)}. {findings_of(self.tally, '·')}."
                )
            )
            raise
