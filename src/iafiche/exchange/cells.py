"""One cell for one value: how a dialect writes texts and lists, and reads them back unchanged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from iafiche.exchange.marks import LONE_EMPTY_ITEM

if TYPE_CHECKING:
    from iafiche.exchange.marks import Marking


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of one dialect.

    Attributes:
        text: How a text shows the characters that a cell cannot hold.
        item: The same for one item of a list; the separator's own sign is among them.
        separator: What stands between two items.
    """

    text: Marking
    item: Marking
    separator: str

    def write(self, value: str | tuple[str, ...]) -> str:
        """Return the cell of a value; nothing for an empty one."""
        if isinstance(value, str):
            return self.text.write(value)
        if value == ("",):
            return LONE_EMPTY_ITEM
        return self.separator.join(map(self.item.write, value))

    def read_text(self, cell: str) -> str:
        """Return the text that `write` made `cell` from."""
        return self.text.read(cell)

    def read_list(self, cell: str) -> tuple[str, ...]:
        """Return the list that `write` made `cell` from."""
        if not cell:
            return ()
        if cell == LONE_EMPTY_ITEM:
            return ("",)
        return tuple(map(self.item.read, cell.split(self.separator)))

    def read(self, cell: str, *, many: bool) -> str | tuple[str, ...]:
        """Return the list or the text that `write` made `cell` from."""
        return self.read_list(cell) if many else self.read_text(cell)
