"""What stands in the folder that fiches arrive in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from iafiche.exchange.passing import in_silence
from iafiche.review.scan import fiche_files
from iafiche.store.fiche_file import FicheFile
from iafiche.store.file_names import stem_of
from iafiche.store.reading import read_file

if TYPE_CHECKING:
    from pathlib import Path

    from iafiche.exchange.passing import Passing
    from iafiche.model.draft import Draft


@dataclass(frozen=True, slots=True, eq=False)
class Present:
    """A fiche that is there already.

    Attributes:
        path: Its file.
        file: The file as it was read.
    """

    path: Path
    file: FicheFile

    @property
    def draft(self) -> Draft:
        """What the file holds."""
        return self.file.draft


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder as it was looked at.

    Attributes:
        path: Where it is, or will be.
        fiches: The fiches in it and in its folders that can be read.
        stems: The names that files in it have already, without their ending.
    """

    path: Path
    fiches: tuple[Present, ...] = ()
    stems: frozenset[str] = frozenset()


def look_into(path: Path, passing: Passing = in_silence) -> Folder:
    """Return what stands in a folder; nothing where it does not exist yet.

    `passing` is told how far reading has come.
    """
    if not path.is_dir():
        return Folder(path)
    files = list(fiche_files([path]))
    passed = passing(files, len(files), "Lecture du dossier…")
    readings = ((file, read_file(file)) for file in passed)
    fiches = tuple(
        Present(file, FicheFile(file, reading, is_new=False))
        for file, reading in readings
        if reading.readable
    )
    return Folder(path, fiches, frozenset(stem_of(file).casefold() for file in files))
