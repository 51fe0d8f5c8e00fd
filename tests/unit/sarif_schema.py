"""The part of SARIF 2.1.0 that a report of ours may use, as JSON Schema; all else is refused.

Written from the OASIS standard (docs.oasis-open.org/sarif/sarif/v2.1.0): names, types, what is
required, closed lists, and the objects' refusal of properties of other names. The standard's own
schema, 110 KB that no package installs for us, was held by hand against the reports of these tests
and of the examples: it finds nothing that this one lets through.
"""

from typing import Any

Schema = dict[str, Any]

LEVEL: Schema = {"enum": ["none", "note", "warning", "error"]}
LANGUAGE: Schema = {"type": "string", "pattern": "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$"}
URI_REFERENCE: Schema = {
    "type": "string",
    # RFC 3986: its signs, percent-encoded octets, and no scheme in the first part by accident.
    "pattern": r"^(file:///)?(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})+$",
    "not": {"pattern": r"^(?!file:)[^/]*:"},
}


def closed(required: list[str], **properties: Schema) -> Schema:
    """Return the schema of an object that has these properties and no other."""
    return {
        "type": "object",
        "required": required,
        "properties": properties,
        "additionalProperties": False,
    }


def list_of(item: Schema) -> Schema:
    """Return the schema of an array."""
    return {"type": "array", "items": item}


TEXT: Schema = {"type": "string", "minLength": 1}
POSITIVE: Schema = {"type": "integer", "minimum": 1}
MESSAGE = closed(["text"], text=TEXT)
MULTIFORMAT = closed(["text"], text=TEXT, markdown=TEXT)
REGION = closed(["startLine"], startLine=POSITIVE, startColumn=POSITIVE)
LOCATION = closed(
    ["physicalLocation"],
    physicalLocation=closed(
        ["artifactLocation"],
        artifactLocation=closed(["uri"], uri=URI_REFERENCE),
        region=REGION,
    ),
)
DESCRIPTOR = closed(
    ["id"],
    id=TEXT,
    shortDescription=MULTIFORMAT,
    fullDescription=MULTIFORMAT,
    help=MULTIFORMAT,
    defaultConfiguration=closed([], level=LEVEL),
)
RESULT = closed(
    ["message", "ruleId"],
    ruleId=TEXT,
    ruleIndex={"type": "integer", "minimum": 0},
    level=LEVEL,
    message=MESSAGE,
    locations={**list_of(LOCATION), "minItems": 1},
    partialFingerprints={"type": "object", "additionalProperties": {"type": "string"}},
)
DRIVER = closed(
    ["name"],
    name=TEXT,
    semanticVersion={"type": "string", "pattern": r"^\d+\.\d+\.\d+"},
    language=LANGUAGE,
    rules={**list_of(DESCRIPTOR), "uniqueItems": True},
)
RUN = closed(
    ["tool", "results"],
    tool=closed(["driver"], driver=DRIVER),
    language=LANGUAGE,
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    results=list_of(RESULT),
    invocations=list_of(
        closed(["executionSuccessful"], executionSuccessful={"type": "boolean"}),
    ),
)
LOG: Schema = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    **closed(
        ["version", "runs"],
        **{"$schema": {"type": "string", "format": "uri"}},
        version={"enum": ["2.1.0"]},
        runs=list_of(RUN),
    ),
}
