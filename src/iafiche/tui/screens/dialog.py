"""What every dialog shares."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.screen import ModalScreen, ScreenResultType

from iafiche.tui.actions import SAVE, bindings_of

if TYPE_CHECKING:
    from textual.binding import BindingType

NBSP = "\N{NO-BREAK SPACE}"

SHARE = 0.9
"""How much of the terminal's width and height a frame takes at most, as dialogs.tcss says."""

_WIDEST = 100
"""Cells of the widest frame, as dialogs.tcss says."""

_BESIDE = 5
"""Cells of a frame beside its text: the frame, its padding, the scroll bar."""

_LEAST = 16


def text_width(columns: int) -> int:
    """Return how many cells a line of text has in a frame, in a terminal of that width."""
    return max(_LEAST, min(_WIDEST, int(columns * SHARE)) - _BESIDE)


def hint(*keys: tuple[str, str]) -> Content:
    """Return the line that says what keys do, which breaks between them only."""
    return Content("   ".join(f"{key} {does}".replace(" ", NBSP) for key, does in keys))


class Dialog(ModalScreen[ScreenResultType]):
    """A frame in front of a screen. What saves there saves from here as well, the frame closed."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of((SAVE,))]

    def action_leave(self) -> None:
        """Back out."""
        self.dismiss()

    def action_save(self) -> None:
        """Back out, and save."""
        behind = self.app.screen_stack[-2]
        self.action_leave()
        save = getattr(behind, "action_save", None)
        if save is not None:
            behind.call_later(save)
