"""Applying all the corrections that are certain, so that no fiche is the worse for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from iafiche.check.checking import check_draft
from iafiche.model.flaws import Severity

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from iafiche.check.context import Context
    from iafiche.check.findings import Finding
    from iafiche.model.draft import Draft
    from iafiche.model.flaws import Code

_ROUNDS = 50
"""More rounds than a value has layers to mend: broken accents under markup under spaces."""


@dataclass(frozen=True, slots=True)
class Mending:
    """A draft with every safe correction.

    Attributes:
        draft: The draft after them.
        applied: The findings that they answer, in the order in which they were applied.
        left: What is found in the draft then.
    """

    draft: Draft
    applied: tuple[Finding, ...]
    left: tuple[Finding, ...]


def mend(draft: Draft, context: Context, codes: Collection[Code] | None = None) -> Mending:
    """Apply every safe correction, and those that only then come to light.

    A field is left as it is where its corrections would end in graver findings, or in more of
    them: emptying a required field of its only, invisible sign is no improvement.

    Args:
        draft: The values.
        context: What they are checked in.
        codes: The rules whose corrections are applied; all where None.
    """
    done = Mending(draft, (), check_draft(draft, context))
    refused: set[str] = set()
    for _ in range(_ROUNDS):
        key = next((key for key in _keys(done.left, codes) if key not in refused), None)
        if key is None:
            break
        tried = _with_field_mended(done, key, context, codes)
        if _gravity(tried.left) <= _gravity(done.left):
            done = tried
            refused.clear()
        else:
            refused.add(key)
    return done


def with_safe_fixes(draft: Draft, context: Context) -> Draft:
    """Return the draft with every safe correction, and those that only then come to light."""
    return mend(draft, context).draft


def _gravity(findings: Iterable[Finding]) -> tuple[int, ...]:
    """Return the counts of findings, the gravest first: the greater, the worse."""
    counts = dict.fromkeys(sorted(Severity, reverse=True), 0)
    for found in findings:
        counts[found.severity] += 1
    return tuple(counts.values())


def _with_field_mended(
    begun: Mending, key: str, context: Context, codes: Collection[Code] | None
) -> Mending:
    """Apply the corrections of one field, each worked out from the value that the last one gave."""
    draft, applied, left = begun.draft, list(begun.applied), begun.left
    for _ in range(_ROUNDS):
        found = next((each for each in _mendable(left, codes) if _key_of(each) == key), None)
        if found is None or found.fix is None:
            break
        draft = found.fix.apply(draft)
        applied.append(found)
        left = check_draft(draft, context)
    return Mending(draft, tuple(applied), left)


def _keys(findings: Iterable[Finding], codes: Collection[Code] | None) -> Iterator[str]:
    return map(_key_of, _mendable(findings, codes))


def _key_of(finding: Finding) -> str:
    return finding.fix.key if finding.fix else ""


def _mendable(findings: Iterable[Finding], codes: Collection[Code] | None) -> Iterator[Finding]:
    for found in findings:
        if found.fix is not None and found.fix.safe and (codes is None or found.code in codes):
            yield found
