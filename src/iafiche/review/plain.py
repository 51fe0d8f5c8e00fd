"""Text in plain ASCII, for outputs whose encoding has neither accents nor signs."""

from __future__ import annotations

import unicodedata

from iafiche.review.display import cells
from iafiche.review.marks import ASCII, UTF8, Marks

_MARKS: dict[str, str] = {getattr(UTF8, each): getattr(ASCII, each) for each in Marks._fields}
_SIGNS = {
    **_MARKS,
    "«": '"',
    "»": '"',
    "’": "'",
    "‘": "'",
    "“": '"',
    "”": '"',
    "–": "-",
    "—": "-",
    "−": "-",
    "‑": "-",
    "·": "-",
    "…": "...",
    "œ": "oe",
    "Œ": "OE",
    "æ": "ae",
    "Æ": "AE",
    "€": "EUR",
    "°": "o",
    "\N{NO-BREAK SPACE}": " ",
    "\N{NARROW NO-BREAK SPACE}": " ",
}
_IN_PLACE = {
    "œ": "e",
    "Œ": "E",
    "æ": "e",
    "Æ": "E",
    UTF8.up: "^",
    UTF8.down: "v",
    UTF8.left: "<",
    UTF8.right: ">",
}
"""Where there is one cell for several letters; of two vowels, the one that is heard."""

_CONTROL_PICTURES = range(0x2400, 0x2420)
_FRAMES = range(0x2500, 0x2580)
_BLOCKS = range(0x2580, 0x25A0)
_UNKNOWN = "?"


def plain(text: str) -> str:
    """Return `text` in ASCII: letters without accents, signs that mean the same, else « ? »."""
    return text if text.isascii() else "".join(map(_plain, text))


def plain_in_place(text: str) -> str:
    """Return `text` in ASCII and in as many cells: what is drawn beside it stays in its column."""
    return text if text.isascii() else "".join(map(_in_place, text))


def _plain(char: str) -> str:
    if char.isascii():
        return char
    if char in _SIGNS:
        return _SIGNS[char]
    if ord(char) in _CONTROL_PICTURES:
        return f"^{chr(ord(char) - _CONTROL_PICTURES.start + 0x40)}"
    if ord(char) in _FRAMES:
        return _drawn(unicodedata.name(char))
    if ord(char) in _BLOCKS:
        return ASCII.full
    bare = unicodedata.normalize("NFKD", char).encode("ascii", "ignore").decode("ascii")
    return bare or _UNKNOWN * cells(char)


def _drawn(name: str) -> str:
    """Return the sign of a frame's line; corners and joints go two ways."""
    if " AND " in name:
        return "+"
    return "|" if name.endswith("VERTICAL") else ASCII.rule


def _in_place(char: str) -> str:
    width = cells(char)
    meant = _IN_PLACE.get(char) or _plain(char)
    return meant[:width].ljust(width, _UNKNOWN)
