"""What holds for every draft: checking never fails, corrections correct, rechecking agrees."""

import datetime
from collections.abc import Callable, Iterable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from iafiche.check import single
from iafiche.check.checking import check_draft, check_field, recheck
from iafiche.check.context import Context, ImageState
from iafiche.check.findings import Finding
from iafiche.model.catalogue import CATALOGUE, FieldSpec
from iafiche.model.doors import NotAFicheError, to_fiche
from iafiche.model.draft import Draft
from iafiche.model.flaws import Severity
from iafiche.model.kinds import OneOf, SeveralOf
from iafiche.model.values import Foreign, Value
from tests.conftest import TODAY
from tests.drawn_fiches import RAW_VALUES, drafts, values_of
from tests.fiches import complete_draft

CONTEXT = Context(TODAY)


def _scrambled(text: str) -> str:
    return text.encode().decode("cp1252", errors="replace")


_DIRT: tuple[Callable[[str], str], ...] = (
    str,
    str.upper,
    lambda text: f" {text}\N{NO-BREAK SPACE}",
    lambda text: text.replace("https://", ""),
    lambda text: text.replace("https", "http"),
    lambda text: text.replace(".", ","),
    lambda text: text.replace("0", "", 1),
    lambda text: f"{text[:4]} {text[4:]}",
    lambda text: text[:-1],
    lambda text: f"{text}\x00\v",
    lambda text: f"<p>{text}</p>&amp;eacute;",
    lambda text: f"{text}\n{text}",
    lambda text: f"{text}, {text}",
    _scrambled,
    lambda text: _scrambled(_scrambled(text)),
)
_DIGITS_AND_SIGNS = st.from_regex(r"[NSEO0-9/.,:; °'\"+TE-]{1,14}", fullmatch=True)


@st.composite
def dirty_texts(draw: st.DrawFn, spec: FieldSpec) -> str:
    """Draw a right text of a field, spoiled as real files are."""
    rights = [spec.field.example]
    if isinstance(spec.kind, OneOf | SeveralOf):
        rights += [*spec.kind.choices.values, *spec.kind.choices.variants]
    return draw(st.sampled_from(_DIRT))(draw(st.sampled_from(rights)))


@st.composite
def dirty_values(draw: st.DrawFn, spec: FieldSpec) -> Value:
    if spec.kind.many:
        own: st.SearchStrategy[Value] = st.lists(dirty_texts(spec), max_size=4).map(tuple)
    else:
        own = dirty_texts(spec) | _DIGITS_AND_SIGNS
    return draw(own | own | values_of(spec))


@st.composite
def dirty_drafts(draw: st.DrawFn) -> Draft:
    draft = draw(st.sampled_from([Draft(), complete_draft()]))
    for spec in draw(st.lists(st.sampled_from(CATALOGUE.fields), max_size=6)):
        draft = draft.with_value(spec.key, draw(dirty_values(spec)))
    return draft


def told(findings: Iterable[Finding], wanted: Finding) -> int:
    """Count how often the very same thing is said."""
    same = (wanted.path, wanted.code, wanted.message)
    return sum((found.path, found.code, found.message) == same for found in findings)


def of_its_kind(findings: Iterable[Finding], wanted: Finding) -> int:
    """Count what breaks the same rule at the same place."""
    return sum((found.path, found.code) == (wanted.path, wanted.code) for found in findings)


@settings(max_examples=75, deadline=None)
@given(drafts() | dirty_drafts(), st.sampled_from(ImageState))
def test_every_finding_of_every_draft_is_a_plain_french_sentence(
    draft: Draft, state: ImageState
) -> None:
    for found in check_draft(draft, Context(TODAY, lambda _path: state)):
        for sentence in (found.message, found.advice):
            assert sentence.isprintable()
            assert sentence.endswith((".", "?"))
            assert sentence[0].isupper() or sentence[0].isdigit() or sentence[0] == "«"
            assert len(sentence) <= 250
        assert found.path
        assert found.key is None or found.key in found.depends_on


@settings(max_examples=100, deadline=None)
@given(dirty_drafts() | drafts())
def test_every_correction_ends_what_it_corrects(draft: Draft) -> None:
    before = check_draft(draft, CONTEXT)
    for found in before:
        if found.fix is None:
            continue
        mended = found.fix.apply(draft)
        assert found.fix.apply(mended) == mended
        after = check_draft(mended, CONTEXT)
        assert told(after, found) < told(before, found)
        assert of_its_kind(after, found) <= of_its_kind(before, found)


