"""A fault of the program, written down to be shown around: nothing of any fiche stands in it.

What an error says may quote what somebody typed; so there is only where it happened, and which
sort of error it was.
"""

from __future__ import annotations

import os
import traceback
from contextlib import suppress
from typing import TYPE_CHECKING

from iafiche.store import disk
from iafiche.store.safe_file import make_private_folder, write_safely
from iafiche.store.system_errors import SaveError, writing_trouble

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Mapping
    from pathlib import Path

MOST_REPORTS = 20
"""How many reports are kept; the oldest go first."""

_PREFIX, _SUFFIX = "rapport-", ".txt"
_OWN = "iafiche"
_MOST_FRAMES = 200


def report_of(error: BaseException, about: Mapping[str, str]) -> str:
    """Return the text of a report: what it is `about`, line by line, and where it went wrong."""
    lines = [f"{name} : {text}" for name, text in about.items()]
    return "\n".join([*lines, "", *_told(error)]) + "\n"


def write_report(folder: Path, text: str, when: datetime.datetime) -> Path:
    """Write a report for its owner alone, and return where; the oldest ones go.

    Raises:
        SaveError: It cannot be written.
    """
    try:
        make_private_folder(folder)
        old = sorted(folder.glob(f"{_PREFIX}*{_SUFFIX}"))
    except (OSError, ValueError) as error:
        raise SaveError(writing_trouble(error, folder)) from error
    path = folder / f"{_PREFIX}{when:%Y%m%d-%H%M%S}-{os.urandom(3).hex()}{_SUFFIX}"
    write_safely(path, text.encode("utf-8", "replace"), private=True)
    for each in old[: max(0, len(old) + 1 - MOST_REPORTS)]:
        with suppress(OSError):
            disk.DISK.remove(each)
    return path


def _told(error: BaseException) -> Iterator[str]:
    """Yield the error with those that led to it, the last one first."""
    seen: set[int] = set()
    waiting: list[BaseException] = [error]
    while waiting:
        one = waiting.pop(0)
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield _sort_of(one)
        frames = list(traceback.walk_tb(one.__traceback__))
        if len(frames) > _MOST_FRAMES:
            yield f"  ({len(frames) - _MOST_FRAMES} appels laissés de côté)"
        for frame, line in frames[-_MOST_FRAMES:]:
            code = frame.f_code
            yield f"  {_shortened(code.co_filename)}:{line} {code.co_qualname}"
        members = one.exceptions if isinstance(one, BaseExceptionGroup) else ()
        # A worker of Textual carries the error without having been raised from it.
        carried = getattr(one, "error", None)
        others = (*members, one.__cause__, one.__context__, carried)
        waiting += [other for other in others if isinstance(other, BaseException)]


def _sort_of(error: BaseException) -> str:
    sort = type(error)
    number = f" {error.errno}" if isinstance(error, OSError) else ""
    return f"{sort.__module__}.{sort.__qualname__}{number}"


def _shortened(name: str) -> str:
    """Return a path from our own package or a library on: above it may be somebody's name."""
    parts = name.replace("\\", "/").split("/")
    for mark, kept in ((_OWN, 0), ("site-packages", 1)):
        if mark in parts:
            rank = len(parts) - 1 - parts[::-1].index(mark)
            return "/".join(parts[rank + kept :])
    return parts[-1]
