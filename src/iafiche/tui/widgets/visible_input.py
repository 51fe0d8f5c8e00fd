"""An input that shows whatever its value holds."""

from __future__ import annotations

from rich.text import Text
from textual.widgets._input import Input

from iafiche.review.display import visible_in_place


class VisibleInput(Input):
    """Textual's Input, whose text never reaches the terminal as a command.

    Input writes its value as it is: one with an escape sequence, from somebody's file, would move
    the cursor or clear the screen.
    """

    @property
    def _value(self) -> Text:
        return Text(visible_in_place(self.value), no_wrap=True, overflow="ignore", end="")
