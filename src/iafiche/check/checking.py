"""The two ways to check a draft: whole, or again after one field has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iafiche.check.cross import CROSS_RULES, CrossRule
from iafiche.check.findings import Finding, in_form_order
from iafiche.check.plan import plan_of
from iafiche.check.unknown import check_unknown
from iafiche.model.catalogue import CATALOGUE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from iafiche.check.context import Context
    from iafiche.check.plan import Sifted
    from iafiche.model.draft import Draft

_RULES_OF: dict[str, tuple[CrossRule, ...]] = {
    spec.key: tuple(rule for rule in CROSS_RULES if spec in rule.fields)
    for spec in CATALOGUE.fields
}

_TESTS = tuple(rule.is_silent for rule in CROSS_RULES)


def sift(tables: Mapping[str, object], context: Context) -> Sifted | None:
    """Return the values of a file, and which of them have to be looked at.

    This takes a quarter of the time of reading and checking a draft, and nearly all fiches are
    right. None says nothing: the file holds something that is no field's.

    Args:
        tables: The content of a file of the current version, that `texts.is_spotless`.
        context: The day, the files beside the fiche, the settings.
    """
    return plan_of(context).sifted(tables)


def doubtful(draft: Draft, context: Context) -> list[str]:
    """Return the keys of the values that have to be looked at, of a file `texts.is_spotless`."""
    return plan_of(context).doubtful(draft.values)


def is_right(sifted: Sifted, context: Context) -> bool:
    """Tell whether `check_draft` would surely find nothing in what was sifted."""
    if sifted.doubtful or not sifted.is_complete:
        return False
    values = sifted.values
    # Not `all` over a generator: it takes twice the time.
    for is_silent in _TESTS:  # noqa: SIM110
        if not is_silent(values, context):
            return False
    return True


def check_draft(
    draft: Draft, context: Context, doubtful: Iterable[str] | None = None
) -> tuple[Finding, ...]:
    """Return every finding about one draft, in the order of the form. Pure.

    Args:
        draft: The values.
        context: The day, the files beside the fiche, the settings.
        doubtful: The keys of the values to look at by themselves; None for all of them.
    """
    found = plan_of(context).check(draft.values, context, doubtful)
    for rule in CROSS_RULES:
        found.extend(rule.check(draft, context))
    if draft.unknown:
        found.extend(check_unknown(draft))
    return _judged(found, context) if found else ()


def check_field(draft: Draft, key: str, context: Context) -> tuple[Finding, ...]:
    """Return the findings that the value of one field has a part in, its own and others'.

    These are the field's own findings, and those of the cross-field rules that read it, on
    whichever field they are. Pure.
    """
    found = list(plan_of(context).check_one(key, draft[key], context))
    for rule in _RULES_OF[key]:
        found.extend(each for each in rule.check(draft, context) if key in each.depends_on)
    if draft.unknown:
        found.extend(check_unknown(draft))
    return _judged(found, context)


def _judged(findings: Iterable[Finding], context: Context) -> tuple[Finding, ...]:
    return in_form_order(context.policy.judged(findings))


def recheck(
    findings: Iterable[Finding], draft: Draft, key: str, context: Context
) -> tuple[Finding, ...]:
    """Return the findings about `draft`, given those from before field `key` changed."""
    kept = [found for found in findings if key not in found.depends_on]
    return in_form_order((*kept, *check_field(draft, key, context)))
