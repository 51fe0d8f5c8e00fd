"""The gate: what may leave, and what is told about what stays behind."""

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iafiche.check.checking import check_draft
from iafiche.check.context import Context
from iafiche.check.findings import Finding, worst
from iafiche.exchange.gate import Candidate, Passage, pass_gate
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.doors import NotAFicheError, to_fiche
from iafiche.model.draft import Draft
from iafiche.model.flaws import Code, Severity
from iafiche.model.kinds import FreeList, OneOf, Siret
from tests.conftest import TODAY
from tests.fiches import complete_draft
from tests.unit.exchange_drafts import any_value, right_drafts

if TYPE_CHECKING:
    from iafiche.model.values import Value

SIRET = next(spec for spec in CATALOGUE.fields if isinstance(spec.kind, Siret))
PARTNERS = next(spec for spec in CATALOGUE.fields if isinstance(spec.kind, FreeList))
OPTIONAL = next(
    spec for spec in CATALOGUE.fields if isinstance(spec.kind, OneOf) and not spec.field.required
)


def candidate(name: str, draft: Draft) -> Candidate:
    return Candidate(name, draft, check_draft(draft, Context(TODAY)))


def has_errors(draft: Draft) -> bool:
    return worst(check_draft(draft, Context(TODAY))) is Severity.ERROR


def is_fiche(draft: Draft) -> bool:
    try:
        to_fiche(draft)
    except NotAFicheError:
        return False
    return True


@st.composite
def changed_fiches(draw: st.DrawFn) -> Draft:
    """Complete fiches with a few fields replaced by anything, right or wrong, or emptied."""
    draft = complete_draft()
    for spec in draw(st.lists(st.sampled_from(CATALOGUE.fields), max_size=4)):
        empty: st.SearchStrategy[Value] = st.just(spec.kind.empty)
        draft = draft.with_value(spec.key, draw(st.one_of(any_value(spec), empty)))
    return draft


@settings(max_examples=50, deadline=None)
@given(changed_fiches())
def test_the_check_and_the_doors_agree_on_what_a_fiche_is(draft: Draft) -> None:
    assert is_fiche(draft) is not has_errors(draft)


@settings(max_examples=25, deadline=None)
@given(right_drafts())
def test_a_fiche_without_errors_passes_unchanged(draft: Draft) -> None:
    assert not has_errors(draft)
    assert pass_gate([candidate("a", draft)]) == Passage((draft,), ())


def test_fiches_with_errors_stay_behind_each_named_with_its_first_error() -> None:
    wrong = complete_draft(coll_siret="123", theme="Jardins")
    passage = pass_gate(
        [candidate("a.fiche.toml", wrong), candidate("b.fiche.toml", complete_draft())]
    )
    assert passage.passed == (complete_draft(),)
    (refusal,) = passage.refused
    first = check_draft(wrong, Context(TODAY))[0]
    assert (refusal.name, refusal.errors, refusal.first) == ("a.fiche.toml", 2, first)
    assert refusal.message.startswith("a.fiche.toml : 2 erreurs, dont la première, champ « ")
    assert SIRET.field.label in refusal.message
    assert refusal.message.endswith(first.message)
    assert refusal.advice == first.advice


def test_a_refusal_gives_the_line_where_it_is_known() -> None:
    draft = complete_draft(**{SIRET.key: ""})
    located = tuple(found.at(12, 1) for found in check_draft(draft, Context(TODAY)))
    (refusal,) = pass_gate([Candidate("a", draft, located)]).refused
    assert refusal.message.startswith("a : 1 erreur, ligne 12, champ « ")


def test_warnings_and_advice_do_not_hold_a_fiche_back() -> None:
    draft = complete_draft(url_infos="http://www.belrive.fr", usage_description="Court.")
    assert check_draft(draft, Context(TODAY))
    assert pass_gate([candidate("a", draft)]).passed == (draft,)


def test_drafts_leave_as_they_are_when_allowed() -> None:
    draft = Draft({SIRET.key: "123", OPTIONAL.key: "  "})
    assert pass_gate([candidate("a", draft)], drafts_allowed=True) == Passage((draft,), ())


def test_a_file_that_could_not_be_read_never_leaves() -> None:
    code = Code.TOML_INVALIDE
    unreadable = Finding((), code, code.severity, "Ce n'est pas du TOML.", "Corrigez-le.", line=3)
    unread = Candidate("a", Draft(), (unreadable,))
    for allowed in (False, True):
        passage = pass_gate([unread], drafts_allowed=allowed)
        assert passage.passed == ()
        assert passage.refused[0].message == "a : 1 erreur, ligne 3. Ce n'est pas du TOML."


def test_blank_values_do_not_leave_a_published_fiche() -> None:
    blank: dict[str, Value] = {OPTIONAL.key: " ", PARTNERS.key: ("", "Inria", " ")}
    draft = complete_draft(**blank)
    (left,) = pass_gate([candidate("a", draft)]).passed
    assert not left[OPTIONAL.key]
    assert left[PARTNERS.key] == ("Inria",)


def test_a_fiche_the_check_wrongly_lets_through_is_a_defect_that_shows() -> None:
    with pytest.raises(NotAFicheError):
        pass_gate([Candidate("a", Draft(), ())])
