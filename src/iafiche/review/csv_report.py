"""The review as a table for spreadsheets: a row a finding, or a row a fiche.

Separated by semicolons, with a byte-order mark and CRLF: what Excel opens rightly in French.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from iafiche.exchange.formulas import neutral
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.field import Role
from iafiche.model.flaws import Severity
from iafiche.review.display import inert, visible
from iafiche.review.wording import subject_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from iafiche.check.findings import Finding
    from iafiche.review.reports import Occasion
    from iafiche.review.verdict import Tally, Verdict

BYTE_ORDER_MARK = "\ufeff"
_HOLDER = CATALOGUE.of_role(Role.HOLDER).field.label
_PROJECT = CATALOGUE.of_role(Role.PROJECT).field.label
_FINDINGS = (
    *("Fichier", "Ligne", "Colonne", "Gravité", "Règle", "Champ"),
    *("Constat", "Que faire", "Correction", _HOLDER, _PROJECT),
)
_FICHES = (
    *("Fichier", "État", _HOLDER, _PROJECT, "Erreurs", "Avertissements", "Conseils"),
    *("Champs requis remplis", "Champs requis", "Champs remplis", "Champs"),
)


def parts(verdicts: Iterable[Verdict], _tally: Tally, occasion: Occasion) -> Iterator[str]:
    """Yield the header, then the rows of a fiche at a time."""
    yield BYTE_ORDER_MARK + written_rows([_FICHES if occasion.summary else _FINDINGS])
    for verdict in verdicts:
        rows = [_fiche_row(verdict)] if occasion.summary else _finding_rows(verdict)
        yield written_rows(rows)


def _finding_rows(verdict: Verdict) -> Iterator[tuple[str, ...]]:
    for finding in verdict.in_file_order():
        yield (
            str(verdict.path),
            str(finding.line),
            str(finding.column),
            finding.severity.french,
            finding.code.value,
            subject_of(finding),
            finding.message,
            finding.advice,
            _fix_of(finding),
            verdict.holder,
            verdict.title,
        )


def _fix_of(finding: Finding) -> str:
    if finding.fix is None:
        return ""
    value = finding.fix.value
    return value if isinstance(value, str) else ", ".join(value)


def _fiche_row(verdict: Verdict) -> tuple[str, ...]:
    filled = verdict.completeness
    counts = (
        *(verdict.count(severity) for severity in sorted(Severity, reverse=True)),
        *(filled.required_filled, filled.required, filled.filled, filled.total),
    )
    named = (str(verdict.path), verdict.state.value, verdict.holder, verdict.title)
    return (*named, *map(str, counts))


def written_rows(rows: Iterable[tuple[str, ...]]) -> str:
    """Return rows as lines of the table, fit for a spreadsheet and for a log."""
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([_cell(text) for text in row] for row in rows)
    return text.getvalue()


def _cell(text: str) -> str:
    return neutral(inert(visible(text)))
