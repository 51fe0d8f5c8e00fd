"""Asking where to write a fiche."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets._static import Static

from iafiche.review.display import typeset, visible
from iafiche.tui.screens.dialog import Dialog, hint, text_width
from iafiche.tui.widgets.visible_input import VisibleInput
from iafiche.tui.wording import wrapped

if TYPE_CHECKING:
    from textual.app import ComposeResult


class AskPath(Dialog[str | None]):
    """One line for a path; hands back None where one backs out."""

    AUTO_FOCUS = "VisibleInput"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Annuler", show=False),
        Binding("enter", "accept", "Enregistrer", show=False, priority=True),
    ]

    def __init__(
        self,
        proposed: str,
        problem: str = "",
        *,
        asked: str = "Enregistrer sous",
        accept: str = "Enregistrer",
        back: str = "Revenir à la fiche",
    ) -> None:
        """Prepare to ask.

        Args:
            proposed: The path to begin with.
            problem: Why one has to ask again, in French; empty for nothing.
            asked: What the path is for.
            accept: What Entrée does.
            back: What Échap does.
        """
        super().__init__()
        self._asked, self._accept, self._back = asked, accept, back
        self._proposed = proposed
        self._problem = problem

    def compose(self) -> ComposeResult:
        """Yield the frame."""
        with Vertical(id="dialog") as frame:
            frame.border_title = Content(self._asked)
            if self._problem:
                problem = Content.styled(typeset(visible(self._problem)), "$text-warning")
                lines = wrapped(problem, text_width(self.app.size.width))
                yield Static(Content("\n").join(lines), id="problem")
            yield VisibleInput(self._proposed, select_on_focus=False)
            keys = hint(("Entrée", self._accept), ("Échap", self._back))
            yield Static(keys, id="hint")

    def action_accept(self) -> None:
        """Hand back the path."""
        path = self.query_one(VisibleInput).value.strip()
        if path:
            self.dismiss(path)

    def action_save(self) -> None:
        """Save: here, where that is asked for."""
        self.action_accept()
