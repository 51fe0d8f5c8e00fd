"""What the carnet knows, as the form uses it: read after the first frame, learnt in passing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.suggester import Suggester

from iafiche.model.text import fold

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping
    from pathlib import Path

    from iafiche.model.draft import Draft
    from iafiche.store.carnet import Carnet


class Recall:
    """The carnet of this user; empty until `load`, for which the first frame has no time."""

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

    def suggestion(self, key: str, text: str) -> str | None:
        """Return the most recent name of a field that goes on from what is typed."""
        if self._carnet is None or not text:
            return None
        names = self._carnet.recall(key, text)
        begun = (name for name in names if fold(name).startswith(fold(text)))
        # Ghost text stands behind what is typed: only a name of the same length so far fits.
        return next((text + name[len(text) :] for name in begun), None)

    def suggester(self, key: str) -> Suggester:
        """Return what offers earlier names of a field as ghost text."""
        return _Suggester(self, key)


class _Suggester(Suggester):
    """Offers earlier names of one field as ghost text."""

    def __init__(self, recall: Recall, key: str) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._recall = recall
        self._key = key

    async def get_suggestion(self, value: str) -> str | None:
        """Return the whole text that is offered."""
        return self._recall.suggestion(self._key, value)
