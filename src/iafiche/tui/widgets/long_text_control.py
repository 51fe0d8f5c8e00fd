"""The control of a text of several lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text
from textual.widgets._text_area import TextArea

from iafiche.review.display import visible_in_place
from iafiche.tui.widgets.messages import FieldEdited, Grown

if TYPE_CHECKING:
    from textual.document._edit import Edit
    from textual.widgets.text_area import EditResult

    from iafiche.model.catalogue import FieldSpec
    from iafiche.model.values import Value


class LongTextControl(TextArea):
    """A text of several lines, that grows with its content and leaves at Tab."""

    def __init__(self, spec: FieldSpec, value: Value) -> None:
        super().__init__(
            str(value),
            soft_wrap=True,
            tab_behavior="focus",
            highlight_cursor_line=False,
            compact=True,
            classes="control",
        )
        self._key = spec.key

    def bind(self, spec: FieldSpec, value: Value) -> None:
        """Fill that field from now on."""
        self._key = spec.key
        self.show(value)

    def show(self, value: Value) -> None:
        """Show a value that comes from elsewhere than this control."""
        text = str(value)
        if text != self.text:
            self.load_text(text)
            self.move_cursor(self.document.end)

    def get_line(self, line_index: int) -> Text:
        """Return a line as it is drawn: a text may hold what a terminal would obey."""
        line = visible_in_place(self.document.get_line(line_index))
        return Text(line, end="", no_wrap=True)

    def on_resize(self) -> None:
        """Have the form keep it in view."""
        self.post_message(Grown())

    def edit(self, edit: Edit) -> EditResult:
        """Make an edit, and tell the screen."""
        result = super().edit(edit)
        self.post_message(FieldEdited(self._key, self.text))
        return result
