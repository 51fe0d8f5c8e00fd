"""How a line of the list is laid out and drawn, for the width there is."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from itertools import accumulate, groupby
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content

from iafiche.model.catalogue import CATALOGUE
from iafiche.model.field import Role
from iafiche.review.display import cells, pad
from iafiche.review.judging import State
from iafiche.review.wording import NBSP
from iafiche.tui.wording import MUTED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from iafiche.review.marks import Marks
    from iafiche.tui.folder.entries import Entry
    from iafiche.tui.folder.ordering import Order

MARKED_SIGN = "*"
_WIDE, _USUAL, _LEAST = 100, 72, 44
_GAP = "  "
_BAR = 6
_COUNT, _DATE = 3, 11


class Column(NamedTuple):
    """One column.

    Attributes:
        key: As orders name it.
        heading: What stands above it.
        width: Its cells on the line.
        before: The cells that part it from the column before.
        to_the_right: It holds numbers.
    """

    key: str
    heading: str
    width: int
    before: int = 2
    to_the_right: bool = False


class Layout(NamedTuple):
    """The columns that fit.

    Attributes:
        width: Of a whole line.
        lead: Cells before the first column: the cursor, the mark, where the fiche stands.
        columns: From left to right.
        has_bar: Completeness is drawn as a bar, too.
    """

    width: int
    lead: int
    columns: tuple[Column, ...]
    has_bar: bool


@lru_cache(maxsize=8)
def layout_for(width: int, marks: Marks) -> Layout:
    """Return the columns for lines of that width."""
    wide = width >= _WIDE
    lead = 6 if wide else 4
    fixed = [
        Column("share", "Complétude", _BAR + 6)
        if wide
        else Column("share", "%", 5, to_the_right=True)
    ]
    fixed.append(Column("errors", marks.error, _COUNT, 1, to_the_right=True))
    fixed.append(Column("warnings", marks.warning, _COUNT, 1, to_the_right=True))
    if width >= _USUAL:
        fixed.append(Column("updated", _short(Role.UPDATED), _DATE))
    names = {Role.PROJECT: ("project", 42)}
    if width >= _LEAST:
        names[Role.HOLDER] = ("holder", 28)
    if wide:
        names[Role.THEME] = ("theme", 30)
    taken = sum(column.before + column.width for column in fixed) + 2 * (len(names) - 1)
    room = max(len(names), width - lead - taken)
    parts = sum(part for _, part in names.values())
    widths = [room * part // parts for _, part in names.values()]
    widths[0] += room - sum(widths)
    named = [
        Column(key, _short(role), max(1, cell), 0 if key == "project" else 2)
        for (role, (key, _)), cell in zip(names.items(), widths, strict=True)
    ]
    return Layout(width, lead, (*named, *fixed), wide)


def heading(layout: Layout, order: Order, marks: Marks, *, is_reversed: bool) -> Content:
    """Return the headings, the one that the list is sorted by with a sign."""
    sign = marks.falls if is_reversed else marks.rises
    parts: list[Content | str | tuple[str, str]] = []
    lead = "État" if layout.lead > len("État") else ""
    if order.column == "state":
        lead = f"{lead}{sign}"
    parts.append((pad(f" {lead}", layout.lead), "bold"))
    for column in layout.columns:
        text = column.heading
        sorted_by = order.column == column.key
        if sorted_by:
            text = f"{cut(text, column.width - 1, marks)}{sign}"
        text = _placed(cut(text, column.width, marks), column)
        parts.append(" " * column.before)
        parts.append((text, "bold underline" if sorted_by else "bold"))
    return Content.assemble(*parts).truncate(layout.width)


def line(
    entry: Entry, layout: Layout, marks: Marks, *, is_marked: bool, is_current: bool
) -> Content:
    """Return one line of the list."""
    sign, style = _sign(entry, marks)
    here = marks.here if is_current else " "
    marked = MARKED_SIGN if is_marked else " "
    space = " " if layout.lead > 4 else ""
    parts = [(f"{here}{marked}{space}", ""), (sign, style)]
    parts.append((" " * (layout.lead - 3 - len(space)), ""))
    if entry.state is None or entry.state is State.UNREADABLE:
        parts += _name_and_why(entry, layout.width - layout.lead, marks)
    else:
        for column in layout.columns:
            gap = " " * column.before
            (first, style), *others = _cell(entry, column, layout, marks)
            parts += [(gap + first, style), *others]
    if is_current:
        # Colours turned round would be a row of patches: the signs say the same.
        plain = "".join(text for text, _ in parts)
        return Content.styled(pad(plain, layout.width), "bold reverse")
    return Content.assemble(*_joined(parts))


_Part = tuple[str, str]
"""A text and its style."""


def _joined(parts: list[_Part]) -> Iterator[_Part]:
    """Yield the parts, those of one style that follow each other as one: each costs its drawing."""
    for style, alike in groupby(parts, key=itemgetter(1)):
        yield "".join(text for text, _ in alike), style


def _name_and_why(entry: Entry, room: int, marks: Marks) -> Iterator[_Part]:
    name = cut(entry.project, room, marks)
    yield name, MUTED if entry.state is None else ""
    left = room - cells(name) - len(_GAP)
    if entry.first is not None and left > 1:
        yield f"{_GAP}{cut(_why(entry), left, marks)}", MUTED


def cut(text: str, width: int, marks: Marks) -> str:
    """Return a text in at most `width` cells, with a sign where something is left out."""
    if cells(text) <= width:
        return text
    if width <= 0:
        return ""
    kept = text[: width - 1]
    if cells(kept) != len(kept):
        # Some characters take two cells, or none.
        taken = list(accumulate(map(cells, text[: 4 * width])))
        kept = text[: bisect_left(taken, width)]
    return kept + marks.ellipsis


def _filling(text: str, column: Column, marks: Marks) -> str:
    return pad(cut(text, column.width, marks), column.width)


def _cell(entry: Entry, column: Column, layout: Layout, marks: Marks) -> list[_Part]:
    match column.key:
        case "project":
            return [(_filling(entry.project, column, marks), "")]
        case "holder":
            return [(_filling(entry.holder or "—", column, marks), MUTED)]
        case "theme":
            return [(_filling(entry.theme or "—", column, marks), MUTED)]
        case "share":
            percent = f"{entry.share:>3}{NBSP}%"
            if not layout.has_bar:
                return [(percent, "")]
            full = entry.share * _BAR // 100
            bar = marks.full * full + marks.empty * (_BAR - full)
            return [(bar, "$success" if entry.share == 100 else "$primary"), (f" {percent}", "")]
        case "errors":
            return [(f"{entry.errors:>{_COUNT}}", "$text-error" if entry.errors else MUTED)]
        case "warnings":
            return [(f"{entry.warnings:>{_COUNT}}", "$text-warning" if entry.warnings else MUTED)]
        case _:
            return [(cut(entry.updated or "—", column.width, marks), MUTED)]


def _sign(entry: Entry, marks: Marks) -> tuple[str, str]:
    if entry.state is None:
        return marks.ellipsis, MUTED
    if entry.state is State.READY:
        return marks.complete, "$text-success"
    return marks.error, "$text-error"


def _why(entry: Entry) -> str:
    found = entry.first
    assert found is not None
    place = f", ligne {found.line}" if found.line > 1 else ""
    return f"{State.UNREADABLE.value}{place}{NBSP}: {found.message}"


def _placed(text: str, column: Column) -> str:
    if column.to_the_right:
        return " " * (column.width - cells(text)) + text
    return pad(text, column.width)


def _short(role: Role) -> str:
    return CATALOGUE.of_role(role).short_label
