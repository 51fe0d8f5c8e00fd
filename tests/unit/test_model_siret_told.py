"""What a SIRET's first digits tell while it is typed, and how the number is read in groups."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iafiche.model.catalogue import CATALOGUE
from iafiche.model.kinds.siret import Siret, authority_of, told_by

NBSP = "\N{NO-BREAK SPACE}"
DIGITS = st.text("0123456789", max_size=16)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("21", "commune"),
        ("215", "commune"),
        ("2157", "commune, département 57"),
        ("21579990900019", "commune, département 57"),
        ("215 799 909 00019", "commune, département 57"),
        ("217500016", "commune, département 75"),
        ("212000046", "commune, Corse"),
        ("2197", "commune"),
        ("219740115", "commune, département 974"),
        ("219720000", "commune, département 972"),
        ("219750000", "commune"),
        ("219870000", "commune"),
        ("219900123", "commune"),
        ("210000000", "commune"),
        ("22", "département"),
        ("225700012", "département 57"),
        ("229740014", "département 974"),
        ("222000002", "département, Corse"),
        ("237500079", "région"),
        ("245400676", "EPCI"),
        ("255700000", "syndicat"),
    ],
)
def test_the_prefix_tells_the_kind_of_authority_and_where_it_is(typed: str, told: str) -> None:
    assert told_by(typed) == told
    assert Siret().told_by(typed) == told


@pytest.mark.parametrize(
    "typed", ["", "2", "200039865", "130005481", "552100554", "21 rue de Metz", "2" * 15, "²1"]
)
def test_nothing_is_told_of_what_tells_nothing(typed: str) -> None:
    assert told_by(typed) == ""


@given(DIGITS)
def test_what_is_told_agrees_with_what_the_check_compares(digits: str) -> None:
    authority = authority_of(digits)
    if authority is not None and len(digits) <= 14:
        assert told_by(digits).startswith(authority.name.split()[-1])
    if not told_by(digits):
        assert authority is None or len(digits) > 14


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("21579990900019", "215 799 909 00019"),
        ("215799909", "215 799 909"),
        ("2157", "215 7"),
        ("215", "215"),
        ("", ""),
        ("215 799 909 00019", "215 799 909 00019"),
        ("2,157E+13", "2,157E+13"),
        ("215799909000190", "215799909000190"),
    ],
)
def test_digits_alone_are_shown_in_groups_and_anything_else_as_it_is(text: str, shown: str) -> None:
    assert Siret().shown(text).replace(NBSP, " ") == shown


@given(DIGITS)
def test_the_groups_hold_the_very_digits(digits: str) -> None:
    assert Siret().shown(digits).replace(NBSP, "") == digits


@given(st.text(max_size=20))
def test_a_field_of_another_kind_is_shown_as_it_is_and_tells_nothing(text: str) -> None:
    for spec in CATALOGUE.fields:
        if not isinstance(spec.kind, Siret):
            assert spec.kind.shown(text) == text
            assert spec.kind.told_by(text) == ""
