"""The report of an import as a table: a row for each thing to know, for spreadsheets.

Separated by semicolons, with a byte-order mark and CRLF: what Excel opens rightly in French.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from iafiche.exchange.formulas import neutral
from iafiche.exchange.importing.values import shown
from iafiche.model.catalogue import CATALOGUE
from iafiche.review.display import inert, visible
from iafiche.review.wording import subject_of
from iafiche.store.places import BYTE_ORDER_MARK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from iafiche.intake.telling import Report, Told

HEADER = (
    *("Source", "Ligne", "État", "Fichier", "Nature", "Colonne", "Champ"),
    *("Avant", "Après", "Explication"),
)


def report_text(report: Report) -> str:
    """Return the whole table."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(HEADER)
    for told in report.rows:
        step = told.step
        place = (step.outcome.source, str(step.outcome.row), told.word, str(step.path))
        for event in _events(told):
            writer.writerow(neutral(inert(visible(cell))) for cell in (*place, *event))
    return BYTE_ORDER_MARK + text.getvalue()


def _events(told: Told) -> Iterator[tuple[str, ...]]:
    """Yield what there is to know about a row, as nature, column, field, before, after, why."""
    step, outcome = told.step, told.step.outcome
    again = f"Même porteur et même projet que {step.twin_named}." if step.twin else ""
    yield ("ligne", "", "", "", "", again)
    if step.obstacle is not None:
        yield ("obstacle", "", "", "", "", f"{step.obstacle.message} {step.obstacle.advice}")
    for change in outcome.changes:
        label = CATALOGUE[change.key].field.label
        yield ("changé", change.column, label, change.before, change.after, change.why)
    for kept in outcome.kept:
        yield ("gardé à part", kept.column, "", kept.text, "", kept.why)
    for doubt in outcome.doubts:
        yield ("à vérifier", doubt.column, "", "", "", doubt.message)
    for each in step.differences:
        yield ("différent", "", each.spec.field.label, shown(each.old), shown(each.new), "")
    for spec in step.refused:
        right = shown(step.draft[spec.key])
        yield ("conservé", "", spec.field.label, right, right, "La valeur de la fiche est juste.")
    for found in step.findings:
        why = f"{found.message} {found.advice}"
        yield (found.severity.french, "", subject_of(found), "", "", why)
