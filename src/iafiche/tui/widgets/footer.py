"""The keys one needs most, on the last line.

Textual's own Footer costs a quarter of the first frame (one widget a key); this is one line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

if TYPE_CHECKING:
    from iafiche.tui.actions import Action


class Footer(Widget):
    """Shows as many of the actions that want a place as the width allows, the last ones first."""

    def __init__(self, actions: tuple[Action, ...]) -> None:
        super().__init__(id="footer")
        self._actions = [action for action in actions if action.footer]

    def render(self) -> Content:
        """Draw the keys that fit; palette and way out always do."""
        shown = list(self._actions)
        line = self._line(shown)
        while line.cell_length > self.size.width and len(shown) > 2:
            del shown[-3]
            line = self._line(shown)
        return line

    def _line(self, actions: list[Action]) -> Content:
        return Content("  ").join(
            Content.assemble((action.shown_key, "bold"), f" {action.footer}") for action in actions
        )
