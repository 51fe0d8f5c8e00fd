"""Texts of the folder's list are cut to their column, whatever they are made of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iafiche.review.display import cells
from iafiche.review.marks import ASCII, UTF8, Marks
from iafiche.tui.folder.columns import cut

# Letters, accents of their own, wide letters, joiners, a flag.
TEXTS = st.text(alphabet="ab é\N{COMBINING ACUTE ACCENT}漢字\N{ZERO WIDTH JOINER}🇫🇷…", max_size=60)


@given(TEXTS, st.integers(-2, 40), st.sampled_from([UTF8, ASCII]))
def test_a_text_is_cut_where_its_cells_end(text: str, width: int, marks: Marks) -> None:
    shown = cut(text, width, marks)
    if cells(text) <= width:
        assert shown == text
    elif width <= 0:
        assert shown == ""
    else:
        kept = shown.removesuffix(marks.ellipsis)
        assert shown.endswith(marks.ellipsis)
        assert text.startswith(kept)
        assert cells(shown) <= width
        if all(map(cells, text)):
            assert cells(text[: len(kept) + 1]) >= width, "more would have fitted"


@pytest.mark.parametrize("letter", ["a", "漢", "\N{COMBINING ACUTE ACCENT}"])
def test_a_text_of_any_length_is_cut_in_the_same_number_of_steps(
    letter: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    measured = []

    def counting(text: str) -> int:
        measured.append(text)
        return cells(text)

    monkeypatch.setattr("iafiche.tui.folder.columns.cells", counting)
    cut("a" + letter * 100_000, 20, UTF8)
    assert len(measured) < 100
