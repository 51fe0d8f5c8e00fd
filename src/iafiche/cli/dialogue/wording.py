"""Sentences and values, fit to be written on a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iafiche.model.values import Foreign
from iafiche.review.display import typeset, visible

if TYPE_CHECKING:
    from iafiche.model.catalogue import FieldSpec
    from iafiche.model.values import Value

_EMPTY = "vide"


def said(text: str) -> str:
    """Return a sentence fit to be written."""
    return typeset(visible(text))


PROMPT = said("Réponse :") + " "
"""What asks for an answer."""


def text_of(spec: FieldSpec, value: Value) -> str:
    """Return a value on one line."""
    if isinstance(value, Foreign):
        return visible(str(value))
    items = value if isinstance(value, tuple) else (" ".join(value.split()),)
    return visible(" ; ".join(spec.kind.shown(item) for item in items if item)) or _EMPTY


def holding(label: str, spec: FieldSpec, value: Value) -> str:
    """Return a value on one line, after what it is."""
    return f"{said(f'{label} :')} {text_of(spec, value)}"
