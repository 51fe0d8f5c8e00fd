"""The review of a folder at a glance: a count, a line a fiche, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from iafiche.model.catalogue import CATALOGUE
from iafiche.model.field import Role
from iafiche.model.flaws import Severity
from iafiche.review.display import cells, pad, visible, wrap
from iafiche.review.verdict import State, Tally, Verdict
from iafiche.review.wording import NBSP, states_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from iafiche.review.marks import Marks

_GAP = "  "
_MARGIN = 3
"""Cells for the mark, with a space on either side."""

_NARROWEST = 8
"""Below this many cells a column of text would be one word a line."""


@dataclass(frozen=True, slots=True)
class Row:
    """What the overview keeps of one fiche: short texts, fit to be shown.

    Attributes:
        state: Where it stands.
        project: Its project, or the file's name where there is none to be read.
        holder: Who carries it.
        share: How much of it is filled.
        errors: How many errors it has.
        warnings: How many warnings it has.
        updated: Its update date.
        reason: Why it could not be read; all the other texts but `project` are then empty.
    """

    state: State
    project: str
    holder: str = ""
    share: str = ""
    errors: str = ""
    warnings: str = ""
    updated: str = ""
    reason: str = ""


def row_of(verdict: Verdict) -> Row:
    """Return the row of one verdict; an unreadable file shows its name and why."""
    if verdict.state is State.UNREADABLE:
        first = verdict.in_file_order()[0]
        why = f"{verdict.state.value}, ligne{NBSP}{first.line}{NBSP}: {visible(first.message)}"
        return Row(verdict.state, visible(verdict.path.name), reason=why)
    return Row(
        state=verdict.state,
        project=visible(verdict.title or verdict.path.name),
        holder=visible(verdict.holder) or "—",
        share=f"{int(verdict.completeness.share * 100)}{NBSP}%",
        errors=str(verdict.count(Severity.ERROR)),
        warnings=str(verdict.count(Severity.WARNING)),
        updated=visible(verdict.text(Role.UPDATED)) or "—",
    )


def overview_lines(rows: Iterable[Row], tally: Tally, marks: Marks, width: int) -> Iterator[str]:
    """Yield the overview: the counts, then a line a fiche under its headings.

    No line is wider than `width` cells, down to about 50, and nothing is cut: a long name goes on
    under itself.
    """
    yield states_of(tally, marks.separator)
    yield ""
    headings = Row(
        State.READY,
        CATALOGUE.of_role(Role.PROJECT).short_label,
        CATALOGUE.of_role(Role.HOLDER).short_label,
        "Complet",
        marks.error,
        marks.warning,
        CATALOGUE.of_role(Role.UPDATED).short_label,
    )
    kept = list(rows)
    columns = _columns([headings, *kept], width)
    yield from _lines(headings, " ", columns)
    for row in kept:
        mark = marks.complete if row.state is State.READY else marks.error
        yield from _lines(row, mark, columns)


@dataclass(frozen=True, slots=True)
class _Columns:
    """The widths of the columns, in cells; `whole` is the line's."""

    whole: int
    project: int
    holder: int
    share: int
    errors: int
    warnings: int
    updated: int

    @property
    def beside_project(self) -> int:
        """What is left of the line beside the project's name."""
        return max(self.whole - _MARGIN - self.project - len(_GAP), _NARROWEST)


def _columns(rows: list[Row], whole: int) -> _Columns:
    share = max(cells(row.share) for row in rows)
    errors = max(cells(row.errors) for row in rows)
    warnings = max(cells(row.warnings) for row in rows)
    # The headings come first: theirs is the width of a right date.
    updated = cells(rows[0].updated)
    project, holder = _share_out(
        whole - _MARGIN - share - errors - warnings - updated - 5 * len(_GAP),
        max(cells(row.project) for row in rows),
        max(cells(row.holder) for row in rows),
    )
    return _Columns(whole, project, holder, share, errors, warnings, updated)


def _share_out(available: int, project: int, holder: int) -> tuple[int, int]:
    """Return the widths of the two columns of text, narrowed where their content is too wide."""
    if project + holder <= available:
        return project, holder
    half = max(available // 2, _NARROWEST)
    if holder <= half:
        return max(available - holder, _NARROWEST), holder
    if project <= half:
        return project, max(available - project, _NARROWEST)
    return max(available - half, _NARROWEST), half


def _lines(row: Row, mark: str, columns: _Columns) -> Iterator[str]:
    names = wrap(row.project, columns.project)
    if row.reason:
        # The reason takes the place of all that could not be read.
        beside, ends = wrap(row.reason, columns.beside_project), []
    else:
        beside, ends = wrap(row.holder, columns.holder), _ends(row, columns)
    for rank, (name, other, end) in enumerate(zip_longest(names, beside, ends, fillvalue="")):
        start = pad(f" {mark}" if rank == 0 else "", _MARGIN)
        line = _GAP.join((pad(name, columns.project), pad(other, columns.holder), end))
        yield f"{start}{line}".rstrip()


def _ends(row: Row, columns: _Columns) -> list[str]:
    counts = _GAP.join(
        (
            row.share.rjust(columns.share),
            row.errors.rjust(columns.errors),
            row.warnings.rjust(columns.warnings),
        )
    )
    first, *others = wrap(row.updated, columns.updated)
    below = " " * cells(counts)
    return [f"{counts}{_GAP}{first}", *(f"{below}{_GAP}{date}" for date in others)]