@settings(max_examples=100, deadline=None)
@given(dirty_drafts())
def test_safe_corrections_taken_one_after_the_other_come_to_an_end(draft: Draft) -> None:
    for _ in range(100):
        fixes = [f.fix for f in check_draft(draft, CONTEXT) if f.fix is not None and f.fix.safe]
        if not fixes:
            return
        draft = fixes[0].apply(draft)
    pytest.fail("corrections chase one another")


@st.composite
def edits(draw: st.DrawFn) -> tuple[str, Value]:
    spec = draw(st.sampled_from(CATALOGUE.fields))
    return spec.key, draw(st.just(spec.kind.empty) | dirty_values(spec))


@settings(max_examples=75, deadline=None)
@given(drafts() | dirty_drafts(), st.lists(edits(), max_size=6))
def test_rechecking_one_field_at_a_time_equals_checking_the_whole(
    draft: Draft, changes: list[tuple[str, Value]]
) -> None:
    findings = check_draft(draft, CONTEXT)
    for key, value in changes:
        draft = draft.with_value(key, value)
        findings = recheck(findings, draft, key, CONTEXT)
        assert findings == check_draft(draft, CONTEXT)


@settings(max_examples=50, deadline=None)
@given(dirty_drafts(), st.sampled_from(CATALOGUE.fields))
def test_checking_a_field_gives_its_part_of_the_whole(draft: Draft, spec: FieldSpec) -> None:
    whole = check_draft(draft, CONTEXT)
    assert check_field(draft, spec.key, CONTEXT) == tuple(
        found for found in whole if spec.key in found.depends_on
    )


@settings(max_examples=75, deadline=None)
@given(dirty_drafts() | drafts())
@example(Draft(complete_draft().values, {("cas_usage",): 3}))
@example(complete_draft(latitude=""))
def test_a_draft_without_errors_is_a_fiche_and_no_other_is(draft: Draft) -> None:
    errors = [f for f in check_draft(draft, CONTEXT) if f.severity is Severity.ERROR]
    if not errors:
        assert to_fiche(draft)
        return
    with pytest.raises(NotAFicheError) as refusal:
        to_fiche(draft)
    assert set(refusal.value.paths) == {found.path for found in errors}


@settings(max_examples=50, deadline=None)
@given(st.sampled_from(CATALOGUE.fields), RAW_VALUES)
@example(CATALOGUE["coll_type"], [])
@example(CATALOGUE["coll_nom"], 16**5000)
@example(CATALOGUE["latitude"], float("nan"))
@example(CATALOGUE["date"], datetime.time(1, 2))
def test_no_value_of_a_file_is_too_odd_to_check(spec: FieldSpec, raw: object) -> None:
    value = spec.kind.read(raw)
    for held in (value, Foreign(raw)):
        findings = check_draft(complete_draft(**{spec.key: held}), CONTEXT)
        assert all(isinstance(found.severity, Severity) for found in findings)


_SHAPES = (
    *("a", "0", " ", "é", "\u0301", "<", "&", "Ã", "\n", "/", "°", "'", "\ud800"),
    *("a.", "1 ", "a-", "b@", "<a ", "Ã\x83", "&amp;", "amp;", "1,", ",;", "%20", "http:", ".png"),
)


_ONE_OF_EACH_KIND = tuple({type(spec.kind): spec for spec in CATALOGUE.fields}.values())


@pytest.mark.parametrize("spec", _ONE_OF_EACH_KIND, ids=lambda spec: spec.kind.name)
@pytest.mark.parametrize("start", ["", "https://", "48°", "dsi@", "2024-01-01T", "&amp;", "<p "])
def test_no_shape_of_text_takes_long(spec: FieldSpec, start: str) -> None:
    # Thirty times the work where something is quadratic: the test would not end.
    for shape in _SHAPES:
        text = start + shape * (40_000 // len(shape)) + "!"
        value = (text,) if spec.kind.many else text
        assert check_field(Draft({spec.key: value}), spec.key, CONTEXT) is not None


def test_long_texts_are_not_remembered() -> None:
    single._known_flaws.cache_clear()
    long = "Un texte de plusieurs pages. " * 400
    check_draft(complete_draft(usage_description=long, partenaires=("x" * 50,) * 50), CONTEXT)
    check_draft(complete_draft(coll_nom="Ville de Belrive"), CONTEXT)
    kept = single._known_flaws.cache_info()
    assert kept.maxsize is not None
    check_draft(complete_draft(usage_description=long + "!"), CONTEXT)
    assert single._known_flaws.cache_info().currsize == kept.currsize
