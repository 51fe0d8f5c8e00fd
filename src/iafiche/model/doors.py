"""Typed fiches, validated by pydantic where data enters or leaves the program.

Importing this module loads pydantic (75 ms): only the doors do.
"""

from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from iafiche.model.catalogue import CATALOGUE, FieldSpec
from iafiche.model.draft import Draft
from iafiche.model.fiche import Fiche
from iafiche.model.kinds import Coordinate
from iafiche.model.values import PathOfKeys


class NotAFicheError(Exception):
    """The draft is not a publishable fiche; `paths` are the fields that stand in the way."""

    def __init__(self, paths: tuple[PathOfKeys, ...]) -> None:
        super().__init__(", ".join(".".join(path) for path in paths))
        self.paths = paths


@cache
def fiche_adapter() -> TypeAdapter[Fiche]:
    """Return pydantic's reading of the very classes the catalogue reads."""
    return TypeAdapter(Fiche)


def to_fiche(draft: Draft) -> Fiche:
    """Return the typed fiche of a draft without errors; `NotAFicheError` otherwise."""
    nested: dict[str, dict[str, Any]] = {section.key: {} for section in CATALOGUE.sections}
    # What stands in the place of a whole section would be lost.
    faulty: list[PathOfKeys] = []
    faulty += [(section.key,) for section in CATALOGUE.sections if (section.key,) in draft.unknown]
    for spec in CATALOGUE.fields:
        if not draft.is_filled(spec.key):
            if spec.field.required or _is_awaited(spec, draft):
                faulty.append(spec.path)
            continue
        value: Any = draft[spec.key]
        if isinstance(spec.kind, Coordinate):
            value = spec.kind.parse(value) if isinstance(value, str) else None
            if value is None:
                faulty.append(spec.path)
        nested[spec.section.key][spec.key] = value
    try:
        fiche = fiche_adapter().validate_python(nested)
    except ValidationError as error:
        faulty += (tuple(str(part) for part in item["loc"][:2]) for item in error.errors())
    if faulty:
        raise NotAFicheError(tuple(dict.fromkeys(faulty)))
    return fiche


def _is_awaited(spec: FieldSpec, draft: Draft) -> bool:
    return isinstance(spec.kind, Coordinate) and draft.is_filled(spec.kind.other)
