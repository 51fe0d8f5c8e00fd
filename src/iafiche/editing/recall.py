"""What the carnet knows, as a fiche in hand uses it: it proposes, completes and learns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iafiche.model.text import fold

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping
    from pathlib import Path

    from iafiche.model.draft import Draft
    from iafiche.store.carnet import Carnet


class Recall:
    """The carnet of this user; until `load` it is empty and learns nothing.

    A program where the carnet is switched off never loads it.
    """

    def __init__(self, folder: Path, today: datetime.date) -> None:
        self._folder = folder
        self._today = today
        self._carnet: Carnet | None = None

    def load(self) -> None:
        """Read the carnet. Never raises."""
        from iafiche.store.carnet import Carnet

        self._carnet = Carnet.load(self._folder)

    def learn(self, draft: Draft) -> None:
        """Learn from a fiche; `SaveError` where the carnet cannot be written."""
        if self._carnet is not None:
            self._carnet.remember(draft, self._today)

    def proposals(self, draft: Draft) -> Mapping[str, str]:
        """Return what is known of the draft's holder for the fields that are still empty."""
        return {} if self._carnet is None else self._carnet.proposals(draft)

    def names(self, key: str) -> tuple[str, ...]:
        """Return the earlier names of a field, the most recent first."""
        return () if self._carnet is None else self._carnet.recall(key)

    def suggestion(self, key: str, text: str) -> str | None:
        """Return the most recent name of a field that goes on from what is typed."""
        if self._carnet is None or not text:
            return None
        names = self._carnet.recall(key, text)
        begun = (name for name in names if fold(name).startswith(fold(text)))
        # Ghost text stands behind what is typed: only a name of the same length so far fits.
        return next((text + name[len(text) :] for name in begun), None)
