"""One fiche being edited: what its file held, and how the edited draft gets there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from iafiche.model.catalogue import CATALOGUE
from iafiche.model.draft import Draft
from iafiche.model.field import Role
from iafiche.model.kinds.dates import Moment
from iafiche.model.portable_names import is_portable
from iafiche.store.reading import Reading, read_bytes, read_file
from iafiche.store.system_errors import BAD_NAME, SaveError, Trouble

if TYPE_CHECKING:
    import datetime
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


class FicheFile:
    """One open file.

    Attributes:
        path: Where it is, or will be at the first save; None while nobody has said.
        reading: The file as it was when opened or last saved; empty for a new fiche.
        is_new: It has never been saved.
        caveats: What the person should know of the last save although it was made.
    """

    def __init__(self, path: Path | None, reading: Reading, *, is_new: bool) -> None:
        self.path = path
        self.reading = reading
        self.is_new = is_new
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
        """Tell whether `draft` holds something else than the file."""
        return draft != self.draft

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
            overwrite: Replace another file that stands there.

        Raises:
            AlreadyExistsError: Another file stands there.
            SaveError: It cannot be written; what stood there before still does.
        """
        target = path or self.path
        if target is None:
            raise SaveError(_NO_PATH)
        is_own = not self.is_new and self.path is not None and _is_same(target, self.path)
        if not is_own and not is_portable(target.name):
            raise SaveError(BAD_NAME)
        if not (is_own or overwrite) and _exists(target):
            raise AlreadyExistsError(_ALREADY_EXISTS)
        stamped = self.stamped(draft, today)
        text = self.text_of(stamped)
        self.caveats = ()
        if not is_own or text != self.reading.text or not _exists(target):
            from iafiche.store.safe_file import write_safely

            self.caveats = write_safely(target, _encoded(text, stamped))
        self.path, self.is_new = target, False
        self.reading = read_bytes(text.encode())
        return self.draft

    def stamped(self, draft: Draft, today: datetime.date) -> Draft:
        """Return `draft` as a save would write it: with the update date that it sets."""
        if draft[_UPDATED] != self.draft[_UPDATED] or not self.is_changed(draft):
            return draft
        return draft.with_value(_UPDATED, str(Moment(today.year, today.month, today.day)))


_UNFAITHFUL = Trouble(
    "La mise en page de ce fichier empêche de le modifier sans risque : rien n'a été écrit.",
    "Exportez la fiche ou recopiez-la dans une nouvelle, et signalez ce fichier aux auteurs"
    " d'iafiche.",
)
_NO_PATH = Trouble("La fiche n'a pas encore de fichier.", "Choisissez sous quel nom l'enregistrer.")
_ALREADY_EXISTS = Trouble(
    "Un autre fichier porte déjà ce nom.",
    "Choisissez un autre nom, ou confirmez que vous voulez le remplacer.",
)


def _encoded(text: str, draft: Draft) -> bytes:
    try:
        return text.encode("utf-8")
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


def _has_lone_surrogate(text: str) -> bool:
    return any("\ud800" <= char <= "\udfff" for char in text)


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
