"""Where each key and value stands in a TOML text that `tomllib` has accepted.

tomllib gives values without places, and tomlkit takes some thirty times as long. Since the text
is known to be valid, finding the places only needs the lexical rules of TOML 1.0.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from iafiche.store.parsing import TEXT_OF_LINES
from iafiche.store.places import BYTE_ORDER_MARK, START, Position

if TYPE_CHECKING:
    from collections.abc import Iterator

    from iafiche.model.values import PathOfKeys

_NOTHING = re.compile(r"(?:[ \t]*+(?:#[^\n]*+)?\r?\n)*+[ \t]*+(?:#[^\n]*+)?")
_BLANKS = re.compile(r"[ \t]*+")
_KEY_PART = re.compile(r"""[A-Za-z0-9_-]++|"(?:[^"\\]++|\\.)*+"|'[^']*+'""")
_DOT = re.compile(r"[ \t]*+\.[ \t]*+")
_TOKEN = re.compile(
    rf"{TEXT_OF_LINES}"
    r'|"(?:[^"\\]++|\\.)*+"'
    r"|'[^']*+'"
    r"|[\[\]{}]"
    # A date and its time may be parted by one space.
    r"|[^\s,=\[\]{}#\"']++(?:[ ]\d\d:\d\d[^\s,\[\]{}#]*+)?+",
    re.DOTALL,
)
_BETWEEN_TOKENS = re.compile(r"(?:[\s,=]++|#[^\n]*+)*+")
_COMMENT = re.compile(r"#[^\n]*+")
_REST_OF_LINE = re.compile(r"[^\n]*+\n?")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text: offsets in characters, the end not included."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the stretch of `text`."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Entry:
    """One statement of a file: a table's header, or a key and its value.

    Attributes:
        path: The whole path of the table or value.
        header: The path of the table whose header it stands under; a header's own path.
        lines: The whole lines it takes up, with the last one's line break.
        key: Where the key is written, dotted or quoted as it is.
        value: Where the value is written; None for a header.
    """

    path: PathOfKeys
    header: PathOfKeys
    lines: Span
    key: Span
    value: Span | None

    @property
    def is_header(self) -> bool:
        """Whether it opens a table (or an item of an array of tables)."""
        return self.value is None


class Layout:
    """All statements of one valid TOML text, in the order of the file."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The headers, and the keys with their values; not what inline tables hold."""
        return tuple(_entries(self.text))

    @cached_property
    def _at(self) -> dict[PathOfKeys, list[Entry]]:
        by_path: dict[PathOfKeys, list[Entry]] = {}
        for entry in self.entries:
            by_path.setdefault(entry.path[:1], []).append(entry)
            if len(entry.path) > 1:
                by_path.setdefault(entry.path[:2], []).append(entry)
        return by_path

    @cached_property
    def _inline(self) -> dict[PathOfKeys, list[Entry]]:
        by_path: dict[PathOfKeys, list[Entry]] = {}
        for table in self.entries:
            if len(table.path) == 1 and self.is_inline_table(table):
                for entry in self.inside(table):
                    by_path.setdefault(entry.path[:2], []).append(entry)
        return by_path

    def at(self, path: PathOfKeys) -> list[Entry]:
        """Return the statements that make up a section or a value of one, in order.

        `path` has one or two keys, as deep as a fiche goes.
        """
        return self._at.get(path, [])

    def is_inline_table(self, entry: Entry) -> bool:
        """Tell whether a statement writes its table as `key = { … }`."""
        return entry.value is not None and self.text[entry.value.start] == "{"

    def inside(self, inline: Entry) -> tuple[Entry, ...]:
        """Return what an inline table holds; its entries stand on the lines of the table."""
        return tuple(_inline_entries(self.text, inline))

    def locate(self, path: PathOfKeys) -> Position:
        """Return where a person finds the value at `path`, of one or two keys.

        For a value that is not there it is the header of its section, else the first place.
        """
        found = self.at(path) or self._inline.get(path)
        if found:
            return self.position(self._place(found[0], path))
        return self.locate(path[:1]) if len(path) > 1 else START

    def _place(self, entry: Entry, path: PathOfKeys) -> int:
        if entry.value is None:
            return self.text.index("[", entry.lines.start)
        return entry.value.start if entry.path == path else entry.key.start

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def position(self, offset: int) -> Position:
        """Return the line and column of an offset; a byte-order mark takes no column."""
        line = bisect_right(self._line_starts, offset)
        column = offset - self._line_starts[line - 1] + 1
        return Position(line, column - (line == 1 and self.text.startswith(BYTE_ORDER_MARK)))


def _entries(text: str) -> Iterator[Entry]:
    at = len(BYTE_ORDER_MARK) if text.startswith(BYTE_ORDER_MARK) else 0
    header: PathOfKeys = ()
    while True:
        at = _end(_NOTHING, text, at)
        if at >= len(text):
            return
        line = text.rfind("\n", 0, at) + 1
        if line == 0 and text.startswith(BYTE_ORDER_MARK):
            line = len(BYTE_ORDER_MARK)
        if text[at] == "[":
            opening = 2 if text.startswith("[[", at) else 1
            key, header = _key(text, _end(_BLANKS, text, at + opening))
            at = _end(_REST_OF_LINE, text, key.end)
            yield Entry(header, header, Span(line, at), key, None)
        else:
            key, value, path = _key_and_value(text, at)
            at = _end(_REST_OF_LINE, text, value.end)
            yield Entry(header + path, header, Span(line, at), key, value)


def _inline_entries(text: str, inline: Entry) -> Iterator[Entry]:
    assert inline.value is not None
    at = _end(_BETWEEN_TOKENS, text, inline.value.start + 1)
    while text[at] != "}":
        key, value, path = _key_and_value(text, at)
        yield Entry(inline.path + path, inline.path, inline.lines, key, value)
        at = _end(_BETWEEN_TOKENS, text, value.end)


def _key_and_value(text: str, at: int) -> tuple[Span, Span, PathOfKeys]:
    key, path = _key(text, at)
    equals = _end(_BLANKS, text, key.end)
    start = _end(_BLANKS, text, equals + 1)
    return key, Span(start, _value_end(text, start)), path


def _key(text: str, at: int) -> tuple[Span, PathOfKeys]:
    path: list[str] = []
    start = at
    while True:
        end = _end(_KEY_PART, text, at)
        path.append(_key_name(text[at:end]))
        dot = _DOT.match(text, end)
        if dot is None:
            return Span(start, end), tuple(path)
        at = dot.end()


def _key_name(written: str) -> str:
    if written[0] == '"' and "\\" in written:
        import tomllib

        (name,) = tomllib.loads(f"{written} = 0")
        return name
    return written[1:-1] if written[0] in "\"'" else written


def _value_end(text: str, at: int) -> int:
    depth = 0
    while True:
        first = text[at]
        at = _end(_TOKEN, text, at)
        if first in "[{":
            depth += 1
        elif first in "]}":
            depth -= 1
        if depth == 0:
            return at
        at = _end(_BETWEEN_TOKENS, text, at)


def comments_in(array: str) -> list[str]:
    """Return the comments inside a written array, from their # to the end of their lines."""
    comments: list[str] = []
    at = 0
    while at < len(array):
        end = _end(_TOKEN, array, at)
        at = _end(_BETWEEN_TOKENS, array, end)
        comments += [comment.rstrip() for comment in _COMMENT.findall(array, end, at)]
    return comments


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    assert match is not None, f"not TOML at offset {at}"
    return match.end()
