"""Until which day the findings about a fiche are the very same."""

import datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from iafiche.check.checking import check_draft
from iafiche.check.context import Context
from iafiche.check.lasting import days_of
from tests.fiches import complete_draft

_NEAR = st.dates(datetime.date(2023, 1, 1), datetime.date(2029, 1, 1))
_DATES = _NEAR.map(lambda day: f"{day:%d/%m/%Y}") | st.sampled_from(
    ["", "01/2026", "hier", "13/2025"]
)
_LIMITS = st.sampled_from([1, 30, 180, 364, 365, 366, 700, 731])


@given(_DATES, _DATES, _NEAR, _LIMITS, st.integers(0, 10**6))
@example("01/2026", "21/01/2026", datetime.date(2026, 3, 2), 365, 0)
@example("01/03/2026", "01/03/2025", datetime.date(2026, 3, 1), 365, 1)
@example("", "01/03/2024", datetime.date(2026, 3, 1), 365, 3)
@settings(max_examples=400, deadline=None)
def test_on_each_of_these_days_the_same_is_found(
    start: str, updated: str, today: datetime.date, stale_after: int, pick: int
) -> None:
    draft = complete_draft(projet_date=start, date=updated, projet_status="En déploiement")
    days = days_of(draft.values, Context(today, stale_after=stale_after))
    assert days.first <= today.toordinal() <= days.last
    found = check_draft(draft, Context(today, stale_after=stale_after))
    first = max(days.first, today.toordinal() - 3000)
    last = min(days.last, today.toordinal() + 3000)
    for ordinal in (first, last, first + pick % (last - first + 1)):
        other = Context(datetime.date.fromordinal(ordinal), stale_after=stale_after)
        assert check_draft(draft, other) == found


@pytest.mark.parametrize(
    ("updated", "from_day", "until"),
    [
        ("21/01/2026", "2026-01-21", "2027-01-21"),
        ("01/03/2025", "2026-03-02", "2027-02-28"),
    ],
)
def test_the_days_are_as_many_as_may_be(updated: str, from_day: str, until: str) -> None:
    draft = complete_draft(projet_date="", date=updated)
    days = days_of(draft.values, Context(datetime.date(2026, 3, 2)))
    first, last = map(datetime.date.fromordinal, (days.first, days.last))
    assert (first.isoformat(), last.isoformat()) == (from_day, until)


def test_a_date_to_come_is_mended_by_the_days_own() -> None:
    today = datetime.date(2026, 3, 2)
    days = days_of(complete_draft(date="21/01/2027").values, Context(today))
    assert days.first == days.last == today.toordinal()
