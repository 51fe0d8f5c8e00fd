"""The signs, and text without any: for locales and terminals that have ASCII alone."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iafiche.model.flaws import Severity
from iafiche.review.display import cells, visible
from iafiche.review.marks import ASCII, UTF8, Marks, marks_for
from iafiche.review.plain import plain, plain_in_place

ANY_TEXT = st.text(st.characters(), max_size=60)


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp437", "latin-1", None, "unknown"])
def test_an_encoding_without_the_signs_gets_plain_ones(encoding: str | None) -> None:
    assert marks_for(encoding) is ASCII


def test_unicode_gets_the_signs() -> None:
    assert marks_for("utf-8") is UTF8


@pytest.mark.parametrize("marks", [ASCII, UTF8])
def test_severities_and_completeness_differ_without_colour(marks: Marks) -> None:
    signs = [marks.of(severity) for severity in (None, *Severity)]
    assert len(set(signs)) == len(signs)


@pytest.mark.parametrize("name", Marks._fields)
def test_every_sign_has_a_plain_twin_and_takes_one_cell_but_keys(name: str) -> None:
    sign, twin = getattr(UTF8, name), getattr(ASCII, name)
    assert twin.isascii()
    assert twin.isprintable()
    if name not in ("up", "down", "left", "right", "vertical", "horizontal"):
        assert cells(sign) == cells(twin) == 1
    assert all(unicodedata.category(char)[0] in "SP" for char in sign)


def test_plain_text_keeps_its_letters_and_the_sense_of_its_signs() -> None:
    assert plain("« Thème » : été à l’œuvre… 5 €") == '" Theme " : ete a l\'oeuvre... 5 EUR'
    assert plain("cafe\u0301 ␛[31m Ω ✗") == "cafe ^[[31m ? x"
    assert plain("╭─╮│┼━█░") == "+-+|+-#."


def test_plain_text_in_place_keeps_its_columns() -> None:
    assert plain_in_place("l’œuvre… 5 €") == "l'euvre. 5 E"
    assert plain_in_place("日↑e\u0301↓") == "??^ev"


@given(ANY_TEXT)
@settings(max_examples=200)
def test_any_text_becomes_ascii_and_in_place_as_wide_as_before(text: str) -> None:
    shown = visible(text)
    assert plain(shown).isascii()
    assert plain_in_place(shown).isascii()
    assert cells(plain_in_place(shown)) == cells(shown)
    assert plain(plain(shown)) == plain(shown)
