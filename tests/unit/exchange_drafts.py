"""Drafts for the tests of the exchanges, drawn field by field from the catalogue."""

import datetime
from collections.abc import Callable

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from iafiche.exchange import marks
from iafiche.model.catalogue import CATALOGUE, FieldSpec
from iafiche.model.draft import Draft
from iafiche.model.kinds import (
    Coordinate,
    Email,
    FullDate,
    OneOf,
    PartialDate,
    SeveralOf,
    Siret,
    WebAddress,
)
from iafiche.model.kinds.web import is_absolute
from iafiche.model.values import Foreign, Value, is_filled

_SIGNS = "".join({*marks.TEXT.shown, *marks.ITEM.shown, *"".join(marks.ITEM.shown.values())})
_TRICKY = (
    f'{_SIGNS}{marks.QUOTE_SHOWN}{marks.LEFT_QUOTE_SHOWN}"";=- \t\r\n\x00\x1b\x85\u2028\ufeff0Aé∅'
)


def texts(*, surrogates: bool = False) -> SearchStrategy[str]:
    """Any text, rich in what a CSV file or this profile could stumble over."""
    whole = st.characters() if surrogates else st.characters(exclude_categories=["Cs"])
    return st.text(st.one_of(st.sampled_from(_TRICKY), whole), max_size=12)


def foreign_values() -> SearchStrategy[Foreign]:
    """Values of types that no field has."""
    raw = st.one_of(
        st.booleans(),
        st.integers(),
        st.floats(),
        st.just(datetime.time(7, 30)),
        st.lists(st.integers(), max_size=3),
        st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
    )
    return raw.map(Foreign)


def any_value(spec: FieldSpec, *, surrogates: bool = False) -> SearchStrategy[Value]:
    """Whatever a draft may hold for that field."""
    given: SearchStrategy[Value] = texts(surrogates=surrogates)
    if spec.kind.many:
        given = st.lists(texts(surrogates=surrogates), max_size=4).map(tuple)
    return st.one_of(given, foreign_values(), right_value(spec))


def right_value(spec: FieldSpec) -> SearchStrategy[Value]:
    """Values that are not wrong for that field."""
    match spec.kind:
        case Siret():
            return st.builds(_siret, st.integers(1, 99999999), st.integers(1, 9999))
        case Coordinate(bound=bound):
            return st.integers(-bound * 10**4, bound * 10**4).map(lambda n: f"{n / 10**4}")
        case FullDate():
            return _days("%d/%m/%Y")
        case PartialDate():
            return st.one_of(_days("%d/%m/%Y"), _days("%m/%Y"))
        case OneOf(choices=choices):
            return st.sampled_from(choices.values)
        case SeveralOf(choices=choices, at_most=at_most):
            items = st.sampled_from(choices.values)
            return st.lists(items, min_size=1, max_size=at_most or 4, unique=True).map(tuple)
        case Email():
            return st.sampled_from(
                ("dsi@belrive.fr", "o'brien+ia@belrive.fr", "été@belrive.fr", "dsi@côte-belle.fr")
            )
        case WebAddress():
            ends = texts().map(lambda text: "".join(filter(str.isprintable, text)))
            return ends.map("https://www.belrive.fr/{}".format).filter(is_absolute)
        case kind if kind.many:
            return st.lists(texts().filter(is_filled), min_size=1, max_size=4).map(tuple)
        case _:
            return texts().filter(is_filled)


@st.composite
def drafts(draw: st.DrawFn, value: Callable[[FieldSpec], SearchStrategy[Value]]) -> Draft:
    """Drafts with a few fields, drawn by `value`."""
    draft = Draft()
    for spec in draw(st.lists(st.sampled_from(CATALOGUE.fields), max_size=6, unique=True)):
        draft = draft.with_value(spec.key, draw(value(spec)))
    return draft


@st.composite
def right_drafts(draw: st.DrawFn) -> Draft:
    """Drafts without errors: every required field filled, some of the others."""
    draft = Draft()
    for spec in CATALOGUE.fields:
        if spec.field.required or isinstance(spec.kind, Coordinate) or draw(st.booleans()):
            draft = draft.with_value(spec.key, draw(right_value(spec)))
    return draft


def _days(form: str) -> SearchStrategy[str]:
    days = st.dates(datetime.date(1950, 1, 1), datetime.date(2100, 12, 31))
    return days.map(lambda day: day.strftime(form))


def _siret(unit: int, establishment: int) -> str:
    siren = _with_key(f"{unit:08}")
    return _with_key(f"{siren}{establishment:04}")


def _with_key(digits: str) -> str:
    """Append Luhn's key, which both the SIREN and the SIRET end with."""
    total = sum(sum(divmod(2 * int(digit), 10)) for digit in digits[::-2])
    total += sum(map(int, digits[-2::-2]))
    return f"{digits}{-total % 10}"
