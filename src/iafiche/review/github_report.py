"""The review as annotations of GitHub Actions: workflow commands, one line a finding.

Shape and escapes: docs.github.com, « Workflow commands for GitHub Actions », and the runner's own
ActionCommand. A value never ends its line, and its sign « % » is escaped first: nothing in a fiche
or in a file's name can begin a command of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from iafiche.model.flaws import Severity
from iafiche.review.display import visible
from iafiche.review.text_report import summary_line
from iafiche.review.wording import said

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from iafiche.check.findings import Finding
    from iafiche.review.reports import Occasion
    from iafiche.review.verdict import Tally, Verdict

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "notice"}


def parts(verdicts: Iterable[Verdict], tally: Tally, occasion: Occasion) -> Iterator[str]:
    """Yield an annotation a finding, then the counts as a plain line of the log."""
    for verdict in verdicts:
        place = occasion.place_of(verdict.path)
        yield "".join(f"{_annotation(place, found)}\n" for found in verdict.in_file_order())
    yield f"{summary_line(tally, occasion.marks)}\n"


def _annotation(place: str, finding: Finding) -> str:
    properties = {
        "file": place,
        "line": str(finding.line),
        "col": str(finding.column),
        "title": finding.code.value,
    }
    given = ",".join(f"{name}={_property(text)}" for name, text in properties.items())
    return f"::{_COMMANDS[finding.severity]} {given}::{_data(said(finding))}"


def _data(text: str) -> str:
    return visible(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
