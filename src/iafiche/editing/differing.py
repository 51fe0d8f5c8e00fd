"""The words for the places where versions of a fiche differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iafiche.model.kinds.base import type_in_french
from iafiche.model.values import Foreign, is_filled, toml_text
from iafiche.review.display import visible, visible_lines
from iafiche.store.merging import Side

if TYPE_CHECKING:
    from collections.abc import Iterable

    from iafiche.store.merging import Difference

THREE_SIDES = ((Side.MINE, "À vous"), (Side.THEIRS, "Ailleurs"), (Side.BASE, "Avant"))
"""What the versions of a fiche that was changed here and elsewhere are called."""


def place_name(difference: Difference) -> str:
    """Return how a place where two fiches differ is called: its field, or its keys."""
    if difference.spec is not None:
        return difference.spec.short_label
    return visible(".".join(difference.path))


def place_names(differences: Iterable[Difference]) -> str:
    """Return the names of several such places."""
    return ", ".join(map(place_name, differences))


def written(value: object) -> str:
    """Return a value of a draft, or of TOML, as it is read, on as many lines as it has."""
    text = "\n".join(value) if isinstance(value, tuple) else toml_text(value)
    if value is None or (isinstance(value, str | tuple) and not is_filled(value)):
        return "(vide)"
    return visible_lines(text)


def shown_values(values: Iterable[object]) -> list[str]:
    """Return the values that one place has here and there, told apart where they read alike."""
    values = list(values)
    texts = [written(value) for value in values]
    if len(set(texts[:2])) > 1:
        return texts
    # Only the file tells them apart: 8 without quotation marks, or "8".
    return [f"{text} ({type_of(value)})" for text, value in zip(texts, values, strict=True)]


def type_of(value: object) -> str:
    """Return what a value is, in French."""
    if isinstance(value, Foreign):
        return type_in_french(value.raw)
    if isinstance(value, str):
        return "un texte"
    return "une liste" if isinstance(value, tuple) else type_in_french(value)
