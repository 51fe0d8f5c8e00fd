"""The profile « geojson »: a point for each fiche, for maps (RFC 7946).

Longitude before latitude, in WGS 84. A fiche that is nowhere on the map has no geometry and stays
among the others. A coordinate stands in the geometry, and as a property only where the geometry
would not give its text back: alone, out of range, or written « 48.80 ».
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from iafiche.exchange.codecs import carried_as_text
from iafiche.exchange.json_text import json_text
from iafiche.exchange.profiles import GEOJSON as PROFILE
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.draft import Draft
from iafiche.model.kinds import Coordinate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from iafiche.model.catalogue import FieldSpec

AXES = tuple(
    sorted(
        (spec for spec in CATALOGUE.columns if isinstance(spec.kind, Coordinate)),
        key=lambda spec: isinstance(spec.kind, Coordinate) and spec.kind.is_latitude,
    )
)
"""The order of a position's numbers: longitude, then latitude (RFC 7946, 3.1.1)."""

TYPE, GEOMETRY, PROPERTIES, COORDINATES = "type", "geometry", "properties", "coordinates"
FEATURE, POINT = "Feature", "Point"
"""The members of GeoJSON that a fiche needs, and their types."""

_FEATURES = "features"


def write(drafts: Sequence[Draft], *, complete: bool) -> bytes:
    """Return the file of these drafts: one feature a line."""
    columns = PROFILE.columns(complete=complete)
    features = ",\n".join(json_text(_feature(draft, columns)) for draft in drafts)
    head = f'"{TYPE}": "FeatureCollection", "{_FEATURES}"'
    return f"{{{head}: [\n{features}\n]}}\n".encode()


def read(content: bytes) -> list[Draft]:
    """Return the drafts of a file that `write` made."""
    return [_draft(feature) for feature in json.loads(content)[_FEATURES]]


def _feature(draft: Draft, columns: tuple[FieldSpec, ...]) -> dict[str, object]:
    properties = {
        spec.key: carried_as_text(spec, draft[spec.key])
        for spec in columns
        if spec.key in draft.values
    }
    position = _position(properties)
    for spec, number in zip(AXES, position or (), strict=False):
        if spec.kind.read(number) == properties[spec.key]:
            del properties[spec.key]
    geometry = {TYPE: POINT, COORDINATES: position} if position else None
    return {TYPE: FEATURE, GEOMETRY: geometry, PROPERTIES: properties}


def _position(properties: Mapping[str, object]) -> list[float] | None:
    """Return longitude and latitude in degrees, or None unless both are right."""
    position: list[float] = []
    for spec in AXES:
        text = properties.get(spec.key)
        assert isinstance(spec.kind, Coordinate)
        degrees = spec.kind.parse(text) if isinstance(text, str) else None
        if degrees is None:
            return None
        # 48 and not 48.0, which reads back as another text.
        position.append(int(degrees) if str(int(degrees)) == text else degrees)
    return position


def _draft(feature: dict[str, Any]) -> Draft:
    draft = Draft()
    if feature[GEOMETRY] is not None:
        for spec, number in zip(AXES, feature[GEOMETRY][COORDINATES], strict=True):
            draft = draft.with_value(spec.key, spec.kind.read(number))
    for key, value in feature[PROPERTIES].items():
        draft = draft.with_value(key, CATALOGUE[key].kind.read(value))
    return draft
