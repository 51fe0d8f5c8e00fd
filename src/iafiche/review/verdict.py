"""What a review says of one fiche, and of all of them together."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from iafiche.check.completeness import Completeness, completeness_of
from iafiche.check.context import STALE_AFTER, Context
from iafiche.check.findings import Finding, in_form_order, worst
from iafiche.check.plan import Sifted
from iafiche.model.draft import Draft
from iafiche.model.field import Role
from iafiche.model.flaws import Code, Severity
from iafiche.review.judge import Judge
from iafiche.review.judging import (
    ROLES,
    Compared,
    Glance,
    Judgement,
    Keepsake,
    Source,
    State,
    draft_from,
    glance_of,
    judged,
)
from iafiche.review.pipeline import Pipeline
from iafiche.review.scan import place_of
from iafiche.review.sharing import Sharing
from iafiche.store.opening import read_start
from iafiche.store.reading import LARGEST_FILE, located, read_file

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Generator, Iterable

    from iafiche.review.cache import Kept
    from iafiche.review.pipeline import Outcome

__all__ = [
    "State",
    "Tally",
    "Verdict",
    "contexts",
    "review_file",
    "review_files",
]


class Verdict:
    """One file, read and checked.

    Attributes:
        findings: All that was found, each with its line and column.
        state: Whether it may be published.
    """

    __slots__ = ("_path", "_source", "findings", "state")

    def __init__(
        self,
        path: Path | str,
        state: State,
        findings: tuple[Finding, ...],
        source: Source | Glance | Kept | None,
    ) -> None:
        """Take what was found in the file at a path, and what is at hand of its draft, if any."""
        self._path = path
        self._source = source
        self.findings = findings
        self.state = state

    @property
    def path(self) -> Path:
        """The file, as it was named or found."""
        return Path(self._path)

    @property
    def shown(self) -> str:
        """The same as text."""
        return str(self._path)

    def with_findings(self, findings: tuple[Finding, ...]) -> Verdict:
        """Return the verdict on the same file with other words."""
        return Verdict(self._path, self.state, findings, self._source)

    @property
    def is_of_settings(self) -> bool:
        """Whether the file is no fiche, but holds settings of a folder that are wrong."""
        return any(found.code is Code.REGLAGES_INVALIDES for found in self.findings)

    @property
    def draft(self) -> Draft:
        """What the file holds; an empty draft where it could not be read.

        It is read again from the file where the review kept no drafts: with a cache, or jobs.
        """
        if isinstance(self._source, Draft | Sifted):
            return draft_from(self._source)
        return read_file(self.path).draft

    @property
    def glance(self) -> Glance:
        """The little that lists need of the draft; nearly always without reading it again."""
        match self._source:
            case Draft() | Sifted():
                return glance_of(self._source)
            case Glance() as glance:
                return glance
            case None:
                return glance_of(self.draft)
            case (block, rank):
                return block.entry(rank).kept.glance

    @property
    def completeness(self) -> Completeness:
        """How much of it is filled."""
        glance = self.glance
        return completeness_of(glance.required_filled, glance.filled)

    def text(self, role: Role) -> str:
        """Return the value of the field with that role on one line, or nothing."""
        return self.glance.texts[ROLES.index(role)]

    @property
    def holder(self) -> str:
        """The authority's name on one line, or nothing."""
        return self.text(Role.HOLDER)

    @property
    def title(self) -> str:
        """The project's name on one line, or nothing."""
        return self.text(Role.PROJECT)

    @property
    def worst(self) -> Severity | None:
        """The gravest severity found, or None where nothing was."""
        return worst(self.findings)

    def count(self, severity: Severity) -> int:
        """Return how many findings there are of exactly that severity."""
        return sum(finding.severity is severity for finding in self.findings)

    def in_file_order(self) -> tuple[Finding, ...]:
        """Return the findings from the top of the file to its end, the gravest first in a place."""
        return tuple(
            sorted(
                self.findings,
                key=lambda finding: (finding.line, finding.column, -finding.severity),
            )
        )


