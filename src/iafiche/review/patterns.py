"""Patterns such as `projets/**/*.toml`, which a shell of Windows, or quotes, leave as they are."""

from __future__ import annotations

import os
import re
from fnmatch import translate
from typing import TYPE_CHECKING

from iafiche.review.ignoring import IGNORE_FILE
from iafiche.review.scan import is_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from iafiche.review.ignoring import Ignored

_MAGIC = re.compile(r"[*?\[]")
_SEPARATORS = re.compile(r"[/\\]" if os.sep == "\\" else "/")
_ANY_DEPTH = "**"
_ANY_NAME = "*"


def is_pattern(path: str) -> bool:
    """Tell whether a path may stand for several: of one that exists, one never asks."""
    return _MAGIC.search(path) is not None


def names_its_files(pattern: str) -> bool:
    """Tell whether a pattern says what the files it stands for end in: `*.toml`, and not `*`."""
    return not pattern.endswith(_ANY_NAME)


def fixed_part(pattern: str) -> str:
    """Return the folder that a pattern begins in, as written: `projets/` of `projets/*.toml`."""
    before = pattern[: _MAGIC.search(pattern).start()]  # type: ignore[union-attr]  # is_pattern
    return before[: max(before.rfind(sign) for sign in {os.sep, "/"}) + 1]


def matches(pattern: str, ignored: Ignored) -> Iterator[str]:
    """Yield the files and folders that a pattern stands for, sorted in each folder.

    `*`, `?` and `[…]` stay within one name and pass over hidden ones, as in a shell; `**` stands
    for any number of folders. It follows no links to folders, so a loop of links ends.

    Args:
        pattern: The pattern.
        ignored: What the repository leaves out in the folder that the pattern begins in.
    """
    base = fixed_part(pattern)
    parts = [part for part in _SEPARATORS.split(pattern[len(base) :]) if part]
    yield from dict.fromkeys(_below(base, parts, ignored))


def _below(base: str, parts: list[str], ignored: Ignored) -> Iterator[str]:
    part, *others = parts
    if part == _ANY_DEPTH:
        yield from _below(base, others or [_ANY_NAME], ignored)
        for entry in _listed(base):
            if is_folder(entry, follow_links=False) and not _is_hidden(entry.name):
                yield from _entered(base, entry.name, parts, ignored)
        return
    wanted = re.compile(translate(part), re.IGNORECASE if os.name == "nt" else 0)
    for entry in _listed(base):
        if not wanted.match(entry.name) or (_is_hidden(entry.name) and not _is_hidden(part)):
            continue
        if others:
            if is_folder(entry):
                yield from _entered(base, entry.name, others, ignored)
        elif not (
            ignored.leaves_out_folder(entry.name)
            if is_folder(entry)
            else ignored.leaves_out_fiche(entry.name)
        ):
            yield base + entry.name


def _entered(base: str, name: str, parts: list[str], ignored: Ignored) -> Iterator[str]:
    if not ignored.leaves_out_folder(name):
        inner = f"{base}{name}{os.sep}"
        yield from _below(inner, parts, ignored.inside(name).with_file(inner + IGNORE_FILE))


def _listed(base: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(base or os.curdir) as listing:
            return sorted(listing, key=lambda entry: entry.name)
    except OSError:
        return []


def _is_hidden(name: str) -> bool:
    return name.startswith(".")
