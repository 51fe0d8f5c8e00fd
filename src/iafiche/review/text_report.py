"""Findings as lines of text: `fichier:ligne:colonne: gravité code — champ : message`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iafiche.model.catalogue import CATALOGUE
from iafiche.model.flaws import Code, Severity
from iafiche.model.kinds import OneOf, SeveralOf
from iafiche.review.display import visible
from iafiche.review.verdict import State
from iafiche.review.wording import NBSP, counted, findings_of, states_of, subject_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from iafiche.check.findings import Finding
    from iafiche.model.catalogue import FieldSpec
    from iafiche.review.marks import Marks
    from iafiche.review.reports import Occasion
    from iafiche.review.verdict import Tally, Verdict

_INDENT = "    "
_TO_BE_WRITTEN = (Code.CHAMP_REQUIS, Code.HORS_NOMENCLATURE)


def finding_lines(path: str, finding: Finding) -> Iterator[str]:
    """Yield one finding: where and what, what to do, then the correction or what may be written."""
    place = f"{visible(path)}:{finding.line}:{finding.column}"
    subject = subject_of(finding)
    about = f"{subject}{NBSP}: " if subject else ""
    yield f"{place}: {finding.severity.french} {finding.code} — {about}{visible(finding.message)}"
    yield f"{_INDENT}{visible(finding.advice)}"
    if finding.fix is not None:
        value = finding.fix.value
        text = value if isinstance(value, str) else ", ".join(value)
        yield f"{_INDENT}Correction proposée{NBSP}: {visible(text)}"
    elif finding.code in _TO_BE_WRITTEN and finding.key:
        yield f"{_INDENT}{_guidance(CATALOGUE[finding.key])}"


def _guidance(spec: FieldSpec) -> str:
    """Return what the form would show beside the field: its values, or else its help."""
    if isinstance(spec.kind, OneOf | SeveralOf):
        return f"Valeurs{NBSP}: {', '.join(spec.kind.choices.values)}"
    return spec.field.help


def verdict_lines(verdict: Verdict) -> Iterator[str]:
    """Yield every finding about one file, from its top to its end."""
    for finding in verdict.in_file_order():
        yield from finding_lines(verdict.shown, finding)


def parts(verdicts: Iterable[Verdict], tally: Tally, occasion: Occasion) -> Iterator[str]:
    """Yield the report piece by piece, a fiche a piece; `tally` is read at the end."""
    marks = occasion.marks
    for verdict in verdicts:
        if not (verdict.findings or occasion.summary):
            yield ""
            continue
        lines = [row_line(verdict, marks)] if occasion.summary else verdict_lines(verdict)
        yield "".join(f"{line}\n" for line in lines)
    yield f"{summary_line(tally, marks)}\n"


def row_line(verdict: Verdict, marks: Marks) -> str:
    """Return one fiche on one line: its file, where it stands, what was found, its project."""
    path = visible(verdict.shown)
    told = [verdict.state.value]
    if verdict.state is State.UNREADABLE:
        told.append(visible(verdict.in_file_order()[0].message))
    else:
        told += [
            counted(count, severity.french)
            for severity in sorted(Severity, reverse=True)
            if (count := verdict.count(severity))
        ]
    if verdict.title:
        told.append(visible(verdict.title))
    return f"{marks.of(verdict.worst)} {path}{NBSP}: {f' {marks.separator} '.join(told)}"


def summary_line(tally: Tally, marks: Marks) -> str:
    """Return the last line of the report: the fiches by state, the findings by severity."""
    states = states_of(tally, marks.separator)
    if not (tally.errors or tally.warnings or tally.advice):
        return f"{marks.complete} {states}. Rien à signaler."
    return f"{states}. {findings_of(tally, marks.separator)}."
