"""The smallest Textual apps that the editor is measured against: `python yardsticks.py NAME`."""

import sys
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.validation import Regex, Validator
from textual.widgets import Input, Static

READY = "READY-MARK"


class OneStatic(App[None]):
    """One Static: what Textual itself costs before its first frame."""

    def compose(self) -> ComposeResult:
        """Yield the mark."""
        yield Static(READY)


class OneInput(App[None]):
    """One Input with a validator: what a key typed costs at the least."""

    VALIDATORS: ClassVar[list[Validator]] = [Regex(r"[a-z0-9]{0,200}")]

    def compose(self) -> ComposeResult:
        """Yield the mark and the input."""
        yield Static(READY)
        yield Input(validators=self.VALIDATORS)


if __name__ == "__main__":
    {"static": OneStatic, "input": OneInput}[sys.argv[1]]().run()
