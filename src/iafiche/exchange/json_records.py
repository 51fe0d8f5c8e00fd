"""The JSON of the profile « json »: a list of fiches, each nested by section as its file is.

```json
[
  {
    "general": {"coll_nom": "Ville de Belrive", "latitude": 47.6218, "partenaires": ["Inria"]},
    "algorithme": {},
    "data": {},
    "cas_usage": {},
    "evaluation": {},
    "metadata": {"date": "21/01/2026"},
    "completude": {"requis": 16, "requis_total": 17, "remplis": 22, "total": 38}
  }
]
```

A field that nobody filled is absent. The values are those of the file: texts, lists of texts,
coordinates as numbers; a draft's value of another type stays what it is.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from iafiche.check.completeness import completeness
from iafiche.exchange.json_text import from_toml, json_text, to_toml
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.draft import Draft, read_draft, write_value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from iafiche.check.completeness import Completeness
    from iafiche.model.catalogue import FieldSpec
    from iafiche.model.values import Value

COMPLETENESS_KEY = "completude"
"""The one key of a record that is no section: told to readers, never read back."""


@dataclass(frozen=True, slots=True)
class Completude:
    """Counts of filled fields, under their names in JSON."""

    requis: int
    requis_total: int
    remplis: int
    total: int


def completeness_record(filled: Completeness) -> Completude:
    """Return the record of a fiche's completeness."""
    return Completude(
        requis=filled.required_filled,
        requis_total=filled.required,
        remplis=filled.filled,
        total=filled.total,
    )


def write(drafts: Sequence[Draft], *, complete: bool) -> bytes:  # noqa: ARG001 - every codec's
    """Return the bytes of the file that holds these drafts, all their fields in any case."""
    return f"{json_text([record_of(draft) for draft in drafts], indent=2)}\n".encode()


def read(content: bytes) -> list[Draft]:
    """Return the drafts of a file that `write` made."""
    return drafts_of(json.loads(content))


def carried(spec: FieldSpec, value: Value) -> Value:
    """Return the value as its own file would hold it: whatever its type, it comes back."""
    return spec.kind.read(write_value(spec.key, value))


def record_of(draft: Draft) -> dict[str, object]:
    """Return the record of a draft: its sections with their fields, and its completeness."""
    sections: dict[str, object] = {
        section.key: {
            spec.key: from_toml(write_value(spec.key, draft.values[spec.key]))
            for spec in CATALOGUE.of_section(section.key)
            if spec.key in draft.values
        }
        for section in CATALOGUE.sections
    }
    return {**sections, COMPLETENESS_KEY: asdict(completeness_record(completeness(draft)))}


def drafts_of(records: object) -> list[Draft]:
    """Return the drafts of records as JSON gave them.

    Raises pydantic's `ValidationError` where these are no records of `record_of`.
    """
    # Imported here because nothing but reading one of these files back needs it.
    from pydantic import TypeAdapter

    shape = TypeAdapter(list[dict[str, dict[str, Any]]])
    return [_draft_of(record) for record in shape.validate_python(records)]


def _draft_of(record: dict[str, dict[str, Any]]) -> Draft:
    return read_draft(
        {
            section.key: {key: to_toml(value) for key, value in record[section.key].items()}
            for section in CATALOGUE.sections
        }
    )
