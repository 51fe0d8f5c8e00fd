"""Undo and redo over the drafts of one fiche."""

from __future__ import annotations

import sys
from collections import deque
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from iafiche.model.draft import Draft
    from iafiche.model.values import Value

ROOM = 16_000_000
"""Bytes of memory that earlier states may take: some ten thousand steps of short texts."""

ALWAYS_KEPT = 20
"""Steps that can be taken back however long the texts in them are."""


class History:
    """The states a draft has been through; what is typed into one field is one step.

    Drafts are immutable and share their values, so every state is kept whole. The oldest ones go
    where they all take more than `ROOM`.
    """

    def __init__(self, draft: Draft) -> None:
        self._past: deque[_State] = deque()
        self._weight = 0
        self._future: list[Draft] = []
        self._open_key: str | None = None
        self.present = draft

    @property
    def can_undo(self) -> bool:
        """Whether there is a state before this one."""
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        """Whether a state has been undone and nothing recorded since."""
        return bool(self._future)

    def record(self, draft: Draft, key: str | None = None) -> None:
        """Make `draft` the present state, after a change to the field `key`.

        Changes to one field in a row are one step, until another field changes or `seal()` is
        called. Without a key the change is a step by itself.
        """
        if draft == self.present:
            return
        self._future.clear()
        continues = key is not None and key == self._open_key
        if not continues:
            self._leave_for(draft)
        self._open_key = key
        self.present = draft
        if continues and draft == self._past[-1].draft:
            # What was typed has been erased again: there is no step to undo.
            self._last()
            self._open_key = None
        while self._weight > ROOM and len(self._past) > ALWAYS_KEPT:
            self._weight -= self._past.popleft().weight

    def amend(self, draft: Draft) -> None:
        """Make `draft` the present state, as the end of the last step and not as one of its own."""
        self.present = draft
        self.seal()

    def seal(self) -> None:
        """End the current step: the next change begins another one."""
        self._open_key = None

    def undo(self) -> Draft:
        """Go back one step and return that draft; the present one where there is none."""
        if self._past:
            self._future.append(self.present)
            self.present = self._last()
        self.seal()
        return self.present

    def redo(self) -> Draft:
        """Take back one `undo` and return that draft; the present one where there is none."""
        if self._future:
            self._leave_for(self._future[-1])
            self.present = self._future.pop()
        self.seal()
        return self.present

    def _leave_for(self, draft: Draft) -> None:
        """Keep the present state, before that draft takes its place."""
        state = _State(self.present, _weight(self.present, draft))
        self._past.append(state)
        self._weight += state.weight

    def _last(self) -> Draft:
        """Keep the last state no longer, and return it."""
        state = self._past.pop()
        self._weight -= state.weight
        return state.draft


class _State(NamedTuple):
    """A draft, and the bytes that it takes beside the one after it."""

    draft: Draft
    weight: int


def _weight(draft: Draft, after: Draft) -> int:
    own = (value for key, value in draft.values.items() if value is not after.values.get(key))
    return sys.getsizeof(draft.values) + sum(map(_size, own))


def _size(value: Value) -> int:
    items = value if isinstance(value, tuple) else ()
    return sys.getsizeof(value) + sum(map(sys.getsizeof, items))
