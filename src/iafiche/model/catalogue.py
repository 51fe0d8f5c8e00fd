"""The fields as the rest of the program reads them, in order, by key and by section."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Annotated, NamedTuple, get_args, get_origin

from iafiche.model.fiche import Fiche
from iafiche.model.field import Access, Facet, Field, Role, Section
from iafiche.model.kinds import Kind

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    from iafiche.model.values import PathOfKeys


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class FieldSpec:
    """One declared field: its key and section beside its kind and its declaration.

    There is one object a field, so identity is equality and hashing is free.
    """

    key: str
    section: Section
    kind: Kind
    field: Field

    @property
    def path(self) -> PathOfKeys:
        """Where the field stands in a file."""
        return (self.section.key, self.key)

    @property
    def short_label(self) -> str:
        """The label for narrow places."""
        return self.field.short or self.field.label


class Page(NamedTuple):
    """One page of the form: a section, and the fields shown on it."""

    section: Section
    fields: tuple[FieldSpec, ...]


class Catalogue:
    """All declared fields, read once from the annotations of `Fiche`.

    Attributes:
        fields: Every field, in the order of the form and of the file.
        columns: Every field, in the order of the published schema's columns.
        sections: The tables of the file, in order.
        pages: The pages of the form, in order; together they show every field once.
    """

    def __init__(self, fiche: type[DataclassInstance]) -> None:
        specs: list[FieldSpec] = []
        sections: list[Section] = []
        for table in fields(fiche):
            section: Section = table.type.SECTION  # type: ignore[union-attr]  # a section's class
            sections.append(section)
            specs.extend(
                _spec(declared.name, section, declared.type)
                for declared in fields(table.type)  # type: ignore[arg-type]  # the same class
            )
        self.fields = tuple(specs)
        self.sections = tuple(sections)
        self.columns = tuple(sorted(specs, key=lambda spec: spec.field.column))
        self._by_key = {spec.key: spec for spec in specs}
        self._by_role = {spec.field.role: spec for spec in specs if spec.field.role}
        self._by_section = {
            section.key: tuple(spec for spec in specs if spec.section is section)
            for section in sections
        }

        self.pages = tuple(
            Page(
                section,
                tuple(s for s in specs if section.key in (s.section.key, s.section.on_page_of)),
            )
            for section in sections
            if not section.on_page_of
        )

    def __getitem__(self, key: str) -> FieldSpec:
        """Return the field of that key; `KeyError` where there is none."""
        return self._by_key[key]

    def __contains__(self, key: str) -> bool:
        return key in self._by_key

    def has_path(self, path: PathOfKeys) -> bool:
        """Tell whether `path` is where one of the fields stands in a file."""
        return bool(path) and path[-1] in self._by_key and self._by_key[path[-1]].path == path

    def of_section(self, section: str) -> tuple[FieldSpec, ...]:
        """Return the fields of a section, in order."""
        return self._by_section[section]

    def of_role(self, role: Role) -> FieldSpec:
        """Return the one field the program uses for `role`."""
        return self._by_role[role]

    def of_facet(self, facet: Facet) -> tuple[FieldSpec, ...]:
        """Return the fields of which an inventory makes the same, in the order of the form."""
        return tuple(spec for spec in self.fields if spec.field.facet is facet)

    def public_columns(self) -> tuple[FieldSpec, ...]:
        """Return the columns anybody may read."""
        return tuple(spec for spec in self.columns if spec.field.access is Access.PUBLIC)


def _spec(key: str, section: Section, annotation: object) -> FieldSpec:
    assert get_origin(annotation) is Annotated, f"{key} is not declared with Annotated"
    _, kind, field = get_args(annotation)
    assert isinstance(kind, Kind), key
    assert isinstance(field, Field), key
    return FieldSpec(key, section, kind, field)


CATALOGUE = Catalogue(Fiche)
