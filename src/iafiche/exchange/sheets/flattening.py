"""A record of JSON as cells under names of columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from iafiche.exchange.geojson import AXES, COORDINATES, FEATURE, GEOMETRY, POINT, PROPERTIES, TYPE
from iafiche.exchange.json_records import COMPLETENESS_KEY
from iafiche.exchange.json_text import TOML, to_toml
from iafiche.exchange.sheets.json_text import free_name
from iafiche.model.catalogue import CATALOGUE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from iafiche.exchange.sheets.sheet import CellValue

SECTIONS = frozenset(section.key for section in CATALOGUE.sections)
"""The objects in which a record of our own export holds its fields."""

_ENVELOPES = (PROPERTIES, "fields")
"""The objects around the columns of a record in GeoJSON and in Grist's API."""


def flat(record: Mapping[str, Any]) -> dict[str, CellValue]:
    """Return the cells of a record: each field of ours under its key, the rest under its path.

    The parts of a path are joined by dots. Of two values for one name, the second is numbered.
    """
    cells: dict[str, CellValue] = {}
    tried: dict[str, int] = {}
    for name, value in _cells(record):
        cells[free_name(name, cells, tried)] = value
    return cells


def _cells(record: Mapping[str, Any]) -> Iterator[tuple[str, CellValue]]:
    is_ours = not SECTIONS.isdisjoint(record)
    for name, value in record.items():
        if is_ours and name == COMPLETENESS_KEY:
            continue
        if PROPERTIES in record and (name, value) in ((TYPE, FEATURE), (GEOMETRY, None)):
            # What a record of GeoJSON says of itself, and nothing about the fiche.
            continue
        if not isinstance(value, dict):
            yield name, _value(value)
        elif name in SECTIONS:
            for key, inner in value.items():
                if CATALOGUE.has_path((name, key)):
                    yield key, _value(inner)
                else:
                    yield from _dotted(f"{name}.{key}", inner)
        elif name in _ENVELOPES:
            yield from _cells(value)
        elif name == GEOMETRY and value.get(TYPE) == POINT:
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
    """Yield the coordinates of a point, and whatever follows them: a height, mostly."""
    numbers = point.get(COORDINATES)
    if isinstance(numbers, list) and len(numbers) >= len(AXES):
        yield from ((spec.key, number) for spec, number in zip(AXES, numbers, strict=False))
        numbers = numbers[len(AXES) :]
    if numbers:
        yield GEOMETRY, numbers


def _value(value: Any) -> CellValue:
    try:
        read: CellValue = to_toml(value)  # type: ignore[assignment]  # TOML has no other types
    except (KeyError, ValueError):
        # An object that only looks like a value of TOML.
        return value  # type: ignore[no-any-return]  # JSON has no other types either
    return read
