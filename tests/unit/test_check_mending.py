"""All the corrections that are certain, applied at once."""

from hypothesis import given, settings

from iafiche.check.checking import check_draft
from iafiche.check.context import Context
from iafiche.check.mending import mend, with_safe_fixes
from iafiche.model.draft import Draft
from iafiche.model.comparing import same_draft
from iafiche.store.differences import field_changes
from tests.conftest import TODAY
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


@settings(max_examples=60, deadline=None)
@given(dirty_drafts())
def test_no_certain_correction_is_left_and_none_is_made_twice(draft: Draft) -> None:
    mended = with_safe_fixes(draft, CONTEXT)
    assert not [f for f in check_draft(mended, CONTEXT) if f.fix and f.fix.safe]
    assert same_draft(with_safe_fixes(mended, CONTEXT), mended)
    touched = {f.fix.key for f in check_draft(draft, CONTEXT) if f.fix and f.fix.safe}
    assert touched <= {change.spec.key for change in field_changes(draft, mended)}
