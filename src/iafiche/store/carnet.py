"""The carnet: what the fiches opened or saved on this machine tell of holders, for autofill.

The file is read again before it is written, whole or not at all: of two programs that write at
the same moment, one loses what it had just learnt and nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from iafiche.check.checking import check_draft
from iafiche.check.context import Context, ImageState
from iafiche.model.flaws import Severity
from iafiche.model.kinds import Coordinate
from iafiche.model.text import fold
from iafiche.model.values import Foreign
from iafiche.store.carnet_file import (
    ABOUT_HOLDER,
    FILE_NAME,
    HOLDER,
    IDENTITY,
    RECALLED,
    Entries,
    Entry,
    bounded,
    is_name,
    is_worth,
    put,
    read,
    unwritten,
    write,
)
from iafiche.store.safe_file import remove_safely
from iafiche.store.system_errors import SaveError

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterator, Mapping
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from iafiche.model.catalogue import FieldSpec
    from iafiche.model.draft import Draft
    from iafiche.model.values import Value


class Carnet:
    """The holders and the names known on this machine.

    One thread may read it while another has it `remember`: its entries are replaced at once.

    Attributes:
        path: The file; it need not exist.
        trouble: Why the file, or a part of it, could not be read; None where all is well.
    """

    def __init__(self, path: Path) -> None:
        content = read(path)
        self.path = path
        self.trouble = content.trouble
        self._entries = content.entries

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Return the carnet kept in `folder`, an empty one where there is none. Never raises."""
        return cls(folder / FILE_NAME)

    def __len__(self) -> int:
        return len(self._entries)

    def remember(self, draft: Draft, today: datetime.date) -> None:
        """Learn what a fiche tells of its holder, its partners and its funds.

        Values with errors, local logos among them, are not learnt. The file is written only where
        something changes.

        Raises:
            SaveError: The file cannot be written, or is none that this program may replace.
        """
        learnt = tuple(_learnt(draft, today))

        def add(entries: Entries) -> Entries:
            for entry in learnt:
                put(entries, entry)
            return entries

        if learnt:
            self._change(add)

    def forget(self, name: str) -> int:
        """Forget what bears that name, holders and others; return how many entries went.

        Raises:
            SaveError: As for `remember`.
        """
        folded = fold(name)
        gone = 0

        def drop(entries: Entries) -> Entries:
            nonlocal gone
            kept = {place: entry for place, entry in entries.items() if place[1] != folded}
            gone = len(entries) - len(kept)
            return kept

        self._change(drop)
        return gone

    def clear(self) -> None:
        """Forget everything, and remove the file whatever it holds.

        Raises:
            SaveError: The file cannot be removed.
        """
        try:
            remove_safely(self.path)
        except SaveError as error:
            raise unwritten(self.path, error) from error
        self._entries = {}
        self.trouble = None

    def holder(self, name: str) -> Mapping[str, str] | None:
        """Return the last valid values of what describes that holder, by field key."""
        entry = self._entries.get((HOLDER.key, fold(name)))
        return None if entry is None else entry.values

    def holders_like(self, prefix: str = "") -> tuple[str, ...]:
        """Return the holders whose name begins so, as `recall` does."""
        return self.recall(HOLDER.key, prefix)

    def recall(self, key: str, prefix: str = "") -> tuple[str, ...]:
        """Return the earlier names of a field that begin so, then those with a word that does.

        Accents, case and separators do not count; the most recent come first among equals.
        """
        wanted = fold(prefix)
        begun: list[str] = []
        within: list[str] = []
        for (of, folded), entry in reversed(self._entries.items()):
            if of == key and folded.startswith(wanted):
                begun.append(entry.name)
            elif of == key and f" {wanted}" in folded:
                within.append(entry.name)
        return (*begun, *within)

    def proposals(self, draft: Draft) -> dict[str, str]:
        """Return what a known holder proposes for the fields that are still empty, by key.

        Nothing where the draft gives another number than the holder is known by, and no latitude
        beside the longitude of another place.
        """
        known = self.holder(draft.holder) if draft.is_filled(HOLDER.key) else None
        given = draft[IDENTITY.key]
        if known is None or (draft.is_filled(IDENTITY.key) and given != known.get(IDENTITY.key)):
            return {}

        def agrees(key: str) -> bool:
            return not draft.is_filled(key) or draft[key] == known[key]

        return {
            spec.key: known[spec.key]
            for spec in ABOUT_HOLDER
            if not draft.is_filled(spec.key)
            and all(key in known and agrees(key) for key in _together(spec))
        }

    def _change(self, change: Callable[[Entries], Entries]) -> None:
        content = read(self.path)
        if content.trouble is not None and not content.replaceable:
            raise SaveError(content.trouble)
        entries = bounded(change(dict(content.entries)))
        if content.trouble or list(entries.items()) != list(content.entries.items()):
            write(self.path, entries)
        self._entries = entries
        self.trouble = None


def _learnt(draft: Draft, today: datetime.date) -> Iterator[Entry]:
    """Yield what a draft tells: the holder, then the names, all of them valid."""
    # Where another fiche will be, there is no local file of this one.
    context = Context(today, image_at=lambda _path: ImageState.MISSING)
    errors = [f for f in check_draft(draft, context) if f.severity is Severity.ERROR]
    wrong = {key for found in errors for key in found.depends_on}
    for spec in (HOLDER, *RECALLED):
        described = _described(draft, wrong) if spec is HOLDER else {}
        for name in _names(draft[spec.key]):
            if is_name(name) and not any(spec.kind.flaws((name,) if spec.kind.many else name)):
                yield Entry(spec.key, name, described)


def _names(value: Value) -> tuple[str, ...]:
    if isinstance(value, Foreign):
        return ()
    return (value,) if isinstance(value, str) else value


def _described(draft: Draft, wrong: AbstractSet[str]) -> dict[str, str]:
    values = ((spec, draft[spec.key]) for spec in ABOUT_HOLDER)
    return {
        spec.key: value
        for spec, value in values
        if is_worth(value) and wrong.isdisjoint(_together(spec))
    }


def _together(spec: FieldSpec) -> tuple[str, ...]:
    """Return the keys of the fields that say something only together with this one."""
    return (spec.key, spec.kind.other) if isinstance(spec.kind, Coordinate) else (spec.key,)
