"""A text to read: help, keys, an explanation."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets._static import Static

if TYPE_CHECKING:
    from textual.app import ComposeResult


class ReadingScreen(ModalScreen[None]):
    """Shows a text that scrolls; any usual key goes back."""

    AUTO_FOCUS = "#text"
    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q,f1", "leave", "Revenir", show=False),
    ]

    def __init__(self, title: str, text: Content) -> None:
        super().__init__()
        self._title = title
        self._text = text

    def compose(self) -> ComposeResult:
        """Yield the frame."""
        with Vertical(id="reading") as frame:
            frame.border_title = self._title
            with VerticalScroll(id="text"):
                yield Static(self._text)
            yield Static(Content("↑↓ Faire défiler   Échap Revenir"), id="hint")

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss(None)
