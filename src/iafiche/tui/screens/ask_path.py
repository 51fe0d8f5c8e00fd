"""Asking where to write a fiche."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets._static import Static

from iafiche.review.display import visible
from iafiche.tui.screens.dialog import Dialog, hint
from iafiche.tui.widgets.visible_input import VisibleInput

if TYPE_CHECKING:
    from textual.app import ComposeResult


class AskPath(Dialog[str | None]):
    """One line for a path; hands back None where one backs out."""

    AUTO_FOCUS = "VisibleInput"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Annuler", show=False),
        Binding("enter", "accept", "Enregistrer", show=False, priority=True),
    ]

    def __init__(self, proposed: str, problem: str = "") -> None:
        super().__init__()
        self._proposed = proposed
        self._problem = problem

    def compose(self) -> ComposeResult:
        """Yield the frame."""
        with Vertical(id="dialog") as frame:
            frame.border_title = "Enregistrer sous"
            if self._problem:
                yield Static(Content.styled(visible(self._problem), "$text-warning"), id="problem")
            yield VisibleInput(self._proposed, select_on_focus=False)
            keys = hint(("Entrée", "Enregistrer"), ("Échap", "Revenir à la fiche"))
            yield Static(keys, id="hint")

    def action_accept(self) -> None:
        """Hand back the path."""
        path = self.query_one(VisibleInput).value.strip()
        if path:
            self.dismiss(path)

    def action_save(self) -> None:
        """Save: here, where that is asked for."""
        self.action_accept()
