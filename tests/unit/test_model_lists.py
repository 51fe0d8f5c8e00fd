"""Values of closed lists and free lists: recognised, mended, counted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iafiche.model.catalogue import CATALOGUE, FieldSpec
from iafiche.model.choices import Choice, ChoiceList
from iafiche.model.flaws import Code, Flaw
from iafiche.model.kinds import FreeList, Kind, OneOf, SeveralOf
from iafiche.model.values import Foreign

ELU, AGENT = Choice("Elu"), Choice("Agent de l'administration")
ECOLE, INCONNU = Choice("Etablissement scolaire"), Choice("NSP")
LIST = ChoiceList((ELU, AGENT, ECOLE, INCONNU), {"Élus": ELU, "École, collège": ECOLE})
ONE = OneOf(LIST)
SEVERAL = SeveralOf(LIST, at_most=2, alone=INCONNU)
FREE = FreeList()
CLOSED = [spec for spec in CATALOGUE.fields if isinstance(spec.kind, OneOf | SeveralOf)]


def flaws(kind: Kind, value: str | tuple[str, ...]) -> list[Flaw]:
    return list(kind.flaws(value))


def choices_of(spec: FieldSpec) -> ChoiceList:
    assert isinstance(spec.kind, OneOf | SeveralOf)
    return spec.kind.choices


@pytest.mark.parametrize("spec", CLOSED, ids=lambda spec: spec.key)
def test_each_value_is_right_and_each_variant_is_mended_for_certain(spec: FieldSpec) -> None:
    one = OneOf(choices_of(spec))
    for value in one.choices.values:
        assert flaws(one, value) == []
    for variant, choice in one.choices.variants.items():
        (flaw,) = flaws(one, variant)
        assert (flaw.code, flaw.fix, flaw.safe) == (
            Code.HORS_NOMENCLATURE,
            choice.value,
            True,
        )


@pytest.mark.parametrize("spec", CLOSED, ids=lambda spec: spec.key)
def test_no_two_values_of_a_list_are_taken_for_one_another(spec: FieldSpec) -> None:
    choices = choices_of(spec)
    assert [choices.recognise(f" {value.upper()}") for value in choices.values] == list(
        choices.values
    )


@pytest.mark.parametrize(
    "spelling",
    [
        "AGENT DE L'ADMINISTRATION",
        "Agent de l’administration",
        "agent-de-l‘administration",
        "Agent  de l'administration ",
        "Agent de l administration",
        "Âgént de l'administration",
        "Agent\N{NO-BREAK SPACE}de l'administration",
    ],
)
def test_case_accents_apostrophes_hyphens_and_spaces_do_not_count(spelling: str) -> None:
    (flaw,) = flaws(ONE, spelling)
    assert (flaw.fix, flaw.safe) == (AGENT.value, True)
    assert AGENT.value in flaw.advice


@pytest.mark.parametrize(
    ("written", "near"),
    [("Agents de l'administration", AGENT), ("Etablisement scolair", ECOLE), ("Elue", ELU)],
)
def test_the_nearest_value_is_proposed_for_a_person_to_judge(written: str, near: Choice) -> None:
    (flaw,) = flaws(ONE, written)
    assert (flaw.fix, flaw.safe) == (near.value, False)
    assert f"« {near} »" in flaw.advice


@pytest.mark.parametrize("written", ["Capteurs de trafic", "x", "—", "N", "E" * 100_000])
def test_nothing_is_proposed_where_nothing_is_near(written: str) -> None:
    (flaw,) = flaws(ONE, written)
    assert flaw.fix is None
    assert flaw.advice == "Choisissez une valeur de la liste."
    assert len(flaw.message) < 200


@pytest.mark.parametrize(
    ("begun", "unfinished"),
    [("e", True), ("Etabl", True), ("agent-d", True), ("Écol", True), ("xy", False), ("'", False)],
)
def test_the_beginning_of_a_value_is_unfinished(begun: str, unfinished: bool) -> None:
    (flaw,) = flaws(ONE, begun)
    assert flaw.unfinished is unfinished


def test_several_right_values_have_no_flaw() -> None:
    assert flaws(SEVERAL, (ELU.value, AGENT.value)) == []
    assert flaws(SEVERAL, (INCONNU.value,)) == []


def test_each_value_outside_the_list_is_told_and_mended_by_itself() -> None:
    first, second = flaws(SEVERAL, ("élu", "etablissement scolaire"))
    assert first.fix == (ELU.value, "etablissement scolaire")
    assert second.fix == ("élu", ECOLE.value)


def test_mending_a_value_never_gives_it_twice() -> None:
    (flaw,) = flaws(SEVERAL, ("Élus", ELU.value))
    assert flaw.fix == (ELU.value,)


def test_a_value_given_twice_is_kept_once() -> None:
    (flaw,) = flaws(SEVERAL, (ELU.value, ELU.value))
    assert (flaw.code, flaw.fix, flaw.safe) == (Code.VALEUR_REPETEE, (ELU.value,), True)


def test_more_values_than_the_field_takes_are_left_to_a_person() -> None:
    (flaw,) = flaws(SEVERAL, (ELU.value, AGENT.value, ECOLE.value))
    assert (flaw.code, flaw.fix) == (Code.TROP_DE_VALEURS, None)
    assert "3" in flaw.message
    assert "2" in flaw.message


def test_not_knowing_stands_alone() -> None:
    (flaw,) = flaws(SEVERAL, (INCONNU.value, ELU.value))
    assert (flaw.code, flaw.fix, flaw.safe) == (Code.NSP_EXCLUSIF, (ELU.value,), False)


def test_a_blank_item_goes_away_for_certain() -> None:
    (flaw,) = flaws(SEVERAL, (INCONNU.value, " "))
    assert (flaw.code, flaw.fix, flaw.safe) == (Code.HORS_NOMENCLATURE, (INCONNU.value,), True)
    (flaw,) = flaws(FREE, ("", "Université de Belrive", ""))
    assert (flaw.code, flaw.fix) == (Code.TEXTE_SUSPECT, ("Université de Belrive",))


def test_of_a_very_long_list_only_the_first_faults_are_told() -> None:
    assert len(flaws(SEVERAL, tuple(f"x{n}" for n in range(5000)))) < 50
    assert len(flaws(FREE, tuple(f"<b>{n}</b>" for n in range(5000)))) < 50


@pytest.mark.parametrize(
    ("typed", "items"),
    [
        ("Elu, Agent de l'administration", ("Elu", "Agent de l'administration")),
        ("Elu;NSP\nElu", ("Elu", "NSP", "Elu")),
        # The line ends of a paste, as terminals and as files of Windows have them.
        ("Elu\rNSP\r\nElu", ("Elu", "NSP", "Elu")),
        ("École, collège", ("École, collège",)),
        (" , ;", ()),
        ("", ()),
    ],
)
def test_pasted_text_is_split_but_a_value_with_a_comma_stays_whole(
    typed: str, items: tuple[str, ...]
) -> None:
    assert SEVERAL.from_text(typed) == items


def test_names_are_free_but_not_twice() -> None:
    assert flaws(FREE, ("Université de Belrive", "Aix-Marseille Université")) == []
    (flaw,) = flaws(FREE, ("Université de Belrive", "UNIVERSITE DE BELRIVE", "CNRS"))
    assert (flaw.code, flaw.fix) == (Code.VALEUR_REPETEE, ("Université de Belrive", "CNRS"))


def test_names_made_of_signs_are_not_taken_for_one_another() -> None:
    assert flaws(FREE, ("-", "_")) == []


def test_a_spoiled_name_is_mended_within_the_list() -> None:
    (flaw,) = flaws(FREE, ("CNRS", "UniversitÃ© de Belrive"))
    assert (flaw.code, flaw.fix) == (Code.TEXTE_SUSPECT, ("CNRS", "Université de Belrive"))


@pytest.mark.parametrize(
    ("kind", "raw", "fix", "safe"),
    [
        (ONE, ["Elu"], "Elu", True),
        (ONE, 3, "3", True),
        (ONE, ["Elu", "NSP"], None, False),
        (ONE, [], None, False),
        (ONE, {"a": 1}, None, False),
        (ONE, True, None, False),
        (SEVERAL, "Elu", ("Elu",), True),
        (SEVERAL, "Elu, NSP", ("Elu", "NSP"), True),
        (SEVERAL, ["Elu", 3], ("Elu", "3"), True),
        (SEVERAL, [{"a": 1}], None, False),
        (FREE, "CNRS", ("CNRS",), True),
        (FREE, "Martin, Durand et associés", ("Martin", "Durand et associés"), False),
        (FREE, "", (), True),
    ],
)
def test_a_value_of_another_type_gives_the_text_it_stands_for(
    kind: Kind, raw: object, fix: str | tuple[str, ...] | None, safe: bool
) -> None:
    value = kind.read(raw)
    assert isinstance(value, Foreign)
    flaw = kind.foreign_flaw(value)
    assert (flaw.code, flaw.fix, flaw.safe) == (Code.TYPE_INATTENDU, fix, safe)


@given(st.text(max_size=30))
def test_a_recognised_text_is_always_one_of_the_list(text: str) -> None:
    for proposed in (LIST.recognise(text), LIST.nearest(text)):
        assert proposed is None or proposed in LIST.values
