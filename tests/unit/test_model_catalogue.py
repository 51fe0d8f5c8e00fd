"""The declarations, as every other part of the program relies on them."""

from dataclasses import dataclass
from itertools import groupby
from typing import Annotated

import pytest

from iafiche.model.catalogue import CATALOGUE, Catalogue, FieldSpec
from iafiche.model.fiche import Fiche
from iafiche.model.field import Access, Field, Role, Section
from iafiche.model.general import General
from iafiche.model.kinds import Kind, LongText, OneOf, SeveralOf, ShortText

EACH_FIELD = pytest.mark.parametrize("spec", CATALOGUE.fields, ids=lambda spec: spec.key)


def example_of(spec: FieldSpec) -> str | tuple[str, ...]:
    example = spec.field.example
    return (example,) if spec.kind.many else example


def test_the_columns_are_those_of_the_published_schema_each_once() -> None:
    assert [spec.field.column for spec in CATALOGUE.columns] == list(range(1, 39))
    assert set(CATALOGUE.columns) == set(CATALOGUE.fields)
    assert len({spec.key for spec in CATALOGUE.fields}) == 38


def test_the_pages_of_the_form_show_every_field_once_in_order() -> None:
    shown = [spec for page in CATALOGUE.pages for spec in page.fields]
    assert sorted(shown, key=CATALOGUE.fields.index) == list(CATALOGUE.fields)
    assert len(shown) == len(CATALOGUE.fields)


@EACH_FIELD
def test_every_field_says_what_it_is_what_to_write_and_why(spec: FieldSpec) -> None:
    field = spec.field
    assert all((field.label, field.group, field.help, field.why, field.example))
    assert len(spec.short_label) <= 20
    assert spec.kind.name


@EACH_FIELD
def test_the_example_is_right_for_its_own_field(spec: FieldSpec) -> None:
    example = example_of(spec)
    assert list(spec.kind.flaws(example)) == []
    assert len(spec.field.example) >= spec.field.useful_length


@EACH_FIELD
def test_every_beginning_of_the_example_is_right_or_unfinished(spec: FieldSpec) -> None:
    for end in range(1, len(spec.field.example)):
        beginning = spec.field.example[:end]
        flaws = spec.kind.flaws((beginning,) if spec.kind.many else beginning)
        assert all(flaw.unfinished for flaw in flaws), beginning


@EACH_FIELD
def test_the_lengths_agree(spec: FieldSpec) -> None:
    useful, advised = spec.field.useful_length, spec.field.advised_length
    assert useful == 0 or 0 < useful < advised
    assert (advised > 0) is isinstance(spec.kind, LongText)


@pytest.mark.parametrize("section", CATALOGUE.sections, ids=lambda section: section.key)
def test_the_fields_of_a_group_stand_together(section: Section) -> None:
    groups = [
        group for group, _ in groupby(s.field.group for s in CATALOGUE.of_section(section.key))
    ]
    assert len(groups) == len(set(groups))


@EACH_FIELD
def test_every_listed_value_has_a_meaning_and_a_group_that_exists(spec: FieldSpec) -> None:
    if not isinstance(spec.kind, OneOf | SeveralOf):
        return
    values = spec.kind.choices.values
    assert len(set(values)) == len(values)
    assert all(choice.meaning for choice in spec.kind.choices.choices)
    if isinstance(spec.kind, SeveralOf) and spec.kind.grouped_by:
        leading = CATALOGUE[spec.kind.grouped_by].kind
        assert isinstance(leading, OneOf)
        groups = [choice.group for choice in spec.kind.choices.choices]
        assert [group for group, _ in groupby(groups)] == list(leading.choices.values)


def test_each_role_is_played_by_one_field() -> None:
    for role in Role:
        players = [spec for spec in CATALOGUE.fields if spec.field.role is role]
        assert players == [CATALOGUE.of_role(role)]


def test_a_field_is_found_by_its_key_its_path_and_its_section() -> None:
    for spec in CATALOGUE.fields:
        assert CATALOGUE[spec.key] is spec
        assert spec.key in CATALOGUE
        assert CATALOGUE.has_path(spec.path)
        assert spec in CATALOGUE.of_section(spec.section.key)
    assert not CATALOGUE.has_path(())
    assert not CATALOGUE.has_path(("data", "coll_nom"))
    with pytest.raises(KeyError):
        CATALOGUE["hebergement"]


def test_the_public_columns_hold_nothing_restricted() -> None:
    public = CATALOGUE.public_columns()
    assert public == tuple(s for s in CATALOGUE.columns if s.field.access is Access.PUBLIC)
    assert len(public) == 17


@dataclass(frozen=True, kw_only=True, slots=True)
class _Extra:
    SECTION = Section("extra", "En plus", "Un champ de plus.")

    coll_blason: Annotated[
        str,
        ShortText(),
        Field(label="Blason", column=39, group="G", help="H", why="W", example="D'azur"),
    ]


@dataclass(frozen=True, kw_only=True, slots=True)
class _LongerFiche:
    general: General
    extra: _Extra


def test_one_more_declaration_is_one_more_field() -> None:
    longer = Catalogue(_LongerFiche)
    assert [spec.key for spec in longer.fields] == [
        *(spec.key for spec in CATALOGUE.of_section("general")),
        "coll_blason",
    ]
    added = longer["coll_blason"]
    assert (added.path, added.kind.name) == (("extra", "coll_blason"), ShortText.name)
    assert longer.columns[-1] is added
    assert longer.pages[-1].fields == (added,)


def test_the_catalogue_is_read_from_the_fiche() -> None:
    again = Catalogue(Fiche)
    assert [spec.path for spec in again.fields] == [spec.path for spec in CATALOGUE.fields]


def test_kinds_are_told_apart_in_french() -> None:
    kinds: set[type[Kind]] = {type(spec.kind) for spec in CATALOGUE.fields}
    assert len({kind.name for kind in kinds}) == len(kinds)
