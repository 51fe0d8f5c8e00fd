"""A record of JSON as cells under names of columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from iafiche.exchange.json_records import COMPLETENESS_KEY
from iafiche.exchange.json_text import TOML, to_toml
from iafiche.exchange.sheets.json_text import free_name
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.kinds import Coordinate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from iafiche.exchange.sheets.sheet import CellValue

SECTIONS = frozenset(section.key for section in CATALOGUE.sections)
"""The objects in which a record of our own export holds its fields."""

_ENVELOPES = ("properties", "fields")
"""The objects around the columns of a record in GeoJSON and in Grist's API."""

_GEOMETRY, _POINT = "geometry", "Point"
_LATITUDE, _LONGITUDE = sorted(
    (spec for spec in CATALOGUE.fields if isinstance(spec.kind, Coordinate)),
    key=lambda spec: isinstance(spec.kind, Coordinate) and not spec.kind.is_latitude,
)


def flat(record: Mapping[str, Any]) -> dict[str, CellValue]:
    """Return the cells of a record: each field of ours under its key, the rest under its path.

    The parts of a path are joined by dots. Of two values for one name, the second is numbered.
    """
    cells: dict[str, CellValue] = {}
    for name, value in _cells(record):
        cells[free_name(name, cells)] = value
    return cells


def _cells(record: Mapping[str, Any]) -> Iterator[tuple[str, CellValue]]:
    is_ours = not SECTIONS.isdisjoint(record)
    for name, value in record.items():
        if is_ours and name == COMPLETENESS_KEY:
            continue
        if not isinstance(value, dict):
            yield name, _value(value)
        elif name in SECTIONS:
            for key, inner in value.items():
                yield from _dotted(
                    key if CATALOGUE.has_path((name, key)) else f"{name}.{key}", inner
                )
        elif name in _ENVELOPES:
            yield from _cells(value)
        elif name == _GEOMETRY and value.get("type") == _POINT:
            yield from _position(value)
        else:
            yield from _dotted(name, value)


def _dotted(name: str, value: object) -> Iterator[tuple[str, CellValue]]:
    if isinstance(value, dict) and value and TOML not in value:
        for key, inner in value.items():
            yield from _dotted(f"{name}.{key}", inner)
    else:
        yield name, _value(value)


def _position(point: Mapping[str, Any]) -> Iterator[tuple[str, CellValue]]:
    """Yield the coordinates of a point, whose longitude comes first (RFC 7946)."""
    numbers = point.get("coordinates")
    if isinstance(numbers, list) and len(numbers) >= 2:
        yield _LATITUDE.key, numbers[1]
        yield _LONGITUDE.key, numbers[0]
        numbers = numbers[2:]
    if numbers:
        yield _GEOMETRY, numbers


def _value(value: Any) -> CellValue:
    try:
        read: CellValue = to_toml(value)  # type: ignore[assignment]  # TOML has no other types
    except (KeyError, ValueError):
        # An object that only looks like a value of TOML.
        return value  # type: ignore[no-any-return]  # JSON has no other types either
    return read
