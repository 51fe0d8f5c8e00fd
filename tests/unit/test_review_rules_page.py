"""The page of rules covers them exactly, is up to date, and its examples are what it says."""

from collections.abc import Callable

import pytest

from iafiche.check.rules import RULES, Rule
from iafiche.model.draft import Draft
from iafiche.model.flaws import Code
from iafiche.review.rule_examples import found_in, texts_of
from iafiche.review.rules_page import rule_lines, rule_reference
from tests.docs.pages import chapters

Compare = Callable[[str, str], None]

each_rule = pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))


def test_the_page_of_rules_is_up_to_date(assert_generated: Compare) -> None:
    assert_generated("docs/regles.md", rule_reference())


def test_there_is_one_rule_a_code() -> None:
    assert set(RULES) == set(Code)


def test_the_page_of_rules_covers_exactly_the_rules() -> None:
    described = chapters(rule_reference(), "##")
    assert list(described) == [code.value for code in RULES]
    for code, rule in RULES.items():
        assert rule.title in described[code.value]
        assert rule.reason in described[code.value]
        assert described[code.value].lstrip().lower().startswith(f"**{rule.severity.french}.**")


@each_rule
def test_both_examples_and_what_is_really_said_are_on_the_page_and_in_the_lines(rule: Rule) -> None:
    chapter = chapters(rule_reference(), "##")[rule.code]
    lines = "\n".join(rule_lines(rule))
    for text in (*texts_of(rule.bad), *texts_of(rule.good)):
        assert f"```toml\n{text}```" in chapter
        for line in text.splitlines():
            assert line in lines
    said = found_in(rule, rule.bad)
    assert said is not None
    for told in (said.message, said.advice):
        assert told in chapter
        assert told in lines
    if said.fix is not None:
        assert ("sûre" if said.fix.safe else "à confirmer") in chapter


@each_rule
def test_the_correction_shown_gives_the_good_example(rule: Rule) -> None:
    said = found_in(rule, rule.bad)
    if said is not None and said.fix is not None and isinstance(rule.bad, Draft):
        assert said.fix.apply(rule.bad) == rule.good