@dataclass(slots=True)
class Tally:
    """Counts over many verdicts: fiches by state, findings by severity.

    Wrong settings of folders are no fiches; what is wrong with them counts as any finding.
    """

    ready: int = 0
    to_mend: int = 0
    unreadable: int = 0
    errors: int = 0
    warnings: int = 0
    advice: int = 0
    wrong_settings: int = 0

    @property
    def leaves_out(self) -> bool:
        """Whether there is something of which nobody can tell what it was to be."""
        return bool(self.unreadable or self.wrong_settings)

    @property
    def fiches(self) -> int:
        """How many files were judged."""
        return self.ready + self.to_mend + self.unreadable

    def add(self, verdict: Verdict) -> None:
        """Count one more file."""
        if verdict.state is State.READY:
            self.ready += 1
        elif verdict.state is State.TO_MEND:
            self.to_mend += 1
        elif verdict.is_of_settings:
            self.wrong_settings += 1
        else:
            self.unreadable += 1
        for finding in verdict.findings:
            if finding.severity is Severity.ERROR:
                self.errors += 1
            elif finding.severity is Severity.WARNING:
                self.warnings += 1
            else:
                self.advice += 1

    def reaches(self, threshold: Severity) -> bool:
        """Tell whether anything was found that is at least as grave as `threshold`."""
        counts = {
            Severity.ERROR: self.errors,
            Severity.WARNING: self.warnings,
            Severity.ADVICE: self.advice,
        }
        return any(count for severity, count in counts.items() if severity >= threshold)


def contexts(today: datetime.date, stale_after: int = STALE_AFTER) -> Callable[[Path], Context]:
    """Return what gives a file's context: the day, the images beside it, its folder's settings.

    `stale_after` is from how many days without an update a fiche is called old, unless those
    settings say otherwise.
    """
    judge = Judge(today, stale_after, folder_settings=True)
    return lambda path: judge.context_of(place_of(str(path)))


def review_file(path: Path, context_for: Callable[[Path], Context]) -> Verdict:
    """Return the verdict on one file. Whatever is wrong with the file is among its findings."""
    return Verdict(path, *judged(read_start(path, LARGEST_FILE + 1), context_for(path)))


def review_files(
    paths: Iterable[Path],
    today: datetime.date,
    stale_after: int = STALE_AFTER,
    *,
    jobs: int = 1,
    cache: Path | None = None,
    folder_settings: bool = True,
    on_silent: Callable[[int], None] | None = None,
) -> Generator[Verdict, None, None]:
    """Yield the verdicts on the fiches at `paths`, one after the other, as they are found.

    In the order of `fiche_files`, whatever the number of jobs. Giving the folders themselves is
    much faster than giving the files found in them. A file of settings with something wrong in it
    has a verdict of its own, before the first fiche it counts for. To be closed, as generators
    are, where it is not taken to its end.

    Args:
        paths: Files, folders and patterns.
        today: The day the review is made for.
        stale_after: From how many days without an update a fiche is called old, where the
            settings of its folder say nothing else.
        jobs: How many processes may check at once, this one included.
        cache: The folder that keeps what was found for the next review; None to keep nothing.
        folder_settings: Whether the nearest `iafiche.toml` counts. An export leaves it out: the
            shared format knows no other rules than the model's.
        on_silent: Told now and then of how many more fiches nothing is to be said, which are ready;
            these are then left out. None to have a verdict on each.
    """
    judge = Judge(
        today,
        stale_after,
        folder_settings=folder_settings,
        is_lasting=cache is not None,
        is_brief=cache is None and on_silent is not None,
    )
    pipeline = Pipeline(judge, jobs, cache)
    sharing = Sharing()
    settings_told = {""}
    try:
        for judged in pipeline.judged(paths):
            place = judged.batch.place
            if place.settings not in settings_told:
                settings_told.add(place.settings)
                wrong = judge.settings_of(place).findings
                if wrong:
                    yield Verdict(place.settings, State.UNREADABLE, wrong, Draft())
            told = 0
            for path, outcome, found in sharing.over(judged, is_brief=on_silent is not None):
                verdict = _verdict(path, outcome)
                if found:
                    _add(verdict, found, judge.context_of(place))
                told += 1
                yield verdict
            if on_silent is not None and told < len(judged.batch.paths):
                on_silent(len(judged.batch.paths) - told)
    finally:
        pipeline.close()


def _verdict(path: str, outcome: Outcome) -> Verdict:
    if isinstance(outcome, Judgement):
        return Verdict(path, *outcome)
    if isinstance(outcome, Keepsake):
        return Verdict(path, outcome.state, outcome.findings, outcome.glance)
    if isinstance(outcome, Compared):
        return Verdict(path, State.READY, (), None)
    block, rank = outcome
    return Verdict(path, block.state(rank), block.findings(rank), outcome)


def _add(verdict: Verdict, found: list[Finding], context: Context) -> None:
    """Add what a fiche has in common with others, where it stands in its file."""
    findings = context.policy.judged(located(found, read_file(verdict.path)))
    verdict.findings = in_form_order((*verdict.findings, *findings))
    if worst(findings) is Severity.ERROR:
        verdict.state = State.TO_MEND
