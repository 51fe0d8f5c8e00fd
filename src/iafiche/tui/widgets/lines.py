"""Widgets that draw their own lines."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget

if TYPE_CHECKING:
    from textual.content import Content
    from textual.geometry import Region, Size


class Lines(Widget):
    """Draws lines that are worked out once for each width, and only those on screen.

    One such widget costs the first frame a tenth of what as many widgets as it has lines would.
    The lines' styles are names that the application's theme resolves.
    """

    def __init__(self, widget_id: str) -> None:
        super().__init__(id=widget_id)
        self._lines: list[Content] = []
        self._drawn_for: tuple[int, int] | None = None
        self._style = Style.null()

    @abstractmethod
    def draw(self, width: int, height: int) -> list[Content]:
        """Return the lines, each at most `width` cells wide.

        `height` is the room there is, which a widget that grows with its lines may pass over.
        """

    def redraw(self, *, layout: bool) -> None:
        """Draw again; `layout` where the number of lines may have changed.

        Placing all widgets anew is what a repaint takes longest for: it is done only if the number
        has changed.
        """
        before, drawn_for = len(self._lines), self._drawn_for
        self._drawn_for = None
        if layout and drawn_for is not None:
            layout = len(self._for(*drawn_for)) != before
        self.refresh(layout=layout)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """Return how many lines there are at that width."""
        return len(self._for(width, 0))

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw some lines, in a style that is worked out once for all of them."""
        self._style = self.visual_style
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        width, height = self.size
        lines = self._for(width, height)
        if y >= len(lines):
            return Strip.blank(width, self._style.rich_style)
        # Visual.to_strips, which would also wrap and align, takes ten times as long.
        strip = Strip(lines[y].render_segments(self._style), lines[y].cell_length)
        return strip.adjust_cell_length(width, self._style.rich_style)

    def _for(self, width: int, height: int) -> list[Content]:
        size = (width, 0 if self.styles.is_auto_height else height)
        if size != self._drawn_for:
            self._drawn_for = size
            self._lines = self.draw(width, height)
        return self._lines
