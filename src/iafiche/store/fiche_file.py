"""One fiche being edited: what its file held, and how the edited draft gets there."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple, Self

from iafiche.model.catalogue import CATALOGUE
from iafiche.model.draft import Draft
from iafiche.model.field import Role
from iafiche.model.kinds.dates import Moment
from iafiche.model.portable_names import is_portable
from iafiche.store.opening import read_start
from iafiche.store.reading import LARGEST_FILE, Reading, read_bytes, read_content, read_file
from iafiche.store.system_errors import BAD_NAME, NOT_FOUND, SaveError, Trouble

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable
    from pathlib import Path

    from iafiche.check.findings import Finding

_UPDATED = CATALOGUE.of_role(Role.UPDATED).key


class UnreadableError(Exception):
    """A file cannot be edited.

    Attributes:
        path: The file.
        findings: Why, and what to do.
    """

    def __init__(self, path: Path, findings: tuple[Finding, ...]) -> None:
        super().__init__(" ".join(f"{found.message} {found.advice}" for found in findings))
        self.path = path
        self.findings = findings


class AlreadyExistsError(SaveError):
    """Another file stands where the fiche was to be saved: ask, then say `overwrite=True`."""


class Change(Enum):
    """What has become of a file that is open here."""

    CHANGED = "changed"
    UNREADABLE = "unreadable"
    """It holds something else, which is no fiche that this program could edit."""
    GONE = "gone"
    OUT_OF_REACH = "out of reach"
    """Nobody can tell: the disk does not answer, or nobody may read it any more."""


class Changed(NamedTuple):
    """A file as it is now, where it is not what it was when opened or last saved."""

    change: Change
    reading: Reading


class ChangedOnDiskError(SaveError):
    """Somebody else has changed the file: nothing was written over what nobody here has seen.

    Attributes:
        found: The file as it is now.
    """

    def __init__(self, found: Changed) -> None:
        super().__init__(_CHANGED)
        self.found = found


class FicheFile:
    """One open file.

    Attributes:
        path: Where it is, or will be at the first save; None while nobody has said.
        reading: The file as it was when opened or last saved; empty for a new fiche.
        is_new: It has never been saved.
        is_gone: It is no longer where it was: what is in hand may be all there is of it.
        caveats: What the person should know of the last save although it was made.
        keep_before: Keeps what stands in a file before a save writes over it, and returns what the
            person should know of that; None where nothing is kept.
    """

    keep_before: Callable[[Path], tuple[Trouble, ...]] | None = None

    def __init__(self, path: Path | None, reading: Reading, *, is_new: bool) -> None:
        self.path = path
        self.reading = reading
        self.is_new = is_new
        self.is_gone = False
        self.caveats: tuple[Trouble, ...] = ()

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the file at `path` for editing.

        Raises:
            UnreadableError: It is missing, no TOML, or of a newer version.
        """
        reading = read_file(path)
        if not reading.readable:
            raise UnreadableError(path, reading.findings)
        return cls(path, reading, is_new=False)

    @classmethod
    def new(cls, path: Path | None = None) -> Self:
        """Begin an empty fiche; nothing is on the disk before it is saved."""
        return cls(path, Reading("", Draft()), is_new=True)

    @property
    def draft(self) -> Draft:
        """The values as the file holds them: where editing begins."""
        return self.reading.draft

    def is_changed(self, draft: Draft) -> bool:
        """Tell whether `draft` holds something else than the file, or the file has gone."""
        return self.is_gone or draft != self.draft

    def is_at(self, path: Path | None) -> bool:
        """Tell whether the fiche has been saved, and in the file at `path`."""
        here = None if self.is_new else self.path
        return here is not None and path is not None and _is_same(path, here)

    def look(self) -> Changed | None:
        """Return the file as it is now, by its content; None where that is what it held."""
        if self.is_new or self.path is None:
            return None
        data = read_start(self.path, LARGEST_FILE + 1)
        if data == self.reading.text.encode():
            return None
        reading = read_content(data)
        if isinstance(data, Trouble):
            change = Change.GONE if data == NOT_FOUND else Change.OUT_OF_REACH
        else:
            change = Change.CHANGED if reading.readable else Change.UNREADABLE
        return Changed(change, reading)

    def check_unchanged(self) -> None:
        """Refuse to go on where somebody else has changed the file; one that has gone will do.

        Raises:
            ChangedOnDiskError: It holds something else.
            SaveError: Nobody can tell.
        """
        found = self.look()
        if found is not None:
            _refuse_unseen(found)

    def take_over(self, reading: Reading) -> None:
        """Go on from what somebody else has saved: it is what the next save changes."""
        self.reading, self.is_gone = reading, False

    def text_of(self, draft: Draft) -> str:
        """Return the whole text of the file that saving `draft` as it is would write.

        Raises:
            SaveError: That text cannot be made.
        """
        # Opening a fiche needs none of what editing and writing its file do.
        from iafiche.store.document import UnfaithfulEditError, new_text, rewrite

        try:
            return new_text(draft) if self.is_new else rewrite(self.reading.text, draft)
        except UnfaithfulEditError as error:
            raise SaveError(_UNFAITHFUL) from error

    def save(
        self,
        draft: Draft,
        today: datetime.date,
        path: Path | None = None,
        *,
        overwrite: bool = False,
    ) -> Draft:
        """Write `draft` to the file and return it as saved.

        The update date becomes `today` when something else has changed, unless that date was
        changed by hand too. A file without any change is not touched.

        Args:
            draft: The values to save, right or wrong.
            today: The day of saving.
            path: Where to save from now on; by default where the fiche is.
            overwrite: Replace another file that stands there, or what somebody else has written.

        Raises:
            AlreadyExistsError: Another file stands there.
            ChangedOnDiskError: Somebody else has changed the fiche's own file.
            SaveError: It cannot be written; what stood there before still does.
        """
        target = path or self.path
        if target is None:
            raise SaveError(_NO_PATH)
        is_own = self.is_at(target)
        if not is_own and not is_portable(target.name):
            raise SaveError(BAD_NAME)
        if not (is_own or overwrite) and _exists(target):
            raise AlreadyExistsError(_ALREADY_EXISTS)
        stamped = self.stamped(draft, today)
        text = self.text_of(stamped)
        self.caveats = ()
        found = self.look() if is_own else None
        is_gone = found is not None and found.change is Change.GONE
        if not is_own or text != self.reading.text or is_gone:
            if found is not None and not overwrite:
                _refuse_unseen(found)
            from iafiche.store.safe_file import write_safely

            data = encoded(text, stamped)
            told = self.keep_before(target) if self.keep_before is not None else ()
            self.caveats = (*write_safely(target, data), *told)
            if is_gone and not self.is_gone:
                self.caveats += (_WAS_GONE,)
        self.path, self.is_new, self.is_gone = target, False, False
        self.reading = read_bytes(text.encode())
        return self.draft

    def stamped(self, draft: Draft, today: datetime.date) -> Draft:
        """Return `draft` as a save would write it: with the update date that it sets."""
        if draft[_UPDATED] != self.draft[_UPDATED] or draft == self.draft:
            return draft
        return draft.with_value(_UPDATED, str(Moment(today.year, today.month, today.day)))


