"""What the commands over many fiches share: which files, by which settings, and how far along."""

from __future__ import annotations

import os
import sys
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from iafiche.check.context import STALE_AFTER
from iafiche.cli import french
from iafiche.cli.own_folders import own_folders
from iafiche.cli.own_settings import read_own_settings
from iafiche.cli.progress import Progress
from iafiche.review.display import typeset
from iafiche.review.scan import count_fiches, fiche_files, listed_paths
from iafiche.review.verdict import Tally, contexts, review_files
from iafiche.review.wording import counted, findings_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from iafiche.cli.surroundings import Surroundings
    from iafiche.review.verdict import Verdict
    from iafiche.store.settings import Settings

_LIST = Path("-")
_LONGEST_LIST = 100_000_000
"""In bytes: of a million paths."""


def paths_argument(
    metavar: str = "CHEMIN…",
    told: str = "Des fiches, des dossiers parcourus avec leurs sous-dossiers, ou des motifs"
    " (« **/2025-*.fiche.toml ») ; « - » en lit la liste sur l'entrée standard, un par ligne.",
) -> french.Argument:
    """Return the argument that takes the files and folders to judge."""
    return french.Argument(
        ["chemin"], metavar=metavar, type=french.PathType(), nargs=-1, required=True, help=told
    )


def without_cache_option() -> click.Option:
    """Return the option that has every fiche read and checked again."""
    return click.Option(
        ["--sans-cache"],
        is_flag=True,
        help="Relit et revérifie tout, sans rien reprendre de la fois précédente ni rien retenir.",
    )


def discreet_option(also: str = "") -> click.Option:
    """Return the option that keeps back what is not public; `also` ends its help."""
    return click.Option(
        ["--discret"],
        is_flag=True,
        help="Ne cite pas ce que contiennent les champs qui ne sont pas publics, pour un journal"
        f" que d'autres lisent{also}.",
    )


def paths_given(paths: Sequence[Path], ctx: click.Context) -> list[Path]:
    """Return what is to be judged: the paths, and for « - » those of standard input's list.

    `WrongUse` where there is no fiche in any of them; a list may be empty.
    """
    given = [path for each in paths for path in (_listed(ctx) if each == _LIST else (each,))]
    if next(fiche_files(given), None) is None and (given or _LIST not in paths):
        raise french.WrongUse(f"{french.no_fiche(given)} Vérifiez le chemin.", ctx)
    return given


def _listed(ctx: click.Context) -> list[Path]:
    if sys.stdin is None or sys.stdin.isatty():
        raise french.WrongUse(
            "« - » lit une liste de chemins sur l'entrée standard : donnez-la par un tube ou un"
            " fichier, par exemple « git ls-files | iafiche verifier - ».",
            ctx,
        )
    data = sys.stdin.buffer.read(_LONGEST_LIST + 1)
    if len(data) > _LONGEST_LIST:
        raise french.WrongUse(
            f"la liste de chemins dépasse {_LONGEST_LIST // 1_000_000} Mo : donnez plutôt les"
            " dossiers où se trouvent les fiches.",
            ctx,
        )
    return list(listed_paths(os.fsdecode(data)))


class Review:
    """One pass over some files.

    Attributes:
        tally: The counts over the verdicts taken so far.
        progress: How far along it is, on standard error.
        has_wrong_settings: Something in the user's settings is wrong, and was told.
        context_for: Gives what a file is checked in.
    """

    def __init__(
        self,
        around: Surroundings,
        paths: Sequence[Path],
        *,
        needs_drafts: bool = False,
        folder_settings: bool = True,
        cached: bool = True,
    ) -> None:
        """Prepare to judge the fiches at `paths`, on the day and by the settings of `around`.

        Args:
            around: The day, and where to tell how far along it is.
            paths: Files and folders.
            needs_drafts: The drafts of the verdicts will be asked for: they are held, in the one
                process that reads them, rather than read a second time.
            folder_settings: Whether the settings of the folders count.
            cached: Whether to take from the last review what has not changed since.
        """
        self._around = around
        self._paths = paths
        self._folder_settings = folder_settings
        # A file that is named is never kept, and one alone has nobody to share with.
        alone = needs_drafts or (len(paths) == 1 and os.path.isfile(paths[0]))  # noqa: PTH113
        self._jobs = 1 if alone else around.processors
        own = own_folders(os.environ)
        self._cache = own.cache if cached and not alone else None
        self.tally = Tally()
        self.progress = Progress(around.err, lambda: count_fiches(paths))
        # Without a file, nothing is loaded to read it.
        reading = read_own_settings(around) if os.path.lexists(own.settings_file) else None
        self._settings = None if reading is None else reading.settings
        self._stale_after = STALE_AFTER if reading is None else reading.settings.anciennete_jours
        self.has_wrong_settings = reading is not None and bool(reading.problems)
        self.context_for = contexts(around.today, self._stale_after)

    @property
    def settings(self) -> Settings:
        """Those of whoever runs this process."""
        from iafiche.store.settings import DEFAULTS

        return self._settings or DEFAULTS

    def verdicts(self, *, is_brief: bool = False) -> Iterator[Verdict]:
        """Judge the files one after the other, counting as it goes.

        `is_brief` has the fiches counted only that nothing is to be said of.
        """
        judged = review_files(
            self._paths,
            self._around.today,
            self._stale_after,
            jobs=self._jobs,
            cache=self._cache,
            folder_settings=self._folder_settings,
            on_silent=self._count_silent if is_brief else None,
        )
        with closing(judged):
            for verdict in self.progress.over(judged):
                self.tally.add(verdict)
                yield verdict

    def _count_silent(self, count: int) -> None:
        self.tally.ready += count
        self.progress.pass_over(count)

    @contextmanager
    def watched(self, outcome: Callable[[], str] = str) -> Iterator[None]:
        """Say how far it had come when somebody interrupts what is done with the verdicts.

        `outcome` then says in a sentence what became of them; nothing by default.
        """
        try:
            yield
        except KeyboardInterrupt:
            self.progress.hide()
            done = counted(self.tally.fiches, "fiche vérifiée", "fiches vérifiées")
            told = f"Interrompu : {done}. {findings_of(self.tally, '·')}. {outcome()}"
            self._around.tell(typeset(told.rstrip()))
            raise
