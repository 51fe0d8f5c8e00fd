"""The points of a map (RFC 7946)."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iafiche.exchange.geojson import read, write
from iafiche.exchange.profiles import GEOJSON
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.draft import Draft
from iafiche.model.values import Foreign, Value
from tests.fiches import complete_draft
from tests.unit.exchange_drafts import any_value, drafts


def features(*fiches: Draft, complete: bool = False) -> list[dict[str, Any]]:
    collection = json.loads(write(fiches, complete=complete))
    assert collection["type"] == "FeatureCollection"
    listed: list[dict[str, Any]] = collection["features"]
    return listed


def test_a_fiche_is_a_point_longitude_first() -> None:
    (feature,) = features(complete_draft(latitude="47.6218", longitude="-4.5"))
    assert feature["type"] == "Feature"
    assert feature["geometry"] == {"type": "Point", "coordinates": [-4.5, 47.6218]}
    assert not {"latitude", "longitude"} & set(feature["properties"])


def test_the_properties_are_the_fields_as_they_are() -> None:
    draft = complete_draft(partenaires=("Inria", "Université de Belrive"))
    (feature,) = features(draft)
    expected = {spec.key for spec in CATALOGUE.public_columns() if draft.is_filled(spec.key)}
    assert {*feature["properties"], "latitude", "longitude"} == expected
    assert feature["properties"]["partenaires"] == ["Inria", "Université de Belrive"]
    assert feature["properties"]["coll_siret"] == draft["coll_siret"]


def test_the_other_fields_join_them_only_when_asked_for() -> None:
    draft = complete_draft()
    restricted = set(draft.values) - {spec.key for spec in GEOJSON.public}
    assert restricted
    assert not restricted & set(features(draft)[0]["properties"])
    assert restricted <= set(features(draft, complete=True)[0]["properties"])


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [
        ("", ""),
        ("47.6218", ""),
        ("", "4.5107"),
        ("95.2", "4.5107"),
        ("47,6", "4,5"),
        (Foreign({"degrés": 47}), "4.5"),
    ],
)
def test_a_fiche_that_is_nowhere_has_no_geometry_and_loses_nothing(
    latitude: Value, longitude: Value
) -> None:
    draft = complete_draft(latitude=latitude, longitude=longitude)
    here, nowhere = features(complete_draft(), draft)
    assert here["geometry"] is not None
    assert nowhere["geometry"] is None
    for key, value in (("latitude", latitude), ("longitude", longitude)):
        assert nowhere["properties"].get(key, "") == str(value)


@pytest.mark.parametrize("text", ["47", "47.0", "47.60", "-0", "047.5", "0.0000001"])
def test_a_coordinate_keeps_the_way_it_is_written(text: str) -> None:
    draft = complete_draft(latitude=text)
    content = write([draft], complete=False)
    assert features(draft)[0]["geometry"]["coordinates"][1] == float(text)
    assert read(content)[0]["latitude"] == text


def test_each_fiche_has_a_line_of_its_own() -> None:
    lines = write([complete_draft(), complete_draft()], complete=False).decode().splitlines()
    assert [line[:8] for line in lines[1:-1]] == ['{"type":'] * 2
    assert json.loads(write([], complete=False)) == {"type": "FeatureCollection", "features": []}


@settings(max_examples=30, deadline=None)
@given(st.lists(drafts(lambda spec: any_value(spec, surrogates=True)), max_size=3))
def test_every_position_is_one_that_maps_take(fiches: list[Draft]) -> None:
    for feature in features(*fiches, complete=True):
        if feature["geometry"] is not None:
            longitude, latitude = feature["geometry"]["coordinates"]
            assert -180 <= longitude <= 180
            assert -90 <= latitude <= 90
