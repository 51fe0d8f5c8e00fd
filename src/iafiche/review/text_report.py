"""Findings as lines of text: `fichier:ligne:colonne: gravité code — champ : message`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iafiche.model.catalogue import CATALOGUE
from iafiche.model.flaws import Code
from iafiche.model.kinds import OneOf, SeveralOf
from iafiche.review.display import visible
from iafiche.review.wording import NBSP, findings_of, states_of, subject_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from iafiche.check.findings import Finding
    from iafiche.model.catalogue import FieldSpec
    from iafiche.review.marks import Marks
    from iafiche.review.verdict import Tally, Verdict

_INDENT = "    "
_TO_BE_WRITTEN = (Code.CHAMP_REQUIS, Code.HORS_NOMENCLATURE)


def finding_lines(path: Path, finding: Finding) -> Iterator[str]:
    """Yield one finding: where and what, what to do, then the correction or what may be written."""
    place = f"{visible(str(path))}:{finding.line}:{finding.column}"
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
        yield from finding_lines(verdict.path, finding)


def text_parts(verdicts: Iterable[Verdict], tally: Tally, marks: Marks) -> Iterator[str]:
    """Yield the report piece by piece, a fiche a piece; `tally` is read at the end."""
    for verdict in verdicts:
        if verdict.findings:
            yield "".join(f"{line}\n" for line in verdict_lines(verdict))
    yield f"{summary_line(tally, marks)}\n"


def summary_line(tally: Tally, marks: Marks) -> str:
    """Return the last line of the report: the fiches by state, the findings by severity."""
    states = states_of(tally, marks.separator)
    if not (tally.errors or tally.warnings or tally.advice):
        return f"{marks.complete} {states}. Rien à signaler."
    return f"{states}. {findings_of(tally, marks.separator)}."
