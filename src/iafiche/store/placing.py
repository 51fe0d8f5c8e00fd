"""Where new keys and new sections go in a file that somebody else laid out.

The model's order decides: a new key stands after the nearest key before it in the model that the
file has, else right under the title of its section.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from iafiche.model.catalogue import CATALOGUE

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from iafiche.model.values import PathOfKeys
    from iafiche.store.positions import Entry, Layout

_RANKS = {spec.path: rank for rank, spec in enumerate(CATALOGUE.fields)}
_AFTER_ALL = len(_RANKS)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a new key goes.

    Attributes:
        offset: At the start of a line, or at the end of the text.
        header: The table in whose lines it will stand: its key is written relative to it.
        indent: What its neighbours have before their keys.
    """

    offset: int
    header: PathOfKeys
    indent: str = ""


class Placing:
    """Finds places in one layout, next to what will not be removed from it."""

    def __init__(self, layout: Layout, removed: AbstractSet[Entry]) -> None:
        self._text = layout.text
        self._layout = layout
        self._entries = [entry for entry in layout.entries if entry not in removed]
        self._removed = removed

    def of_key(self, path: PathOfKeys) -> Place | None:
        """Return the place of a new key of a section; None where it must be opened first."""
        section = path[0]
        neighbours = [
            entry
            for entry in self._of_section(section)
            if not entry.is_header and entry.header in ((), (section,))
        ]
        if before := _predecessor(path, neighbours):
            return Place(before.lines.end, before.header, self._indent(before))
        for entry in self._of_section(section):
            if entry.is_header and entry.path == (section,):
                indent = next((self._indent(e) for e in neighbours if e.header == (section,)), "")
                return Place(self._below_title(entry), entry.path, indent)
        if neighbours:
            return Place(self._above(neighbours[0]), (), self._indent(neighbours[0]))
        return None

    def of_root_key(self) -> Place:
        """Return the place of a new key above all sections."""
        root = [entry for entry in self._entries if not entry.header]
        if root:
            return Place(root[-1].lines.end, ())
        return Place(self._above_next_title(0), ())

    def of_section(self, section: str) -> int:
        """Return where the title of a section that has none yet goes."""
        started = self._of_section(section)
        if started:
            return self._above(started[0])
        order = [known.key for known in CATALOGUE.sections]
        if section not in order:
            return len(self._text)
        rank = order.index(section)
        for before in reversed(order[:rank]):
            if entries := self._of_section(before):
                return self._above_next_title(entries[-1].lines.end)
        for after in order[rank + 1 :]:
            if titles := [entry for entry in self._of_section(after) if entry.is_header]:
                return self._above(titles[0])
        return self._above_next_title(0)

    def _of_section(self, section: str) -> list[Entry]:
        return [entry for entry in self._layout.at((section,)) if entry not in self._removed]

    def _indent(self, entry: Entry) -> str:
        return self._text[entry.lines.start : entry.key.start]

    def _above_next_title(self, offset: int) -> int:
        for entry in self._entries:
            if entry.is_header and entry.lines.start >= offset:
                return self._above(entry)
        return len(self._text)

    def _above(self, entry: Entry) -> int:
        """Return the start of the comment lines that touch `entry` from above, or its own.

        A comment that opens the file is about the file.
        """
        start = entry.lines.start
        floor = max((e.lines.end for e in self._layout.entries if e.lines.end <= start), default=0)
        top = start
        while top > floor:
            line = self._text.rfind("\n", 0, top - 1) + 1
            if line < floor or not self._text[line:top].lstrip(" \t").startswith("#"):
                return top
            top = line
        return top if floor else start

    def _below_title(self, title: Entry) -> int:
        """Return the line under a title, and under the comment that a blank line ends there."""
        end = title.lines.end
        while self._text[end:].lstrip(" \t").startswith("#"):
            line_break = self._text.find("\n", end)
            end = len(self._text) if line_break < 0 else line_break + 1
        rest = self._text[end:]
        is_about_section = not rest.strip() or rest.lstrip(" \t\r").startswith("\n")
        return end if is_about_section else title.lines.end


def _predecessor(path: PathOfKeys, neighbours: list[Entry]) -> Entry | None:
    rank = rank_of(path)
    if rank == _AFTER_ALL:
        return neighbours[-1] if neighbours else None
    before = [entry for entry in neighbours if rank_of(entry.path[:2]) < rank]
    return max(reversed(before), key=lambda entry: rank_of(entry.path[:2]), default=None)


def rank_of(path: PathOfKeys) -> int:
    """Return where a field stands in the model, counted from 0; the unknown come last."""
    return _RANKS.get(path, _AFTER_ALL)
