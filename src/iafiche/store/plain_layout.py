"""Where values stand in a file laid out as the program writes it, found line by line.

Finding a place by the rules of TOML (`positions`) takes ten times as long. A review of many fiches
asks it of each that has a fault, and nearly all files are laid out plainly.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from iafiche.store.places import BYTE_ORDER_MARK, Position

if TYPE_CHECKING:
    from iafiche.model.values import PathOfKeys

_BARE_KEY = re.compile("[A-Za-z0-9_-]+")
_PARAGRAPHS = '"""'
_NOT_PLAIN = ("\\", "'''", BYTE_ORDER_MARK)


def plain_places(text: str) -> dict[PathOfKeys, Position] | None:
    """Return the place of each section and value of a valid TOML text, or None.

    None where anything is written in one of TOML's rarer ways: escapes, dotted or quoted keys,
    tables in tables or on one line, lists on several lines.
    """
    if any(sign in text for sign in _NOT_PLAIN):
        return None
    places: dict[PathOfKeys, Position] = {}
    section: PathOfKeys = ()
    within_paragraphs = False
    for number, line in enumerate(text.split("\n"), 1):
        if within_paragraphs:
            within_paragraphs = _PARAGRAPHS not in line
            continue
        written = line.strip()
        if not written or written[0] == "#":
            continue
        if written[0] == "[":
            name = written[1:-1]
            if written[-1] != "]" or not _BARE_KEY.fullmatch(name):
                return None
            section = (name,)
            places[section] = Position(number, line.index("[") + 1)
            continue
        key, _, value = written.partition("=")
        key, value = key.rstrip(), value.lstrip()
        if not _BARE_KEY.fullmatch(key):
            return None
        if value.startswith(_PARAGRAPHS):
            within_paragraphs = _PARAGRAPHS not in value[len(_PARAGRAPHS) :]
        elif value[0] == "{" or (value[0] == "[" and not _is_closed(value)):
            return None
        places[(*section, key)] = Position(number, line.index(value, line.index("=")) + 1)
    return places


def _is_closed(array: str) -> bool:
    """Tell whether a list surely ends on the line it begins on."""
    return array[-1] == "]" and array.count("[") == 1 and "#" not in array
