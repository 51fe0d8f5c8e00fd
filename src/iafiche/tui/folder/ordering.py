"""The orders in which the list can stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from iafiche.review.judging import State

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from iafiche.tui.folder.entries import Entry


class Order(NamedTuple):
    """One way to sort the lines.

    Attributes:
        name: What it is called on screen.
        column: The name of the column that it sorts by; empty for none.
        key: What lines are compared by; None for the order of the files.
    """

    name: str
    column: str
    key: Callable[[Entry], object] | None


_STATES = {State.UNREADABLE: 0, State.TO_MEND: 1, State.READY: 2, None: 3}

ORDERS = (
    Order("fichier", "", None),
    Order("état", "state", lambda entry: (_STATES[entry.state], -entry.errors, -entry.warnings)),
    Order("projet", "project", lambda entry: entry.sought),
    Order("porteur", "holder", lambda entry: (not entry.holder, entry.sought.partition("\n")[2])),
    Order("thème", "theme", lambda entry: (not entry.theme, entry.theme)),
    Order("complétude", "share", lambda entry: entry.share),
    Order("erreurs", "errors", lambda entry: (-entry.errors, -entry.warnings)),
    Order("mise à jour", "updated", lambda entry: entry.updated_day),
)
"""Every order, in the order in which one key goes through them."""


def ordered(entries: Sequence[Entry], order: Order, *, reverse: bool) -> list[Entry]:
    """Return the lines in an order; lines that compare equal stay in the order of the files."""
    if order.key is None:
        return list(reversed(entries)) if reverse else list(entries)
    # mypy cannot know that one order's keys compare with each other.
    return sorted(entries, key=order.key, reverse=reverse)  # type: ignore[arg-type]
