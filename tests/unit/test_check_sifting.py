"""What is found right without a check is right: the cheap tests agree with the rules."""

import datetime
import sys

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from iafiche.check.checking import check_draft, is_right, sift
from iafiche.check.context import Context
from iafiche.check.cross import CROSS_RULES
from iafiche.check.policy import Policy
from iafiche.model.catalogue import CATALOGUE, FieldSpec
from iafiche.model.draft import Draft, draft_of
from iafiche.model.kinds import LongText
from iafiche.model.kinds.texts import _PAIRS, _traces, is_spotless, suspect_flaws
from iafiche.model.nomenclatures import ABANDONNE, RISQUE_ELEVE
from iafiche.model.values import Foreign, Value
from iafiche.store.document import new_text
from iafiche.store.encoding import encode_inline
from iafiche.store.parsing import parsed_slowly
from iafiche.store.reading import Content, read_fast
from tests.conftest import TODAY
from tests.drawn_fiches import RAW_VALUES, TEXTS
from tests.fiches import complete_draft
from tests.unit.test_check_properties import dirty_drafts, dirty_values

CONTEXT = Context(TODAY)


def file_of(draft: Draft) -> bytes:
    return new_text(draft).encode("utf-8", errors="replace")


def content_of(draft: Draft) -> Content | None:
    return read_fast(file_of(draft))


def is_found_right(draft: Draft, context: Context = CONTEXT) -> bool:
    """Tell whether the file of a draft is taken for right without a check."""
    content = content_of(draft)
    if content is None or not is_spotless(file_of(draft)):
        return False
    sifted = sift(content.tables, context)
    return sifted is not None and is_right(sifted, context)


@given(dirty_drafts())
@settings(max_examples=150, deadline=None)
def test_a_fiche_found_right_without_a_check_has_no_finding(draft: Draft) -> None:
    if is_found_right(draft):
        content = content_of(draft)
        assert content is not None
        reading = content.reading()
        assert reading is not None
        assert check_draft(reading.draft, CONTEXT) == ()


@given(dirty_drafts())
@settings(max_examples=75, deadline=None)
def test_looking_at_the_doubtful_values_alone_finds_all_there_is(draft: Draft) -> None:
    content = content_of(draft)
    reading = content.reading() if content else None
    if content is not None and reading is not None and is_spotless(file_of(draft)):
        sifted = sift(content.tables, CONTEXT)
        if sifted is not None:
            found = check_draft(reading.draft, CONTEXT, sifted.doubtful)
            assert found == check_draft(reading.draft, CONTEXT)


@pytest.mark.parametrize("spec", CATALOGUE.fields, ids=lambda spec: spec.key)
def test_the_cheap_test_of_a_kind_lets_no_flaw_through(spec: FieldSpec) -> None:
    @given(dirty_values(spec) | RAW_VALUES)
    @settings(max_examples=25, deadline=None, database=None)
    def holds(drawn: Value | object) -> None:
        raw = drawn.raw if isinstance(drawn, Foreign) else drawn
        raw = list(raw) if isinstance(raw, tuple) else raw
        value = spec.kind.read(raw)
        written = encode_inline(raw)
        if spec.kind.surely_right(raw) and is_spotless(written.encode(errors="replace")):
            assert not isinstance(value, Foreign)
            assert list(spec.kind.flaws(value)) == []

    holds()


@pytest.mark.parametrize("spec", CATALOGUE.fields, ids=lambda spec: spec.key)
def test_a_right_value_is_surely_right_at_the_second_sight_at_least(spec: FieldSpec) -> None:
    draft = complete_draft()
    check_draft(draft, CONTEXT)
    content = content_of(draft)
    assert content is not None
    sifted = sift(content.tables, CONTEXT)
    assert sifted is not None
    assert spec.key not in sifted.doubtful


def test_a_right_fiche_is_found_right_without_a_check() -> None:
    check_draft(complete_draft(), CONTEXT)
    assert is_found_right(complete_draft())
    assert is_found_right(complete_draft(usage_description="Mesure les déchets. " * 30))


