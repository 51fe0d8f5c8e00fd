"""What a review of a folder found about a fiche and others beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iafiche.check.findings import Finding, in_form_order
from iafiche.check.rules import RULES, Scope

if TYPE_CHECKING:
    from collections.abc import Iterable

    from iafiche.model.draft import Draft


class Beside:
    """Findings that no check of the fiche alone gives: each holds while its values stay."""

    def __init__(self, findings: Iterable[Finding], draft: Draft) -> None:
        """Take what was found about a fiche, and what the fiche held then."""
        self._found = {
            found: {key: draft[key] for key in found.depends_on}
            for found in findings
            if RULES[found.code].scope is Scope.FOLDER
        }

    def joined(self, own: Iterable[Finding], draft: Draft) -> tuple[Finding, ...]:
        """Return a draft's own findings and those of these that hold, in the order of the form."""
        holding = [
            found
            for found, values in self._found.items()
            if all(draft[key] == value for key, value in values.items())
        ]
        return in_form_order((*(found for found in own if found not in self._found), *holding))