_UNFAITHFUL = Trouble(
    "La mise en page de ce fichier empêche de le modifier sans risque : rien n'a été écrit.",
    "Exportez la fiche ou recopiez-la dans une nouvelle, et signalez ce fichier aux auteurs"
    " d'iafiche.",
)
_NO_PATH = Trouble("La fiche n'a pas encore de fichier.", "Choisissez sous quel nom l'enregistrer.")
_CHANGED = Trouble(
    "Le fichier a été modifié ailleurs depuis que la fiche est ouverte : rien n'a été écrit.",
    "Enregistrez sous un autre nom, puis comparez les deux fichiers.",
)
_WAS_GONE = Trouble(
    "Le fichier n'était plus à sa place : il vient d'y être écrit de nouveau.",
    "S'il avait été déplacé ou renommé, gardez un seul des deux.",
)
_ALREADY_EXISTS = Trouble(
    "Un autre fichier porte déjà ce nom.",
    "Choisissez un autre nom, ou confirmez que vous voulez le remplacer.",
)


_TOO_LARGE = Trouble(
    f"La fiche pèserait plus de {LARGEST_FILE // 1_000_000} Mo, le plus qui puisse être relu.",
    "Raccourcissez ses textes les plus longs, puis recommencez.",
)


def encoded(text: str, draft: Draft) -> bytes:
    """Return the bytes of the file of `draft`, of which `text` is the whole text.

    `SaveError` for a character that no file holds, and for more than can be read again.
    """
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError as error:
        labels = (
            spec.field.label
            for spec in CATALOGUE.fields
            if _has_lone_surrogate(draft.text(spec.key))
        )
        raise SaveError(
            Trouble(
                f"« {next(labels, 'Un champ')} » contient un caractère abîmé,"
                " qu'aucun fichier ne peut contenir.",
                "Supprimez ce caractère, souvent venu d'un copier-coller, puis enregistrez.",
            )
        ) from error
    if len(data) > LARGEST_FILE:
        raise SaveError(_TOO_LARGE)
    return data


def _has_lone_surrogate(text: str) -> bool:
    return any("\ud800" <= char <= "\udfff" for char in text)


def _refuse_unseen(found: Changed) -> None:
    """Raise what stands against writing over a file that is not what it was."""
    if found.change is Change.OUT_OF_REACH:
        (why,) = found.reading.findings
        raise SaveError(Trouble(why.message, why.advice))
    if found.change is not Change.GONE:
        raise ChangedOnDiskError(found)


def _exists(path: Path) -> bool:
    """Tell whether there is something to replace; writing refuses a folder by itself."""
    try:
        return path.exists() and not path.is_dir()
    except (OSError, ValueError):
        # Whatever is wrong there, writing will say it.
        return False


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one == other or one.samefile(other)
    except (OSError, ValueError):
        return False
