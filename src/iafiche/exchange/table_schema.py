"""The Table Schema of exported CSV files, read from the declarations.

Follows the specification (https://specs.frictionlessdata.io/table-schema/) and the conventions of
schema.data.gouv.fr for what stands around the fields (datagouv/tableschema-template). Validata
knows the check of a SIRET's key by the name `siret`, formerly `french-siret-value`.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from iafiche.exchange.bibliotheque import write_cell
from iafiche.exchange.profiles import BIBLIOTHEQUE
from iafiche.model.kinds import Coordinate, Email, FullDate, OneOf, SeveralOf, Siret, WebAddress

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from iafiche.exchange.csv_table import WriteCell
    from iafiche.exchange.profiles import CsvProfile
    from iafiche.model.catalogue import FieldSpec
    from iafiche.model.kinds import Kind

VERSION = "0.1.0"
CREATED = "2026-03-02"
LAST_MODIFIED = "2026-03-02"
HOMEPAGE = "https://iafiche.example"
"""Where the project is published; every address of the schema begins with it."""
SOURCES = [{"title": "Modèle de données de la Bibliothèque d'IA territoriales, janvier 2025"}]
"""What the data is modelled on."""

_REGEX_SIGNS = re.compile(r"[\\.^$|?*+()\[\]{}]")


def table_schema(*, complete: bool = True) -> dict[str, object]:
    """Return the published schema: the file with all 38 columns, or with the 17 public ones."""
    suffix = "" if complete else "-public"
    folder = f"{HOMEPAGE}/v{VERSION}/docs/schema"
    published = {
        "path": f"{folder}/iafiche{suffix}.tableschema.json",
        "resources": [
            {
                "title": "Fichier valide (CSV)",
                "name": f"exemple-valide{suffix}-csv",
                "path": f"{folder}/exemple-valide{suffix}.csv",
            }
        ],
    }
    return schema_of(BIBLIOTHEQUE, write_cell, complete=complete, published=published)


def schema_of(
    profile: CsvProfile,
    write_cell: WriteCell,
    *,
    complete: bool,
    published: Mapping[str, object] | None = None,
) -> dict[str, object]:
    """Return the schema of the files of a profile, whose cells `write_cell` writes.

    `published` says where the schema itself is found on the web, and an example of such a file.
    """
    columns = profile.columns(complete=complete)
    return {
        "$schema": "https://specs.frictionlessdata.io/schemas/table-schema.json",
        **identity(complete=complete),
        "countryCode": "FR",
        "homepage": HOMEPAGE,
        **(published or {}),
        "sources": SOURCES,
        "created": CREATED,
        "lastModified": LAST_MODIFIED,
        "version": VERSION,
        "contributors": [{"title": "iafiche", "role": "author"}],
        "missingValues": [""],
        "fields": [_field(spec, profile, write_cell) for spec in columns],
        "custom_checks": [
            {"name": "siret", "params": {"column": profile.name_of(spec)}}
            for spec in columns
            if isinstance(spec.kind, Siret)
        ],
    }


def identity(*, complete: bool) -> dict[str, object]:
    """Return the name, the title, the description and the keywords of such data."""
    extent = "tous leurs champs" if complete else "leurs champs publics"
    return {
        "name": "fiches-ia-territoriales" + ("" if complete else "-public"),
        "title": "Fiches de projets d'IA des collectivités territoriales"
        + ("" if complete else " : champs publics"),
        "description": "Projets d'intelligence artificielle des collectivités, d'après le modèle"
        f" de la Bibliothèque d'IA territoriales : les fiches, avec {extent}.",
        "keywords": ["intelligence artificielle", "collectivités territoriales", "algorithmes"],
    }


def table_schema_text(*, complete: bool = True) -> str:
    """Return the schema as the text of its file."""
    return json.dumps(table_schema(complete=complete), ensure_ascii=False, indent=2) + "\n"


def _field(spec: FieldSpec, profile: CsvProfile, write_cell: WriteCell) -> dict[str, object]:
    description = spec.field.help
    if spec.kind.many:
        description += f" Plusieurs valeurs sont séparées par « {profile.list_separator} »."
    example = spec.field.example
    typed = _typed(spec, profile, write_cell)
    constraints = {"required": spec.field.required, **typed.pop("constraints", {})}
    return {
        "name": profile.name_of(spec),
        "title": spec.field.label,
        "description": description,
        **typed,
        "example": write_cell(spec, (example,) if spec.kind.many else example),
        "constraints": constraints,
    }


def _typed(spec: FieldSpec, profile: CsvProfile, write_cell: WriteCell) -> dict[str, Any]:
    """Return the type, the format and the constraints that a field's kind asks for."""
    match spec.kind:
        case Coordinate(bound=bound):
            return {"type": "number", "constraints": {"minimum": -bound, "maximum": bound}}
        case FullDate():
            return {"type": "date", "format": "%d/%m/%Y"}
        case OneOf(choices=choices):
            enum = [write_cell(spec, value) for value in choices.values]
            return {"type": "string", "constraints": {"enum": enum}}
        case SeveralOf() as kind:
            pattern = pattern_of_list(spec, kind, profile, write_cell)
            return {"type": "string", "constraints": {"pattern": pattern}}
        case Email():
            return {"type": "string", "format": "email", **_pattern(spec.kind)}
        case WebAddress():
            return {"type": "string", "format": "uri", **_pattern(spec.kind)}
        case kind:
            return {"type": "string", **_pattern(kind)}


def _pattern(kind: Kind) -> dict[str, Any]:
    return {} if kind.pattern is None else {"constraints": {"pattern": kind.pattern}}


def pattern_of_list(
    spec: FieldSpec, kind: SeveralOf, profile: CsvProfile, write_cell: WriteCell
) -> str:
    """Return the regular expression of the cells that hold listed values, no more than allowed."""
    separator = profile.list_separator
    values = kind.choices.values
    first = _any_of(write_cell(spec, (value,)) for value in values)
    # Signs that are replaced at the head of a cell alone stay as they are in the values behind.
    behind = _any_of(
        write_cell(spec, ("x", value)).removeprefix(f"x{separator}") for value in values
    )
    others = f"{{0,{kind.at_most - 1}}}" if kind.at_most else "*"
    return f"^{first}({separator}{behind}){others}$"


def _any_of(cells: Iterable[str]) -> str:
    # Plain groups and few escapes: common to Python, XML Schema and JavaScript.
    return "(" + "|".join(_REGEX_SIGNS.sub(r"\\\g<0>", cell) for cell in cells) + ")"
