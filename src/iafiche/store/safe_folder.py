"""Writing a folder so that it is there whole, or not at all.

The files go to a temporary folder beside it, which then takes its place. A folder that stands
there already is replaced only where it holds nothing but files of the same names: what somebody
else put there is never taken away.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from iafiche.store import disk
from iafiche.store.safe_file import READ_AND_WRITE_FOR_ALL, beside, move_onto
from iafiche.store.system_errors import SaveError, Trouble, writing_trouble

if TYPE_CHECKING:
    from collections.abc import Mapping

NOT_A_FOLDER = Trouble(
    "Un fichier porte déjà ce nom.", "Choisissez un autre nom pour le dossier à écrire."
)

_NOT_LISTED = Trouble(
    "Ce dossier, ou l'un des siens, ne peut pas être lu : il contient peut-être autre chose que cet"
    " export.",
    "Choisissez un dossier qui n'existe pas encore.",
)


def write_folder_safely(path: Path, files: Mapping[str, bytes]) -> None:
    """Make `files` the content of the folder at `path`, or leave everything as it was.

    Args:
        path: The folder; the one above it exists.
        files: The content of each file by its relative POSIX path.

    Raises:
        SaveError: It cannot be written, or holds something else; told in French.
    """
    try:
        target = Path(os.path.realpath(path))
        _refuse_others(target, files)
        temporary = beside(target)
        try:
            _fill(temporary, files)
            _take_place(temporary, target)
        finally:
            disk.DISK.remove_folder(temporary)
    except (OSError, ValueError) as error:
        raise SaveError(writing_trouble(error, path.parent)) from error
    with suppress(OSError):
        disk.DISK.flush_folder(target.parent)


def _refuse_others(target: Path, files: Mapping[str, bytes]) -> None:
    if not target.exists():
        return
    if not target.is_dir():
        raise SaveError(NOT_A_FOLDER)
    try:
        other = next((name for name in _names_in(target) if name not in files), None)
    except OSError as error:
        raise SaveError(_NOT_LISTED) from error
    if other is not None:
        raise SaveError(
            Trouble(
                f"Ce dossier contient autre chose que cet export : « {other} ».",
                "Choisissez un dossier qui n'existe pas encore, ou videz celui-ci.",
            )
        )


def _names_in(folder: Path) -> list[str]:
    """Return what is in a folder but folders; `OSError` where one of those cannot be listed."""

    def refuse(error: OSError) -> NoReturn:
        raise error

    found: list[Path] = []
    for place, folders, files in os.walk(folder, onerror=refuse):
        inside = Path(place)
        links = (name for name in folders if (inside / name).is_symlink())
        found += (inside / name for name in (*files, *links))
    return [each.relative_to(folder).as_posix() for each in sorted(found)]


def _fill(folder: Path, files: Mapping[str, bytes]) -> None:
    disk.DISK.make_folder(folder)
    for name, content in files.items():
        file = folder.joinpath(*name.split("/"))
        disk.DISK.make_folder(file.parent, parents=True)
        descriptor = disk.DISK.create(file, READ_AND_WRITE_FOR_ALL)
        try:
            disk.DISK.write(descriptor, content)
            disk.DISK.flush(descriptor)
        finally:
            disk.DISK.close(descriptor)


def _take_place(temporary: Path, target: Path) -> None:
    if not target.exists():
        move_onto(target, temporary)
        return
    # No system replaces a folder that holds something: the old one steps aside first.
    old = beside(target)
    move_onto(old, target)
    try:
        move_onto(target, temporary)
    except BaseException:
        with suppress(OSError):
            move_onto(target, old)
        raise
    disk.DISK.remove_folder(old)
