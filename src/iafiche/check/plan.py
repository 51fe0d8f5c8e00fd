"""How the fields are checked in one context: worked out once, for ten thousand fiches.

Most values of most fiches are right, and short ones come again and again. A plan remembers which
it has found right, so that a right fiche costs a look-up a field.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from iafiche.check.single import check_value, is_short, missing, withheld
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.kinds import LongText, OneOf, SeveralOf

if TYPE_CHECKING:
    from collections.abc import Mapping

    from iafiche.check.context import Context
    from iafiche.check.findings import Finding
    from iafiche.check.policy import Policy
    from iafiche.model.catalogue import FieldSpec
    from iafiche.model.values import Value

_REMEMBERED = 4096
"""Right values of one field: beyond that, those of a folder are of little help for the next."""


class Plan:
    """The checks of single fields under one policy, on one day."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._specs = {spec.key: _adapted(spec, policy) for spec in CATALOGUE.fields}
        self._required = frozenset(
            key for key, spec in self._specs.items() if policy.asks_for(spec)
        )
        self._withheld = frozenset(
            key for key, spec in self._specs.items() if policy.withholds(spec)
        )
        # A long text is hardly ever seen twice: it is looked at, and not looked up.
        self._long = {
            key: max(1, spec.field.useful_length)
            for key, spec in self._specs.items()
            if isinstance(spec.kind, LongText) and key not in self._withheld
        }
        self._right: dict[str, set[Value]] = {key: set() for key in self._specs}

    def check(
        self, values: Mapping[str, Value], context: Context, *, spotless: bool
    ) -> list[Finding]:
        """Return what each value by itself gives rise to, and the required ones that lack.

        Args:
            values: The values of a draft.
            context: One of those the plan was made for.
            spotless: No text holds a trace of a bad copy: `model.kinds.texts.is_spotless` said so.
        """
        found: list[Finding] = []
        long, right = self._long, self._right
        for key, value in values.items():
            useful = long.get(key)
            if useful is None:
                if value in right[key]:
                    continue
            elif spotless and value.__class__ is str and len(value.strip()) >= useful:
                continue
            found.extend(self._look(key, value, context))
        if not self._required <= values.keys():
            found.extend(missing(self._specs[key]) for key in self._required - values.keys())
        return found

    def check_one(self, key: str, value: Value, context: Context) -> tuple[Finding, ...]:
        """Return what the value of one field gives rise to, an empty one too."""
        spec = self._specs[key]
        if key in self._withheld:
            return withheld(spec, value)
        return check_value(spec, value, context, required=key in self._required)

    def _look(self, key: str, value: Value, context: Context) -> tuple[Finding, ...]:
        found = self.check_one(key, value, context)
        if not found and is_short(value):
            known = self._right[key]
            if len(known) >= _REMEMBERED:
                known.clear()
            known.add(value)
        return found


def plan_of(context: Context) -> Plan:
    """Return the plan for a context; the same for all folders of one policy, on one day."""
    return _plan(context.policy, context.today, context.stale_after)


@lru_cache(maxsize=16)
def _plan(policy: Policy, *_of_the_day: object) -> Plan:
    return Plan(policy)


def _adapted(spec: FieldSpec, policy: Policy) -> FieldSpec:
    """Return a field as a policy has it: its list may take more values."""
    extra = policy.extra_values.get(spec.key)
    if not extra or not isinstance(spec.kind, OneOf | SeveralOf):
        return spec
    return replace(spec, kind=replace(spec.kind, choices=spec.kind.choices.extended(extra)))
