"""The JSON Schema of a fiche's TOML file, by which text editors complete and check it.

Draft 7, of which Taplo and with it Even Better TOML read every keyword used here; they skip what
stands beside a `$ref`, so nothing is referred to. `x-taplo` is their own keyword: what they show
under the pointer (https://taplo.tamasfe.dev/configuration/developing-schemas.html).

Pydantic tells, from the very classes of the doors, what a typed fiche is. The file is a little
wider: a field that nobody filled may stand there empty, a coordinate may be a number or its text,
and a date may be one of TOML's own, which editors hand on as `AAAA-MM-JJ`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from iafiche.exchange.table_schema import HOMEPAGE
from iafiche.exchange.table_schema import VERSION as SCHEMA_VERSION
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.draft import PROVENANCE, VERSION_KEY
from iafiche.model.kinds import Coordinate, FullDate, OneOf, PartialDate, SeveralOf

if TYPE_CHECKING:
    from iafiche.model.catalogue import FieldSpec
    from iafiche.model.choices import ChoiceList
    from iafiche.model.field import Section

Json = dict[str, Any]
DRAFT = "http://json-schema.org/draft-07/schema#"
PATH = "docs/schema/iafiche.schema.json"
"""Where the schema is published, from the project's root."""

EDITORS = "x-taplo"

# Not `format`: it would hold an empty text against a field that nobody filled, and the pattern
# says the same. Not `default` and `anyOf`, which say how a typed field may be left out.
_KEPT = ("type", "enum", "items", "maxItems", "minimum", "maximum", "pattern")
# What `False` says too, but of the whole section: Taplo would underline all of it.
_UNKNOWN = {
    "title": "Champ inconnu",
    "description": "Le modèle n'a pas de champ de ce nom dans cette section :"
    " vérifiez l'orthographe de la clé. Pour garder une information à vous,"
    " écrivez-la dans une table à part.",
    "not": {},
}
_PROVENANCE = {
    "title": "Import",
    "description": "Ce que « iafiche importer » a lu et qu'aucun champ ne garde tel quel."
    " Cette table n'est jamais publiée ; supprimez-la quand elle ne vous sert plus.",
    "type": "object",
}
_NATIVE_DATE = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_EMPTY = "^$"
_FILLED = r"\S"
_NOT_FILLED = "Vide : personne n'a rempli ce champ."


def json_schema(version: int) -> dict[str, object]:
    """Return the schema of a fiche's file in that version of the file format.

    A file is valid where the check finds no error that a schema can tell, the logo is online, and
    its sections hold no key that the model does not know: editors have one way only of showing a
    misspelt key. Whole tables beside the sections are their owner's business.
    """
    # Imported here because the doors load pydantic.
    from iafiche.model.doors import fiche_adapter

    doors = fiche_adapter().json_schema()
    return {
        "$schema": DRAFT,
        "$id": f"{HOMEPAGE}/v{SCHEMA_VERSION}/{PATH}",
        "title": "Fiche d'un projet d'IA",
        "description": "Un projet d'intelligence artificielle d'une collectivité territoriale,"
        " d'après le modèle de la Bibliothèque d'IA territoriales : un fichier « .fiche.toml ».",
        "type": "object",
        "properties": {
            VERSION_KEY: {
                "title": "Version du format",
                "description": "La version du format de fichier, pour les programmes.",
                "type": "integer",
                "minimum": 1,
                "maximum": version,
                "examples": [version],
            },
            **{section.key: _table(section, doors) for section in CATALOGUE.sections},
            PROVENANCE[0]: _PROVENANCE,
        },
        "required": [section.key for section in CATALOGUE.sections if _required(section)],
        # What stands before the first section, and was meant to stand in it, is told.
        "additionalProperties": {"type": ["object", "array"]},
    }


def json_schema_text(version: int) -> str:
    """Return the schema as the text of its file."""
    return json.dumps(json_schema(version), ensure_ascii=False, indent=2) + "\n"


def _table(section: Section, doors: Json) -> Json:
    """Return the schema of a section, from what the doors say of all of them."""
    specs = CATALOGUE.of_section(section.key)
    name = doors["properties"][section.key]["$ref"].rpartition("/")[2]
    fields = doors["$defs"][name]["properties"]
    pairs = {spec.key: [spec.kind.other] for spec in specs if isinstance(spec.kind, Coordinate)}
    required = _required(section)
    return {
        "title": section.label,
        "description": section.about,
        "type": "object",
        "properties": {spec.key: _field(spec, fields[spec.key]) for spec in specs},
        **({"required": required} if required else {}),
        **({"dependencies": pairs} if pairs else {}),
        "additionalProperties": _UNKNOWN,
    }


def _required(section: Section) -> list[str]:
    return [spec.key for spec in CATALOGUE.of_section(section.key) if spec.field.required]


def _field(spec: FieldSpec, at_the_door: Json) -> Json:
    example = spec.field.example
    docs: Json = {"main": f"{spec.field.help}\n\n{spec.field.why}\n\nExemple : `{example}`"}
    schema = {
        **{keyword: at_the_door[keyword] for keyword in ("title", "description")},
        **{keyword: at_the_door[keyword] for keyword in _KEPT if keyword in at_the_door},
        **_in_the_file(spec, at_the_door),
    }
    if isinstance(spec.kind, OneOf):
        docs["enumValues"] = _meanings(spec.kind.choices, schema["enum"])
    if isinstance(spec.kind, SeveralOf):
        values = schema["items"]["enum"]
        told = {"docs": {"enumValues": _meanings(spec.kind.choices, values)}}
        schema["items"] = {**schema["items"], EDITORS: told}
    schema["examples"] = [spec.kind.write((example,) if spec.kind.many else example)]
    schema[EDITORS] = {"docs": docs}
    return schema


def _in_the_file(spec: FieldSpec, at_the_door: Json) -> Json:
    """Return the keywords by which a field of the file differs from a typed one."""
    pattern = at_the_door.get("pattern")
    match spec.kind:
        case Coordinate():
            return {"type": ["number", "string"], "pattern": f"{_EMPTY}|{spec.kind.pattern}"}
        case FullDate() | PartialDate():
            pattern = f"{pattern}|{_NATIVE_DATE}"
    if spec.field.required:
        if spec.kind.many:
            return {"minItems": 1}
        return {"pattern": pattern or _FILLED} if "enum" not in at_the_door else {}
    if "enum" in at_the_door:
        return {"enum": [*at_the_door["enum"], ""]}
    return {"pattern": f"{_EMPTY}|{pattern}"} if pattern else {}


def _meanings(choices: ChoiceList, values: list[str]) -> list[str | None]:
    """Return what to show beside each of the values."""
    known = {choice.value: choice.meaning for choice in choices.choices}
    return [known.get(value, _NOT_FILLED) or None for value in values]
