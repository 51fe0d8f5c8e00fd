"""The gate of an export: fiches with errors stay behind, each named with what to mend first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from iafiche.model.catalogue import CATALOGUE
from iafiche.model.flaws import Severity
from iafiche.model.values import is_filled

if TYPE_CHECKING:
    from collections.abc import Iterable

    from iafiche.check.findings import Finding
    from iafiche.model.draft import Draft
    from iafiche.model.values import Value


@dataclass(frozen=True, slots=True)
class Candidate:
    """A fiche that asks to leave.

    Attributes:
        name: How its holder knows it: the path of its file.
        draft: Its values.
        findings: All that is found about it, in the order to tell it.
    """

    name: str
    draft: Draft
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A fiche that stays behind.

    Attributes:
        name: The path of its file.
        errors: How many errors it has, one at least.
        first: The first of them.
    """

    name: str
    errors: int
    first: Finding

    @property
    def message(self) -> str:
        """What is wrong, in one French sentence that names the file."""
        count = "1 erreur" if self.errors == 1 else f"{self.errors} erreurs, dont la première"
        place = f", ligne {self.first.line}" if self.first.line else ""
        key = self.first.key
        field = f", champ « {CATALOGUE[key].field.label} »" if key else ""
        return f"{self.name} : {count}{place}{field}. {self.first.message}"

    @property
    def advice(self) -> str:
        """What to do about it, in one French sentence."""
        return self.first.advice


@dataclass(frozen=True, slots=True)
class Passage:
    """What the gate decided, both in the order of the candidates."""

    passed: tuple[Draft, ...]
    refused: tuple[Refusal, ...]


def pass_gate(candidates: Iterable[Candidate], *, drafts_allowed: bool = False) -> Passage:
    """Separate the fiches that may leave from those that may not.

    A fiche with errors is refused; with `drafts_allowed`, only one whose file could not be read.
    What passes without that leave is a fiche in full: `NotAFicheError` would mean that the check
    and the model disagree, which is a defect of the program. Blank values, which the model
    counts as not given, do not leave.
    """
    passed: list[Draft] = []
    refused: list[Refusal] = []
    for candidate in candidates:
        errors = [found for found in candidate.findings if found.severity is Severity.ERROR]
        blocking = [found for found in errors if not found.path] if drafts_allowed else errors
        if blocking:
            refused.append(Refusal(candidate.name, len(blocking), blocking[0]))
        elif drafts_allowed:
            passed.append(candidate.draft)
        else:
            passed.append(_full_fiche(candidate.draft))
    return Passage(tuple(passed), tuple(refused))


def _full_fiche(draft: Draft) -> Draft:
    # Imported here because the doors load pydantic.
    from iafiche.model.doors import to_fiche

    to_fiche(draft)
    kept = {key: _given(value) for key, value in draft.values.items() if is_filled(value)}
    return replace(draft, values=kept)


def _given(value: Value) -> Value:
    return tuple(filter(is_filled, value)) if isinstance(value, tuple) else value
