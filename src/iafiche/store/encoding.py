"""Values as TOML text, the way people read, diff and merge it.

Our own few lines rather than tomlkit's encoder: that one escapes a text of 2,600 characters in
2 ms, and has changed between versions how it writes line ends, tabs and ESC.
"""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from iafiche.model.values import PathOfKeys

_LONGEST_LINE = 100
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
_IN_ONE_LINE = re.compile(r'[\x00-\x1f\x7f"\\]')
# A tab and a line feed stand as they are. A quote is escaped where it could end the text.
_IN_SEVERAL_LINES = re.compile(r'[\x00-\x08\x0b-\x1f\x7f\\]|"(?=""|"?\Z)')
_SHORT_ESCAPES = {
    "\b": "\\b",
    "\t": "\\t",
    "\n": "\\n",
    "\f": "\\f",
    "\r": "\\r",
    '"': '\\"',
    "\\": "\\\\",
}


def encode(raw: object, line_end: str = "\n") -> str:
    """Return a TOML value as text: what tomllib reads back as the very same value.

    A list that is too long for one line gets a line for each item. Tables are inline.
    """
    on_one_line = encode_inline(raw)
    if isinstance(raw, list) and len(raw) > 1 and len(on_one_line) > _LONGEST_LINE:
        return encode_lines(raw, line_end)
    return on_one_line


def encode_lines(items: Sequence[object], line_end: str, comments: Sequence[str] = ()) -> str:
    """Return a list with a line for each item, below a line for each comment."""
    lines = [*comments, *(f"{encode_inline(item)}," for item in items)]
    return f"[{line_end}{''.join(f'    {line}{line_end}' for line in lines)}]"


def encode_paragraphs(text: str, line_end: str) -> str:
    """Return a text between triple quotes, its lines being lines of the file.

    The first line break after the opening quotes is not part of the text; every other one is.
    """
    escaped = _IN_SEVERAL_LINES.sub(_escape, text).replace("\n", line_end)
    return f'"""{line_end}{escaped}"""'


def encode_key(path: PathOfKeys) -> str:
    """Return a key as a file writes it, dotted where `path` has several parts."""
    return ".".join(key if _BARE_KEY.fullmatch(key) else encode_text(key) for key in path)


def encode_inline(raw: object) -> str:
    """Return a TOML value as text without line breaks."""
    match raw:
        case str():
            return encode_text(raw)
        case bool():
            return "true" if raw else "false"
        case int() | float():
            return repr(raw)
        case datetime.date() | datetime.time():
            return raw.isoformat()
        case list():
            return f"[{', '.join(map(encode_inline, raw))}]"
        case dict():
            pairs = (f"{encode_key((key,))} = {encode_inline(item)}" for key, item in raw.items())
            return f"{{ {', '.join(pairs)} }}" if raw else "{}"
        case _:
            raise TypeError(f"TOML has no {type(raw).__name__}")


def encode_text(text: str) -> str:
    """Return a text between quotes, on one line."""
    return f'"{_IN_ONE_LINE.sub(_escape, text)}"'


def _escape(match: re.Match[str]) -> str:
    char = match[0]
    return _SHORT_ESCAPES.get(char) or f"\\u{ord(char):04X}"
