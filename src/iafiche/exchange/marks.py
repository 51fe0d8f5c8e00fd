"""Writing any text in a cell, and reading it back unchanged.

A list is cut at every sign that separates its items. The widget of the profile « bibliotheque »
also cuts records at line breaks, and mistakes a cell whose text begins with a straight quote.
Such signs are therefore shown as others, close enough to be read as they are; each of these makes
room in turn, and `ESCAPE` marks what is left. docs/formats.md tells it to readers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

ESCAPE = "¦"
LINE_BREAK = " ¶ "
HYPHEN_SHOWN = "\N{NON-BREAKING HYPHEN}"
NON_BREAKING_HYPHEN_SHOWN = "\N{HYPHEN}"
COMMA_SHOWN = "\N{SINGLE LOW-9 QUOTATION MARK}"
SEMICOLON_SHOWN = "\N{FULLWIDTH SEMICOLON}"
QUOTE_SHOWN = "\N{LEFT DOUBLE QUOTATION MARK}"
LEFT_QUOTE_SHOWN = "\N{DOUBLE HIGH-REVERSED-9 QUOTATION MARK}"
LONE_EMPTY_ITEM = f"{ESCAPE}∅"
"""The cell of a list whose only item is empty: an empty cell is an empty list."""

# What nobody sees, and what some reader or other takes for a line break or drops: controls (but
# tab), Unicode's own line ends, byte-order marks; and surrogates, which UTF-8 cannot write.
_INVISIBLE = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff"
_NUMBERED = rf"{ESCAPE}(10[0-9A-F]{{4}}|[0-9A-F]{{1,5}}){ESCAPE}"

_IN_LINES = {ESCAPE: ESCAPE * 2}
_IN_TEXTS = {
    "\n": LINE_BREAK,
    "¶": f"{ESCAPE}¶",
    **_IN_LINES,
}
_HYPHENS = {
    "-": HYPHEN_SHOWN,
    HYPHEN_SHOWN: NON_BREAKING_HYPHEN_SHOWN,
    NON_BREAKING_HYPHEN_SHOWN: f"{ESCAPE}{NON_BREAKING_HYPHEN_SHOWN}",
}
_COMMAS = {",": COMMA_SHOWN, COMMA_SHOWN: f"{ESCAPE}{COMMA_SHOWN}"}
_SEMICOLONS = {";": SEMICOLON_SHOWN, SEMICOLON_SHOWN: f"{ESCAPE}{SEMICOLON_SHOWN}"}
_AT_THE_START = {
    '"': QUOTE_SHOWN,
    QUOTE_SHOWN: LEFT_QUOTE_SHOWN,
    LEFT_QUOTE_SHOWN: f"{ESCAPE}{LEFT_QUOTE_SHOWN}",
}


@dataclass(frozen=True)
class Marking:
    """A reversible way to show the characters that a cell cannot hold."""

    shown: Mapping[str, str]

    @cached_property
    def _hidden(self) -> dict[str, str]:
        return {sign: char for char, sign in self.shown.items()}

    @cached_property
    def _to_show(self) -> re.Pattern[str]:
        return re.compile(f"[{re.escape(''.join(self.shown))}{_INVISIBLE}]")

    @cached_property
    def _to_hide(self) -> re.Pattern[str]:
        signs = sorted(self._hidden, key=len, reverse=True)
        return re.compile("|".join((_NUMBERED, *map(re.escape, signs))))

    def write(self, text: str) -> str:
        """Return what stands for `text` in a cell."""
        return self._to_show.sub(self._shown, text)

    def read(self, cell: str) -> str:
        """Return the text that `write` made `cell` from."""
        return self._to_hide.sub(self._restored, cell)

    def _shown(self, match: re.Match[str]) -> str:
        char = match[0]
        return self.shown.get(char) or f"{ESCAPE}{ord(char):X}{ESCAPE}"

    def _restored(self, match: re.Match[str]) -> str:
        return chr(int(match[1], 16)) if match[1] else self._hidden[match[0]]


TEXT = Marking(MappingProxyType(_IN_TEXTS))
"""For a text whose cell has one line."""

ITEM = Marking(MappingProxyType({**_IN_TEXTS, **_HYPHENS}))
"""For one item of a list joined by hyphens, whose cell has one line."""

LINES = Marking(MappingProxyType(_IN_LINES))
"""For a text whose cell may have several lines."""

HYPHENED = Marking(MappingProxyType({**_IN_LINES, **_HYPHENS}))
"""For one item of a list joined by hyphens, whose cell may have several lines."""

LISTED = Marking(MappingProxyType({**_IN_LINES, **_COMMAS}))
"""For one item of a list joined by commas, whose cell may have several lines."""

ENUMERATED = Marking(MappingProxyType({**_IN_LINES, **_SEMICOLONS}))
"""For one item of a list joined by semicolons, whose cell may have several lines."""


def write_start(cell: str) -> str:
    """Return the cell with its first character shown in a way that can begin it."""
    return _AT_THE_START.get(cell[:1], cell[:1]) + cell[1:]


def read_start(cell: str) -> str:
    """Return the cell that `write_start` was given."""
    for char, sign in _AT_THE_START.items():
        if cell.startswith(sign):
            return char + cell[len(sign) :]
    return cell
