"""What a review says of one fiche, and of all of them together."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from iafiche.check.checking import check_draft
from iafiche.check.completeness import Completeness, completeness
from iafiche.check.context import STALE_AFTER, Context, ImageState
from iafiche.check.findings import Finding, worst
from iafiche.model.draft import Draft
from iafiche.model.flaws import Code, Severity
from iafiche.review.scan import fiche_files
from iafiche.store.reading import located, read_file

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path


class State(Enum):
    """Where a fiche stands on the way to publication; the value is its French name."""

    READY = "prête"
    TO_MEND = "à corriger"
    UNREADABLE = "illisible"


@dataclass(frozen=True, slots=True)
class Verdict:
    """One file, read and checked.

    Attributes:
        path: The file, as it was named or found.
        draft: What it holds; an empty draft where it could not be read.
        findings: All that was found, each with its line and column.
        completeness: How much of it is filled.
        state: Whether it may be published.
    """

    path: Path
    draft: Draft
    findings: tuple[Finding, ...]
    completeness: Completeness
    state: State

    @property
    def holder(self) -> str:
        """The authority's name on one line, or nothing; never needs the draft read again."""
        return self.draft.holder

    @property
    def title(self) -> str:
        """The project's name on one line, or nothing; never needs the draft read again."""
        return self.draft.title

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
    """Counts over many verdicts: fiches by state, findings by severity."""

    ready: int = 0
    to_mend: int = 0
    unreadable: int = 0
    errors: int = 0
    warnings: int = 0
    advice: int = 0

    @property
    def fiches(self) -> int:
        """How many files were judged."""
        return self.ready + self.to_mend + self.unreadable

    def add(self, verdict: Verdict) -> None:
        """Count one more file."""
        self.ready += verdict.state is State.READY
        self.to_mend += verdict.state is State.TO_MEND
        self.unreadable += verdict.state is State.UNREADABLE
        self.errors += verdict.count(Severity.ERROR)
        self.warnings += verdict.count(Severity.WARNING)
        self.advice += verdict.count(Severity.ADVICE)

    def reaches(self, threshold: Severity) -> bool:
        """Tell whether anything was found that is at least as grave as `threshold`."""
        counts = {
            Severity.ERROR: self.errors,
            Severity.WARNING: self.warnings,
            Severity.ADVICE: self.advice,
        }
        return any(count for severity, count in counts.items() if severity >= threshold)


def contexts(today: datetime.date, stale_after: int = STALE_AFTER) -> Callable[[Path], Context]:
    """Return what gives a file's context: the day, the images beside the file, the age limit."""
    return lambda path: Context(today, lambda image: _image_state(path.parent, image), stale_after)


def _image_state(folder: Path, image: str) -> ImageState:
    # Loaded for the few fiches whose logo is a local file.
    from iafiche.store.local_images import image_at

    return image_at(folder)(image)


def review_file(path: Path, context_for: Callable[[Path], Context]) -> Verdict:
    """Return the verdict on one file. Whatever is wrong with the file is among its findings."""
    if path.is_dir():
        return _unlisted(path)
    reading = read_file(path)
    if not reading.readable:
        state, findings = State.UNREADABLE, reading.findings
    else:
        found = check_draft(reading.draft, context_for(path))
        findings = (*reading.findings, *located(found, reading))
        state = State.TO_MEND if worst(findings) is Severity.ERROR else State.READY
    return Verdict(path, reading.draft, findings, completeness(reading.draft), state)


def review_files(
    paths: Iterable[Path],
    today: datetime.date,
    stale_after: int = STALE_AFTER,
    *,
    jobs: int = 1,  # noqa: ARG001
    cache: Path | None = None,  # noqa: ARG001
    folder_settings: bool = True,  # noqa: ARG001
) -> Iterator[Verdict]:
    """Yield the verdicts on the fiches at `paths` (files and folders), one after the other.

    Lazily, and in the order of `fiche_files`, whatever the number of jobs. Giving the folders
    themselves is much faster than giving the files found in them.

    Args:
        paths: Files and folders.
        today: The day the review is made for.
        stale_after: From how many days without an update a fiche is called old, where the
            settings of its folder say nothing else.
        jobs: How many processes may check at once, this one included.
        cache: The folder that keeps what was found for the next review; None to keep nothing.
        folder_settings: Whether the nearest `iafiche.toml` counts. An export leaves it out: the
            shared format knows no other rules than the model's.
    """
    context_for = contexts(today, stale_after)
    for path in fiche_files(paths):
        yield review_file(path, context_for)


def _unlisted(folder: Path) -> Verdict:
    finding = Finding(
        (),
        Code.FICHIER_ILLISIBLE,
        Code.FICHIER_ILLISIBLE.severity,
        "Ce dossier ne peut pas être parcouru.",
        "Vérifiez vos droits de lecture sur ce dossier.",
        line=1,
        column=1,
    )
    draft = Draft()
    return Verdict(folder, draft, (finding,), completeness(draft), State.UNREADABLE)
