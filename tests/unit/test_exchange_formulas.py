"""A text that a spreadsheet would run as a formula is made harmless, and comes back equal."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iafiche.exchange.formulas import neutral, restored

SIGNS = "=+-@\t\r\n＝＋－＠"
TEXTS = st.text(st.sampled_from(f"{SIGNS}'1a.,") | st.characters(), max_size=8)


@settings(max_examples=500)
@given(TEXTS)
def test_any_text_comes_back_equal_and_begins_with_no_formula(text: str) -> None:
    cell = neutral(text)
    assert restored(cell) == text
    assert cell[:1] not in set(SIGNS) or is_number(cell)


def is_number(text: str) -> bool:
    return text[1:].replace(",", ".", 1).replace(".", "", 1).isdigit()


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=SOMME(A1:A3)", "'=SOMME(A1:A3)"),
        ("@SUM(1)", "'@SUM(1)"),
        ("+33 3 29 00 00 00", "'+33 3 29 00 00 00"),
        ("- un point\n- un autre", "'- un point\n- un autre"),
        ("\t=1+1", "'\t=1+1"),
        ("'=1", "''=1"),
        ("''=1", "'''=1"),
        ("-4.5107", "-4.5107"),
        ("-4,5107", "-4,5107"),
        ("'hui", "'hui"),
        ("l'été", "l'été"),
        ("a=1", "a=1"),
        ("", ""),
    ],
)
def test_only_what_could_be_run_is_marked(text: str, cell: str) -> None:
    assert neutral(text) == cell
    assert restored(cell) == text


@pytest.mark.parametrize("cell", ["'hui", "l'été", "'", "", "'12"])
def test_a_cell_of_other_hands_keeps_its_apostrophe(cell: str) -> None:
    assert restored(cell) == cell
