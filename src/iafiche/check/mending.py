"""Applying all the corrections that are certain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from iafiche.check.checking import check_draft

if TYPE_CHECKING:
    from iafiche.check.context import Context
    from iafiche.check.findings import Finding
    from iafiche.model.draft import Draft

_ROUNDS = 50
"""More rounds than a value has layers to mend: broken accents under markup under spaces."""


@dataclass(frozen=True, slots=True)
class Mending:
    """A draft with every safe correction.

    Attributes:
        draft: The draft after them.
        applied: The findings that they answer, in the order in which they were applied.
    """

    draft: Draft
    applied: tuple[Finding, ...]


def mend(draft: Draft, context: Context) -> Mending:
    """Apply every safe correction, and those that only then come to light."""
    applied: list[Finding] = []
    for _ in range(_ROUNDS):
        chosen: dict[str, Finding] = {}
        for found in check_draft(draft, context):
            if found.fix is not None and found.fix.safe:
                # One a field and round: another was worked out from the value before this one.
                chosen.setdefault(found.fix.key, found)
        if not chosen:
            break
        for found in chosen.values():
            if found.fix is not None:
                draft = found.fix.apply(draft)
        applied += chosen.values()
    return Mending(draft, tuple(applied))


def with_safe_fixes(draft: Draft, context: Context) -> Draft:
    """Return the draft with every safe correction, and those that only then come to light."""
    return mend(draft, context).draft
