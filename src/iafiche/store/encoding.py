"""Values as TOML text, the way people read, diff and merge it.

Our own few lines rather than tomlkit's encoder: that one escapes a text of 2,600 characters in
2 ms, and has changed between versions how it writes line ends, tabs and ESC.
"""

from __future__ import annotations

import datetime
import re
import tomllib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
    if isinstance(raw, list):
        on_one_line = encode_inline(raw)
        if len(on_one_line) <= _LONGEST_LINE or len(raw) == 1:
            return on_one_line
        lines = "".join(f"    {encode_inline(item)},{line_end}" for item in raw)
        return f"[{line_end}{lines}]"
    return encode_inline(raw)


def encode_paragraphs(text: str, line_end: str) -> str:
    """Return a text between triple quotes, its lines being lines of the file.

    The first line break after the opening quotes is not part of the text; every other one is.
    """
    escaped = _IN_SEVERAL_LINES.sub(_escape, text).replace("\n", line_end)
    return f'"""{line_end}{escaped}"""'


def encode_key(path: PathOfKeys) -> str:
    """Return a key as a file writes it, dotted where `path` has several parts."""
    return ".".join(key if _BARE_KEY.fullmatch(key) else _encode_text(key) for key in path)


def edit_array(written: str, items: list[object], line_end: str) -> str | None:
    """Return a written array with other items, the items that stay left as they are.

    Comments and layout inside stay wherever the items around them do. None where there is more
    than texts, or where tomlkit cannot edit that layout.
    """
    old = _array(written)
    new = [item for item in items if isinstance(item, str)]
    if not old or not new or len(new) < len(items):
        return None
    try:
        edited = re.sub(r"\r?\n", line_end, _with_items(written, old, new))
    except (TypeError, LookupError, ValueError):
        # What tomlkit raises on layouts that it reads but cannot edit; its errors are ValueErrors.
        return None
    return edited if _array(edited) == new else None


def _with_items(written: str, old: list[str], new: list[str]) -> str:
    from difflib import SequenceMatcher

    import tomlkit
    from tomlkit.items import Array

    array = tomlkit.value(written)
    assert isinstance(array, Array)
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for _, start, end, new_start, new_end in reversed([s for s in steps if s[0] != "equal"]):
        shared = min(end - start, new_end - new_start)
        for rank in range(shared):
            array[start + rank] = tomlkit.value(_encode_text(new[new_start + rank]))
        for _ in range(end - start - shared):
            del array[start + shared]
        for item in reversed(new[new_start + shared : new_end]):
            array.insert(start + shared, tomlkit.value(_encode_text(item)))
    return array.as_string()


def _array(written: str) -> list[str]:
    """Return the texts of a written array; nothing where it is no right array of texts."""
    try:
        found = tomllib.loads(f"array = {written}")["array"]
    except tomllib.TOMLDecodeError:
        return []
    return found if all(isinstance(item, str) for item in found) else []


def encode_inline(raw: object) -> str:
    """Return a TOML value as text without line breaks."""
    match raw:
        case str():
            return _encode_text(raw)
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


def _encode_text(text: str) -> str:
    return f'"{_IN_ONE_LINE.sub(_escape, text)}"'


def _escape(match: re.Match[str]) -> str:
    char = match[0]
    return _SHORT_ESCAPES.get(char) or f"\\u{ord(char):04X}"
