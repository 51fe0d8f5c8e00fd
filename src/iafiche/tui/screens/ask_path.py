"""Asking where to write a fiche."""

from __future__ import annotations

import os
from pathlib import Path
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
        typed = self.query_one(VisibleInput).value
        if typed.strip():
            self.dismiss(meant_path(typed, self._proposed))

    def action_save(self) -> None:
        """Save: here, where that is asked for."""
        self.action_accept()


def meant_path(typed: str, proposed: str) -> str:
    """Return the path that somebody means who typed behind, or instead of, the proposed one.

    A whole path behind it (pasted, or a file dropped on the terminal, which comes in quotes)
    stands for itself; « ~ » is the person's folder.
    """
    path = _bare(typed)
    behind = _bare(path.removeprefix(proposed))
    if behind.startswith("~") or Path(behind).is_absolute():
        path = behind
    return os.path.expanduser(path)  # noqa: PTH111 - Path's raises for a user there is not


def _bare(path: str) -> str:
    path = path.strip()
    quoted = len(path) > 1 and path[0] == path[-1] and path[0] in "'\""
    return path[1:-1] if quoted else path
