"""Undo and redo over the drafts of one fiche."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from iafiche.model.draft import Draft


class History:
    """The states a draft has been through; what is typed into one field is one step.

    Drafts are immutable and share their values, so every state is kept whole.
    """

    def __init__(self, draft: Draft) -> None:
        self._past: list[Draft] = []
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
            self._past.append(self.present)
        self._open_key = key
        self.present = draft
        if continues and draft == self._past[-1]:
            # What was typed has been erased again: there is no step to undo.
            self._past.pop()
            self._open_key = None

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
            self.present = self._past.pop()
        self.seal()
        return self.present

    def redo(self) -> Draft:
        """Take back one `undo` and return that draft; the present one where there is none."""
        if self._future:
            self._past.append(self.present)
            self.present = self._future.pop()
        self.seal()
        return self.present
