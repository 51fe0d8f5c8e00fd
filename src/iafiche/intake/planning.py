"""What becomes of each imported row in a folder, before anything is written."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from enum import Enum, IntEnum
from typing import TYPE_CHECKING

from iafiche.check.checking import check_draft, check_field
from iafiche.exchange.importing.provenance import (
    cells_of,
    comes_from,
    encodable,
    keeps,
    merged_provenance,
    with_provenance,
)
from iafiche.intake.sameness import are_same, project_of
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.draft import PROVENANCE
from iafiche.model.field import Role
from iafiche.model.flaws import Severity
from iafiche.model.portable_names import made_distinct
from iafiche.store.differences import FieldChange, field_changes
from iafiche.store.fiche_file import FicheFile, encoded
from iafiche.store.file_names import SUFFIX, stem_with_holder
from iafiche.store.reading import LARGEST_FILE
from iafiche.store.system_errors import SaveError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from iafiche.check.context import Context
    from iafiche.check.findings import Finding
    from iafiche.exchange.importing import Outcome
    from iafiche.exchange.sheets import CellValue
    from iafiche.intake.folder import Folder, Present
    from iafiche.model.catalogue import FieldSpec
    from iafiche.model.draft import Draft


_SURELY_FITS = LARGEST_FILE // 10
"""The length of a draft whose file cannot be too large, whatever its characters take there."""

_UPDATED = CATALOGUE.of_role(Role.UPDATED).key


class Action(Enum):
    """What becomes of a row."""

    CREATE = "a new file"
    UPDATE = "an existing fiche takes its values"
    EXISTS = "an existing fiche has other values, and stays as it is"
    UNCHANGED = "an existing fiche has these values, and keeps the cells that fill no field"
    REPEATED = "an earlier row is the same"
    IMPOSSIBLE = "no file can hold its fiche"

    @property
    def writes(self) -> bool:
        """Whether a file is written."""
        return self in (Action.CREATE, Action.UPDATE)


@dataclass(frozen=True, slots=True)
class Step:
    """What becomes of one row.

    Attributes:
        outcome: The row.
        action: What is done.
        path: The file that is written, or stands there; for a repeated row, the earlier one's.
        draft: What the fiche holds afterwards.
        findings: What remains to be corrected in it.
        differences: What the row changes in an existing fiche, or would.
        refused: The fields whose right value stays, because the row's has an error.
        twin: An earlier row with the same authority and project; None for none.
        present: The existing fiche, if any.
        obstacle: Why no file can hold the fiche, if none can.
    """

    outcome: Outcome
    action: Action
    path: Path
    draft: Draft
    findings: tuple[Finding, ...]
    differences: tuple[FieldChange, ...] = ()
    refused: tuple[FieldSpec, ...] = ()
    twin: Outcome | None = None
    present: Present | None = None
    obstacle: SaveError | None = None

    @property
    def data(self) -> bytes:
        """The bytes of the file that it writes; `SaveError` where no file can hold the fiche."""
        file = FicheFile.new() if self.present is None else self.present.file
        return encoded(file.text_of(self.draft), self.draft)

    @property
    def twin_named(self) -> str:
        """How people call the earlier row; empty where there is none."""
        if self.twin is None:
            return ""
        elsewhere = self.twin.source != self.outcome.source
        return f"la ligne {self.twin.row}" + (f" de {self.twin.source}" if elsewhere else "")

    @property
    def has_errors(self) -> bool:
        """Whether something that blocks publication is left."""
        return any(found.severity is Severity.ERROR for found in self.findings)


def plan(
    outcomes: Iterable[Outcome], folder: Folder, context: Context, *, update: bool = False
) -> tuple[Step, ...]:
    """Return what becomes of each row, in their order; nothing is written.

    Args:
        outcomes: The rows, of one source or several.
        folder: Where the fiches arrive.
        context: What fiches of that folder are checked by; its day dates an update whose source
            gives none.
        update: Existing fiches take the values of the rows.
    """
    rows = tuple(outcomes)
    planning = _Planning(folder, context, _claims(rows, folder), update=update)
    return planning.named([planning.step(outcome) for outcome in rows])


def _claims(rows: Sequence[Outcome], folder: Folder) -> dict[object, Present]:
    """Return the existing fiche that each row is about, by the row's content.

    A fiche belongs to one row at most: the surest are served first, then the first ones.
    """
    waiting = {_content(row): row for row in reversed(rows)}
    free: dict[str, list[Present]] = defaultdict(list)
    for present in folder.fiches:
        free[project_of(present.draft)].append(present)
    claims: dict[object, Present] = {}
    for wanted in _Likeness:
        for content, row in reversed(list(waiting.items())):
            candidates = free[project_of(row.draft)]
            found = next((one for one in candidates if _likeness(row, one) is wanted), None)
            if found is not None:
                candidates.remove(found)
                claims[content] = found
                del waiting[content]
    return claims


class _Likeness(IntEnum):
    """How surely an existing fiche is the one that a row is about, the surest first."""

    EQUAL = 0
    FROM_THIS_ROW = 1
    OF_THIS_NAME = 2
    SAME_PROJECT = 3


def _likeness(row: Outcome, present: Present) -> _Likeness | None:
    draft = row.draft
    same = are_same(present.draft, draft)
    # Without a project's name, only what it holds or where it came from tells.
    unnamed = not project_of(draft)
    if (same or unnamed) and not _differ(present.draft, draft):
        return _Likeness.EQUAL
    if (same or unnamed) and comes_from(present.draft, row.source, row.row):
        return _Likeness.FROM_THIS_ROW
    if same and present.path.name == f"{stem_with_holder(draft)}{SUFFIX}":
        return _Likeness.OF_THIS_NAME
    return _Likeness.SAME_PROJECT if same else None


class _Planning:
    def __init__(
        self, folder: Folder, context: Context, claims: Mapping[object, Present], *, update: bool
    ) -> None:
        self._folder = folder
        self._context = context
        self._claims = claims
        self._update = update
        self._earlier: dict[str, list[Outcome]] = defaultdict(list)
        self._by_content: dict[object, Step] = {}

    def step(self, outcome: Outcome) -> Step:
        draft = outcome.draft
        first = self._by_content.get(_content(outcome))
        if first is not None:
            return replace(first, outcome=outcome, action=Action.REPEATED, twin=first.outcome)
        alike = (one for one in self._earlier[project_of(draft)] if are_same(one.draft, draft))
        twin = next(alike, None)
        present = self._claims.get(_content(outcome))
        if present is None:
            path = self._folder.path / f"{stem_with_holder(draft)}{SUFFIX}"
            step = Step(outcome, Action.CREATE, path, draft, outcome.findings, twin=twin)
        else:
            step = replace(self._beside(outcome, present), twin=twin)
        step = _possible(step)
        self._earlier[project_of(draft)].append(outcome)
        self._by_content[_content(outcome)] = step
        return step

    def _beside(self, outcome: Outcome, present: Present) -> Step:
        refused = self._refused(present.draft, outcome.draft)
        aside = _aside(outcome, refused)
        merged = _merged(outcome, present.draft, aside)
        differences = field_changes(present.draft, merged)
        action = Action.UNCHANGED
        if differences or not keeps(present.draft, {**_cells_kept(outcome), **aside}):
            action = Action.UPDATE if self._update else Action.EXISTS
        if differences and not outcome.draft.is_filled(_UPDATED):
            merged = present.file.stamped(merged, self._context.today)
            differences = field_changes(present.draft, merged)
        draft = merged if action is Action.UPDATE else present.draft
        return Step(
            outcome,
            action,
            present.path,
            draft,
            check_draft(draft, self._context),
            differences,
            tuple(CATALOGUE[key] for key in refused),
            present=present,
        )

    def _refused(self, old: Draft, new: Draft) -> tuple[str, ...]:
        return tuple(
            key
            for key, value in new.values.items()
            if value != old[key]
            and old.is_filled(key)
            and not self._is_wrong(old, key)
            and self._is_wrong(new, key)
        )

    def _is_wrong(self, draft: Draft, key: str) -> bool:
        found = check_field(draft, key, self._context)
        own = (each for each in found if each.depends_on == {key})
        return any(each.severity is Severity.ERROR for each in own)

    def named(self, steps: Sequence[Step]) -> tuple[Step, ...]:
        """Return the steps with the names of new files made distinct."""
        created = [step for step in steps if step.action is Action.CREATE]
        stems = [step.path.name.removesuffix(SUFFIX) for step in created]
        paths = {
            _content(step.outcome): step.path.with_name(f"{stem}{SUFFIX}")
            for step, stem in zip(created, made_distinct(stems, self._folder.stems), strict=True)
        }
        return tuple(
            replace(step, path=paths.get(_content(step.outcome), step.path)) for step in steps
        )


def _possible(step: Step) -> Step:
    """Return a step as it is, or one that writes nothing where no file can hold its fiche."""
    if step.action.writes and len(repr(step.draft)) > _SURELY_FITS:
        try:
            _ = step.data
        except SaveError as error:
            return replace(step, action=Action.IMPOSSIBLE, obstacle=error)
    return step


def _content(outcome: Outcome) -> object:
    """Return what two rows have in common that say the same."""
    return repr(sorted(outcome.draft.values.items())), outcome.kept


def _differ(old: Draft, new: Draft) -> bool:
    return any(old[key] != value for key, value in new.values.items())


def _cells_kept(outcome: Outcome) -> dict[str, object]:
    """Return the cells of a row that fill no field, by column."""
    cells = cells_of(outcome.draft, outcome.source, outcome.row)
    columns = {encodable(kept.column) for kept in outcome.kept}
    return {column: cell for column, cell in cells.items() if column in columns}


def _aside(outcome: Outcome, refused: Sequence[str]) -> dict[str, CellValue]:
    """Return the values of a row that its fiche does not take, by field."""
    values = ((key, outcome.draft[key]) for key in refused)
    return {key: list(v) if isinstance(v, tuple) else str(v) for key, v in values}


def _merged(outcome: Outcome, old: Draft, aside: Mapping[str, CellValue]) -> Draft:
    """Return an existing fiche with a row's values; what the row leaves empty stays."""
    new = outcome.draft
    merged = old
    for key, value in new.values.items():
        if key not in aside:
            merged = merged.with_value(key, value)
    kept = with_provenance(new, outcome.source, outcome.row, aside) if aside else None
    both = merged_provenance(old, new)
    if kept is not None:
        both = merged_provenance(replace(old, unknown={PROVENANCE: both}), kept)
    return replace(merged, unknown={**old.unknown, PROVENANCE: both}) if both else merged
