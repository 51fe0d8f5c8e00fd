"""Where values stand in a file laid out as the program writes it, found line by line.

Finding a place by the rules of TOML (`positions`) takes ten times as long. A review of many fiches
asks it of each that has a fault, and nearly all files are laid out plainly.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from iafiche.store.places import BYTE_ORDER_MARK, START, Position

if TYPE_CHECKING:
    from collections.abc import Iterator

    from iafiche.model.values import PathOfKeys

_PARAGRAPHS = '"""'
# A title of a section, or a bare key with the beginning of its value: paragraphs, a list that
# surely ends on its line, or anything else that is no list and no table.
_STATEMENT = re.compile(
    r"[ \t]*+(?:\[([A-Za-z0-9_-]++)\][ \t\r]*+\Z"
    rf"|([A-Za-z0-9_-]++)[ \t]*+=[ \t]*+({_PARAGRAPHS}|\[[^\[#]*\][ \t\r]*+\Z|[^\[{{]))"
)
_NOTHING = re.compile(r"[ \t\r]*+(?:#|\Z)")
_NOT_PLAIN = ("\\", "'''", BYTE_ORDER_MARK)


class PlainLayout:
    """The places in one valid TOML text, which is read as far as they are asked for."""

    def __init__(self, text: str) -> None:
        self._places: dict[PathOfKeys, tuple[int, int]] = {}
        self._is_plain = not any(sign in text for sign in _NOT_PLAIN)
        self._unread = _places(text)

    def locate(self, path: PathOfKeys) -> Position | None:
        """Return where a person finds the value at `path`, of one or two keys.

        For a value that is not there it is the title of its section, else the first place. None
        where something is written in one of TOML's rarer ways: escapes, dotted or quoted keys,
        tables in tables or on one line, lists on several lines.
        """
        if self._is_plain and path not in self._places:
            for found in self._unread:
                if found is None:
                    self._is_plain = False
                    break
                self._places[found[0]] = found[1:]
                if found[0] == path:
                    break
        if not self._is_plain:
            return None
        place = self._places.get(path) or self._places.get(path[:1])
        return START if place is None else Position(*place)


def _places(text: str) -> Iterator[tuple[PathOfKeys, int, int] | None]:
    """Yield the path of each section and value, its line and its column; None for what is rarer."""
    section: PathOfKeys = ()
    within_paragraphs = False
    for number, line in enumerate(text.split("\n"), 1):
        if within_paragraphs:
            within_paragraphs = _PARAGRAPHS not in line
            continue
        statement = _STATEMENT.match(line)
        if statement is None:
            if _NOTHING.match(line) is None:
                yield None
            continue
        title, key, value = statement.groups()
        if title is not None:
            section = (title,)
            yield section, number, statement.start(1)
        else:
            within_paragraphs = value == _PARAGRAPHS and line.find(value, statement.end()) < 0
            yield (*section, key), number, statement.start(3) + 1
