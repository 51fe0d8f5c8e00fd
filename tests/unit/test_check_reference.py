"""The reference page of the fields covers the catalogue exactly, and is up to date."""

from collections.abc import Callable

from iafiche.exchange.reference import field_reference
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.kinds import OneOf, SeveralOf
from tests.docs.pages import chapters

Compare = Callable[[str, str], None]


def test_the_page_of_fields_is_up_to_date(assert_generated: Compare) -> None:
    assert_generated("docs/champs.md", field_reference())


def test_the_page_of_fields_covers_exactly_the_catalogue() -> None:
    described = chapters(field_reference(), "####")
    assert list(described) == [spec.field.label for spec in CATALOGUE.fields]
    for spec in CATALOGUE.fields:
        body = described[spec.field.label]
        for fact in (f"`{spec.key}`", spec.field.help, spec.field.why, spec.field.example):
            assert fact in body
        assert spec.field.access.value in body
        assert ("· requis ·" in body) is spec.field.required
        assert f"colonne {spec.field.column}" in body


def test_the_page_of_fields_gives_every_value_with_its_meaning_and_variants() -> None:
    described = chapters(field_reference(), "####")
    for spec in CATALOGUE.fields:
        if isinstance(spec.kind, OneOf | SeveralOf):
            body = described[spec.field.label]
            for choice in spec.kind.choices.choices:
                assert f"| {choice.value} | {choice.meaning} |" in body
            for variant in spec.kind.choices.variants:
                assert f"« {variant} »" in body


def test_the_page_of_fields_has_a_chapter_a_section() -> None:
    assert list(chapters(field_reference(), "##")) == [s.label for s in CATALOGUE.sections]
