"""What the settings of a folder change in checking."""

import pytest

from iafiche.check.checking import check_draft, check_field, recheck
from iafiche.check.context import Context
from iafiche.check.policy import NO_POLICY, Policy
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.draft import Draft
from iafiche.model.field import Access
from iafiche.model.flaws import Code, Severity
from tests.conftest import TODAY
from tests.fiches import complete_draft

RESTRICTED = [spec for spec in CATALOGUE.fields if spec.field.access is Access.RESTRICTED]


def _context(policy: Policy) -> Context:
    return Context(TODAY, policy=policy)


def test_a_rule_has_the_severity_that_the_folder_gives_it() -> None:
    draft = complete_draft(url_infos="http://ville-belrive.fr")
    policy = Policy(severities={Code.URL_HTTP: Severity.ERROR})
    assert [f.severity for f in check_draft(draft, Context(TODAY))] == [Severity.ADVICE]
    assert [f.severity for f in check_draft(draft, _context(policy))] == [Severity.ERROR]
    assert [f.severity for f in check_field(draft, "url_infos", _context(policy))] == [
        Severity.ERROR
    ]


def test_an_ignored_rule_finds_nothing() -> None:
    draft = complete_draft(url_infos="http://ville-belrive.fr")
    policy = Policy(ignored={Code.URL_HTTP: "Serveur interne."})
    assert check_draft(draft, _context(policy)) == ()
    assert check_field(draft, "url_infos", _context(policy)) == ()


def test_a_list_takes_the_folders_own_values_beside_the_models() -> None:
    policy = Policy(extra_values={"audience_service": ("Aménageurs",), "coll_type": ("SPL",)})
    draft = complete_draft(audience_service=("Aménageurs", "Agent"), coll_type="SPL")
    assert [f.code for f in check_draft(draft, Context(TODAY))] == [Code.HORS_NOMENCLATURE] * 2
    assert check_draft(draft, _context(policy)) == ()
    near = complete_draft(audience_service=("Amenageurs",))
    (found,) = check_draft(near, _context(policy))
    assert found.fix is not None
    assert found.fix.value == ("Aménageurs",)


def test_two_policies_at_once_do_not_mix() -> None:
    draft = complete_draft(audience_service=("Aménageurs",))
    with_value = Policy(extra_values={"audience_service": ("Aménageurs",)})
    for _ in range(2):
        assert check_draft(draft, _context(with_value)) == ()
        assert check_draft(draft, Context(TODAY)) != ()


def test_a_public_folder_asks_for_no_restricted_field() -> None:
    draft = complete_draft()
    for spec in RESTRICTED:
        draft = draft.with_value(spec.key, "")
    assert check_draft(draft, Context(TODAY)) != ()
    assert check_draft(draft, _context(Policy(public=True))) == ()


def test_a_public_folder_shows_each_restricted_field_that_is_filled() -> None:
    found = check_draft(complete_draft(), _context(Policy(public=True)))
    assert {f.code for f in found} == {Code.CHAMP_NON_PUBLIC}
    assert [f.key for f in found] == [spec.key for spec in RESTRICTED]


def test_what_should_be_emptied_is_not_asked_to_be_mended_besides() -> None:
    draft = Draft({"risque_categorie": "risque élevé", "projet_contact": "personne"})
    public = check_draft(draft, _context(Policy(public=True)))
    told = {f.key: f.code for f in public if f.key in {spec.key for spec in RESTRICTED}}
    assert told == dict.fromkeys(("risque_categorie", "projet_contact"), Code.CHAMP_NON_PUBLIC)


def test_checking_again_after_an_edit_keeps_to_the_policy() -> None:
    context = _context(Policy(public=True, severities={Code.CHAMP_NON_PUBLIC: Severity.ERROR}))
    draft = complete_draft()
    edited = draft.with_value("budget", "")
    assert recheck(check_draft(draft, context), edited, "budget", context) == check_draft(
        edited, context
    )


@pytest.mark.parametrize("code", [Code.TOML_INVALIDE, Code.DOUBLON])
def test_without_settings_every_finding_stays_as_it_is(code: Code) -> None:
    found = check_draft(Draft(), Context(TODAY))
    assert NO_POLICY.judged(found) == found
    assert code not in NO_POLICY.ignored
