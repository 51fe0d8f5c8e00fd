"""What a git repository leaves out: the `.gitignore` files, at every level."""

from __future__ import annotations

import os
import re
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self

from iafiche.store.file_names import SUFFIX
from iafiche.store.opening import read_start

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pathspec import GitIgnoreSpec

IGNORE_FILE = ".gitignore"
_MOST_BYTES = 200_000
"""Of one file: some ten thousand lines."""

_LONGEST_LINE = 4_096
_MOST_STARS = 3
"""Between two slashes; and of `**`. With more, telling whether a name matches may never end."""

_WILDCARDS = "*?]"
_ANY_DEPTH = "**"


class _Level(NamedTuple):
    """The patterns of one `.gitignore`, seen from a folder at or below its own.

    Attributes:
        all: All its patterns.
        of_fiches: Those that may match a fiche's file, in a folder that is not left out; None
            where there is none.
        below: The way from its folder to the present one: « », or « projets/2024/ ».
    """

    all: GitIgnoreSpec
    of_fiches: GitIgnoreSpec | None
    below: str


class Ignored(NamedTuple):
    """What is left out in one folder, by its own `.gitignore` and by those above it."""

    levels: tuple[_Level, ...] = ()

    def inside(self, name: str) -> Ignored:
        """Return what is left out in a folder of this one."""
        if not self.levels:
            return self
        return Ignored(
            tuple(_Level(one.all, one.of_fiches, f"{one.below}{name}/") for one in self.levels)
        )

    def with_file(self, path: str) -> Ignored:
        """Return what is left out by the `.gitignore` of this folder too, which stands at `path`.

        One that cannot be read leaves nothing out, and neither do lines that are no pattern.
        """
        data = read_start(path, _MOST_BYTES)
        if not isinstance(data, bytes):
            return self
        spec = _spec(data.decode("utf-8", errors="replace").splitlines())
        lines = [str(each.pattern) for each in spec.patterns if each.include is not None]
        of_fiches = [line for line in lines if _may_match_fiches(line)]
        level = _Level(spec, _spec(of_fiches) if of_fiches else None, "")
        # The deepest file has the last word.
        return Ignored((level, *self.levels))

    def leaves_out_fiche(self, name: str) -> bool:
        """Tell whether the fiche of that name in this folder is left out."""
        for level in self.levels:
            if level.of_fiches is not None:
                told = _told(level.of_fiches, level.below + name)
                if told is not None:
                    return told
        return False

    def leaves_out_folder(self, name: str) -> bool:
        """Tell whether the folder of that name in this one is left out."""
        for level in self.levels:
            told = _told(level.all, f"{level.below}{name}/")
            if told is not None:
                return told
        return False

    @classmethod
    def at(cls, folder: str, root: str) -> Self:
        """Return what the files from a repository's root down to above `folder` leave out in it.

        Both are absolute paths, `folder` at or below `root`. The folder's own file is not read.
        """
        ignored = Ignored()
        current = root
        for name in Path(folder).relative_to(root).parts:
            file = os.path.join(current, IGNORE_FILE)  # noqa: PTH118
            ignored = ignored.with_file(file).inside(name)
            current = os.path.join(current, name)  # noqa: PTH118
        return cls(ignored.levels)


def _told(spec: GitIgnoreSpec, path: str) -> bool | None:
    """Tell what the last pattern says that matches a path itself, a folder's with its slash.

    Not `GitIgnoreSpec.check_file`: asked for a file, it takes the folders above into account,
    which were entered before; asked for a folder, it holds « * » against « !*/ ».
    """
    for pattern in reversed(spec.patterns):
        result = pattern.match_file(path) if pattern.include is not None else None
        if result is None:
            continue
        # The one group of such an expression is the slash behind the folder that it matched.
        slash = result.match.start(1) if result.match.re.groups else -1
        if slash in (-1, len(path) - 1):
            return pattern.include
    return None


def _may_match_fiches(line: str) -> bool:
    """Tell whether a pattern may match the name of a fiche's file: by the end of its last part.

    Most do not, and then no file has to be held against them.
    """
    if line.endswith("/"):
        return False
    last = line.rpartition("/")[2].rstrip().lower()
    if "\\" in line or last == "**":
        return True
    tail = last[max(map(last.rfind, _WILDCARDS)) + 1 :]
    return SUFFIX.endswith(tail) or tail.endswith(SUFFIX)


def _spec(lines: Iterable[str]) -> GitIgnoreSpec:
    # Loaded where there is a .gitignore.
    from pathspec import GitIgnoreSpec

    kept = list(filter(_is_simple, lines))
    with warnings.catch_warnings():
        # Of `[[`, which Python may read otherwise some day.
        warnings.simplefilter("ignore", FutureWarning)
        try:
            return GitIgnoreSpec.from_lines(kept)
        except _NO_PATTERN:
            return GitIgnoreSpec.from_lines(filter(_is_pattern, kept))


_NO_PATTERN = (ValueError, re.error, OverflowError, RecursionError)
"""What becomes of a line that is no pattern, such as `[z-a]`."""


def _is_simple(line: str) -> bool:
    """Tell whether a line can be held against any name in no time."""
    if line.count("*") <= _MOST_STARS:
        return len(line) <= _LONGEST_LINE
    parts = line.split("/")
    return (
        len(line) <= _LONGEST_LINE
        and all(part.count("*") <= _MOST_STARS for part in parts)
        and parts.count(_ANY_DEPTH) <= _MOST_STARS
    )


def _is_pattern(line: str) -> bool:
    from pathspec import GitIgnoreSpec

    try:
        GitIgnoreSpec.from_lines([line])
    except _NO_PATTERN:
        return False
    return True
