"""How the fields are checked in one context: worked out once, for ten thousand fiches.

Most values of most fiches are right, and short ones come again and again. A plan remembers which
it has found right, so that a right fiche costs a look-up a field.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from iafiche.check.completeness import count_required
from iafiche.check.context import Context
from iafiche.check.single import check_freshness, check_value, is_short, missing, withheld
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.draft import VERSION_KEY, write_value
from iafiche.model.field import Role
from iafiche.model.kinds import LongText, OneOf, SeveralOf

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Mapping

    from iafiche.check.findings import Finding
    from iafiche.check.policy import Policy
    from iafiche.model.catalogue import FieldSpec
    from iafiche.model.values import Value

_REMEMBERED = 4096
"""Right values of one field: beyond that, those of a folder are of little help for the next."""


class Sifted(NamedTuple):
    """What a file holds, of which nearly all is surely right by itself.

    Attributes:
        values: The values as they stand in the file, by key; or, where there is a `text`, only
            those of them that rules over several fields read and lists show, and of long texts
            and numbers only that they are there.
        doubtful: The keys of those that have to be looked at.
        is_complete: No required field lacks.
        required_filled: How many required fields of the model are filled.
        filled: How many fields are filled.
        text: The file, where values were left in it; else nothing.
    """

    values: dict[str, object]
    doubtful: list[str]
    is_complete: bool
    required_filled: int
    filled: int
    text: str = ""


class Plan:
    """The checks of single fields under one policy, on one day."""

    def __init__(self, context: Context) -> None:
        policy = context.policy
        self._specs = {spec.key: _adapted(spec, policy) for spec in CATALOGUE.fields}
        specs = self._specs.items()
        self._required = frozenset(key for key, spec in specs if policy.asks_for(spec))
        self._withheld = frozenset(key for key, spec in specs if policy.withholds(spec))
        self._tests = {
            key: _never if key in self._withheld else spec.kind.surely_right for key, spec in specs
        }
        updated = CATALOGUE.of_role(Role.UPDATED)
        if updated.key not in self._withheld:
            self._tests[updated.key] = lambda raw: (
                isinstance(raw, str)
                and updated.kind.surely_right(raw)
                and not any(check_freshness(updated, raw, context))
            )
        self._right: dict[str, set[Value]] = {key: set() for key in self._specs}
        # By section: for a long text its useful length, as it is hardly ever seen twice and so
        # measured, not looked up; for any other value those that were found right.
        self._known: dict[str, dict[str, int | set[Value]]] = {
            section.key: {
                spec.key: max(1, spec.field.useful_length)
                if isinstance(spec.kind, LongText) and spec.key not in self._withheld
                else self._right[spec.key]
                for spec in CATALOGUE.of_section(section.key)
            }
            for section in CATALOGUE.sections
        }

    def check(
        self, values: Mapping[str, Value], context: Context, doubtful: Iterable[str] | None = None
    ) -> list[Finding]:
        """Return what each value by itself gives rise to, and the required ones that lack.

        Args:
            values: The values of a draft.
            context: One of those the plan was made for.
            doubtful: The keys of those that are not surely right; None for all of them.
        """
        found: list[Finding] = []
        for key in values if doubtful is None else doubtful:
            value = values.get(key)
            if value is not None and value not in self._right[key]:
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

    def sifted(self, tables: Mapping[str, object]) -> Sifted | None:
        """Return the values of a spotless file, and which of them are not surely right.

        None where the file holds something that is no field's.
        """
        values: dict[str, object] = {}
        doubtful: list[str] = []
        try:
            for name, table in tables.items():
                known = self._known.get(name)
                if known is None or table.__class__ is not dict:
                    if name != VERSION_KEY:
                        return None
                    continue
                doubtful.extend(
                    key for key, raw in table.items() if not self._clears(known[key], key, raw)
                )
                values.update(table)
        except (KeyError, TypeError):
            # An unknown key; or a table or a list of lists, which have no hash.
            return None
        is_complete = self._required <= values.keys()
        return Sifted(values, doubtful, is_complete, count_required(values), len(values))

    def doubtful(self, values: Mapping[str, Value]) -> list[str]:
        """Return the keys of those values of a spotless file's draft that are not surely right."""
        return [
            key
            for key, value in values.items()
            if not self._clears(
                self._known[CATALOGUE[key].section.key][key], key, write_value(key, value)
            )
        ]

    def _clears(self, right: int | set[Value], key: str, raw: object) -> bool:
        if isinstance(right, int):
            return isinstance(raw, str) and len(raw.strip()) >= right
        return (tuple(raw) if isinstance(raw, list) else raw) in right or self.passes(key, raw)

    @property
    def allowed(self) -> list[FieldSpec]:
        """The fields that a fiche may hold, in the model's order, as the policy has them."""
        return [spec for key, spec in self._specs.items() if key not in self._withheld]

    def asks_for(self, key: str) -> bool:
        """Tell whether a field is required."""
        return key in self._required

    def is_right(self, key: str, raw: str | list[str]) -> bool:
        """Tell whether a value of a spotless file is right, surely or by what was found before."""
        if self._tests[key](raw):
            return True
        return (tuple(raw) if isinstance(raw, list) else raw) in self._right[key]

    def _look(self, key: str, value: Value, context: Context) -> tuple[Finding, ...]:
        found = self.check_one(key, value, context)
        if not found and is_short(value):
            self._remember(key, value)
        return found

    def passes(self, key: str, raw: object) -> bool:
        """Tell whether a value of a spotless file is surely right; False says nothing."""
        passes = self._tests[key](raw)
        if passes and isinstance(raw, str | list):
            value = tuple(raw) if isinstance(raw, list) else raw
            if is_short(value):
                self._remember(key, value)
        return passes

    def _remember(self, key: str, value: Value) -> None:
        known = self._right[key]
        if len(known) >= _REMEMBERED:
            known.clear()
        known.add(value)


def _never(_raw: object) -> bool:
    return False


def plan_of(context: Context) -> Plan:
    """Return the plan for a context; the same for all folders of one policy, on one day."""
    return _plan(context.policy, context.today, context.stale_after)


@lru_cache(maxsize=16)
def _plan(policy: Policy, today: datetime.date, stale_after: int) -> Plan:
    return Plan(Context(today, stale_after=stale_after, policy=policy))


def _adapted(spec: FieldSpec, policy: Policy) -> FieldSpec:
    """Return a field as a policy has it: its list may take more values."""
    extra = policy.extra_values.get(spec.key)
    if not extra or not isinstance(spec.kind, OneOf | SeveralOf):
        return spec
    return replace(spec, kind=replace(spec.kind, choices=spec.kind.choices.extended(extra)))
