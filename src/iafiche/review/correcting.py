"""What the certain corrections make of one file, and what they leave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from iafiche.check.checking import check_draft
from iafiche.check.mending import mend
from iafiche.review.discretion import may_be_quoted
from iafiche.review.display import visible
from iafiche.review.text_report import finding_lines
from iafiche.review.wording import NBSP, counted
from iafiche.store.differences import FieldChange, field_changes, line_changes, unknown_gone
from iafiche.store.reading import located, read_bytes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from iafiche.check.context import Context
    from iafiche.check.findings import Finding
    from iafiche.model.draft import Draft
    from iafiche.model.flaws import Code
    from iafiche.model.values import PathOfKeys, Value
    from iafiche.store.fiche_file import FicheFile

_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Correction:
    """One file, before and after.

    Attributes:
        path: The file.
        draft: Its values once corrected, update date included.
        changes: The fields that are then other.
        moved: The unknown keys whose values have gone to the fields they meant.
        applied: The findings that were answered.
        left: What is found in it then, each with its place in the new text.
        lines: The lines of the file that change, as a unified diff.
    """

    path: Path
    draft: Draft
    changes: tuple[FieldChange, ...]
    moved: tuple[PathOfKeys, ...]
    applied: tuple[Finding, ...]
    left: tuple[Finding, ...]
    lines: tuple[str, ...]


def is_mendable(findings: Collection[Finding], codes: Collection[Code] | None) -> bool:
    """Tell whether any of the findings has a certain correction, by the rules asked for."""
    return any(f.fix and f.fix.safe and (codes is None or f.code in codes) for f in findings)


def correction_of(
    path: Path,
    file: FicheFile,
    context: Context,
    codes: Collection[Code] | None = None,
    beyond: Collection[Finding] = (),
) -> Correction:
    """Return what the certain corrections make of a file; nothing is written.

    Args:
        path: The file, as reports name it.
        file: The same, open.
        context: What it is checked in.
        codes: The rules whose corrections are applied; all where None.
        beyond: What was found in it beside other fiches, which no correction of it alone answers.

    Raises:
        SaveError: The text of the file cannot be edited.
    """
    mending = mend(file.draft, context, codes)
    draft = file.stamped(mending.draft, context.today)
    changes, moved = field_changes(file.draft, draft), unknown_gone(file.draft, draft)
    text = file.text_of(draft) if changes or moved else file.reading.text
    findings = (*check_draft(draft, context), *beyond)
    left = located(findings, read_bytes(text.encode("utf-8", "replace")))
    lines = line_changes(file.reading.text, text)
    return Correction(path, draft, changes, moved, mending.applied, left, lines)


def correction_lines(correction: Correction, *, is_discreet: bool = False) -> Iterator[str]:
    """Yield what was corrected, a field a line, with the rules that asked for it.

    Where it is discreet, what is in the fields that are not public is not quoted.
    """
    told = counted(len(correction.changes), "champ")
    yield f"{visible(str(correction.path))}{NBSP}: {told}"
    for change in correction.changes:
        rules = dict.fromkeys(
            found.code.value
            for found in correction.applied
            if found.fix and found.fix.key == change.spec.key
        )
        why = f" ({', '.join(rules)})" if rules else ""
        yield f"    {change.spec.short_label}{NBSP}: {_told(change, is_discreet)}{why}"
    for path in correction.moved:
        yield f"    Clé retirée, sa valeur étant déplacée{NBSP}: {visible('.'.join(path))}"


def left_lines(path: Path, findings: Collection[Finding]) -> Iterator[str]:
    """Yield what was left, a finding a line."""
    for finding in findings:
        first, *_ = finding_lines(str(path), finding)
        yield first


def diff_lines(correction: Correction) -> Iterator[str]:
    """Yield the diff of a file under its name."""
    name = visible(str(correction.path))
    yield f"--- {name}"
    yield f"+++ {name}"
    yield from map(visible, correction.lines)


def _told(change: FieldChange, is_discreet: bool) -> str:
    if is_discreet and not may_be_quoted(change.spec):
        return "corrigé"
    old, new = _quoted(change.old), _quoted(change.new)
    if old == new:
        return f"{new}, récrit dans la forme attendue"
    return f"{old} devient {new}" if change.old else new


def _quoted(value: Value) -> str:
    text = ", ".join(value) if isinstance(value, tuple) else str(value)
    shown = visible(text)
    cut = f"{shown[:_SHOWN].rstrip()}…" if len(shown) > _SHOWN else shown
    return f"«{NBSP}{cut}{NBSP}»"
