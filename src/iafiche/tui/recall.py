"""Earlier names of a field as ghost text in its control."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.suggester import Suggester

if TYPE_CHECKING:
    from iafiche.editing.recall import Recall


class EarlierNames(Suggester):
    """Offers what the carnet knows of one field to go on from what is typed."""

    def __init__(self, recall: Recall, key: str) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._recall = recall
        self._key = key

    async def get_suggestion(self, value: str) -> str | None:
        """Return the whole text that is offered."""
        return self._recall.suggestion(self._key, value)
