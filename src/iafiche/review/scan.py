"""Finding the fiches of folders, of patterns and of lists."""

from __future__ import annotations

import os
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from iafiche.review.ignoring import IGNORE_FILE, Ignored
from iafiche.store.file_names import SUFFIX
from iafiche.store.folder_settings import (
    SETTINGS_FILE,
    outermost,
    repository_of,
    settings_above,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_TOGETHER = 256
"""How many fiches of one folder are handed on together at most."""


class Place(NamedTuple):
    """One folder of fiches.

    Attributes:
        folder: Its path, as it was given or found; empty for the current one.
        settings: The path of the nearest `iafiche.toml`, its own or of a folder above; empty for
            none.
    """

    folder: str
    settings: str


class Batch(NamedTuple):
    """Some fiches of one folder, in order.

    Attributes:
        place: Their folder.
        paths: Their paths, as they were given or found.
        statuses: What the system says of each file; None where it was not asked, or is silent.
        root: The absolute path of the given folder they were found in; empty for files that were
            given themselves.
        inner: Their folder's path within that one.
    """

    place: Place
    paths: list[str]
    statuses: list[os.stat_result | None]
    root: str = ""
    inner: str = ""


def is_fiche_name(name: str) -> bool:
    """Tell whether a file of that name is a fiche, whatever the case of its ending."""
    return len(name) > len(SUFFIX) and (name.endswith(SUFFIX) or name.lower().endswith(SUFFIX))


def fiche_files(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the fiches at `paths`, each once, in the order of `batches`."""
    for batch in batches(paths):
        yield from map(Path, batch.paths)


def count_fiches(paths: Iterable[Path]) -> int:
    """Return how many fiches there are at `paths`: some hundred thousand a second."""
    return sum(len(batch.paths) for batch in batches(paths))


def listed_paths(text: str) -> Iterator[Path]:
    """Yield the paths of a list: one a line, or parted by NUL as `find -print0` writes it."""
    lines = text.split("\0") if "\0" in text else text.splitlines()
    return (Path(line) for line in lines if line.strip())


def place_of(path: str) -> Place:
    """Return the folder of one file, with the nearest settings."""
    absolute = os.path.dirname(os.path.abspath(path))  # noqa: PTH100, PTH120
    return Place(os.path.dirname(path), settings_above(absolute, outermost(absolute)))  # noqa: PTH120


def batches(paths: Iterable[Path], *, with_status: bool = False) -> Iterator[Batch]:
    """Yield the fiches at `paths`, each once, in a stable order, as soon as they are found.

    A folder stands for the fiches in it and in its folders, sorted by name, a folder's files
    before its folders; hidden folders are left out, and what a `.gitignore` names. A link to a
    folder is followed where it leads out of the given one, and not above it. A pattern that
    is no path of a file stands for what it matches. Anything else (a file of any name, nothing at
    all, a folder that cannot be listed) is given as is: reading it tells what is wrong with it.

    Args:
        paths: Files, folders and patterns.
        with_status: Whether to ask the system for the status of each file.
    """
    scan = _Scan(with_status)
    for path in paths:
        yield from scan.of_path(str(path))


@dataclass(frozen=True, slots=True)
class _Folder:
    """A folder still to be listed: its path, and what is known of it from above.

    `real` is its path without links. It `is_linked` where it, or one above it, is a link.
    """

    path: str
    inner: str
    real: str
    settings: str
    ignored: Ignored
    is_linked: bool = False


class _Scan:
    """One scan, which gives each fiche once."""

    def __init__(self, with_status: bool) -> None:
        self._with_status = with_status
        self._folders: set[str] = set()
        self._reached_by_links: set[str] = set()
        self._files: set[str] = set()
        self._places: dict[str, Place] = {}

    def of_path(self, path: str) -> Iterator[Batch]:
        if os.path.isdir(path):  # noqa: PTH112
            yield from self._of_folder(path)
        elif not os.path.lexists(path) and (found := _expanded(path)):
            for each in found:
                yield from self.of_path(each)
        else:
            yield from self._of_file(path)

    def _of_file(self, path: str) -> Iterator[Batch]:
        identity = _identity(path)
        folder, name = os.path.split(identity)
        reached = folder in self._folders and is_fiche_name(name)
        if identity not in self._files and not reached:
            self._files.add(identity)
            if folder not in self._places:
                self._places[folder] = place_of(path)
            yield Batch(
                self._places[folder], [path], [_status(path) if self._with_status else None]
            )

    def _of_folder(self, path: str) -> Iterator[Batch]:
        absolute, real = os.path.abspath(path), os.path.realpath(path)  # noqa: PTH100
        repository = repository_of(absolute)
        above = settings_above(os.path.dirname(absolute), outermost(absolute))  # noqa: PTH120
        ignored = Ignored.at(absolute, repository) if repository else Ignored()
        waiting = [_Folder(path, "", real, above, ignored)]
        while waiting:
            current = waiting.pop()
            if current.is_linked:
                # Within the given folder everything is come upon without links; what holds that
                # folder was not given, nor would one ever be through with it.
                if current.real in self._reached_by_links or _share_files(current.real, real):
                    continue
                self._reached_by_links.add(current.real)
            identity = _identity(current.path)
            if identity not in self._folders:
                self._folders.add(identity)
                yield from self._listed(current, absolute, waiting)

    def _listed(self, current: _Folder, root: str, waiting: list[_Folder]) -> Iterator[Batch]:
        """Yield the fiches of one folder, and put its folders behind those that wait."""
        fiches, folders, own = [], [], set()
        try:
            with os.scandir(current.path) as listing:
                for entry in listing:
                    name = entry.name
                    # What nearly all are.
                    if name.endswith(SUFFIX) and name != SUFFIX and _is_plain_file(entry):
                        fiches.append(entry)
                    elif is_folder(entry):
                        folders.append(entry)
                    elif is_fiche_name(name):
                        fiches.append(entry)
                    elif name in (SETTINGS_FILE, IGNORE_FILE):
                        own.add(name)
        except OSError:
            yield Batch(Place(current.path, ""), [current.path], [None])
            return
        shown = "" if current.path == os.curdir else current.path
        settings, ignored = current.settings, current.ignored
        if SETTINGS_FILE in own:
            settings = os.path.join(shown, SETTINGS_FILE)  # noqa: PTH118
        if IGNORE_FILE in own:
            ignored = ignored.with_file(os.path.join(current.path, IGNORE_FILE))  # noqa: PTH118
        place = Place(shown, settings)
        # From the end, so that what is handed on is let go of.
        fiches.sort(key=_name, reverse=True)
        while fiches:
            some = fiches[: -_TOGETHER - 1 : -1]
            del fiches[-_TOGETHER:]
            if ignored.levels:
                some = [entry for entry in some if not ignored.leaves_out_fiche(entry.name)]
            if self._files:
                some = [entry for entry in some if _identity(entry.path) not in self._files]
            yield Batch(
                place,
                [entry.path if shown else entry.name for entry in some],
                _statuses_of(some) if self._with_status else [None] * len(some),
                root,
                current.inner,
            )
        folders.sort(key=_name, reverse=True)
        for entry in folders:
            if entry.name.startswith(".") or ignored.leaves_out_folder(entry.name):
                continue
            path = entry.path if shown else entry.name
            real = (
                os.path.realpath(entry.path)
                if _leads_elsewhere(entry)
                else os.path.join(current.real, entry.name)  # noqa: PTH118
            )
            is_linked = current.is_linked or real != os.path.join(current.real, entry.name)  # noqa: PTH118
            inner = f"{current.inner}/{entry.name}"
            inside = ignored.inside(entry.name)
            waiting.append(_Folder(path, inner, real, settings, inside, is_linked))


_name = attrgetter("name")


def _identity(path: str) -> str:
    """Return what two ways of writing one path have in common; links are not followed."""
    return os.path.normcase(os.path.abspath(path))  # noqa: PTH100


def _share_files(one: str, other: str) -> bool:
    """Tell whether one of two folders, by their real paths, is or holds the other."""
    inner, outer = sorted((os.path.normcase(one), os.path.normcase(other)), key=len, reverse=True)
    return inner == outer or inner.startswith(os.path.join(outer, ""))  # noqa: PTH118


def _expanded(path: str) -> list[str]:
    """Return what a path stands for that is none itself; nothing where it is no pattern."""
    from iafiche.review.patterns import fixed_part, is_pattern, matches, names_its_files

    if not is_pattern(path):
        return []
    base = os.path.abspath(fixed_part(path))  # noqa: PTH100
    repository = repository_of(base)
    ignored = Ignored.at(base, repository) if repository else Ignored()
    ignored = ignored.with_file(os.path.join(base, IGNORE_FILE))  # noqa: PTH118
    return [
        found
        for found in matches(path, ignored)
        if os.path.isdir(found)  # noqa: PTH112
        or is_fiche_name(found)
        or (names_its_files(path) and os.path.basename(found) != SETTINGS_FILE)  # noqa: PTH119
    ]


def _is_plain_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file(follow_symlinks=False)
    except OSError:
        return False


def is_folder(entry: os.DirEntry[str], *, follow_links: bool = True) -> bool:
    """Tell whether a name in a folder is that of a folder; a link to one may count as one."""
    try:
        return entry.is_dir(follow_symlinks=follow_links)
    except OSError:
        return False


def _leads_elsewhere(entry: os.DirEntry[str]) -> bool:
    """Tell whether a folder is a link; on Windows a junction is one that does not say so."""
    return entry.is_symlink() or os.name == "nt"


def _statuses_of(
    entries: Sequence[os.DirEntry[str]],
) -> list[os.stat_result | None]:
    try:
        return [entry.stat() for entry in entries]
    except OSError:
        # One has gone meanwhile, or leads nowhere.
        return [_status(entry.path) for entry in entries]


def _status(path: str) -> os.stat_result | None:
    try:
        return os.stat(path)  # noqa: PTH116
    except (OSError, ValueError):
        return None
