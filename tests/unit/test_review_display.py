"""Text of files, made fit to be shown."""

import re
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iafiche.review.display import cells, inert, pad, visible, visible_lines, wrap

ANY_TEXT = st.text(st.characters(), max_size=60)
OBEYED = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]")


@given(ANY_TEXT)
@settings(max_examples=200)
def test_nothing_that_a_terminal_obeys_is_left(text: str) -> None:
    shown = visible(text)
    assert not OBEYED.search(shown)
    shown.encode("utf-8")


@given(st.text(st.characters(exclude_categories=("C", "Zl", "Zp"))))
@settings(max_examples=100)
def test_ordinary_text_is_shown_as_it_is(text: str) -> None:
    assert visible(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mRouge", "␛[31mRouge"),
        ("a\nb\tc", "a␊b␉c"),
        ("\x7f", "␡"),
        ("\x9b31m", "\\x9b31m"),
        ("\u202eenvers", "\\u202eenvers"),
        ("caf\udce9", "caf\\xe9"),
        ("\ud800", "\\ud800"),
        ("L'été à Nœux-les-Mines, « 5 € »…", "L'été à Nœux-les-Mines, « 5 € »…"),
    ],
)
def test_hidden_characters_are_pictured(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_what_python_calls_printable_is_pictured_where_it_has_to_be() -> None:
    obeyed = [sign for sign in map(chr, range(sys.maxunicode + 1)) if OBEYED.match(sign)]
    assert len(obeyed) > 70
    for around in ("", "«\N{NO-BREAK SPACE}Été\N{NARROW NO-BREAK SPACE}!"):
        assert [sign for sign in obeyed if OBEYED.search(visible(around + sign))] == []
        assert [
            s for s in obeyed if OBEYED.search(visible_lines(around + s).replace("\n", ""))
        ] == []


def test_line_ends_stay_where_lines_are_wanted() -> None:
    assert visible_lines("a\x1b\r\nb\n") == "a␛\nb\n"


@pytest.mark.parametrize(
    ("text", "width"), [("été", 3), ("e\u0301te\u0301", 3), ("日本", 4), ("", 0), ("a\u200bb", 2)]
)
def test_cells_are_counted_as_a_terminal_does(text: str, width: int) -> None:
    assert cells(text) == width
    assert cells(pad(text, 10)) == 10


@given(st.text("aé日 -./x\u0301", max_size=80), st.integers(2, 20))
@settings(max_examples=200)
def test_wrapping_loses_nothing_and_keeps_within_the_width(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(cells(line) <= width for line in lines)
    assert lines
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_wrapping_breaks_at_spaces_then_after_punctuation() -> None:
    assert wrap("Propreté des rives", 12) == ["Propreté des", "rives"]
    assert wrap("proprete-des-rives.fiche.toml", 14) == ["proprete-des-", "rives.fiche.", "toml"]


@pytest.mark.parametrize(
    "line",
    [
        "::set-output name=x::y",
        "  ::error::x",
        "a\n::stop-commands::x",
        "nom ##[add-mask]x",
        "##vso[task.setvariable variable=x]y",
        "##teamcity[message text='x']",
    ],
)
def test_no_line_is_a_command_of_a_service_of_continuous_integration(line: str) -> None:
    shown = inert(line)
    assert not re.search(r"^\s*::|##\w*\[", shown, re.MULTILINE)
    assert shown.replace(" ", "") == line.replace(" ", "")


@pytest.mark.parametrize("line", ["a::b", "C++ ## titre", "x[1]", ": :", "général ##"])
def test_other_lines_stay_as_they_are(line: str) -> None:
    assert inert(line) == line
