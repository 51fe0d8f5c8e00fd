"""How much of a fiche is filled."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from iafiche.model.catalogue import CATALOGUE, FieldSpec
from iafiche.model.values import is_filled

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from iafiche.model.draft import Draft


class Completeness(NamedTuple):
    """Counts of fields, filled and in all; required and all counted apart."""

    required_filled: int
    required: int
    filled: int
    total: int

    @property
    def share(self) -> float:
        """The share of all fields that is filled, from 0 to 1."""
        return self.filled / self.total

    @property
    def required_share(self) -> float:
        """The share of the required fields that is filled, from 0 to 1; 1 where none is."""
        return self.required_filled / self.required if self.required else 1.0


def completeness(draft: Draft, section: str | None = None) -> Completeness:
    """Return how much of the fiche, or of one section, is filled."""
    return _count(draft, CATALOGUE.of_section(section)) if section else _of_all(draft)


def completeness_of(required_filled: int, filled: int) -> Completeness:
    """Return the completeness of a fiche of which one knows what is filled."""
    return Completeness(required_filled, len(_REQUIRED), filled, len(CATALOGUE.fields))


_REQUIRED = frozenset(spec.key for spec in CATALOGUE.fields if spec.field.required)


def completeness_with(filled: Collection[str]) -> Completeness:
    """Return the completeness of a fiche of which these fields, by their keys, are filled."""
    return completeness_of(count_required(filled), len(filled))


def count_required(filled: Collection[str]) -> int:
    """Return how many of these fields, by their keys, the model requires."""
    return len(_REQUIRED.intersection(filled))


def _of_all(draft: Draft) -> Completeness:
    return completeness_with([key for key, value in draft.values.items() if is_filled(value)])


def _count(draft: Draft, specs: Iterable[FieldSpec]) -> Completeness:
    required_filled = required = filled = total = 0
    for spec in specs:
        given = draft.is_filled(spec.key)
        total += 1
        filled += given
        if spec.field.required:
            required += 1
            required_filled += given
    return Completeness(required_filled, required, filled, total)
