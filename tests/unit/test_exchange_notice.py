"""The public notice: everything public that is filled, and nothing else."""

import pytest
from hypothesis import given, settings

from iafiche.exchange.notice import notice, notice_lines
from iafiche.model.catalogue import CATALOGUE, FieldSpec
from iafiche.model.draft import Draft
from iafiche.model.field import Access
from iafiche.model.values import Foreign, Value
from tests.conftest import TODAY
from tests.drawn_fiches import drafts
from tests.fiches import complete_draft

PUBLIC = [spec for spec in CATALOGUE.fields if spec.field.access is Access.PUBLIC]
RESTRICTED = [spec for spec in CATALOGUE.fields if spec.field.access is Access.RESTRICTED]


def text_of(**values: Value) -> str:
    return "\n".join(notice_lines(Draft(values))).replace("\N{NO-BREAK SPACE}", " ")


def test_it_shows_each_public_field_with_its_label_and_value() -> None:
    draft = complete_draft()
    text = "\n".join(notice_lines(draft)).replace("\N{NO-BREAK SPACE}", " ")
    for spec in PUBLIC:
        if draft.is_filled(spec.key):
            shown = spec.kind.shown(draft.text(spec.key)).replace("\N{NO-BREAK SPACE}", " ")
            assert shown in text
    assert text.startswith("Propreté des rives\n==================\n\nVille de Belrive\n\nIdentité")
    assert f"\n{CATALOGUE['theme'].field.label} : Transition écologique et énergétique\n" in text


@pytest.mark.parametrize("spec", RESTRICTED, ids=lambda spec: spec.key)
def test_it_never_shows_a_restricted_field(spec: FieldSpec) -> None:
    assert text_of(**{spec.key: ("secret",) if spec.kind.many else "secret"}) == ""


def test_several_values_stand_in_a_list_and_paragraphs_apart() -> None:
    text = text_of(
        partenaires=("Université\nde Belrive", " ", "INRIA"),
        usage_description="\nUn.\nDeux.\n \n\nTrois.\n",
    )
    assert "Partenaires associés :\n- Université de Belrive\n- INRIA\n" in text
    assert "ses usages :\n\nUn.\nDeux.\n\nTrois.\n" in text


def test_a_siret_is_shown_in_groups_and_another_type_as_its_text() -> None:
    assert ": 215 799 909 00019" in text_of(coll_siret="21579990900019")
    assert ": 02/03/2026" in text_of(date=Foreign(TODAY))


def test_an_empty_fiche_has_an_empty_notice() -> None:
    assert list(notice_lines(Draft())) == []
    assert notice(Draft()).parts == ()


@settings(max_examples=60)
@given(drafts())
def test_every_public_value_stands_in_exactly_one_place(draft: Draft) -> None:
    told = notice(draft)
    entries = [entry for part in told.parts for entry in part.entries]
    heading = {"coll_nom": told.holder, "nom_projet": told.title}
    filled = [s.key for s in PUBLIC if draft.is_filled(s.key) and s.key not in heading]
    assert [entry.spec.key for entry in entries] == filled
    assert all(entry.texts for entry in entries)
    assert len({part.label for part in told.parts}) == len(told.parts)
    assert "\n" not in told.title + told.holder
