"""The list behind the screen: its lines, which of them are shown, marked, and in focus."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from iafiche.editing.session import subject
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.flaws import Severity
from iafiche.review.judging import State
from iafiche.review.verdict import Tally
from iafiche.tui.folder.entries import Entry, unread
from iafiche.tui.folder.filtering import Filter, counts_of, folded
from iafiche.tui.folder.ordering import ORDERS, Order, ordered

if TYPE_CHECKING:
    from collections.abc import Iterable

_RANKS = {spec.key: rank for rank, spec in enumerate(CATALOGUE.fields)}


class Listing:
    """All lines of a folder, and those on show.

    A line is known by its path: filters, orders and a folder that changes leave the focus and the
    marks where they are.

    Attributes:
        shown: The lines that the filter keeps, in order.
        cursor: The rank among them of the line in focus; 0 where none is shown.
        marked: The paths of the lines that somebody marked.
        filter: What is kept.
        order: How the lines stand.
        is_reversed: They stand the other way round.
    """

    def __init__(self) -> None:
        self.shown: list[Entry] = []
        self.cursor = 0
        self.marked: frozenset[str] = frozenset()
        self.filter = Filter()
        self.order: Order = ORDERS[0]
        self.is_reversed = False
        self._focus = ""
        self._entries: dict[str, Entry] = {}
        self._ordered: list[Entry] = []
        self._tally: Tally | None = None
        self._counted: tuple[tuple[str, str], list[tuple[str, int]]] | None = None

    def __len__(self) -> int:
        """Return how many lines there are, shown or not."""
        return len(self._entries)

    @property
    def entries(self) -> Iterable[Entry]:
        """All lines, in the order of the files."""
        return self._entries.values()

    @property
    def current(self) -> Entry | None:
        """The line in focus."""
        return self.shown[self.cursor] if self.cursor < len(self.shown) else None

    @property
    def chosen(self) -> list[Entry]:
        """What is done to many is done to: the marked lines, or all that are shown."""
        if self.marked:
            return [entry for entry in self.entries if entry.path in self.marked]
        return self.shown

    @property
    def tally(self) -> Tally:
        """How many of the lines stand where."""
        if self._tally is None:
            counts = Counter(entry.state for entry in self.entries)
            states = (State.READY, State.TO_MEND, State.UNREADABLE)
            self._tally = Tally(*(counts[state] for state in states))
        return self._tally

    def offered(self) -> list[tuple[str, int]]:
        """Return what may follow the prefix being typed, the most frequent first.

        Each with how many of the lines have it that the words before keep; nothing for a word
        without a prefix.
        """
        if self.filter.begun is None:
            return []
        prefix, begun = self.filter.begun
        before = self.filter.before
        asked = (before.typed, prefix.name)
        # The same at each key of a word.
        if self._counted is None or self._counted[0] != asked:
            kept = before.kept(self._ordered, self.marked)
            self._counted = (asked, counts_of(prefix, kept, self.marked))
        wanted = folded(begun)
        return [(value, count) for value, count in self._counted[1] if wanted in folded(value)]

    # What changes the lines

    def expect(self, paths: Iterable[str]) -> None:
        """Take the files that there are: new ones are lines to be read."""
        for path in paths:
            if path not in self._entries:
                self._entries[path] = unread(path)
        self._arrange()

    def take(self, entries: Iterable[Entry]) -> None:
        """Take lines that were read."""
        self._entries.update((entry.path, entry) for entry in entries)
        self._arrange()

    def settle(self, paths: Iterable[str]) -> None:
        """Take the files that there are, in their order, and let go of all other lines."""
        self._entries = {path: self._entries[path] for path in paths if path in self._entries}
        self.mark(self.marked & self._entries.keys())
        self._arrange()

    # What changes the show

    def narrow(self, typed: str) -> None:
        """Keep what a filter keeps: the focus goes to its first line, unless it keeps that one."""
        self.filter = Filter(typed)
        self.cursor = 0
        self._sieve()

    def next_order(self) -> None:
        """Sort by the next column."""
        self.order = ORDERS[(ORDERS.index(self.order) + 1) % len(ORDERS)]
        self.is_reversed = False
        self._arrange()

    def reverse(self) -> None:
        """Let the lines stand the other way round."""
        self.is_reversed = not self.is_reversed
        self._arrange()

    def go_to(self, rank: int) -> None:
        """Put the focus on a line that is shown, the nearest there is."""
        self.cursor = max(0, min(rank, len(self.shown) - 1))
        self._focus = "" if self.current is None else self.current.path

    def find(self, path: str) -> bool:
        """Put the focus on a file's line, now or once it is shown; tell whether it is."""
        self._focus = path
        try:
            self.cursor = self.shown.index(self._entries[path])
        except (KeyError, ValueError):
            return False
        return True

    def toggle(self) -> None:
        """Mark the line in focus, or take its mark away."""
        if self.current is not None:
            self.mark(self.marked ^ {self.current.path})

    def toggle_all(self) -> None:
        """Mark all that is shown; take their marks away where all are marked."""
        paths = {entry.path for entry in self.shown}
        self.mark(self.marked - paths if paths <= self.marked else self.marked | paths)

    def mark(self, paths: Iterable[str]) -> None:
        """Mark these lines and no others."""
        self.marked = frozenset(paths)
        self._counted = None

    # Walking

    def next_with_findings(self, path: str, step: int) -> Entry | None:
        """Return the next line after a file's, or the one before, in which a field can be mended.

        Round past the end, back to that file at last; None where there is none.
        """
        ranks = {entry.path: rank for rank, entry in enumerate(self.shown)}
        here = ranks.get(path, -1 if step > 0 else len(self.shown))
        count = len(self.shown)
        for away in range(1, count + 1):
            entry = self.shown[(here + step * away) % count]
            if leads_somewhere(entry):
                return entry
        return None

    def _arrange(self) -> None:
        self._tally = self._counted = None
        self._ordered = ordered(tuple(self._entries.values()), self.order, reverse=self.is_reversed)
        self._sieve()

    def _sieve(self) -> None:
        self.shown = self.filter.kept(self._ordered, self.marked)
        at = self.cursor
        stays = at < len(self.shown) and self.shown[at].path == self._focus
        # A line that is hidden for now has the focus again when it comes back.
        if not (stays or self.find(self._focus)):
            self.cursor = max(0, min(at, len(self.shown) - 1))


def leads_somewhere(entry: Entry) -> bool:
    """Tell whether there is something to correct at a field of a fiche that can be opened.

    Advice alone leads nowhere: it would lead through all the fiches of a year ago.
    """
    found = any(f.severity > Severity.ADVICE and subject(f) for f in entry.findings)
    return found and entry.state is not State.UNREADABLE


def fields_to_mend(entry: Entry) -> list[str]:
    """Return the keys of the fields with something to correct, in the order of the form."""
    keys = (subject(found) for found in entry.findings)
    return sorted({key for key in keys if key}, key=_RANKS.__getitem__)
