"""What others may read: nothing is quoted there that a fiche does not publish.

What a finding says, and its fix, often quote the value that is wrong. Of a field that is not
public, others read the rule's own words alone; where it stands says the rest to whoever has
the file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from iafiche.check.rules import RULES
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.field import Access
from iafiche.model.flaws import Code

if TYPE_CHECKING:
    from collections.abc import Iterable

    from iafiche.check.findings import Finding
    from iafiche.model.catalogue import FieldSpec
    from iafiche.review.verdict import Verdict

_ADVICE = "Ce champ n'est pas public : « iafiche verifier » en dit plus sur votre poste."


def discreet(verdict: Verdict) -> Verdict:
    """Return a verdict whose findings quote no value but those of public fields."""
    return verdict.with_findings(discreet_findings(verdict.findings))


def discreet_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings that quote no value but those of public fields."""
    return tuple(map(_discreet, findings))


def may_be_quoted(spec: FieldSpec) -> bool:
    """Tell whether everybody may read what a field holds."""
    return spec.field.access is Access.PUBLIC


def _discreet(finding: Finding) -> Finding:
    is_public = finding.key and may_be_quoted(CATALOGUE[finding.key])
    # An empty field has no value to quote, nor has what is no field's.
    if is_public or finding.code is Code.CHAMP_REQUIS or not finding.path:
        return finding
    if finding.key is None and finding.code is not Code.TYPE_INATTENDU:
        return finding
    return finding._replace(message=RULES[finding.code].title, advice=_ADVICE, fix=None)
