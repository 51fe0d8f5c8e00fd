"""A text to read: help, keys, an explanation."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets._static import Static

from iafiche.tui.screens.dialog import Dialog, hint

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from iafiche.review.marks import Marks


class ReadingScreen(Dialog[None]):
    """Shows a text that scrolls; any usual key goes back."""

    AUTO_FOCUS = "#text"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q,f1", "leave", "Revenir", show=False),
    ]

    def __init__(self, title: str, text: Content, marks: Marks) -> None:
        super().__init__()
        self._marks = marks
        self._title = title
        self._text = text

    def compose(self) -> ComposeResult:
        """Yield the frame."""
        with Vertical(id="reading") as frame:
            frame.border_title = Content(self._title)
            with VerticalScroll(id="text"):
                yield Static(self._text)
            keys = hint((self._marks.vertical, "Faire défiler"), ("Échap", "Revenir"))
            yield Static(keys, id="hint")
