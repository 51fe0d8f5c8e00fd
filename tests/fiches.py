"""Fictional drafts that tests start from, made from the examples of the declarations."""

from iafiche.model.catalogue import CATALOGUE
from iafiche.model.draft import Draft
from iafiche.model.values import Value

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
