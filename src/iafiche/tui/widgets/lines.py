"""Widgets that draw their own lines."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, NamedTuple

from rich.segment import Segment
from textual.content import Content
from textual.strip import Strip
from textual.widget import Widget

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.events import Click
    from textual.geometry import Region, Size

_BLANK = Content("")


class Place(NamedTuple):
    """Cells that a click has an effect in: of one line, from `start` to before `end`."""

    line: int
    start: int
    end: int
    clicked: Callable[[], object]


class Lines(Widget):
    """Draws lines that are worked out once for each width, and only those on screen.

    One such widget costs the first frame a tenth of what as many widgets as it has lines would.
    A line that `draw` returns again, the very same object, is not painted again. The lines' styles
    are names that the application's theme resolves.
    """

    def __init__(self, widget_id: str) -> None:
        super().__init__(id=widget_id)
        self._lines: list[Content] = []
        self._drawn_for: tuple[int, int] | None = None
        self._look: object = None
        self._strips: dict[int, tuple[Content, Strip]] = {}
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
        padding, outer, inner = self.styles.padding, self.outer_size, self.size
        lines = self._for(*inner)
        rows = [
            lines[y] if 0 <= y < min(len(lines), inner.height) else _BLANK
            for y in range(crop.y - padding.top, crop.bottom - padding.top)
        ]
        strips = self._strips_of(rows, outer.width)
        if crop.column_span != (0, outer.width):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips

    def _strips_of(self, rows: list[Content], width: int) -> list[Strip]:
        """Return rows as the terminal takes them, those that it had before as they were.

        Textual draws all that lies between two places that change, the unchanged included.
        """
        style, left = self.visual_style, self.styles.padding.left
        look = (style, left, width, self.app.theme, *self.get_line_filters())
        if look != self._look:
            self._look, self._strips = look, {}
        known = self._strips
        fresh = list({id(row): row for row in rows if id(row) not in known}.values())
        before = [Segment(" " * left, style.rich_style)] if left else []
        # Visual.to_strips, which would also wrap and align, takes ten times as long.
        strips = [
            Strip([*before, *row.render_segments(style)]).adjust_cell_length(
                width, style.rich_style
            )
            for row in fresh
        ]
        for row, strip in zip(fresh, filtered(self, strips), strict=True):
            known[id(row)] = (row, strip)
        return [known[id(row)][1] for row in rows]

    def _for(self, width: int, height: int) -> list[Content]:
        size = (width, 0 if self.styles.is_auto_height else height)
        if size != self._drawn_for:
            self._drawn_for = size
            self._lines = self.draw(width, height)
            known = self._strips
            self._strips = {id(row): known[id(row)] for row in self._lines if id(row) in known}
        return self._lines


def filtered(widget: Widget, strips: list[Strip]) -> list[Strip]:
    """Return a widget's lines in the colours that the terminal has (none, for `NO_COLOR`)."""
    background = widget.background_colors[1]
    for line_filter in widget.get_line_filters():
        strips = [strip.apply_filter(line_filter, background) for strip in strips]
    return strips
