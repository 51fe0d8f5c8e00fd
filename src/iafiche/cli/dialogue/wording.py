"""Sentences and values, fit to be written on a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iafiche.model.values import Foreign
from iafiche.review.display import cells, typeset, visible, wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from iafiche.cli.surroundings import Surroundings
    from iafiche.model.catalogue import FieldSpec
    from iafiche.model.values import Value

_EMPTY = "vide"


def said(text: str) -> str:
    """Return a sentence fit to be written."""
    return typeset(visible(text))


def broken(around: Surroundings, lines: Iterable[str]) -> Iterator[str]:
    """Yield lines as they are written: on a terminal, none is broken within a word."""
    # A line as wide as the terminal already goes on below on some of them.
    width = max(around.width - 1, 1)
    for line in lines:
        if around.is_terminal and cells(line) > width:
            yield from wrap(line, width)
        else:
            yield line


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
