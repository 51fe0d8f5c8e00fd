"""What distinguishes two drafts by field, and two texts by line."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iafiche.model.catalogue import CATALOGUE
from iafiche.model.comparing import same_draft
from iafiche.model.draft import Draft
from iafiche.model.values import Foreign
from iafiche.store.differences import FieldChange, field_changes, line_changes, unknown_gone
from tests.drawn_fiches import drafts
from tests.fiches import complete_draft


def test_fields_that_differ_are_told_in_the_order_of_the_form() -> None:
    old = complete_draft(coll_nom="Belrive", objection="")
    new = complete_draft(coll_nom="", objection="Par courrier.")
    assert field_changes(old, new) == (
        FieldChange(CATALOGUE["coll_nom"], "Belrive", ""),
        FieldChange(CATALOGUE["objection"], "", "Par courrier."),
    )


def test_a_value_of_another_type_is_another_value() -> None:
    changes = field_changes(Draft({"coll_siret": Foreign(1)}), Draft({"coll_siret": Foreign(True)}))
    assert [change.spec.key for change in changes] == ["coll_siret"]


@settings(max_examples=60)
@given(drafts(), drafts())
def test_drafts_without_a_difference_are_the_same(one: Draft, other: Draft) -> None:
    same = not field_changes(one, other) and not unknown_gone(one, other)
    assert (same and not unknown_gone(other, one)) or not same_draft(one, other)
    assert field_changes(one, one) == ()


def test_what_is_unknown_to_the_model_and_gone_is_told_by_its_place() -> None:
    old = Draft({}, {("general", "hebergement"): "NSP", ("divers",): {}})
    assert unknown_gone(old, Draft({}, {("divers",): {}})) == (("general", "hebergement"),)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_changed_lines_have_a_sign_and_two_lines_around_them(end: str) -> None:
    old = end.join(["a", "b", "c", "d", "e", "f", "g", ""])
    new = "\n".join(["a", "b", "c", "D", "e", "f", "g", ""])
    assert line_changes(old, new) == ("@@ -2,5 +2,5 @@", " b", " c", "-d", "+D", " e", " f")


def test_a_new_text_is_all_added() -> None:
    assert line_changes("", "a\nb\n")[1:] == ("+a", "+b")


@given(st.text("ab\n\r\x0b\u2028", max_size=12))
def test_a_text_differs_not_from_itself_nor_by_its_line_ends(text: str) -> None:
    assert line_changes(text, text) == ()
    plain = text.replace("\r", "")
    assert line_changes(plain, plain.replace("\n", "\r\n")) == ()
