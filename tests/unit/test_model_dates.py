"""Which dates are right, and how those that people and spreadsheets write are mended."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iafiche.model.flaws import Code, Flaw
from iafiche.model.kinds import FullDate, Kind, PartialDate
from iafiche.model.kinds.dates import Moment, guess_moment, parse_moment
from iafiche.model.values import Foreign, french_date

FULL, PARTIAL = FullDate(), PartialDate()
DAYS = st.dates(datetime.date(1950, 1, 1), datetime.date(2100, 12, 31))


def only_flaw(kind: Kind, value: str) -> Flaw:
    (flaw,) = kind.flaws(value)
    assert flaw.code is Code.DATE_INVALIDE
    return flaw


@pytest.mark.parametrize(
    ("kind", "right"),
    [(FULL, "21/01/2025"), (FULL, "29/02/2024"), (PARTIAL, "21/01/2025"), (PARTIAL, "01/2024")],
)
def test_the_models_forms_are_right(kind: Kind, right: str) -> None:
    assert list(kind.flaws(right)) == []


@pytest.mark.parametrize(
    ("written", "fix"),
    [
        ("1/3/2024", "01/03/2024"),
        ("01-03-2024", "01/03/2024"),
        ("1.3.2024", "01/03/2024"),
        ("1 3 2024", "01/03/2024"),
        ("2024-03-01", "01/03/2024"),
        ("2024/03/01", "01/03/2024"),
        ("2024-03-01T00:00:00", "01/03/2024"),
        ("2024-03-01 10:30", "01/03/2024"),
        ("1er mars 2024", "01/03/2024"),
        ("1 MARS 2024", "01/03/2024"),
        ("2 févr. 2024", "02/02/2024"),
        ("15 août 2023", "15/08/2023"),
        ("45691", "03/02/2025"),
        ("45691,0", "03/02/2025"),
        (" 01/03/2024 ", "01/03/2024"),
    ],
)
@pytest.mark.parametrize("kind", [FULL, PARTIAL])
def test_other_ways_to_write_a_day_are_mended_for_certain(
    kind: Kind, written: str, fix: str
) -> None:
    flaw = only_flaw(kind, written)
    assert (flaw.fix, flaw.safe) == (fix, True)


@pytest.mark.parametrize(
    ("written", "fix"),
    [
        ("mars 2024", "03/2024"),
        ("Décembre 2023", "12/2023"),
        ("janv. 2024", "01/2024"),
        ("03.2024", "03/2024"),
        ("3/2024", "03/2024"),
        ("2024-03", "03/2024"),
    ],
)
def test_a_month_is_mended_where_a_month_will_do_and_else_asks_for_its_day(
    written: str, fix: str
) -> None:
    flaw = only_flaw(PARTIAL, written)
    assert (flaw.fix, flaw.safe) == (fix, True)
    assert only_flaw(FULL, written).message == "Le jour manque."
    assert only_flaw(FULL, written).fix is None


@pytest.mark.parametrize(
    ("written", "fix"),
    [("1/3/24", "01/03/2024"), ("01/03", "01/2003"), ("03/25/2024", "25/03/2024")],
    ids=["year of two digits", "day and month, or month and year", "American order"],
)
def test_a_date_that_can_be_read_two_ways_is_left_to_a_person(written: str, fix: str) -> None:
    flaw = only_flaw(PARTIAL, written)
    assert (flaw.fix, flaw.safe) == (fix, False)
    assert flaw.advice.startswith("Vérifiez")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("31/02/2024", "calendrier"),
        ("31/2/2024", "calendrier"),
        ("2024-02-31", "calendrier"),
        ("29/02/2023", "calendrier"),
        ("25/13/2024", "calendrier"),
        ("00/01/2024", "calendrier"),
        ("13/2024", "calendrier"),
        ("01/01/1900", "L'année 1900"),
        ("1/1/0001", "L'année 0001"),
        ("01/01/2500", "L'année 2500"),
        ("2024", "L'année seule"),
        ("jui 2024", "n'est pas une date"),
        ("en cours", "n'est pas une date"),
        ("au printemps 2024, sans doute en mai ou en juin", "n'est pas une date"),
        ("٠١/٢٠٢٤", "n'est pas une date"),
    ],
)
def test_what_is_no_date_says_why_and_gets_no_correction(written: str, said: str) -> None:
    flaw = only_flaw(PARTIAL, written)
    assert said in flaw.message
    assert flaw.fix is None


@pytest.mark.parametrize(
    "begun",
    [
        *("0", "1", "01/", "01/2", "01/20", "01/202", "1/3/2"),
        *("2", "20", "202", "2024", "2024-", "2024-0", "2024-03", "2024-03-", "2024-03-0"),
        *("1er", "1er m", "m", "mars", "mars 2", "févr."),
    ],
)
def test_a_date_being_typed_is_unfinished(begun: str) -> None:
    assert only_flaw(PARTIAL, begun).unfinished


@pytest.mark.parametrize(
    "wrong", ["31/02/2024", "1/3/2024", "2024-03-01", "mars 2024", "x", "marx", "/", "01/2024/", ""]
)
def test_what_no_more_typing_makes_right_is_wrong_at_once(wrong: str) -> None:
    assert not only_flaw(PARTIAL, wrong).unfinished


@given(DAYS)
def test_every_form_of_a_day_means_that_day(day: datetime.date) -> None:
    moment = Moment(day.year, day.month, day.day)
    assert parse_moment(french_date(day)) == moment
    spreadsheet = (day - datetime.date(1899, 12, 30)).days
    for written in (
        day.isoformat(),
        f"{day.day}/{day.month}/{day.year}",
        f"{day.day}.{day.month}.{day.year}",
        *([str(spreadsheet)] if 20_000 <= spreadsheet < 70_000 else []),
    ):
        assert guess_moment(written) == moment


@given(st.text(max_size=12) | st.from_regex(r"[0-9/. -]{1,10}", fullmatch=True))
def test_the_text_of_a_date_reads_as_itself(text: str) -> None:
    for moment in (parse_moment(text), guess_moment(text)):
        assert moment is None or parse_moment(str(moment)) == moment


def test_a_native_date_is_read_and_a_time_is_not() -> None:
    assert FULL.read(datetime.date(2025, 1, 2)) == "02/01/2025"
    time = datetime.datetime(2025, 1, 2, 3, 4)  # noqa: DTZ001 - a local time, as TOML has them
    assert FULL.read(time) == Foreign(time)


def test_a_month_begins_with_its_first_day() -> None:
    assert Moment(2024, 3).first_day == datetime.date(2024, 3, 1)
    assert str(Moment(2024, 3)) == "03/2024"
