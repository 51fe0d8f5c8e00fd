"""Which coordinates are right, and how those that maps and people write are mended."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iafiche.model.catalogue import CATALOGUE
from iafiche.model.flaws import Code, Flaw
from iafiche.model.kinds import Coordinate
from iafiche.model.values import Foreign

LATITUDE, LONGITUDE = (s.kind for s in CATALOGUE.fields if isinstance(s.kind, Coordinate))
BOTH = pytest.mark.parametrize("kind", [LATITUDE, LONGITUDE], ids=["latitude", "longitude"])


def only_flaw(kind: Coordinate, value: str) -> Flaw:
    (flaw,) = kind.flaws(value)
    assert flaw.code is Code.COORDONNEES_INVALIDES
    return flaw


@BOTH
@pytest.mark.parametrize("right", ["0", "48", "48.8566", "-0.5792", "90", "-90.0", "007.50"])
def test_decimal_degrees_are_right(kind: Coordinate, right: str) -> None:
    assert list(kind.flaws(right)) == []
    assert kind.parse(right) == float(right)


@BOTH
@pytest.mark.parametrize(
    ("written", "fix"),
    [
        ("48,8566", "48.8566"),
        ("-0,5792", "-0.5792"),
        ("−0.5792", "-0.5792"),
        ("+48.5", "48.5"),
        (" 48.5 ", "48.5"),
        ("48.8566°", "48.8566"),
        ("48°51'24\"", "48.8566667"),
        ("48° 51’ 24,0”", "48.8566667"),
        ("48°51′24″", "48.8566667"),
        ("48°51'24''", "48.8566667"),
        ("48°51.4'", "48.8566667"),
        ("-0° 34' 45.1\"", "-0.5791944"),
        ("48°30'", "48.5"),
    ],
)
def test_other_ways_to_write_degrees_are_mended_for_certain(
    kind: Coordinate, written: str, fix: str
) -> None:
    flaw = only_flaw(kind, written)
    assert (flaw.fix, flaw.safe) == (fix, True)


@pytest.mark.parametrize(
    ("kind", "written", "fix"),
    [
        (LATITUDE, "48°51'24\"N", "48.8566667"),
        (LATITUDE, "S 12°30'", "-12.5"),
        (LATITUDE, "48.5° n", "48.5"),
        (LONGITUDE, "2°21'E", "2.35"),
        (LONGITUDE, "0°34'45\"O", "-0.5791667"),
        (LONGITUDE, "0°34'45\"W", "-0.5791667"),
    ],
)
def test_the_points_of_the_compass_give_the_sign(kind: Coordinate, written: str, fix: str) -> None:
    assert only_flaw(kind, written).fix == fix


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        (LATITUDE, "2°21'E"),
        (LONGITUDE, "48°51'N"),
        (LATITUDE, "N48°51'S"),
        (LATITUDE, "-48°S"),
        (LATITUDE, "48°61'"),
        (LATITUDE, "48.8.5"),
        (LATITUDE, "1e1"),
        (LATITUDE, "nan"),
        (LATITUDE, "Belrive"),
        (LATITUDE, "٤٨"),
        (LONGITUDE, "4 8"),
    ],
)
def test_what_is_no_degree_gets_no_correction(kind: Coordinate, wrong: str) -> None:
    flaw = only_flaw(kind, wrong)
    assert flaw.fix is None
    assert kind.axis in flaw.message
    assert not flaw.unfinished


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [(LATITUDE, "90.1"), (LATITUDE, "-95,5"), (LONGITUDE, "180.5"), (LONGITUDE, "200°")],
)
def test_what_is_out_of_range_says_the_range(kind: Coordinate, wrong: str) -> None:
    flaw = only_flaw(kind, wrong)
    assert str(kind.bound) in flaw.message
    assert flaw.fix is None


@pytest.mark.parametrize(
    "pair",
    ["47.6218, 4.5107", "47.6218,4.5107", "47.6218 4.5107", "47,6218 ; 4,5107", "47,6218, 4,5107"],
)
def test_of_a_pasted_pair_each_field_keeps_its_own_once_a_person_agrees(pair: str) -> None:
    assert (only_flaw(LATITUDE, pair).fix, only_flaw(LATITUDE, pair).safe) == ("47.6218", False)
    assert only_flaw(LONGITUDE, pair).fix == "4.5107"


@BOTH
@pytest.mark.parametrize("begun", ["-", "+", "−", "48.", "48,", "-0,"])
def test_a_number_being_typed_is_unfinished(kind: Coordinate, begun: str) -> None:
    assert only_flaw(kind, begun).unfinished


@given(st.floats(-90, 90))
def test_a_number_of_a_file_reads_as_right_degrees(number: float) -> None:
    value = LATITUDE.read(number)
    assert isinstance(value, str)
    degrees = LATITUDE.parse(value)
    assert degrees is not None
    assert abs(degrees - number) < 1e-7


@pytest.mark.parametrize("raw", [True, [48.5], {"deg": 48}, 10**6])
def test_what_is_no_degree_in_a_file_stays_foreign(raw: object) -> None:
    assert LATITUDE.read(raw) == Foreign(raw)


@pytest.mark.parametrize(
    ("text", "written"),
    [("48.8566", 48.8566), ("48", 48), ("48.50", "48.50"), ("-0", "-0"), ("48,5", "48,5")],
)
def test_a_number_is_written_where_it_reads_back_the_same(text: str, written: object) -> None:
    assert LATITUDE.write(text) == written
    assert type(LATITUDE.write(text)) is type(written)
    assert LATITUDE.read(LATITUDE.write(text)) == text
