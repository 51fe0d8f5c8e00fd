"""The reference pages cover the catalogue and the rules exactly, and are up to date."""

import re
from collections.abc import Callable

from iafiche.check.checking import check_draft
from iafiche.check.context import Context
from iafiche.check.rules import RULES, Scope
from iafiche.exchange.reference import field_reference, rule_example, rule_reference
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.kinds import OneOf, SeveralOf

Compare = Callable[[str, str], None]


def chapters(page: str, mark: str) -> dict[str, str]:
    """Return the chapters of a Markdown page by their titles, at the level of `mark`."""
    parts = re.split(rf"^{mark} ", page, flags=re.MULTILINE)[1:]
    split = [part.partition("\n") for part in parts]
    assert len({title for title, _, _ in split}) == len(split)
    return {title: body for title, _, body in split}


def test_the_page_of_fields_is_up_to_date(assert_generated: Compare) -> None:
    assert_generated("docs/champs.md", field_reference())


def test_the_page_of_rules_is_up_to_date(assert_generated: Compare) -> None:
    assert_generated("docs/regles.md", rule_reference())


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


def test_the_page_of_rules_covers_exactly_the_rules() -> None:
    described = chapters(rule_reference(), "##")
    assert list(described) == [code.value for code in RULES]
    for code, rule in RULES.items():
        assert rule.title in described[code.value]
        assert rule.reason in described[code.value]
        assert described[code.value].lstrip().lower().startswith(f"**{rule.severity.french}.**")


def test_each_rule_about_a_fiche_shows_what_it_really_says() -> None:
    described = chapters(rule_reference(), "##")
    for code, rule in RULES.items():
        example = rule_example(code)
        assert (example is not None) is (rule.scope is Scope.FICHE)
        if example is not None:
            assert example.finding.message in described[code.value]
            assert example.finding.advice in described[code.value]


def test_the_correction_shown_corrects(context: Context) -> None:
    for code in RULES:
        example = rule_example(code)
        if example is not None and example.finding.fix is not None:
            mended = example.finding.fix.apply(example.draft)
            assert code not in {found.code for found in check_draft(mended, context)}
