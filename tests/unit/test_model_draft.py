"""Drafts hold values as typed, and read and write what a file holds."""

import datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from iafiche.model.catalogue import CATALOGUE
from iafiche.model.draft import Draft, read_draft, write_value
from iafiche.model.text import fold, quoted, squash
from iafiche.model.values import Foreign, is_filled, toml_text
from tests.fiches import complete_draft


@given(st.text())
@example("\ud800")
@example("1e5")
@example("-0.0")
def test_every_text_comes_back_from_a_file_as_it_was(text: str) -> None:
    for spec in CATALOGUE.fields:
        value = (text, text) if spec.kind.many else text
        assert spec.kind.read(spec.kind.write(value)) == value


def test_a_draft_is_read_by_sections_and_keeps_what_it_does_not_know() -> None:
    draft = read_draft(
        {
            "version": 1,
            "general": {"coll_nom": "Ville de Belrive", "partenaires": [], "slogan": "x"},
            "data": {"coll_nom": "ailleurs"},
            "evaluation": 3,
            "notes": {"a": 1},
        }
    )
    assert draft == Draft(
        {"coll_nom": "Ville de Belrive"},
        {
            ("general", "slogan"): "x",
            ("data", "coll_nom"): "ailleurs",
            ("evaluation",): 3,
            ("notes",): {"a": 1},
        },
    )


def test_a_field_without_value_has_its_kinds_empty_one() -> None:
    assert Draft()["coll_nom"] == ""
    assert Draft()["partenaires"] == ()
    assert not Draft().is_filled("coll_nom")


def test_an_edit_gives_another_draft_and_an_empty_value_clears_the_field() -> None:
    before = Draft({"coll_nom": "A"})
    assert before.with_value("coll_nom", "B")["coll_nom"] == "B"
    assert before["coll_nom"] == "A"
    assert before.with_value("coll_nom", "") == Draft()
    assert before.with_value("partenaires", ()) == before


def test_what_is_unknown_can_be_left_out() -> None:
    draft = Draft({}, {("general", "x"): 1, ("y",): 2})
    assert draft.without_unknown(("y",)) == Draft({}, {("general", "x"): 1})


def test_the_title_and_the_holder_stand_on_one_line() -> None:
    draft = complete_draft(nom_projet=" Deux\nlignes ", coll_nom=Foreign(["A", 2]))
    assert (draft.title, draft.holder) == ("Deux lignes", "A, 2")
    assert complete_draft(partenaires=("A\nB", "C")).text("partenaires") == "A B, C"


def test_a_foreign_value_is_written_back_as_it_was() -> None:
    raw = {"a": [1, 2.5]}
    assert write_value("coll_nom", Foreign(raw)) is raw
    assert write_value("partenaires", ("A",)) == ["A"]


@pytest.mark.parametrize(
    ("value", "filled"),
    [("", False), (" \n", False), ("x", True), ((), False), (("", " "), False), (("", "x"), True)],
)
def test_blank_text_is_no_value(value: str | tuple[str, ...], filled: bool) -> None:
    assert is_filled(value) is filled
    assert is_filled(Foreign(value))


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (True, "true"),
        (21579990900019, "21579990900019"),
        (21579990900019.0, "21579990900019"),
        (2.5, "2.5"),
        (1e20, "1e+20"),
        (float("nan"), "nan"),
        (datetime.date(2025, 1, 2), "02/01/2025"),
        (datetime.date(33, 4, 3), "03/04/0033"),
        (datetime.time(1, 2), "01:02:00"),
        ([1, ["a", {"b": False}]], "1, a, b = false"),
        (16**4000, hex(16**4000)),
    ],
    ids=lambda value: str(value)[:20] if not isinstance(value, int) else "",
)
def test_a_toml_value_is_shown_as_a_person_types_it(raw: object, text: str) -> None:
    assert toml_text(raw) == text


def test_text_folds_for_searching_and_squashes_for_recognising() -> None:
    assert fold(" Éco‑quartier\N{NO-BREAK SPACE}: l’ŒUVRE ") == "eco quartier : l oeuvre"
    assert squash("l’Éco-quartier") == squash("L'ECO QUARTIER") == "lecoquartier"
    long = "É" * 1000
    assert fold(long) == "e" * 1000


@given(st.text())
@example("\ud800" * 300)
@example("x" * 100_000)
def test_a_quoted_text_stands_on_one_line_of_bounded_length(text: str) -> None:
    said = quoted(text)
    assert said.isprintable()
    assert len(said) <= 90
    assert said.startswith("« ")
    assert said.endswith(" »")
