"""Which question comes next: all of them in the form's order, or what is left to correct."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iafiche.model.catalogue import CATALOGUE
from iafiche.model.text import fold, squash

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from iafiche.model.catalogue import FieldSpec

QUESTIONS: tuple[FieldSpec, ...] = tuple(spec for page in CATALOGUE.pages for spec in page.fields)
"""The fields in the order of the form's pages."""

END = len(QUESTIONS)
"""The rank after the last question."""

_RANKS = {spec.key: rank for rank, spec in enumerate(QUESTIONS)}


def rank_of(key: str) -> int:
    """Return the rank of a field's question, from 0."""
    return _RANKS[key]


class Walk:
    """Where one is, and the way one came.

    Attributes:
        rank: The present question's, or `END`.
        only_left: Only fields with something to correct are asked.
    """

    def __init__(self) -> None:
        self.rank = 0
        self.only_left = False
        self._way: list[int] = []

    @property
    def spec(self) -> FieldSpec | None:
        """The field that is asked, None after the last one."""
        return QUESTIONS[self.rank] if self.rank < END else None

    def begin(self, *, only_left: bool, left: AbstractSet[str]) -> None:
        """Go to the first question of a walk."""
        self.only_left = only_left
        self._way.clear()
        self.rank = self._from(0, left)

    def advance(self, left: AbstractSet[str]) -> None:
        """Go to the next question; `left` are the keys of the fields to correct."""
        self._way.append(self.rank)
        self.rank = self._from(self.rank + 1, left)

    def retreat(self) -> bool:
        """Go to the question before; False where there is none."""
        if self.only_left:
            if not self._way:
                return False
            self.rank = self._way.pop()
            return True
        if self.rank == 0:
            return False
        self.rank -= 1
        return True

    def jump(self, rank: int) -> None:
        """Go to any question."""
        if rank != self.rank:
            self._way.append(self.rank)
            self.rank = rank

    def _from(self, rank: int, left: AbstractSet[str]) -> int:
        if not self.only_left:
            return min(rank, END)
        wanted = (r for r in range(rank, END) if QUESTIONS[r].key in left)
        return next(wanted, END)


def named(text: str) -> list[int]:
    """Return the ranks of the questions that a number, a name or a part of one may mean."""
    if text.isascii() and text.isdecimal() and len(text) <= 4:
        return [int(text) - 1] if 0 < int(text) <= END else []
    wanted = squash(text)
    if not wanted:
        return []
    names = [[squash(name) for name in _names(spec)] for spec in QUESTIONS]
    exact = [rank for rank, known in enumerate(names) if wanted in known]
    return exact or [rank for rank, known in enumerate(names) if any(wanted in n for n in known)]


def nearest(text: str) -> int | None:
    """Return the rank of the question whose name is most like a text, if any is."""
    from difflib import get_close_matches

    by_name = {fold(name): rank for rank, spec in enumerate(QUESTIONS) for name in _names(spec)}
    close = get_close_matches(fold(text[:200]), list(by_name), n=1)
    return by_name[close[0]] if close else None


def _names(spec: FieldSpec) -> tuple[str, str, str]:
    return spec.key, spec.short_label, spec.field.label
