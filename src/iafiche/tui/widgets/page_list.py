"""Where one is, and what is left: the pages of the form with their marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.message import Message

from iafiche.model.catalogue import CATALOGUE, Page
from iafiche.tui.widgets.lines import Lines, Place

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from iafiche.check.completeness import Completeness
    from iafiche.editing.session import PageState
    from iafiche.review.marks import Marks

_BAR_WIDTH = 16
_ONE_LINE = 2
"""The height up to which the pages stand beside each other."""


class PageChosen(Message):
    """A person clicked on a page.

    Attributes:
        rank: Which, from 0.
    """

    def __init__(self, rank: int) -> None:
        super().__init__()
        self.rank = rank


class PageList(Lines):
    """The pages one under the other with counts and progress, or on one line where it is narrow."""

    def __init__(self, marks: Marks) -> None:
        super().__init__("pages")
        self._marks = marks
        self._states: Sequence[PageState] = ()
        self._current = 0
        self._completeness: Completeness | None = None

    def show(self, states: Sequence[PageState], current: int, completeness: Completeness) -> None:
        """Show what changed, if anything did."""
        shown = (self._states, self._current, self._completeness)
        if shown != (states, current, completeness):
            self._states, self._current, self._completeness = states, current, completeness
            self.redraw(layout=False)

    def draw(self, width: int, height: int) -> list[Content]:
        """Return the lines for the room there is."""
        if not self._states:
            return []
        if height > _ONE_LINE:
            self.places = [
                Place(rank, 0, width, self._choosing(rank)) for rank in range(len(self._states))
            ]
            return [*self._list(), Content(""), *self._progress()]
        return [self._tabs(width)]

    def _choosing(self, rank: int) -> Callable[[], object]:
        return lambda: self.post_message(PageChosen(rank))

    def _list(self) -> list[Content]:
        lines = []
        marks = self._marks
        for rank, (page, state) in enumerate(zip(CATALOGUE.pages, self._states, strict=True)):
            here = rank == self._current
            label = f"{marks.here if here else ' '}{rank + 1} {page.section.label}"
            count = f"{state.filled}/{state.total}"
            text = f"{label:<15} {count:>5}"
            line = Content.styled(text, "bold reverse" if here else "")
            lines.append(Content.assemble(line, " ", self._mark(state)))
        return lines

    def _progress(self) -> list[Content]:
        done = self._completeness
        assert done is not None
        return [
            *self._bar("Requis", done.required_filled, done.required),
            *self._bar("Ensemble", done.filled, done.total),
        ]

    def _bar(self, label: str, part: int, whole: int) -> list[Content]:
        share = part / whole
        full = int(share * _BAR_WIDTH)
        bar = self._marks.full * full + self._marks.empty * (_BAR_WIDTH - full)
        style = "$success" if part == whole else "$primary"
        return [
            Content(f" {label:<11}{part}/{whole}"),
            Content.assemble(" ", (bar, style), f"{int(share * 100):>4} %"),
        ]

    def _mark(self, state: PageState) -> Content:
        marks = self._marks
        if state.errors:
            return Content.styled(f"{marks.error}{state.errors}", "$text-error")
        if state.warnings:
            return Content.styled(f"{marks.warning}{state.warnings}", "$text-warning")
        return Content.styled(marks.complete, "$text-success") if state.complete else Content("")

    def _tabs(self, width: int) -> Content:
        """Return one line: whole labels, or only the current one's where they do not fit."""
        for labels in (range(len(self._states)), (self._current,)):
            tabs = [self._tab(rank, rank in labels) for rank in range(len(self._states))]
            line = Content(" ").join(tabs)
            if line.cell_length <= width:
                break
        self.places, start = [], 0
        for rank, tab in enumerate(tabs):
            end = start + tab.cell_length
            self.places.append(Place(0, start, end, self._choosing(rank)))
            start = end + 1
        return line

    def _tab(self, rank: int, labelled: bool) -> Content:
        page: Page = CATALOGUE.pages[rank]
        state = self._states[rank]
        here = rank == self._current
        name = f"{rank + 1} {page.section.label}" if labelled else f"{rank + 1}"
        text = f"{self._marks.here}{name} {state.filled}/{state.total}" if here else f" {name}"
        mark = self._mark(state)
        style = "bold reverse" if here else ""
        return Content.assemble((text, style), f"{' ' if mark.plain else ''}", mark)
