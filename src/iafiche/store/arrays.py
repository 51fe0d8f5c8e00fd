"""Changing the items of a written array, its comments and layout staying."""

from __future__ import annotations

import re
import tomllib

from iafiche.store.encoding import encode, encode_lines, encode_text
from iafiche.store.positions import comments_in


def edit_array(written: str, items: list[object], line_end: str) -> str:
    """Return the array that `written` is, with other items.

    Items that stay keep their lines and comments. In layouts that tomlkit cannot edit, no
    comment is lost: they come first, then a line for each item.
    """
    if "\n" not in written:
        return encode(items, line_end)
    old = _texts(tomllib.loads(f"array = {written}")["array"])
    new = _texts(items)
    if old and new:
        edited = re.sub(r"\r?\n", line_end, _with_items(written, old, new))
        if _reads_as(edited, new):
            return edited
    comments = comments_in(written)
    return encode_lines(items, line_end, comments) if comments else encode(items, line_end)


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
            array[start + rank] = tomlkit.value(encode_text(new[new_start + rank]))
        for _ in range(end - start - shared):
            del array[start + shared]
        for item in reversed(new[new_start + shared : new_end]):
            array.insert(start + shared, tomlkit.value(encode_text(item)))
    return array.as_string()


def _texts(items: list[object]) -> list[str]:
    """Return the items where all are texts, else nothing."""
    texts = [item for item in items if isinstance(item, str)]
    return texts if len(texts) == len(items) else []


def _reads_as(written: str, items: list[str]) -> bool:
    # tomlkit puts a new item after a comment that follows an item without a comma, and gives
    # no comma to either (seen in 0.13.3 and 0.15.2).
    try:
        return bool(tomllib.loads(f"array = {written}")["array"] == items)
    except tomllib.TOMLDecodeError:
        return False
