"""The keys one needs most, on the last line.

Textual's own Footer costs a quarter of the first frame (one widget a key); this is one line.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.content import Content

from iafiche.review.display import visible
from iafiche.tui.widgets.lines import Lines, Place

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
        self.places = []
        if self._message:
            message = Content.styled(visible(self._message), "bold")
            return [message.truncate(width, ellipsis=True)]
        shown = list(self._actions)
        while True:
            for gap, brief in _EVER_NARROWER:
                parts = [_part(action, brief=brief) for action in shown]
                line = Content(gap).join(parts)
                if line.cell_length <= width or len(shown) == 1:
                    self._place(shown, parts, len(gap))
                    return [line]
            shown.remove(max(shown, key=lambda action: action.yields))

    def _place(self, actions: list[Action], parts: list[Content], gap: int) -> None:
        start = 0
        for action, part in zip(actions, parts, strict=True):
            end = start + part.cell_length
            run = partial(self.call_later, self.screen.run_action, action.name)
            self.places.append(Place(0, start, end, run))
            start = end + gap


def _part(action: Action, *, brief: bool) -> Content:
    words = (brief and action.brief) or action.footer
    return Content.assemble((action.shown_key, "bold"), f" {words}")
