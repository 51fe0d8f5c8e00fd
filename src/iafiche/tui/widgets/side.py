"""What is meant, and what is wrong: the pane to the right of the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.content import Content
from textual.widgets._static import Static

if TYPE_CHECKING:
    from textual.app import ComposeResult


class Side(Vertical):
    """The help of the field in focus, over the findings left to correct."""

    def __init__(self) -> None:
        super().__init__(id="side")
        self._help = Static(id="help")
        self._findings = Static(id="findings")
        self._help.border_title = "Aide"
        self._told: tuple[Content, ...] | None = None

    def compose(self) -> ComposeResult:
        """Yield both halves."""
        yield self._help
        yield self._findings

    def show_help(self, text: Content) -> None:
        """Show the help of the field in focus."""
        self._help.update(text)

    def show_findings(self, findings: tuple[Content, ...], nothing: str) -> None:
        """Show what is left to correct, or `nothing` where nothing is."""
        if findings == self._told:
            return
        self._told = findings
        self._findings.border_title = f"À corriger ({len(findings)})"
        self._findings.update(Content("\n").join(findings) if findings else Content(nothing))
