"""Where versions of a fiche differ, as lines: a field, then what each of them holds there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iafiche.editing.differing import place_name, shown_values
from iafiche.review.display import typeset

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from iafiche.store.merging import Difference, Side


def differing_lines(
    differences: Iterable[Difference], sides: Sequence[tuple[Side, str]]
) -> Iterator[str]:
    """Yield the places with their values, those of several lines one under the other.

    Args:
        differences: The places.
        sides: Whose values, and what each is called.
    """
    for each in differences:
        yield typeset(place_name(each))
        values = shown_values([each.of(side) for side, _ in sides])
        for (_, label), value in zip(sides, values, strict=True):
            head = typeset(f"  {label} : ")
            for rank, line in enumerate(value.split("\n")):
                yield f"{' ' * len(head) if rank else head}{line}"
