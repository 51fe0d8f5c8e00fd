"""TOML text to values: by the fastest parser where it agrees with `tomllib`, else by `tomllib`.

toml-rs reads a fiche some twenty times as fast as the standard library. Whatever it refuses, and
the few things it sees otherwise, `tomllib` judges: errors and their places are always tomllib's.
A property test holds the two together.
"""

from __future__ import annotations

import os
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from iafiche.model.repeating import repeated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from iafiche.store.migrations import Tables


@contextmanager
def _set(name: str, value: str) -> Iterator[None]:
    before = os.environ.get(name)
    os.environ[name] = value
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before


# The allocator of toml-rs would have Linux give each thread that parses pages of 2 MB: in a long
# session some 50 MB more, of which next to nothing is used. It asks when it is loaded.
with _set("MIMALLOC_ALLOW_THP", "0"):
    from toml_rs import loads

_VERSION: Final = "1.0.0"
"""Of TOML: `tomllib` reads no later one; toml-rs would by default."""

_DEEPEST = 64
"""Levels of lists and tables in one another; a fiche has two."""

_MOST_BRACKETS = 100
"""From 130 brackets in one another on, toml-rs 0.4 overflows the stack of a thread (256 KiB)."""

_LONGEST_NUMBER = 10**4300
"""Python reads no whole number of more digits unless told to; toml-rs does."""

_BASIC = repeated(r'[^"\\]++|\\.|"(?!"")')
_LITERAL = repeated(r"[^']++|'(?!'')")
TEXT_OF_LINES = f"\"\"\"{_BASIC}\"\"\"(?:\"{{0,2}})|'''{_LITERAL}'''(?:'{{0,2}})"
"""What matches a text of several lines, the sign after a backslash being any."""

_TEXT_OR_COMMENT = rf"""{TEXT_OF_LINES}|"(?:[^"\\\n]++|\\.)*+"|'[^'\n]*+'|#[^\n]*+"""
_LONG_KEY = rf"(?<![\w-])[\w-]++(?:[ \t]*+\.[ \t]*+[\w-]++){{{_DEEPEST}}}"
"""Compiled when first met, as the one above: a dotted key of more parts than tables may nest."""


def parsed(text: str) -> Tables | ValueError | RecursionError:
    """Return the content of a TOML text without byte-order mark, or what is wrong with it.

    The errors are those of `tomllib`; `RecursionError` where lists or tables nest too deeply.
    """
    tables = parsed_fast(text, text.encode(errors="replace"))
    return tables if tables is not None and is_sound(tables) else parsed_slowly(text)


def parsed_fast(text: str, data: bytes) -> Tables | None:
    """Return the content of a text as `tomllib` has it, provided that it `is_sound`; or None.

    `data` is the same as UTF-8. None says nothing: `parsed_slowly` tells what is wrong, if
    anything is.
    """
    # A second mark would be passed over.
    # Bytes are taken out five times as fast as they are counted.
    rest = len(data.replace(b"[", b"").replace(b"{", b""))
    if len(data) - rest > _MOST_BRACKETS or text[:1] == "\ufeff":
        return None
    try:
        tables: Tables = loads(text, toml_version=_VERSION)
    except ValueError:
        return None
    return tables


def parsed_slowly(text: str) -> Tables | ValueError | RecursionError:
    """Do what `parsed` does by `tomllib` alone."""
    import tomllib

    # For a dotted key tomllib takes time and room by the square of its parts: 1.6 GB for 40 kB.
    if re.search(_LONG_KEY, re.sub(_TEXT_OR_COMMENT, "x", text, flags=re.DOTALL)):
        return RecursionError()
    try:
        tables = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        return error
    return RecursionError() if _leaves(tables) is None else tables


def is_sound(content: object) -> bool:
    """Tell whether `tomllib` would give the same: no deep nesting, no number of many digits.

    Texts, and lists of nothing else, are always sound.
    """
    leaves = _leaves(content)
    return leaves is not None and not any(
        isinstance(leaf, int) and abs(leaf) >= _LONGEST_NUMBER for leaf in leaves
    )


def _leaves(content: object) -> list[object] | None:
    """Return what is neither list nor table, or None where these nest too deeply."""
    leaves: list[object] = []
    level = [content]
    for _ in range(_DEEPEST):
        inner: list[object] = []
        for value in level:
            if isinstance(value, dict):
                inner.extend(value.values())
            elif isinstance(value, list):
                inner.extend(value)
            else:
                leaves.append(value)
        level = inner
        if not level:
            return leaves
    return None