@pytest.mark.parametrize(
    "change",
    [
        {"projet_date": "01/2030", "projet_status": "En déploiement"},
        {"projet_date": "02/2026", "date": "21/01/2026"},
        {"projet_status": ABANDONNE.value},
        {"status_abandon": "Données trop lacunaires pour conclure."},
        {"risque_categorie": RISQUE_ELEVE.value, "risque": ""},
        {"coll_type": "Région"},
        {"latitude": ""},
        {"coll_nom": ""},
        {"budget": Foreign(3)},
        {"partenaires": ("a", "A")},
        {"donnees_source": ("NSP", "usager")},
        {"date": "21/01/2020"},
    ],
    ids=str,
)
def test_what_a_rule_finds_is_never_taken_for_right(change: dict[str, Value]) -> None:
    check_draft(complete_draft(), CONTEXT)
    draft = complete_draft(**change)
    assert check_draft(draft, CONTEXT)
    assert not is_found_right(draft)


@pytest.mark.parametrize("rule", CROSS_RULES, ids=lambda rule: rule.check.__name__)
def test_each_rule_over_several_fields_is_silent_on_a_right_fiche(rule: object) -> None:
    assert rule.is_silent(complete_draft().values, CONTEXT)  # type: ignore[attr-defined]


def test_no_restricted_field_is_right_in_a_public_folder() -> None:
    check_draft(complete_draft(), CONTEXT)
    assert not is_found_right(complete_draft(), Context(TODAY, policy=Policy(public=True)))


def test_what_was_right_on_one_day_is_looked_at_again_on_another() -> None:
    check_draft(complete_draft(), CONTEXT)
    assert is_found_right(complete_draft())
    later = Context(TODAY + datetime.timedelta(days=800))
    assert not is_found_right(complete_draft(), later)


@given(TEXTS, st.booleans())
@example("PropretÃ©", False)
@example("câble â€“ tirage", False)
@example("a\u200bb", False)
@example("R&amp;D", False)
@settings(max_examples=150, deadline=None)
def test_a_text_with_traces_of_a_bad_copy_is_never_spotless(text: str, escaped: bool) -> None:
    written = text.encode("unicode_escape" if escaped else "utf-8", errors="replace")
    file = b'a = """' + written + b'"""'
    read = parsed_slowly(file.decode())
    if isinstance(read, dict) and is_spotless(file):
        assert list(suspect_flaws(str(read["a"]), multiline=True)) == []


def test_each_sign_that_is_a_trace_by_itself_is_noticed_among_bytes() -> None:
    every = (chr(code) for code in range(0x20, sys.maxunicode + 1) if code != 0x7F)
    encodable = (sign for sign in every if not "\ud800" <= sign <= "\udfff")
    traces = [sign for sign in encodable if _traces().search(sign) or f"â{sign}" in _PAIRS]
    assert len(traces) > 50
    for sign in traces:
        assert not is_spotless(f"bâ{sign}c".encode())


@pytest.mark.parametrize("text", ["« L’été »\u202f: œuvre, naïf – 3 € …", "Ça ! ÉCOLE À L'ÎLE"])
def test_french_as_it_is_typeset_is_spotless(text: str) -> None:
    assert is_spotless(text.encode())


@pytest.mark.parametrize("text", ["R\\u00adD", "\\u0007", 'a\\"b'])
def test_an_escape_may_hide_anything(text: str) -> None:
    assert not is_spotless(f'a = "{text}"'.encode())


def test_a_draft_of_right_values_is_the_one_that_is_read() -> None:
    content = content_of(complete_draft())
    assert content is not None
    sifted = sift(content.tables, CONTEXT)
    assert sifted is not None
    assert draft_of(sifted.values) == complete_draft()


def test_long_texts_of_a_useful_length_need_no_look() -> None:
    long_ones = [spec for spec in CATALOGUE.fields if isinstance(spec.kind, LongText)]
    assert any(spec.field.useful_length for spec in long_ones)
    for spec in long_ones:
        short = complete_draft(**{spec.key: "a" * max(1, spec.field.useful_length - 1)})
        content = content_of(short)
        assert content is not None
        sifted = sift(content.tables, CONTEXT)
        assert sifted is not None
        assert (spec.key in sifted.doubtful) is (spec.field.useful_length > 1)
