"""The review as a report of tests, as GitLab, Jenkins and others read it: a fiche is a test.

A fiche fails with findings from the threshold on; one that cannot be read is an error; findings
below the threshold stand in the test's output. GitLab knows a test again by its class and name, and
shows the text of its only failure (docs.gitlab.com, « Unit test reports »).
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from iafiche.review.display import inert, visible
from iafiche.review.text_report import finding_lines
from iafiche.review.verdict import State
from iafiche.review.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from iafiche.check.findings import Finding
    from iafiche.review.reports import Occasion
    from iafiche.review.verdict import Tally, Verdict

# What XML 1.0 has no place for (section 2.2), beside what is made visible anyway.
_NOT_XML = re.compile("[\ufffe\uffff]")


def parts(verdicts: Iterable[Verdict], _tally: Tally, occasion: Occasion) -> Iterator[str]:
    """Yield the document, a fiche a piece."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="iafiche">\n'
    for verdict in verdicts:
        yield "".join(f"{line}\n" for line in _suite(verdict, occasion))
    yield "</testsuites>\n"


def _suite(verdict: Verdict, occasion: Occasion) -> Iterator[str]:
    place = _text(occasion.place_of(verdict.path))
    broken = verdict.state is State.UNREADABLE
    against = [f for f in verdict.in_file_order() if f.severity >= occasion.threshold]
    others = [f for f in verdict.in_file_order() if f.severity < occasion.threshold]
    failed = bool(against) and not broken
    yield f'<testsuite name="{place}" tests="1" failures="{failed:d}" errors="{broken:d}">'
    yield f'<testcase classname="iafiche" name="{place}" file="{place}">'
    if against:
        tag = "error" if broken else "failure"
        told = counted(len(against), "constat")
        yield f'<{tag} message="{told}" type="{against[0].code}">'
        yield f"{_report(verdict, against)}</{tag}>"
    if others:
        yield f"<system-out>{_report(verdict, others)}</system-out>"
    yield "</testcase>"
    yield "</testsuite>"


def _report(verdict: Verdict, findings: list[Finding]) -> str:
    return "\n".join(
        _text(line) for finding in findings for line in finding_lines(verdict.shown, finding)
    )


def _text(text: str) -> str:
    return escape(_NOT_XML.sub("\N{REPLACEMENT CHARACTER}", inert(visible(text))))
