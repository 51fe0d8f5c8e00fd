"""The list of a folder's fiches: ten thousand lines, of which those on screen are drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from iafiche.review.display import wrap
from iafiche.tui.folder.columns import heading, layout_for, line
from iafiche.tui.widgets.lines import Lines
from iafiche.tui.wording import MUTED

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.events import Click, MouseScrollDown, MouseScrollUp

    from iafiche.review.marks import Marks
    from iafiche.tui.folder.columns import Layout
    from iafiche.tui.folder.entries import Entry
    from iafiche.tui.folder.listing import Listing

_HEADING = 1
_WHEEL = 3

_Row = tuple[int, bool, bool, str]
"""What a drawn line depends on: which entry, marked, in focus, its piece of the scroll bar."""


class FicheList(Lines, can_focus=True):
    """Headings, the lines that fit, and a bar that says where in the list they are.

    Textual's own lists hold a cell for each line, and take seconds to take ten thousand.

    Attributes:
        nothing: What stands there where no line does.
    """

    class Opened(Message):
        """A line was clicked that had the focus already."""

    DEFAULT_CSS = """
    FicheList {
        height: 1fr;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "Fiche précédente", show=False),
        Binding("down", "move(1)", "Fiche suivante", show=False),
        Binding("pageup", "page(-1)", "Écran précédent", show=False),
        Binding("pagedown", "page(1)", "Écran suivant", show=False),
        Binding("home", "end(-1)", "Première fiche", show=False),
        Binding("end", "end(1)", "Dernière fiche", show=False),
    ]

    def __init__(self, listing: Listing, marks: Marks, on_moved: Callable[[], None]) -> None:
        """Show a list.

        Args:
            listing: What it shows.
            marks: Those that can be drawn.
            on_moved: Called when another line has the focus. A message would have what is said of
                the line drawn a frame later.
        """
        super().__init__("fiches")
        self.nothing = ""
        self._listing = listing
        self._marks = marks
        self._on_moved = on_moved
        self._top = 0
        self._on_screen: tuple[object, ...] = ()
        self._rows: list[Entry] = []
        self._drawn: dict[_Row, tuple[Entry, Content]] = {}
        self._drawn_in: Layout | None = None

    @property
    def room(self) -> int:
        """How many lines fit under the headings."""
        return max(1, self.size.height - _HEADING)

    def show(self) -> None:
        """Draw what the list holds now, the line in focus among it."""
        self._follow()
        listing = self._listing
        rows = listing.shown[self._top : self._top + self.room]
        on_screen = (
            self._top,
            listing.cursor,
            len(listing.shown),
            (listing.order, listing.is_reversed, self.nothing),
            [entry.path for entry in rows if entry.path in listing.marked],
            list(map(id, rows)),
        )
        # Drawing is what a key of the filter takes longest for, and many change no line in sight.
        if on_screen != self._on_screen:
            self._on_screen, self._rows = on_screen, rows
            self.redraw(layout=False)

    def draw(self, width: int, height: int) -> list[Content]:
        """Return the headings and the lines from the first one on screen."""
        listing, marks = self._listing, self._marks
        self._follow()
        room = max(0, height - _HEADING)
        bar = _bar(self._top, room, len(listing.shown), marks)
        layout = layout_for(width - bool(bar) * 2, marks)
        lines = [heading(layout, listing.order, marks, is_reversed=listing.is_reversed)]
        if not listing.shown:
            said = wrap(self.nothing, max(1, width - 2))
            return [*lines, Content(""), *(Content(f" {each}") for each in said)]
        if layout != self._drawn_in:
            self._drawn, self._drawn_in = {}, layout
        shown = listing.shown[self._top : self._top + room]
        drawn: dict[_Row, tuple[Entry, Content]] = {}
        for at, entry in enumerate(shown):
            is_marked, is_current = entry.path in listing.marked, self._top + at == listing.cursor
            row = (id(entry), is_marked, is_current, bar[at : at + 1])
            # A line that is the same as before costs nothing.
            drawn[row] = self._drawn.get(row) or (entry, self._row(row, entry, layout))
            lines.append(drawn[row][1])
        self._drawn = drawn
        return lines

    def _row(self, row: _Row, entry: Entry, layout: Layout) -> Content:
        _, is_marked, is_current, bar = row
        drawn = line(entry, layout, self._marks, is_marked=is_marked, is_current=is_current)
        if not bar:
            return drawn
        gap = layout.width + 1 - drawn.cell_length
        return Content.assemble(drawn, " " * gap, (bar, MUTED))

    def action_move(self, step: int) -> None:
        """Go on by lines."""
        self._go_to(self._listing.cursor + step)

    def action_page(self, step: int) -> None:
        """Go on by screens."""
        self._go_to(self._listing.cursor + step * max(1, self.room - 1))

    def action_end(self, step: int) -> None:
        """Go to one end."""
        self._go_to(0 if step < 0 else len(self._listing.shown) - 1)

    def on_click(self, event: Click) -> None:
        """Put the focus on the line that was clicked; open it where it had it."""
        rank = self._top + event.y - _HEADING
        if not (event.y >= _HEADING and rank < len(self._listing.shown)):
            return
        event.stop()
        if rank == self._listing.cursor:
            self.post_message(self.Opened())
        else:
            self._go_to(rank)

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        """Go back."""
        event.stop()
        self.action_move(-_WHEEL)

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        """Go on."""
        event.stop()
        self.action_move(_WHEEL)

    def _go_to(self, rank: int) -> None:
        self._listing.go_to(rank)
        self.show()
        self._on_moved()

    def _follow(self) -> None:
        """Scroll as little as brings the line in focus on screen."""
        cursor, count = self._listing.cursor, len(self._listing.shown)
        self._top = min(self._top, cursor, max(0, count - self.room))
        self._top = max(self._top, cursor - self.room + 1, 0)


def _bar(top: int, room: int, count: int, marks: Marks) -> str:
    """Return the signs of a scroll bar from top to bottom; nothing where all lines fit."""
    if count <= room or room < 1:
        return ""
    size = max(1, room * room // count)
    start = round(top / (count - room) * (room - size))
    return "".join(marks.full if start <= at < start + size else marks.empty for at in range(room))
