"""Finding the fiches of a folder."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from iafiche.store.file_names import SUFFIX

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def is_fiche_name(name: str) -> bool:
    """Tell whether a file of that name is a fiche, whatever the case of its ending."""
    return name.lower().endswith(SUFFIX) and len(name) > len(SUFFIX)


def fiche_files(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the fiches at `paths`, each once, in a stable order.

    A folder stands for the fiches in it and in its folders, sorted by name, a folder's files
    before its folders; hidden folders are left out. Anything else (a file of any name, nothing at
    all, a folder that cannot be listed) is given as is: reading it tells what is wrong with it.
    """
    seen: set[Path] = set()
    for path in paths:
        for file in _fiches_below(path) if path.is_dir() else (path,):
            identity = Path(os.path.abspath(file))  # noqa: PTH100 - resolving would follow links
            if identity not in seen:
                seen.add(identity)
                yield file


def _fiches_below(folder: Path) -> Iterator[Path]:
    # Folders still to visit, with the real folders that lead to each: a link back up is not
    # followed, so a loop of links ends.
    waiting = [(folder, frozenset({os.path.realpath(folder)}))]
    while waiting:
        current, above = waiting.pop()
        try:
            with os.scandir(current) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError:
            yield current
            continue
        inner = []
        for entry in entries:
            if _is_folder(entry):
                real = os.path.realpath(entry.path)
                if not entry.name.startswith(".") and real not in above:
                    inner.append((Path(entry.path), above | {real}))
            elif is_fiche_name(entry.name):
                yield Path(entry.path)
        waiting.extend(reversed(inner))


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False
