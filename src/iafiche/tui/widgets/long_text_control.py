"""The control of a text of several lines."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.text import Text
from textual.strip import Strip
from textual.widgets._text_area import TextArea

from iafiche.review.display import visible_in_place
from iafiche.tui.letting_go import let_go
from iafiche.tui.widgets.messages import FieldEdited

if TYPE_CHECKING:
    from rich.style import Style
    from textual.document._document import Location
    from textual.document._edit import Edit
    from textual.geometry import Size
    from textual.widgets.text_area import EditResult

    from iafiche.model.catalogue import FieldSpec
    from iafiche.model.values import Value


_LABEL = 1
"""Lines above the control that are worth more than one more of its own."""


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

    def offer(self, known: str, key: str) -> None:
        """Offer nothing: no two projects have the same text."""

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines there are, but no more than are seen at once with the label."""
        height = super().get_content_height(container, viewport, width)
        return min(height, max(1, container.height - _LABEL))

    def get_line(self, line_index: int) -> Text:
        """Return a line as it is drawn: a text may hold what a terminal would obey."""
        line = visible_in_place(self.document.get_line(line_index))
        return Text(line, end="", no_wrap=True)

    def render_line(self, y: int) -> Strip:
        """Draw one row.

        TextArea cuts a paragraph into all its rows anew for each of them: 40 ms a key in a
        paragraph of 2,000 characters. This draws the row's own part of it.
        """
        top = self.scroll_offset.y + y
        style = self.rich_style
        if top >= self.wrapped_document.height:
            return Strip.blank(self.size.width, style)
        paragraph, start, end = self._part_at(top)
        line = self.document.get_line(paragraph)
        if "\t" in line:
            # How wide a tab is depends on what stands before it in the paragraph.
            return super().render_line(y)
        # The cursor may stand behind the last character of the paragraph.
        text = f"{line[start:end]} " if end == len(line) else line[start:end]
        segments = self._segments(visible_in_place(text), paragraph, start, style)
        return Strip(segments).adjust_cell_length(self.size.width, style)

    def _part_at(self, row: int) -> tuple[int, int, int]:
        """Return the paragraph drawn in a row, and its columns: from the first, before the last."""
        for paragraph in range(self.document.line_count):
            breaks = self.wrapped_document.get_offsets(paragraph)
            if row <= len(breaks):
                edges = [0, *breaks, len(self.document.get_line(paragraph))]
                return paragraph, edges[row], edges[row + 1]
            row -= len(breaks) + 1
        return self.document.line_count - 1, 0, 0

    def _segments(self, text: str, paragraph: int, start: int, plain: Style) -> list[Segment]:
        """Return a row's text in the styles of plain text, selection and cursor."""
        length = len(text)

        def column(location: Location) -> int:
            if location[0] != paragraph:
                return 0 if location[0] < paragraph else length
            return min(max(location[1] - start, 0), length)

        first, last = sorted(self.selection)
        marks = [(column(first), column(last), "text-area--selection")]
        cursor = self.cursor_location[1] - start
        if self._draw_cursor and self.cursor_location[0] == paragraph and 0 <= cursor < length:
            marks.append((cursor, cursor + 1, "text-area--cursor"))
        edges = sorted({0, length, *(edge for mark in marks for edge in mark[:2])})
        segments = []
        for left, right in pairwise(edges):
            style = plain
            for begin, stop, name in marks:
                if begin <= left and right <= stop:
                    style += self.get_component_rich_style(name)
            segments.append(Segment(text[left:right], style))
        return segments

    def on_mount(self) -> None:
        """Begin where one goes on writing, as when another field is shown."""
        self.move_cursor(self.document.end)

    def on_unmount(self) -> None:
        """Leave nothing behind."""
        let_go(self)

    def on_resize(self) -> None:
        """Keep the line with the cursor in view."""
        self.call_after_refresh(self.scroll_cursor_visible)

    def edit(self, edit: Edit) -> EditResult:
        """Make an edit, and tell the screen."""
        result = super().edit(edit)
        self.post_message(FieldEdited(self._key, self.text))
        return result
