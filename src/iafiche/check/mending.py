"""Applying all the corrections that are certain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iafiche.check.checking import check_draft

if TYPE_CHECKING:
    from iafiche.check.context import Context
    from iafiche.check.findings import Fix
    from iafiche.model.draft import Draft

_ROUNDS = 50
"""More rounds than a value has layers to mend: broken accents under markup under spaces."""


def with_safe_fixes(draft: Draft, context: Context) -> Draft:
    """Return the draft with every safe correction, and those that only then come to light."""
    for _ in range(_ROUNDS):
        fixes: dict[str, Fix] = {}
        for found in check_draft(draft, context):
            if found.fix is not None and found.fix.safe:
                # One a field and round: another was worked out from the value before this one.
                fixes.setdefault(found.fix.key, found.fix)
        if not fixes:
            break
        for fix in fixes.values():
            draft = fix.apply(draft)
    return draft
