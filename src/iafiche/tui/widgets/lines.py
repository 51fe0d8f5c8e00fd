"""Widgets that draw their own lines."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, NamedTuple

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.content import Content
    from textual.events import Click
    from textual.geometry import Region, Size


class Place(NamedTuple):
    """Cells that a click has an effect in: of one line, from `start` to before `end`."""

    line: int
    start: int
    end: int
    clicked: Callable[[], object]


class Lines(Widget):
    """Draws lines that are worked out once for each width, and only those on screen.

    One such widget costs the first frame a tenth of what as many widgets as it has lines would.
    The lines' styles are names that the application's theme resolves.
    """

    def __init__(self, widget_id: str) -> None:
        super().__init__(id=widget_id)
        self._lines: list[Content] = []
        self._drawn_for: tuple[int, int] | None = None
        self.places: list[Place] = []

    @abstractmethod
    def draw(self, width: int, height: int) -> list[Content]:
        """Return the lines, each at most `width` cells wide.

        `height` is the room there is, which a widget that grows with its lines may pass over.
        Where clicks have an effect, `places` says so afterwards.
        """

    def on_click(self, event: Click) -> None:
        """Do what was clicked on, as its key would."""
        at = event.get_content_offset(self)
        if at is None:
            return
        for place in self.places:
            if at.y == place.line and place.start <= at.x < place.end:
                event.stop()
                place.clicked()

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
        """Draw some lines, padded and filtered.

        Widget's own would look for a border, an outline, a tint and an opacity at every line, which
        no such widget has, and take five times as long.
        """
        style, padding = self.visual_style, self.styles.padding
        outer, inner = self.outer_size, self.size
        lines = self._for(*inner)
        blank = Strip.blank(outer.width, style.rich_style)
        before = [Segment(" " * padding.left, style.rich_style)] if padding.left else []
        strips = []
        for y in range(crop.y - padding.top, crop.bottom - padding.top):
            strip = blank
            if 0 <= y < min(len(lines), inner.height):
                # Visual.to_strips, which would also wrap and align, takes ten times as long.
                strip = Strip([*before, *lines[y].render_segments(style)])
                strip = strip.adjust_cell_length(outer.width, style.rich_style)
            strips.append(strip)
        strips = filtered(self, strips)
        if crop.column_span != (0, outer.width):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips

    def _for(self, width: int, height: int) -> list[Content]:
        size = (width, 0 if self.styles.is_auto_height else height)
        if size != self._drawn_for:
            self._drawn_for = size
            self._lines = self.draw(width, height)
        return self._lines


def filtered(widget: Widget, strips: list[Strip]) -> list[Strip]:
    """Return a widget's lines in the colours that the terminal has (none, for `NO_COLOR`)."""
    background = widget.background_colors[1]
    for line_filter in widget.get_line_filters():
        strips = [strip.apply_filter(line_filter, background) for strip in strips]
    return strips
