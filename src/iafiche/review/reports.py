"""The formats of a review's report: what each is for, and its writer, loaded when it is used.

A writer's module offers `parts(verdicts, tally, occasion)`: the pieces of the report, a fiche a
piece, so that a report on any number of fiches takes no more memory than one on a few.
"""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from iafiche.model.flaws import Severity
from iafiche.review.marks import UTF8, Marks

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator

    from iafiche.review.verdict import Tally, Verdict


class Report(NamedTuple):
    """One format.

    Attributes:
        name: What `--format` takes.
        purpose: Who reads it, in French.
        module: The module of its writer.
        is_text: People read it: it is written in the output's own encoding, with its signs.
        sums_up: It can also be had with a line a fiche in the place of the findings.
        is_shown_around: It goes to a service that others read: it is always discreet.
        is_brief: It says nothing of a fiche without findings, unless it sums up.
    """

    name: str
    purpose: str
    module: str
    is_text: bool = False
    sums_up: bool = False
    is_shown_around: bool = False
    is_brief: bool = False


REPORTS = {
    report.name: report
    for report in (
        Report("texte", "pour être lu", "text_report", is_text=True, sums_up=True, is_brief=True),
        Report("json", "pour un autre programme, d'un seul tenant", "json_report"),
        Report("jsonl", "pour un autre programme, une ligne par fiche", "jsonl_report"),
        Report(
            "sarif",
            "pour l'analyse de code de GitHub et les éditeurs",
            "sarif_report",
            is_shown_around=True,
        ),
        Report(
            "junit", "pour les rapports de tests de GitLab", "junit_report", is_shown_around=True
        ),
        Report(
            "github",
            "pour les annotations de GitHub Actions",
            "github_report",
            is_shown_around=True,
            is_brief=True,
        ),
        Report("csv", "pour un tableur", "csv_report", sums_up=True, is_brief=True),
    )
}
"""The formats by name, the usual one first."""


class Occasion(NamedTuple):
    """What a report says or heeds beside the verdicts.

    Attributes:
        today: The day of the review.
        threshold: From which severity on a finding counts as a failure.
        root: The folder that places in reports are relative to: where the program was called.
        marks: The signs that the output can show.
        summary: A line a fiche rather than the findings.
        is_discreet: No value of a field that is not public is quoted.
    """

    today: datetime.date
    root: Path
    threshold: Severity = Severity.ERROR
    marks: Marks = UTF8
    summary: bool = False
    is_discreet: bool = False

    def place_of(self, path: Path) -> str:
        """Return where a file is: from the root, with slashes; its whole path if it is elsewhere.

        This is what services find the file by, whatever the system the report was made on.
        """
        whole = Path(os.path.normpath(self.root / path))
        return (whole.relative_to(self.root) if self.has(path) else whole).as_posix()

    def has(self, path: Path) -> bool:
        """Tell whether a file stands below the root."""
        return Path(os.path.normpath(self.root / path)).is_relative_to(self.root)


def report_parts(
    report: Report, verdicts: Iterable[Verdict], tally: Tally, occasion: Occasion
) -> Iterator[str]:
    """Yield a report piece by piece.

    Args:
        report: The format.
        verdicts: The verdicts, taken one at a time.
        tally: The counts over the verdicts taken so far; read at the end.
        occasion: What else the report says.
    """
    if report.is_shown_around or occasion.is_discreet:
        from iafiche.review.discretion import discreet

        verdicts = map(discreet, verdicts)
    parts: Iterator[str] = import_module(f"iafiche.review.{report.module}").parts(
        verdicts, tally, occasion
    )
    return parts
