"""How long the findings about a draft hold: some rules look at today's date."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from iafiche.check.cross import START
from iafiche.check.single import YEAR, day_of
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.field import Role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from iafiche.check.context import Context

_UPDATED = CATALOGUE.of_role(Role.UPDATED)


class Days(NamedTuple):
    """From one day to another, both counted in; as `datetime.date.toordinal` numbers them."""

    first: int = datetime.date.min.toordinal()
    last: int = datetime.date.max.toordinal()


ALL_DAYS = Days()
NO_DAY = Days(1, 0)


def days_of(values: Mapping[str, Any], context: Context) -> Days:
    """Return the days around today's on which checking a draft would find the very same.

    Of its values dates alone count, as they stand in the draft or, right ones, in the file.

    Two things change with the days: whether the project has started, and how old the fiche is.
    """
    today = context.today.toordinal()
    first, last = ALL_DAYS.first, ALL_DAYS.last
    start = day_of(values.get(START.key))
    if start is not None:
        day = start.toordinal()
        first, last = (day, last) if day <= today else (first, day - 1)
    updated = day_of(values.get(_UPDATED.key))
    if updated is not None:
        day = updated.toordinal()
        age = today - day
        fresh_until = day + context.stale_after
        if age < 0 or fresh_until < today < day + YEAR:
            # The correction of a date to come is today's, and an age below a year is told in days.
            return Days(today, today)
        if today <= fresh_until:
            first, last = max(first, day), min(last, fresh_until)
        else:
            birthday = day + age // YEAR * YEAR
            first, last = max(first, birthday, fresh_until + 1), min(last, birthday + YEAR - 1)
    return Days(first, last)
