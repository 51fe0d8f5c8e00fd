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

_LATITUDE = next(
    spec
    for spec in CATALOGUE.columns
    if isinstance(spec.kind, Coordinate) and spec.kind.is_latitude
)
_LONGITUDE = CATALOGUE[_LATITUDE.kind.other]  # type: ignore[attr-defined]  # a coordinate
_AXES = (_LONGITUDE, _LATITUDE)
"""The order of a position's numbers."""


def write(drafts: Sequence[Draft], *, complete: bool) -> bytes:
    """Return the file of these drafts: one feature a line."""
    columns = PROFILE.columns(complete=complete)
    features = ",\n".join(json_text(_feature(draft, columns)) for draft in drafts)
    return f'{{"type": "FeatureCollection", "features": [\n{features}\n]}}\n'.encode()


def read(content: bytes) -> list[Draft]:
    """Return the drafts of a file that `write` made."""
    return [_draft(feature) for feature in json.loads(content)["features"]]


def _feature(draft: Draft, columns: tuple[FieldSpec, ...]) -> dict[str, object]:
    properties = {
        spec.key: carried_as_text(spec, draft[spec.key])
        for spec in columns
        if spec.key in draft.values
    }
    position = _position(properties)
    for spec, number in zip(_AXES, position or (), strict=False):
        if spec.kind.read(number) == properties[spec.key]:
            del properties[spec.key]
    geometry = {"type": "Point", "coordinates": position} if position else None
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _position(properties: Mapping[str, object]) -> list[float] | None:
    """Return longitude and latitude in degrees, or None unless both are right."""
    position: list[float] = []
    for spec in _AXES:
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
    if feature["geometry"] is not None:
        for spec, number in zip(_AXES, feature["geometry"]["coordinates"], strict=True):
            draft = draft.with_value(spec.key, spec.kind.read(number))
    for key, value in feature["properties"].items():
        draft = draft.with_value(key, CATALOGUE[key].kind.read(value))
    return draft
