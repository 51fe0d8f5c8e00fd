"""Where values stand in a file laid out as the program writes it, found line by line.

Finding a place by the rules of TOML (`positions`) takes ten times as long. A review of many fiches
asks it of each that has a fault, and nearly all files are laid out plainly.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from iafiche.model.repeating import repeated
from iafiche.store.places import BYTE_ORDER_MARK, START, Position

if TYPE_CHECKING:
    from collections.abc import Iterator

    from iafiche.model.values import PathOfKeys

# A title of a section, or a bare key with its value: paragraphs, a list that surely ends on its
# line, or anything else that is no list and no table; then the rest of the line.
_MORE = r'"(?!"")[^"]*+'
_STATEMENT = re.compile(
    r"[ \t]*+(?:\[([A-Za-z0-9_-]++)\][ \t\r]*+(?=\n|\Z)"
    r"|([A-Za-z0-9_-]++)[ \t]*+=[ \t]*+"
    rf'("""[^"]*+{repeated(_MORE)}"""'
    r'|\[[^\[#\n]*\][ \t\r]*+(?=\n|\Z)|(?!""")[^\[{\n]))'
    r"[^\n]*+"
)
_NOTHING = re.compile(repeated(r"[ \t\r]*+(?:#[^\n]*+)?+(?:\n|\Z)"))
_NOT_PLAIN = ("\\", "'''", BYTE_ORDER_MARK)


class PlainLayout:
    """The places in one valid TOML text, which is read as far as they are asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._places: dict[PathOfKeys, int] = {}
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
                self._places[found[0]] = found[1]
                if found[0] == path:
                    break
        if not self._is_plain:
            return None
        at = self._places.get(path, self._places.get(path[:1]))
        return START if at is None else self._position(at)

    def _position(self, at: int) -> Position:
        return Position(self._text.count("\n", 0, at) + 1, at - self._text.rfind("\n", 0, at))


def _places(text: str) -> Iterator[tuple[PathOfKeys, int] | None]:
    """Yield the path of each section and value, and where it begins; None before what is rarer."""
    section: PathOfKeys = ()
    at = 0
    while True:
        nothing = _NOTHING.match(text, at)
        at = at if nothing is None else nothing.end()
        if at == len(text):
            return
        statement = _STATEMENT.match(text, at)
        if statement is None:
            yield None
            return
        title, key = statement[1], statement[2]
        if title is not None:
            section = (title,)
            yield section, statement.start(1) - 1
        else:
            yield (*section, key), statement.start(3)
        at = statement.end()
