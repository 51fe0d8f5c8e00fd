"""Names of files that Windows, macOS and Linux all take, and that no two fiches share."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iafiche.model.portable_names import is_portable, made_distinct, portable_stem


@pytest.mark.parametrize(
    ("text", "stem"),
    [
        ("Propreté des rives", "proprete-des-rives"),
        ("  L'Œil n° 2 : suivi ", "l-oeil-n-2-suivi"),
        ("../../etc/passwd", "etc-passwd"),
        ("C:\\Temp\\a", "c-temp-a"),
        ("CON", "fiche-con"),
        ("lpt9", "fiche-lpt9"),
        ("com1 bis", "com1-bis"),
        ("", "fiche"),
        ("—\x00\u202e", "fiche"),
        ("x" * 200, "x" * 60),
    ],
)
def test_a_text_becomes_a_plain_name(text: str, stem: str) -> None:
    assert portable_stem(text, otherwise="fiche") == stem


@given(st.text())
def test_any_text_becomes_a_name_that_every_system_takes(text: str) -> None:
    stem = portable_stem(text, otherwise="fiche")
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", stem)
    assert not re.fullmatch(r"con|prn|aux|nul|com[0-9]|lpt[0-9]", stem)
    assert portable_stem(stem, otherwise="fiche") == stem


def test_names_met_again_are_numbered() -> None:
    assert made_distinct(["a", "b", "a", "a-2", "a"]) == ["a", "b", "a-2", "a-2-2", "a-3"]
    assert made_distinct(["index", "a"], taken=["index"]) == ["index-2", "a"]


@given(st.lists(st.sampled_from(["a", "a-2", "a-3", "b"])), st.lists(st.sampled_from(["a", "b"])))
def test_no_two_names_are_the_same(stems: list[str], taken: list[str]) -> None:
    names = made_distinct(stems, taken)
    assert len({*names, *taken}) == len(names) + len(set(taken))
    assert all(name.startswith(stem) for name, stem in zip(names, stems, strict=True))


@given(st.text())
def test_a_name_made_from_any_text_is_portable(text: str) -> None:
    assert is_portable(portable_stem(text, otherwise="fiche") + ".fiche.toml")


@pytest.mark.parametrize(
    "name", ["Été 2024 (v1.2).fiche.toml", "console.fiche.toml", "com10.toml", "a'b & c.toml"]
)
def test_names_that_people_give_are_portable(name: str) -> None:
    assert is_portable(name)


@pytest.mark.parametrize(
    "name", ["a:b.toml", "x*", "CON", "aux .txt", "nul.fiche.toml", "com1.x", "a.", "a ", "a\x00"]
)
def test_names_that_windows_refuses_or_takes_for_something_else_are_not(name: str) -> None:
    assert not is_portable(name)
