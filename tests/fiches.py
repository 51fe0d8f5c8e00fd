"""Fictional fiches that tests start from, made from the examples of the declarations."""

from pathlib import Path

from iafiche.model.catalogue import CATALOGUE
from iafiche.model.draft import Draft
from iafiche.model.values import Value
from iafiche.store.document import new_text
from iafiche.store.reading import read_file

_ONLY_IF_ABANDONED = "status_abandon"


def complete_draft(**changes: Value) -> Draft:
    """Return a fiche without any finding on the tests' day, with some fields changed."""
    draft = Draft()
    for spec in CATALOGUE.fields:
        example = spec.field.example
        draft = draft.with_value(spec.key, (example,) if spec.kind.many else example)
    draft = draft.with_value(_ONLY_IF_ABANDONED, "").with_value("date", "21/01/2026")
    for key, value in changes.items():
        draft = draft.with_value(key, value)
    return draft


def written(path: Path, draft: Draft) -> Path:
    """Write a fiche's file."""
    path.write_text(new_text(draft), encoding="utf-8")
    return path


def on_disk(path: Path) -> Draft:
    """Return what a fiche's file holds."""
    reading = read_file(path)
    assert reading.readable, reading.findings
    return reading.draft
