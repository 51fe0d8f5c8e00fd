"""An input that shows whatever its value holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets._input import Input

from iafiche.review.display import visible_in_place
from iafiche.tui.letting_go import let_go

if TYPE_CHECKING:
    from textual.events import Paste


class VisibleInput(Input, inherit_css=False):
    """Textual's Input, whose text never reaches the terminal as a command.

    Input writes its value as it is: one with an escape sequence, from somebody's file, would move
    the cursor or clear the screen. Its own style sheet is left out: the first frame would wait for
    sixty lines of it to be read, of which these few are used.
    """

    COMPONENT_CLASSES = Input.COMPONENT_CLASSES
    DEFAULT_CSS = """
    VisibleInput {
        width: 100%;
        height: 1;
        padding: 0 1;
        border-left: outer $accent;
        background: $surface;
        color: $foreground;
        &>.input--cursor {
            background: $input-cursor-background;
            color: $input-cursor-foreground;
            text-style: $input-cursor-text-style;
        }
        &>.input--selection {
            background: $input-selection-background;
            color: $input-selection-foreground;
        }
        &>.input--placeholder, &>.input--suggestion {
            color: $text-disabled;
        }
    }
    """

    virtual_size = Reactive(Size(0, 0))
    """How long the text is. Its one line never grows: nothing has to be placed anew at each key."""

    def on_unmount(self) -> None:
        """Leave nothing behind."""
        let_go(self)

    def take_pasted(self, text: str) -> None:
        """Take all lines of a pasted text, as one."""
        lines = (line.strip() for line in text.splitlines())
        self.replace(" ".join(filter(None, lines)), *self.selection)

    def _on_paste(self, event: Paste) -> None:
        # Input's own keeps the first line alone and drops the others.
        event.prevent_default()
        event.stop()
        self.take_pasted(event.text)

    def action_paste(self) -> None:
        """Paste what was copied in this program, where the terminal keeps its clipboard."""
        self.take_pasted(self.app.clipboard)

    @property
    def _value(self) -> Text:
        return Text(visible_in_place(self.value), no_wrap=True, overflow="ignore", end="")
