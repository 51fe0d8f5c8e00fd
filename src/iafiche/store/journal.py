"""The recovery journals: what is typed and not saved yet, kept where the next start finds it.

A fiche being edited has a file of its own beside those of other fiches and other windows, replaced
whole each time; as long as its program lives, nobody else touches it.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple, Self

from iafiche.model.comparing import same_draft
from iafiche.store.fiche_file import FicheFile, UnreadableError
from iafiche.store.folders import JOURNAL_SUFFIX
from iafiche.store.holding import Hold
from iafiche.store.journal_file import MOST_BYTES, Record, decoded, encoded
from iafiche.store.merging import merge
from iafiche.store.opening import read_start
from iafiche.store.safe_file import make_private_folder, remove_safely, write_safely
from iafiche.store.system_errors import SaveError, Trouble, writing_trouble

if TYPE_CHECKING:
    import datetime
    from pathlib import Path

    from iafiche.store.merging import Merge

_HELD = ".tenu"

_TOO_LONG = Trouble(
    "Cette fiche est trop longue pour être gardée en cas de panne.", "Enregistrez-la souvent."
)


class Journal:
    """The journal of one fiche being edited; a file from the first time something is written.

    Attributes:
        path: The file.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / f"{os.urandom(8).hex()}{JOURNAL_SUFFIX}"
        self._hold: Hold | None = None

    @classmethod
    def adopt(cls, path: Path) -> Self | None:
        """Go on with the journal of a program that has ended; None where another one does."""
        journal = cls(path.parent)
        journal.path = path
        try:
            return journal if journal._take_hold() and path.exists() else None
        except OSError:
            return None

    def write(self, record: Record, when: datetime.datetime) -> None:
        """Write down what is typed, and when.

        Raises:
            SaveError: It cannot be written; what was written before still is.
        """
        try:
            data = encoded(record, when)
        except (ValueError, RecursionError) as error:
            raise SaveError(_TOO_LONG) from error
        if len(data) > MOST_BYTES:
            raise SaveError(_TOO_LONG)
        try:
            make_private_folder(self.path.parent)
            self._take_hold()
        except (OSError, ValueError) as error:
            raise SaveError(writing_trouble(error, self.path.parent)) from error
        write_safely(self.path, data, private=True)

    def clear(self) -> None:
        """Forget what was typed: it is saved, or given up.

        Raises:
            SaveError: It cannot be removed.
        """
        remove_safely(self.path)
        if self._hold is not None:
            self._hold.release()
            self._hold = None

    def _take_hold(self) -> bool:
        if self._hold is None:
            self._hold = Hold.take(self.path.with_suffix(_HELD))
        return self._hold is not None


class Kept(NamedTuple):
    """Work that was not saved when its program ended.

    Attributes:
        path: Its journal.
        record: What that says.
        when: When it was written down.
    """

    path: Path
    record: Record
    when: datetime.datetime

    def file(self) -> FicheFile:
        """Return the fiche's file, open; a new one where it has gone or cannot be read."""
        fiche = self.record.fiche
        if fiche is None:
            return FicheFile.new()
        try:
            return FicheFile.open(fiche)
        except UnreadableError:
            return FicheFile.new(fiche)

    def merged(self, file: FicheFile) -> Merge:
        """Compare what was typed with the file as it is; of one that has gone, nothing counts."""
        base = file.draft if file.is_new else self.record.base
        return merge(base, self.record.draft, file.draft)

    def has_changed_since(self, file: FicheFile) -> bool:
        """Tell whether the file holds other values than those that were typed over, or has gone."""
        return not same_draft(self.record.base, file.draft)

    def discard(self) -> None:
        """Forget it; nothing happens where somebody has taken it up meanwhile.

        Raises:
            SaveError: It cannot be removed.
        """
        journal = Journal.adopt(self.path)
        if journal is not None:
            journal.clear()


class Found(NamedTuple):
    """The journals that programs have left behind.

    Attributes:
        kept: The work, the latest first.
        unreadable: The files that are damaged, of another program or of a newer version.
    """

    kept: tuple[Kept, ...] = ()
    unreadable: tuple[Path, ...] = ()


def look(folder: Path) -> Found:
    """Return the work that was not saved when its program ended; never raises.

    That of living programs is left out, and what is in its file already is forgotten.
    """
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208
    except (OSError, ValueError):
        return Found()
    found = [_look_at(folder / name) for name in names if name.endswith(JOURNAL_SUFFIX)]
    for name in names:
        if name.endswith(_HELD) and name.removesuffix(_HELD) + JOURNAL_SUFFIX not in names:
            # Its program ended between the two.
            with suppress(OSError):
                _let_go(folder / name)
    kept = [one for each in found for one in each.kept]
    kept.sort(key=lambda one: one.when, reverse=True)
    return Found(tuple(kept), tuple(path for each in found for path in each.unreadable))


def _look_at(path: Path) -> Found:
    """Return the work in one journal, if it was left behind."""
    try:
        hold = Hold.take(path.with_suffix(_HELD))
    except OSError:
        # A folder that takes no file.
        data = read_start(path, MOST_BYTES + 1)
    else:
        if hold is None:
            return Found()
        data = read_start(path, MOST_BYTES + 1)
        hold.release()
    entry = decoded(data) if isinstance(data, bytes) else None
    if entry is None:
        return Found((), (path,))
    kept = Kept(path, *entry)
    file = kept.file()
    if not file.is_new and kept.merged(file).result({}) == file.draft:
        # Its program ended between saving and forgetting.
        with suppress(SaveError):
            kept.discard()
            return Found()
    return Found((kept,))


def _let_go(path: Path) -> None:
    hold = Hold.take(path)
    if hold is not None:
        hold.release()
