"""What a value that a person has just typed comes to when the field is left."""

import pytest

from iafiche.model.catalogue import CATALOGUE
from tests.fiches import complete_draft

_SIRET = CATALOGUE["coll_siret"].field.example


@pytest.mark.parametrize(
    ("key", "typed", "settled"),
    [
        ("projet_date", "1/3/24", "01/03/2024"),
        ("projet_date", "1/3/2024", "01/03/2024"),
        ("projet_date", "mars 2024", "03/2024"),
        ("projet_date", "03.2024", "03/2024"),
        ("date", "2024-03-01", "01/03/2024"),
        ("coll_siret", f" {_SIRET[:3]} {_SIRET[3:6]}.{_SIRET[6:9]} {_SIRET[9:]}", _SIRET),
        ("url_infos", "  https://ville.example.org/ia ", "https://ville.example.org/ia"),
        ("url_infos", "www.ville.example.org", "https://www.ville.example.org"),
        ("latitude", "48,85", "48.85"),
        ("latitude", "48°51'24\"N", "48.8566667"),
    ],
)
def test_what_is_typed_in_another_way_is_written_the_model_s_way(
    key: str, typed: str, settled: str
) -> None:
    assert CATALOGUE[key].kind.settled(typed) == settled


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("projet_date", "03/24"),
        ("projet_date", "2024"),
        ("projet_date", "31/02/2024"),
        ("projet_date", "3/13/2024"),
        ("coll_siret", _SIRET[1:]),
        ("coll_siret", _SIRET[:9]),
        ("url_infos", "accès interne uniquement"),
        ("usage_description", "deux  espaces &amp; un reste"),
    ],
)
def test_what_may_mean_something_else_stays_as_typed(key: str, typed: str) -> None:
    assert CATALOGUE[key].kind.settled(typed) == typed


def test_right_values_settle_to_themselves() -> None:
    draft = complete_draft()
    given = [(spec, draft[spec.key]) for spec in CATALOGUE.fields if draft.is_filled(spec.key)]
    assert given
    for spec, value in given:
        assert isinstance(value, str | tuple)
        assert spec.kind.settled(value) == value
