"""Cells that hold several values, however they are joined."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iafiche.exchange.importing.lists import Habit, cut_choices, cut_names
from iafiche.exchange.importing.whole_names import KNOWN, WholeNames
from iafiche.model.choices import ChoiceList
from iafiche.model.nomenclatures import ACCES_AUX_DONNEES, AUDIENCES, SOURCES_DE_DONNEES
from iafiche.model.themes import SOUS_THEMES
from tests.unit.importing_sheets import first, imported, one_cell, table

WHOLE = WholeNames()
JOINED = ["Santé et accès aux soins", "Plateforme de données", "Gestion de l’eau"]


@pytest.mark.parametrize("joint", ["-", " - ", ",", ", ", ";", "; ", "\n", " et ", " / ", " | "])
def test_values_of_a_nomenclature_are_told_apart_however_they_are_joined(joint: str) -> None:
    assert cut_choices(joint.join(JOINED), SOUS_THEMES).items == tuple(JOINED)


@pytest.mark.parametrize(
    ("text", "choices", "items"),
    [
        ("Grand public, agent, élu", AUDIENCES, ("Grand public", "agent", "élu")),
        ("Par API; automatisée", ACCES_AUX_DONNEES, ("Par API", "automatisée")),
        ("Citoyens, entreprises", AUDIENCES, ("Citoyens", "entreprises")),
        ("Images satellites, drones", SOURCES_DE_DONNEES, ("Images satellites", "drones")),
        ("Capteurs et drones", SOURCES_DE_DONNEES, ("Capteurs et drones",)),
        ("agent-citoyen averti", AUDIENCES, ("agent", "citoyen averti")),
        ("porte-parole", AUDIENCES, ("porte-parole",)),
        (" , ; ", AUDIENCES, ()),
    ],
)
def test_what_no_nomenclature_knows_is_cut_at_sure_signs_only(
    text: str, choices: ChoiceList, items: tuple[str, ...]
) -> None:
    assert cut_choices(text, choices).items == items


@pytest.mark.parametrize("value", SOUS_THEMES.values + SOURCES_DE_DONNEES.values)
def test_a_listed_value_is_never_cut(value: str) -> None:
    choices = SOUS_THEMES if value in SOUS_THEMES.values else SOURCES_DE_DONNEES
    assert cut_choices(value, choices).items == (value,)


@pytest.mark.parametrize("name", KNOWN)
@pytest.mark.parametrize("habit", Habit)
def test_a_known_name_is_never_cut(name: str, habit: Habit) -> None:
    assert cut_names(name, habit, WHOLE).items == (name,)
    assert cut_names(name, habit, WHOLE).doubt == ""
    two = cut_names(f"{name.upper()}-Inria", Habit.HYPHEN, WHOLE)
    assert two.items == (name.upper(), "Inria")


@pytest.mark.parametrize(
    "name",
    ["Noisy-le-Grand", "Saint-Gobain", "Val-d'Oise", "L'Haÿ-les-Roses", "T-Systems", "Paris-8"],
)
def test_a_small_word_beside_a_hyphen_holds_the_name_together(name: str) -> None:
    cut = cut_names(name, Habit.HYPHEN, WHOLE)
    assert (cut.items, cut.doubt) == ((name,), "")


@pytest.mark.parametrize(
    ("text", "habit", "items", "is_doubtful"),
    [
        ("Région Provence-Alpes-Côte d'Azur-Inria", Habit.HYPHEN, 2, True),
        ("Aix-Marseille Université, Rolls Dupont-Durand", Habit.COMMA, 2, False),
        ("Dupont-Durand", Habit.COMMA, 1, False),
        ("Dupont-Durand", Habit.HYPHEN, 2, True),
        ("Dupont-Durand", Habit.UNKNOWN, 1, True),
        ("Université Belle - Laboratoire Eau", Habit.COMMA, 1, True),
        ("Université Belle - Laboratoire Eau", Habit.UNKNOWN, 2, True),
        ("Inria (Lyon, Paris), Cerema", Habit.COMMA, 2, False),
        ("Alpha, Beta et Gamma", Habit.COMMA, 3, True),
        ("Agence de l'eau et de l'environnement", Habit.COMMA, 1, False),
        ("Alpha et beta", Habit.COMMA, 1, True),
        ("Laboratoire (Alpha, Beta et Gamma)", Habit.COMMA, 1, False),
        ("Arts et Métiers", Habit.UNKNOWN, 1, False),
        ("Alpha,\nBeta ;; Gamma,", Habit.COMMA, 3, False),
    ],
)
def test_free_names_are_cut_where_it_can_be_told_and_flagged_where_it_cannot(
    text: str, habit: Habit, items: int, is_doubtful: bool
) -> None:
    cut = cut_names(text, habit, WHOLE)
    assert len(cut.items) == items, cut
    assert bool(cut.doubt) is is_doubtful


@given(st.text("ab -,;éE(\n", max_size=30), st.sampled_from(Habit))
@settings(max_examples=100, deadline=None)
def test_cutting_loses_nothing_but_separators(text: str, habit: Habit) -> None:
    for cut in (cut_names(text, habit, WHOLE), cut_choices(text, AUDIENCES)):
        assert letters("".join(cut.items)) == letters(text)
        assert all(item.strip() for item in cut.items)


def letters(text: str) -> str:
    return "".join(filter(str.isalpha, text))


def test_a_table_tells_by_its_listed_values_that_it_joins_by_hyphens() -> None:
    header = ["coll_nom", "Partenaires", "Sous-thèmes"]
    hyphens = table(header, ["Belrive", "Alpha-Beta", "-".join(JOINED[:2])], separator=",")
    assert first(hyphens).draft["partenaires"] == ("Alpha", "Beta")
    commas = table(header, ["Belrive", "Alpha-Beta", ", ".join(JOINED[:2])], separator=",")
    outcome = first(commas)
    assert outcome.draft["partenaires"] == ("Alpha-Beta",)
    assert not outcome.doubts


def test_a_comma_anywhere_in_a_column_makes_its_hyphens_parts_of_names() -> None:
    sheet = table(["partenaires", "nom_projet"], ["Alpha-Beta", "A"], ["Gamma, Delta", "B"])
    one, two = imported(sheet)
    assert one.draft["partenaires"] == ("Alpha-Beta",)
    assert two.draft["partenaires"] == ("Gamma", "Delta")


def test_a_name_that_the_table_writes_in_prose_is_not_cut() -> None:
    sheet = table(
        ["coll_nom", "partenaires", "usage_description"],
        ["Belrive", "Alpha-Beta-Gamma", "Un outil d'Alpha-Beta pour tous."],
    )
    assert first(sheet).draft["partenaires"] == ("Alpha-Beta", "Gamma")


def test_a_name_that_this_machine_knows_is_not_cut() -> None:
    sheet = table(["coll_nom", "partenaires"], ["Belrive", "Alpha-Beta-Gamma"])
    (outcome,) = imported(sheet, known_names=["ALPHA-BETA"])
    assert outcome.draft["partenaires"] == ("Alpha-Beta", "Gamma")


def test_what_was_cut_in_doubt_is_flagged_and_kept() -> None:
    outcome = one_cell("partenaires", "Alpha-Beta")
    assert outcome.draft["partenaires"] == ("Alpha", "Beta")
    (doubt,) = outcome.doubts
    assert "Alpha-Beta" in doubt.message
    assert "Alpha-Beta" in str(outcome.draft.unknown)
