"""The inventory as one table for spreadsheets: a row a value, an actor, a solution, a resource."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iafiche.review.csv_report import BYTE_ORDER_MARK, written_rows
from iafiche.review.inventory_text import TITLES, lists_of, pairs_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from iafiche.review.inventory import Inventory

_HEADINGS = ("Rubrique", "Élément", "Projets", "Sur", "Noms des projets", "Autres graphies")
_BETWEEN = " | "


def inventory_csv(inventory: Inventory) -> str:
    """Return the whole table."""
    return BYTE_ORDER_MARK + written_rows([_HEADINGS, *_rows(inventory)])


def _rows(inventory: Inventory) -> Iterator[tuple[str, ...]]:
    total = str(inventory.projects)
    for distribution in inventory.distributions:
        label = distribution.spec.field.label
        for share in distribution.shares:
            yield (label, share.value, str(share.projects), total, "", "")
        yield (label, "", str(distribution.without), total, "", "")
    for filling in inventory.fillings:
        label = filling.spec.field.label
        yield (TITLES["filling"], label, str(filling.filled), total, "", "")
    for chapter, named in lists_of(inventory).items():
        for each in named:
            projects = _BETWEEN.join(p.title or p.file for p in each.projects)
            others = _BETWEEN.join(each.spellings[1:])
            count = str(len(each.projects))
            yield (TITLES[chapter], each.name, count, total, projects, others)
    for one, other, shared in pairs_of(inventory):
        yield (TITLES["pairs"], f"{one}{_BETWEEN}{other}", str(shared), total, "", "")
