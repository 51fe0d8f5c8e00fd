"""The keys one needs most, on the last line.

Textual's own Footer costs a quarter of the first frame (one widget a key); this is one line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from iafiche.review.display import visible
from iafiche.tui.widgets.lines import Lines

if TYPE_CHECKING:
    from textual.timer import Timer

    from iafiche.tui.actions import Action


_EVER_NARROWER = (("  ", False), ("  ", True), (" ", True))
"""What stands between the actions, and whether they are told in brief: what is tried in turn."""

_READING_TIME = 5
"""Seconds that a message stays."""


class Footer(Lines):
    """Shows as many of the actions that want a place as the width allows."""

    def __init__(self, actions: tuple[Action, ...]) -> None:
        super().__init__("footer")
        self._actions = [action for action in actions if action.footer]
        self._message = ""
        self._clearing: Timer | None = None

    def say(self, message: str) -> None:
        """Show a message for a few seconds, in the place of the keys."""
        self._message = message
        if self._clearing is not None:
            self._clearing.stop()
        self._clearing = self.set_timer(_READING_TIME, self._clear)
        self.redraw(layout=False)

    def _clear(self) -> None:
        self._message = ""
        self.redraw(layout=False)

    def draw(self, width: int, height: int) -> list[Content]:  # noqa: ARG002
        """Return the message, or the keys that fit; palette and way out always do."""
        if self._message:
            message = Content.styled(visible(self._message), "bold")
            return [message.truncate(width, ellipsis=True)]
        shown = list(self._actions)
        while True:
            for gap, brief in _EVER_NARROWER:
                line = _line(shown, gap, brief=brief)
                if line.cell_length <= width or len(shown) == 1:
                    return [line]
            shown.remove(max(shown, key=lambda action: action.yields))


def _line(actions: list[Action], gap: str, *, brief: bool) -> Content:
    return Content(gap).join(
        Content.assemble(
            (action.shown_key, "bold"), f" {(brief and action.brief) or action.footer}"
        )
        for action in actions
    )
