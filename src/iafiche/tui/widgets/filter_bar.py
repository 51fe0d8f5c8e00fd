"""The line in which one types a filter, over the line that says what may be typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets._static import Static

from iafiche.review.display import visible
from iafiche.tui.folder.filtering import PREFIXES
from iafiche.tui.widgets.lines import Lines
from iafiche.tui.widgets.visible_input import VisibleInput
from iafiche.tui.wording import MUTED

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.widgets._input import Input

    from iafiche.review.marks import Marks
    from iafiche.tui.folder.listing import Listing

_LABEL = "Filtrer : "


class FilterBar(Vertical):
    """Hands on what is typed at each key; Entrée and Échap leave it, Échap without a filter."""

    class Left(Message):
        """A person is done with the filter."""

        def __init__(self, *, is_dropped: bool) -> None:
            super().__init__()
            self.is_dropped = is_dropped

    DEFAULT_CSS = """
    FilterBar {
        height: 2;
        padding: 0 1;
    }

    FilterBar Horizontal {
        height: 1;
    }

    FilterBar Static {
        width: auto;
        text-style: bold;
    }

    FilterBar VisibleInput {
        width: 1fr;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave(True)", "Effacer le filtre", show=False),
        Binding("down,up,tab,shift+tab", "leave(False)", "Aller à la liste", show=False),
    ]

    def __init__(self, listing: Listing, marks: Marks, on_typed: Callable[[str], None]) -> None:
        """Be the line of a list's filter; `on_typed` is called with each other filter typed."""
        super().__init__()
        self._listing = listing
        self._on_typed = on_typed
        self._input = VisibleInput(listing.filter.typed, select_on_focus=False)
        self._hint = FilterHint(listing, marks)

    def compose(self) -> ComposeResult:
        """Yield the line and its explanation."""
        with Horizontal():
            yield Static(_LABEL)
            yield self._input
        yield self._hint

    def take_focus(self) -> None:
        """Let a person type."""
        self._input.focus()

    def refresh_hint(self) -> None:
        """Say how many lines the filter keeps."""
        self._hint.redraw(layout=False)

    def on_mount(self) -> None:
        """Follow what is typed at once: a message would have the list drawn a frame later."""
        self.watch(self._input, "value", self._typed, init=False)

    def _typed(self, value: str) -> None:
        if value != self._listing.filter.typed:
            self._on_typed(value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to the list."""
        event.stop()
        self.action_leave(False)

    def action_leave(self, is_dropped: bool) -> None:
        """Go to the list, with the filter or without."""
        self.post_message(self.Left(is_dropped=is_dropped))


class FilterHint(Lines):
    """What the filter keeps, and what may be typed next."""

    DEFAULT_CSS = """
    FilterHint {
        height: 1;
    }
    """

    def __init__(self, listing: Listing, marks: Marks) -> None:
        super().__init__("filter-hint")
        self._listing = listing
        self._marks = marks

    def draw(self, width: int, height: int) -> list[Content]:  # noqa: ARG002
        """Return the line: counts, then what fits of the explanation."""
        listing = self._listing
        counts = f"{len(listing.shown)} sur {len(listing)}"
        begun = listing.filter.begun
        if begun is None:
            parts = [f"{prefix.name}:{prefix.means.split(',')[0]}" for prefix in PREFIXES]
            if width < 80:
                parts = [f"{prefix.name}:" for prefix in PREFIXES]
        else:
            # As many as could fit: names have four letters at least, with their counts.
            found = listing.offered()[: width // 4]
            parts = [f"{visible(value)} ({count})" for value, count in found]
            parts = parts or [f"{begun[0].name}: {begun[0].means}"]
        gap = f" {self._marks.separator} " if begun else "  "
        line = Content.assemble((counts, "bold"), "   ", (gap.join(parts), MUTED))
        return [line.truncate(width, ellipsis=True)]
