"""The first line: which fiche, which file, saved or not."""

from __future__ import annotations

from textual.content import Content

from iafiche.review.display import visible
from iafiche.tui.widgets.lines import Lines

_PROGRAM = "iafiche"
_GAP = 2
_LEAST = 4
"""Cells below which a name says nothing any more."""


class TitleBar(Lines):
    """A name to the left, a state to the right; the name gives way where both do not fit.

    Unless the state comes first, some of the name stays.
    """

    def __init__(self, *, state_first: bool = False) -> None:
        super().__init__("title")
        self._state_first = state_first
        self._fiche = ""
        self._state = ""

    def show(self, name: str, state: str) -> None:
        """Show what changed, if anything did."""
        if (name, state) != (self._fiche, self._state):
            self._fiche, self._state = name, state
            self.redraw(layout=False)

    def draw(self, width: int, height: int) -> list[Content]:  # noqa: ARG002
        """Return both ends of the line."""
        most = width if self._state_first else max(width // 2, width - 26)
        state = Content(visible(self._state)).truncate(most, ellipsis=True)
        room = width - state.cell_length - _GAP
        name = Content(visible(self._fiche))
        whole = Content.assemble((f"{_PROGRAM}   ", "bold"), name)
        # Where it would leave next to nothing of the name, the program need not name itself.
        name = whole if room > len(_PROGRAM) * 3 else name
        name = name.truncate(room, ellipsis=True) if room >= _LEAST else Content("")
        gap = width - name.cell_length - state.cell_length
        return [Content.assemble(name, " " * max(1, gap), state)]
