"""The lines of a list to choose from: which of them a filter finds, and how each is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content

from iafiche.model.text import squash
from iafiche.review.display import cells, pad, typeset, visible
from iafiche.tui.wording import MUTED, hanging

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_WIDEST_LABEL = 40
"""Cells up to which a label makes room for itself, for the meanings to stand in line."""

_LEAST_MEANING = 40
"""Cells that a meaning has beside its label at least; with fewer, it goes on under the label."""

_GAP = "  "


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the list.

    Attributes:
        value: What is handed back.
        label: What is read.
        meaning: What it stands for, beside the label.
        group: The heading it stands under; items of a group follow each other.
    """

    value: str
    label: str
    meaning: str = ""
    group: str = ""


def label_width(items: Iterable[Item]) -> int:
    """Return how many cells the labels take, so that the meanings stand in line."""
    widths = (cells(visible(item.label)) for item in items)
    return max((width for width in widths if width <= _WIDEST_LABEL), default=0)


def found(items: Sequence[Item], typed: str) -> list[Item]:
    """Return the items that a filter finds, the nearest first; without a filter, all of them."""
    wanted = squash(typed)
    matching = [
        item for item in items if wanted in squash(item.label) or wanted in squash(item.meaning)
    ]
    return sorted(matching, key=lambda item: _distance(item, wanted)) if wanted else matching


def _distance(item: Item, wanted: str) -> int:
    """Rank what matches: in full, then by its name, then by its meaning alone."""
    label = squash(item.label)
    if wanted in (label, squash(item.meaning)):
        return 0
    return 1 if wanted in label else 2


def drawn(item: Item, check: str, labels: int, width: int) -> Content:
    """Return an item, no line of it wider than `width` cells.

    What does not fit goes on under the text it belongs to, and not under the check.

    Args:
        item: The item.
        check: What says whether it is chosen.
        labels: The cells that labels take where meanings stand in line.
        width: The cells of a line.
    """
    room = width - cells(check)
    label = typeset(visible(item.label))
    meaning = Content.styled(typeset(visible(item.meaning)), MUTED)
    if item.meaning and cells(label) <= labels and room - labels - len(_GAP) >= _LEAST_MEANING:
        return hanging(Content(check + pad(label, labels) + _GAP), meaning, width)
    text = Content.assemble(label, _GAP, meaning) if item.meaning else Content(label)
    # A meaning is not to be taken for the label of the next item.
    return hanging(Content(check), text, width, more=2)
