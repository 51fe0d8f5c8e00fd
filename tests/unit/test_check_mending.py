"""All the corrections that are certain, applied at once."""

from hypothesis import given, settings

from iafiche.check.checking import check_draft
from iafiche.check.context import Context
from iafiche.check.findings import Finding
from iafiche.check.mending import mend, with_safe_fixes
from iafiche.model.comparing import same_draft
from iafiche.model.draft import Draft
from iafiche.model.flaws import Code, Severity
from iafiche.store.differences import field_changes, unknown_gone
from tests.conftest import TODAY
from tests.drawn_fiches import drafts
from tests.fiches import complete_draft
from tests.unit.test_check_properties import dirty_drafts

CONTEXT = Context(TODAY)


def test_every_field_with_a_certain_correction_is_mended() -> None:
    draft = complete_draft(
        coll_siret="215 799 909 00019",
        projet_date="mars 2024",
        partenaires=("Université de Belrive", "université de belrive"),
    )
    assert with_safe_fixes(draft, CONTEXT) == complete_draft(projet_date="03/2024")


def test_a_correction_that_needs_a_person_is_left_to_them() -> None:
    draft = complete_draft(coll_siret="1234567400019")
    assert any(found.fix for found in check_draft(draft, CONTEXT))
    assert with_safe_fixes(draft, CONTEXT) == draft


def test_corrections_of_one_field_are_applied_one_upon_the_other() -> None:
    draft = complete_draft(partenaires=("Université de Belrive", "", " université de belrive "))
    fixes = [found.fix for found in check_draft(draft, CONTEXT) if found.fix and found.fix.safe]
    assert len(fixes) > 1
    assert with_safe_fixes(draft, CONTEXT) == complete_draft()


def test_the_corrections_can_be_told() -> None:
    draft = complete_draft(coll_siret="215 799 909 00019", projet_date="2024-03-01")
    mending = mend(draft, CONTEXT)
    assert mending.draft == with_safe_fixes(draft, CONTEXT)
    assert [found.key for found in mending.applied] == ["coll_siret", "projet_date"]
    assert not mend(mending.draft, CONTEXT).applied


def test_a_value_under_an_unknown_key_moves_to_the_one_it_certainly_means() -> None:
    draft = Draft({}, {("general", "hebergement"): "NSP"})
    fixes = [found.fix for found in check_draft(draft, CONTEXT) if found.fix]
    mended = with_safe_fixes(draft, CONTEXT)
    assert bool(mended["herbergement"]) == any(fix.safe for fix in fixes)


def test_a_correction_of_another_rule_is_left_where_one_rule_is_asked_for() -> None:
    draft = complete_draft(coll_siret="215 799 909 00019", projet_date="2024-03-01")
    mending = mend(draft, CONTEXT, {Code.DATE_INVALIDE})
    assert [found.key for found in mending.applied] == ["projet_date"]
    assert [found.key for found in mending.left] == ["coll_siret"]


def test_a_field_is_left_alone_where_its_correction_would_end_in_a_graver_finding() -> None:
    draft = complete_draft(coll_nom="\x7f", nom_projet="Propreté des rives\x00")
    (found, *_) = check_draft(draft, CONTEXT)
    assert found.fix is not None
    assert found.fix.safe
    assert Code.CHAMP_REQUIS in {each.code for each in check_draft(found.fix.apply(draft), CONTEXT)}
    mending = mend(draft, CONTEXT)
    assert mending.draft == complete_draft(coll_nom="\x7f")
    assert [each.key for each in mending.left] == ["coll_nom"]


def counted(findings: tuple[Finding, ...]) -> list[int]:
    """Return how many errors, warnings and pieces of advice there are: graver ones count first."""
    severities = (Severity.ERROR, Severity.WARNING, Severity.ADVICE)
    return [sum(found.severity is severity for found in findings) for severity in severities]


@settings(max_examples=60, deadline=None)
@given(dirty_drafts() | drafts())
def test_certain_corrections_never_make_it_worse_and_none_is_made_twice(draft: Draft) -> None:
    before = check_draft(draft, CONTEXT)
    mending = mend(draft, CONTEXT)
    assert mending.left == check_draft(mending.draft, CONTEXT)
    assert counted(mending.left) <= counted(before)
    again = mend(mending.draft, CONTEXT)
    assert not again.applied
    assert same_draft(again.draft, mending.draft)
    changed = field_changes(draft, mending.draft) or unknown_gone(draft, mending.draft)
    assert bool(changed) is bool(mending.applied)


@settings(max_examples=60, deadline=None)
@given(dirty_drafts() | drafts())
def test_each_certain_correction_left_would_make_it_worse(draft: Draft) -> None:
    mending = mend(draft, CONTEXT)
    for found in mending.left:
        if found.fix is not None and found.fix.safe:
            worse = check_draft(found.fix.apply(mending.draft), CONTEXT)
            assert counted(worse) > counted(mending.left)
