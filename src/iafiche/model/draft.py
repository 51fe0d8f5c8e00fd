"""The values of a fiche as typed, valid or not: what the editor holds."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from iafiche.model.catalogue import CATALOGUE
from iafiche.model.field import Role
from iafiche.model.values import Foreign, PathOfKeys, Value, is_filled

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Draft:
    """An immutable set of values by field key, with what the file holds beside them.

    Attributes:
        values: The given values by key; a key that is absent is empty. Never empty values.
        unknown: What the model does not know, by its path in the file. Kept, never edited.
    """

    values: Mapping[str, Value] = field(default_factory=dict)
    unknown: Mapping[PathOfKeys, object] = field(default_factory=dict)

    def __getitem__(self, key: str) -> Value:
        """Return the value of a field, its kind's empty value if it has none."""
        value = self.values.get(key)
        return CATALOGUE[key].kind.empty if value is None else value

    def text(self, key: str) -> str:
        """Return the value of a field on one line, several values joined by commas."""
        value = self[key]
        text = ", ".join(value) if isinstance(value, tuple) else str(value)
        return " ".join(text.split())

    def is_filled(self, key: str) -> bool:
        """Tell whether somebody gave a value to that field."""
        value = self.values.get(key)
        return value is not None and is_filled(value)

    def with_value(self, key: str, value: Value) -> Draft:
        """Return the draft with another value for one field; an empty one clears it."""
        values = dict(self.values)
        if value in ("", ()):
            values.pop(key, None)
        else:
            values[key] = value
        return replace(self, values=values)

    def without_unknown(self, path: PathOfKeys) -> Draft:
        """Return the draft without one of the keys that the model does not know."""
        return replace(self, unknown={p: v for p, v in self.unknown.items() if p != path})

    @property
    def is_all_text(self) -> bool:
        """Whether there is nothing but texts, all in fields of the model."""
        return not self.unknown and Foreign not in set(map(type, self.values.values()))

    @property
    def title(self) -> str:
        """The project's name, or nothing."""
        return self.text(CATALOGUE.of_role(Role.PROJECT).key)

    @property
    def holder(self) -> str:
        """The authority's name, or nothing."""
        return self.text(CATALOGUE.of_role(Role.HOLDER).key)


def read_draft(tables: Mapping[str, object]) -> Draft:
    """Return the draft that a parsed file holds.

    `tables` is the file's content as TOML libraries give it: a mapping of sections to mappings
    of keys. Whatever has no field in the model lands in `unknown`, under its path.
    """
    values: dict[str, Value] = {}
    unknown: dict[PathOfKeys, object] = {}
    for name, table in tables.items():
        kinds = _KINDS.get(name)
        if kinds is None or not isinstance(table, dict):
            if name != VERSION_KEY:
                unknown[(name,)] = table
            continue
        for key, raw in table.items():
            kind = kinds.get(key)
            if kind is None:
                unknown[(name, key)] = raw
            elif raw.__class__ is str and not kind.many:
                # What every kind of one text reads a text as.
                if raw:
                    values[key] = raw
            elif (value := kind.read(raw)) != ():
                values[key] = value
    return Draft(values, unknown)


def draft_of(raw: Mapping[str, object]) -> Draft:
    """Return the draft of values as they stand in a file, by the keys of their fields."""
    read = {key: CATALOGUE[key].kind.read(value) for key, value in raw.items()}
    return Draft({key: value for key, value in read.items() if value not in ("", ())})


def write_value(key: str, value: Value) -> object:
    """Return the TOML value of a draft's value: the inverse of what `read_draft` does to one."""
    return value.raw if isinstance(value, Foreign) else CATALOGUE[key].kind.write(value)


VERSION_KEY = "version"
"""The top-level key that tells the version of the file format."""

PROVENANCE = ("import",)
"""Where a file keeps what an import found and no field holds as it was; never published."""

_KINDS = {
    section.key: {spec.key: spec.kind for spec in CATALOGUE.of_section(section.key)}
    for section in CATALOGUE.sections
}
