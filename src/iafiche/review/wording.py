"""The words that the reports of a review share: counts, and what a finding is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iafiche.model.catalogue import CATALOGUE
from iafiche.review.display import visible

if TYPE_CHECKING:
    from iafiche.check.findings import Finding
    from iafiche.review.verdict import Tally

NBSP = "\N{NO-BREAK SPACE}"


def counted(count: int, singular: str, plural: str = "") -> str:
    """Return a count with its noun; the plural adds an s unless given. Zero takes the singular."""
    return f"{count} {singular if count < 2 else plural or singular + 's'}"


def states_of(tally: Tally, separator: str) -> str:
    """Return « 23 fiches · 15 prêtes · 6 à corriger · 2 illisibles », without the empty counts."""
    parts = [counted(tally.fiches, "fiche")]
    if tally.ready:
        parts.append(counted(tally.ready, "prête"))
    if tally.to_mend:
        parts.append(f"{tally.to_mend} à corriger")
    if tally.unreadable:
        parts.append(counted(tally.unreadable, "illisible"))
    return f" {separator} ".join(parts)


def findings_of(tally: Tally, separator: str) -> str:
    """Return « 3 erreurs · 1 avertissement · 2 conseils »."""
    parts = (
        counted(tally.errors, "erreur"),
        counted(tally.warnings, "avertissement"),
        counted(tally.advice, "conseil"),
    )
    return f" {separator} ".join(parts)


def subject_of(finding: Finding) -> str:
    """Return the label of the field that a finding is about, or its path in the file, or nothing.

    Paths come from the file: they are made visible.
    """
    if finding.key:
        return CATALOGUE[finding.key].field.label
    return visible(".".join(finding.path))


def said(finding: Finding) -> str:
    """Return the whole of a finding in a few sentences: the field, what is wrong, what to do."""
    subject = subject_of(finding)
    return f"{f'{subject} : ' if subject else ''}{finding.message} {finding.advice}"
