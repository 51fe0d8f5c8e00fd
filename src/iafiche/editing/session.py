"""One fiche being edited: its draft, its findings, and which of them it is time to tell.

No widget stands here, so that all of it can be tested without a screen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from iafiche.model.catalogue import CATALOGUE, Page
from iafiche.model.flaws import Severity
from iafiche.model.values import Foreign, is_filled
from iafiche.store.fiche_file import AlreadyExistsError
from iafiche.store.history import History
from iafiche.store.system_errors import SaveError, Trouble

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from iafiche.check.context import Context
    from iafiche.check.findings import Finding
    from iafiche.editing.beside import Beside
    from iafiche.editing.journaling import Journaling
    from iafiche.editing.locking import Locking
    from iafiche.model.draft import Draft
    from iafiche.model.values import Value
    from iafiche.store.fiche_file import FicheFile
    from iafiche.store.merging import Merge
    from iafiche.store.reading import Reading


_READ_ONLY = Trouble("La fiche est ouverte en lecture seule.", "Choisissez un autre nom.")
_RANKS = {spec.key: rank for rank, spec in enumerate(CATALOGUE.fields)}


class PageState(NamedTuple):
    """What the navigation says of one page: fields filled, and findings told."""

    filled: int
    total: int
    errors: int
    warnings: int
    complete: bool


def subject(finding: Finding) -> str | None:
    """Return the key of the field a finding is shown at, if any.

    It is the field it is about, or the one its correction would fill.
    """
    return finding.key or (finding.fix.key if finding.fix else None)


def settles(finding: Finding) -> bool:
    """Tell whether what is wrong is only the way of writing, which leaving the field mends."""
    is_safe = finding.fix is not None and finding.fix.safe
    return is_safe and finding.severity is Severity.ERROR and not finding.unfinished


class Editing:
    """The state behind the editor's screen.

    A finding is told once its field was left, or filled by the file, or once the person asked
    for what is left to correct; while a field is being typed in, what may be the beginning of a
    right value is only « à compléter ».
    """

    is_read_only = False
    """It is only looked at: nothing changes its values, and saving writes another file."""

    is_over = False
    """The fiche is closed, or the program ends: nothing is to begin that has to be ended."""

    def __init__(self, file: FicheFile, context: Context, draft: Draft | None = None) -> None:
        """Begin with what the file holds, or with another draft: then there is one to save."""
        self.file = file
        self.context = context
        self.history = History(file.draft if draft is None else draft)
        self.findings: tuple[Finding, ...] = ()
        self._beside: Beside | None = None
        self._checking = False
        self.focused: str | None = None
        self._typing = False
        self._left: set[str] = set()
        self._asked = False
        self.journal: Journaling | None = None
        self.lock: Locking | None = None

    def know_beside(self, findings: tuple[Finding, ...]) -> None:
        """Take note of what a review of the folder found, others' fiches counted."""
        if findings:
            from iafiche.editing.beside import Beside

            self._beside = Beside(findings, self.file.draft)

    def begin_checks(self) -> None:
        """Check the draft, and keep checking it from now on."""
        self._checking = True
        self._check()

    def _check(self) -> None:
        if self._checking:
            self.findings = self._found_in(self.draft)

    def _found_in(self, draft: Draft) -> tuple[Finding, ...]:
        from iafiche.check.checking import check_draft

        return self._with_beside(check_draft(draft, self.context), draft)

    def _with_beside(self, own: tuple[Finding, ...], draft: Draft) -> tuple[Finding, ...]:
        return own if self._beside is None else self._beside.joined(own, draft)

    @property
    def draft(self) -> Draft:
        """The values as they stand."""
        return self.history.present

    @property
    def changed(self) -> bool:
        """Whether something is not saved yet."""
        return self.file.is_changed(self.draft)

    def note(self) -> None:
        """Have the journal, where one is kept, take note of the draft as it stands."""
        if self.journal is not None:
            self.journal.note(self.file, self.draft, self.focused)

    def follow(self) -> None:
        """Have the lock, where there is one, be that of the file as it is now."""
        if self.lock is not None:
            is_ours = not (self.file.is_new or self.is_read_only)
            self.lock.follow(self.file.path if is_ours else None)

    def keep(self) -> None:
        """Write down what is not saved: the program ends, and nobody asked it to.

        Others may have the fiche from now on.
        """
        self.is_over = True
        if self.journal is not None:
            self.journal.keep()
        if self.lock is not None:
            self.lock.release()

    def end(self) -> None:
        """Forget what was written down: it is settled what becomes of the changes.

        Others may have the fiche from now on.
        """
        self.is_over = True
        if self.journal is not None:
            self.journal.close()
        if self.lock is not None:
            self.lock.release()

    def edit(self, key: str, value: Value) -> None:
        """Take the value a person gives to a field."""
        if self.is_read_only or self.draft[key] == value:
            return
        self._typing = key == self.focused
        self.history.record(self.draft.with_value(key, value), key)
        self.note()
        if self._checking:
            from iafiche.check.checking import recheck

            own = recheck(self.findings, self.draft, key, self.context)
            self.findings = self._with_beside(own, self.draft)

    def focus(self, key: str | None) -> None:
        """Take note that another field, or none, is being filled."""
        if key == self.focused:
            return
        if self.focused is not None:
            self._left.add(self.focused)
            self.history.seal()
            if self._typing:
                self._settle(self.focused)
        self.focused = key
        self._typing = False

    def _settle(self, key: str) -> None:
        """Write what was typed into a field the way the model does, as a step of its own."""
        value = self.draft[key]
        if isinstance(value, Foreign) or not is_filled(value):
            return
        settled = CATALOGUE[key].kind.settled(value)
        if settled != value:
            self.edit(key, settled)
            self.history.seal()

    def undo(self) -> str | None:
        """Take back one step; return the key of the field that changed, if any."""
        return self._travel(self.history.undo) if self.history.can_undo else None

    def redo(self) -> str | None:
        """Take one step again; return the key of the field that changed, if any."""
        return self._travel(self.history.redo) if self.history.can_redo else None

    def fix(self, key: str) -> Finding | None:
        """Apply the first correction proposed for a field; return the finding it mends."""
        if not self._checking:
            self.begin_checks()
        found = next((f for f in self.findings if subject(f) == key and f.fix), None)
        return self.apply(found)

    def apply(self, finding: Finding | None) -> Finding | None:
        """Apply the correction of a finding, as a step of its own."""
        if finding is None or finding.fix is None:
            return None
        self.become(finding.fix.apply(self.draft))
        return finding

    def become(self, draft: Draft) -> None:
        """Take other values for one or several fields, as one step of its own."""
        if self.is_read_only:
            return
        self.history.record(draft)
        self.note()
        self._typing = False
        self._check()

    def put(self, key: str, value: Value) -> None:
        """Give a field a value otherwise than by typing it, as a step of its own."""
        self.fill({key: value})

    def fill(self, values: Mapping[str, Value]) -> None:
        """Give several fields a value, by their keys, as one step."""
        draft = self.draft
        for key, value in values.items():
            draft = draft.with_value(key, value)
        self.become(draft)

    def save(self, path: Path | None = None, *, overwrite: bool = False) -> None:
        """Write the fiche; `SaveError` where that cannot be, and then the file is as it was.

        `OpenElsewhereError` where another fiche stands there, which somebody has open.
        """
        if self.focused is not None and self._typing:
            # One saves in the middle of a field: it is written as it will be once it is left.
            self.history.seal()
            self._settle(self.focused)
        if self.is_read_only and self.file.is_at(path or self.file.path):
            raise SaveError(_READ_ONLY)
        try:
            saved = self.file.save(self.draft, self.context.today, path, overwrite=overwrite)
        except AlreadyExistsError:
            target = path or self.file.path
            if self.lock is not None and target is not None:
                self.lock.check_free(target)
            raise
        self.is_read_only = False
        # The date that saving sets belongs to the change it dates: one undo takes both back.
        self.history.amend(saved)
        self.follow()
        self.note()
        self._check()

    def merge_with(self, reading: Reading) -> Merge:
        """Compare what is in hand with what somebody else has saved meanwhile."""
        from iafiche.store.merging import merge

        return merge(self.file.draft, self.draft, reading.draft)

    def take_over(self, reading: Reading, draft: Draft) -> None:
        """Go on from what somebody else has saved, with the values of both: one step to undo."""
        self.file.take_over(reading)
        if self.is_read_only:
            # There is nothing of the person's own to come back to.
            self.history = History(draft)
            self._check()
        elif draft != self.draft:
            self.become(draft)
        else:
            self.note()

    def ask(self) -> None:
        """Tell every finding from now on: the person asked for what is left to correct."""
        self._asked = True
        if not self._checking:
            self.begin_checks()

    def told(self) -> dict[str | None, tuple[Finding, ...]]:
        """Return the findings it is time to tell, by the field they are shown at."""
        by_field: dict[str | None, tuple[Finding, ...]] = {}
        for found in self.findings:
            if self._is_told(found):
                key = subject(found)
                by_field[key] = (*by_field.get(key, ()), found)
        return by_field

    def is_pending(self, finding: Finding) -> bool:
        """Tell whether the finding is about a value that is still being typed.

        It may be the beginning of a right one, or become one when it is left.
        """
        typing = self._typing and subject(finding) == self.focused
        return typing and (finding.unfinished or settles(finding))

    @property
    def left_to_correct(self) -> tuple[Finding, ...]:
        """Every finding told so far that is not about a value being typed."""
        return tuple(f for f in self.findings if self._is_told(f) and not self.is_pending(f))

    def left_once_saved(self) -> tuple[Finding, ...]:
        """Return every finding, told or not, that a save now would leave: it sets a date."""
        saved = self.file.stamped(self.draft, self.context.today)
        return self.findings if saved == self.draft else self._found_in(saved)

    def page_state(self, page: Page) -> PageState:
        """Return what the navigation says of a page."""
        keys = {spec.key for spec in page.fields}
        told = [found for found in self.left_to_correct if subject(found) in keys]
        filled = sum(self.draft.is_filled(key) for key in keys)
        errors = sum(found.severity is Severity.ERROR for found in told)
        unmet = any(
            subject(found) in keys and found.severity > Severity.ADVICE for found in self.findings
        )
        return PageState(
            filled,
            len(page.fields),
            errors,
            sum(found.severity is Severity.WARNING for found in told),
            complete=filled > 0 and not unmet,
        )

    def next_finding(self, step: int) -> Finding | None:
        """Return the next finding (`step` 1) or the one before (-1) from the field in focus.

        Goes round past the last one; findings about no field are passed over.
        """
        ranked = self._ranked()
        if not ranked:
            return None
        here = self._here
        ahead = [item for item in ranked if (item[0] - here) * step > 0]
        return (ahead or ranked)[0 if step > 0 else -1][1]

    def has_finding_ahead(self, step: int) -> bool:
        """Tell whether `next_finding` would come to another field before going round."""
        return any((rank - self._here) * step > 0 for rank, _ in self._ranked())

    @property
    def _here(self) -> int:
        return _RANKS[self.focused] if self.focused else -1

    def _ranked(self) -> list[tuple[int, Finding]]:
        """Return the findings shown at a field, with its rank, in the order of the form."""
        self.ask()
        shown = ((subject(found), found) for found in self.findings)
        ranked = [(_RANKS[key], found) for key, found in shown if key]
        return sorted(ranked, key=lambda item: item[0])

    def _is_told(self, finding: Finding) -> bool:
        key = finding.key
        return key is None or self._asked or key in self._left or self.draft.is_filled(key)

    def _travel(self, step: Callable[[], Draft]) -> str | None:
        if self.is_read_only:
            return None
        before = self.draft
        step()
        self.note()
        self._typing = False
        self._check()
        return next((s.key for s in CATALOGUE.fields if before[s.key] != self.draft[s.key]), None)
