"""The control of a value on one line."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from iafiche.review.display import visible
from iafiche.review.marks import UTF8
from iafiche.tui.widgets.messages import FieldEdited, FieldLeft
from iafiche.tui.widgets.visible_input import VisibleInput

if TYPE_CHECKING:
    from iafiche.model.catalogue import FieldSpec
    from iafiche.model.values import Value

LINE_BREAK = UTF8.line_break
"""What a line break looks like in a control of one line, and becomes again when edited."""


class TextControl(VisibleInput):
    """A value on one line.

    The edit is told the moment it happens, with the key of the field it happened in: a message
    of Input's own could still be on its way when the control is bound to the next field.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "leave", "Champ suivant", show=False),
        Binding("right", "take", "Reprendre", show=False),
    ]

    def __init__(self, spec: FieldSpec, value: Value) -> None:
        self._key = spec.key
        self._known = _one_line(value)
        self._offered = ""
        # Nothing selected on focus: the first key typed would replace the whole value.
        super().__init__(self._known, select_on_focus=False, classes="control")

    def bind(self, spec: FieldSpec, value: Value) -> None:
        """Fill that field from now on."""
        self._key = spec.key
        self.show(value)

    def show(self, value: Value) -> None:
        """Show a value that comes from elsewhere than this control."""
        text = _one_line(value)
        if text != self.value:
            self._known = text
            self.value = text
            self.cursor_position = len(text)

    def offer(self, known: str, key: str) -> None:
        """Show a value that `key` takes, as long as the field is empty."""
        self._offered = known
        self.placeholder = f"{visible(known)}   {key} pour reprendre" if known else ""

    def action_take(self) -> None:
        """Take the offered value; where there is none, go right."""
        if self._offered and not self.value:
            self.value = self._offered
        else:
            self.action_cursor_right()

    def watch_value(self, text: str) -> None:
        """Tell the screen what was typed."""
        if text != self._known:
            self._known = text
            self.post_message(FieldEdited(self._key, text.replace(LINE_BREAK, "\n")))

    def action_leave(self) -> None:
        """Go to the next field."""
        self.post_message(FieldLeft())


def _one_line(value: Value) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value).replace("\n", LINE_BREAK)
