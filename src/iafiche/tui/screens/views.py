"""Texts to look at, one at a time: previews, changes, what is about to be done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets._static import Static

from iafiche.tui.screens.dialog import Dialog, hint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from iafiche.review.marks import Marks


@dataclass(frozen=True, slots=True)
class View:
    """One text, and its name among the others."""

    label: str
    text: Content


class ViewsScreen(Dialog[bool]):
    """Shows one of several texts, that scrolls; hands back whether it was accepted.

    Attributes:
        accept: What Entrée does, where it does more than going back.
    """

    AUTO_FOCUS = "#text"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "Revenir", show=False),
        Binding("enter", "accept", "Accepter", show=False),
        Binding("tab,right", "turn(1)", "Vue suivante", show=False, priority=True),
        Binding("shift+tab,left", "turn(-1)", "Vue précédente", show=False, priority=True),
    ]

    def __init__(self, title: str, views: Sequence[View], marks: Marks, accept: str = "") -> None:
        super().__init__()
        self._marks = marks
        self._title = title
        self._views = views
        self._shown = 0
        self.accept = accept

    def compose(self) -> ComposeResult:
        """Yield the frame: the names of the texts where there are several, one text, the keys."""
        with Vertical(id="reading") as frame:
            frame.border_title = Content(self._title)
            if len(self._views) > 1:
                yield Static(self._names(), id="names")
            with VerticalScroll(id="text"):
                yield Static(self._views[0].text, id="view")
            yield Static(self._hint(), id="hint")

    def action_turn(self, step: int) -> None:
        """Show the next text, or the one before, round and round."""
        if len(self._views) == 1:
            return
        self._shown = (self._shown + step) % len(self._views)
        self.query_one("#names", Static).update(self._names())
        self.query_one("#view", Static).update(self._views[self._shown].text)
        self.query_one("#text").scroll_home(animate=False)

    def action_accept(self) -> None:
        """Go back, saying yes."""
        self.dismiss(True)

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss(False)

    def _names(self) -> Content:
        # The sign says which one is shown where colours do not.
        return Content("  ").join(
            Content.styled(f"{self._marks.here}{view.label}", "bold reverse")
            if rank == self._shown
            else Content(f" {view.label}")
            for rank, view in enumerate(self._views)
        )

    def _hint(self) -> Content:
        keys = [("Entrée", self.accept)] if self.accept else []
        if len(self._views) > 1:
            keys.append((self._marks.horizontal, "Vue"))
        return hint(*keys, (self._marks.vertical, "Défiler"), ("Échap", "Revenir"))
