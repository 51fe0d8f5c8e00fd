"""The first line: which fiche, which file, saved or not."""

from __future__ import annotations

from textual.content import Content

from iafiche.review.display import visible
from iafiche.tui.widgets.lines import Lines


class TitleBar(Lines):
    """A name to the left, a state to the right; the name gives way where both do not fit."""

    def __init__(self) -> None:
        super().__init__("title")
        self._fiche = ""
        self._state = ""

    def show(self, name: str, state: str) -> None:
        """Show what changed, if anything did."""
        if (name, state) != (self._fiche, self._state):
            self._fiche, self._state = name, state
            self.redraw(layout=False)

    def draw(self, width: int, height: int) -> list[Content]:  # noqa: ARG002
        """Return both ends of the line."""
        state = Content(visible(self._state)).truncate(max(width // 2, width - 30), ellipsis=True)
        room = width - state.cell_length - 2
        name = Content.assemble(("iafiche", "bold"), f"   {visible(self._fiche)}")
        name = name.truncate(room, ellipsis=True)
        gap = width - name.cell_length - state.cell_length
        return [Content.assemble(name, " " * max(1, gap), state)]
