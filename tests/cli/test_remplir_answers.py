"""Answers and orders of `iafiche remplir`: what is typed, what it is taken for, what is said."""

import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iafiche.cli.dialogue.answers import chosen, ends, takes_lines, value_of
from iafiche.cli.dialogue.orders import Answer, Order, understood
from iafiche.cli.dialogue.walk import QUESTIONS
from iafiche.model.catalogue import CATALOGUE, FieldSpec
from iafiche.model.kinds import OneOf, SeveralOf
from iafiche.store.fiche_file import FicheFile
from tests.cli.dialogues import about, hold, said, talk
from tests.fiches import complete_draft, on_disk, written

pytestmark = pytest.mark.usefixtures("elsewhere")


# Answers


def test_an_invalid_answer_is_kept_and_told_and_one_goes_on(tmp_path: Path) -> None:
    told, kept = hold(tmp_path, *about("projet_contact", "pas un courriel", "", "Dotation"))
    assert "Erreur : " in told
    assert kept["projet_contact"] == "pas un courriel"
    assert kept["financement"] == "Dotation"


def test_another_answer_mends_a_wrong_one_at_once(tmp_path: Path) -> None:
    told, kept = hold(tmp_path, *about("projet_contact", "faux", "ia@belrive.example.fr"))
    assert kept["projet_contact"] == "ia@belrive.example.fr"
    assert "Champ 12 sur 38" in told


def test_what_is_typed_in_another_way_settles_and_is_told(tmp_path: Path) -> None:
    told, kept = hold(tmp_path, *about("projet_date", "1/3/24"))
    assert kept["projet_date"] == "01/03/2024"
    assert "Retenu : 01/03/2024" in told


def test_a_correction_is_offered_and_applied(tmp_path: Path) -> None:
    told, kept = hold(tmp_path, *about("url_infos", "www.belrive.example.fr", "/corriger"))
    assert kept["url_infos"] == "https://www.belrive.example.fr"
    assert "Champ 21 sur 38" in told


def test_where_nothing_can_be_corrected_that_is_said(tmp_path: Path) -> None:
    assert "Aucune correction n'est proposée pour ce champ." in hold(tmp_path, "/corriger")[0]


@pytest.mark.parametrize("typed", ["2", "deploiement", "EN DEPLOIEMENT", "En déploiement", "déplo"])
def test_a_value_is_chosen_by_number_or_in_part(tmp_path: Path, typed: str) -> None:
    told, kept = hold(tmp_path, *about("projet_status", typed))
    assert kept["projet_status"] == "En déploiement"
    assert "2. En déploiement" in told


def test_a_part_of_several_values_lists_them_and_is_kept(tmp_path: Path) -> None:
    told, kept = hold(tmp_path, *about("projet_status", "en"))
    assert kept["projet_status"] == "en"
    assert "Plusieurs valeurs contiennent « en » :\n1. En expérimentation\n2. En dépl" in told


def test_an_unknown_value_is_kept_and_the_nearest_one_proposed(tmp_path: Path) -> None:
    told, kept = hold(tmp_path, *about("theme", "Mobilitée urbaine", "/corriger"))
    assert "n'est pas dans la nomenclature" in told
    assert "Tapez /corriger pour « Mobilités »." in told
    assert kept["theme"] == "Mobilités"


@pytest.mark.parametrize("typed", ["14, 15", "14 15", "education ; acces aux soins"])
def test_several_values_are_chosen_on_one_line(tmp_path: Path, typed: str) -> None:
    told, kept = hold(tmp_path, *about("sous_theme", typed))
    assert kept["sous_theme"] == ("Education", "Santé et accès aux soins")
    assert "2 valeurs au plus." in told


def test_too_many_values_are_kept_and_told(tmp_path: Path) -> None:
    told, kept = hold(tmp_path, *about("sous_theme", "1, 2, 3"))
    assert len(kept["sous_theme"]) == 3  # type: ignore[arg-type]  # a tuple, not a foreign value
    assert "3 valeurs, alors que le champ en accepte 2 au plus." in told


def test_the_sub_themes_of_the_chosen_theme_are_said_first(tmp_path: Path) -> None:
    told, _ = hold(tmp_path, *about("theme", "Mobilités"))
    question = told.partition("Champ 17 sur 38")[2]
    assert re.findall(r"^\d+\. (.*)$", question, re.M)[0] == "Logistique urbaine"
    assert "35 valeurs en tout : /choix les dit toutes." in question


def test_all_values_can_be_heard_with_what_they_mean(tmp_path: Path) -> None:
    told, _ = hold(tmp_path, *about("sous_theme", "/choix"))
    for rank, choice in enumerate(_choices("sous_theme"), 1):
        assert f"{rank}. {choice}" in told


def _choices(key: str) -> tuple[str, ...]:
    kind = CATALOGUE[key].kind
    assert isinstance(kind, OneOf | SeveralOf)
    return kind.choices.values


def test_a_long_text_goes_on_until_a_single_point(tmp_path: Path) -> None:
    lines = ("  Un.", "", "/aide", "..NET", ".com", "...", ". ")
    told, kept = hold(tmp_path, *about("usage_description", *lines), "1")
    assert kept["usage_description"] == "  Un.\n\n/aide\n.NET\n.com\n.."
    assert "Cette ligne fait partie de la réponse." in told
    assert "Champ 15 sur 38" in told


def test_names_are_given_one_a_line_or_separated(tmp_path: Path) -> None:
    told, kept = hold(
        tmp_path, *about("partenaires", "Université", "Aa ; Bb, Cc", '"Dd, Ee et fils"', "")
    )
    assert kept["partenaires"] == ("Université", "Aa", "Bb", "Cc", "Dd, Ee et fils")
    assert "Retenu : Université ; Aa ; Bb ; Cc ; Dd, Ee et fils" in told
    assert "Champ 11 sur 38" in told


@pytest.mark.parametrize("key", ["partenaires", "sous_theme"])
def test_separators_alone_change_nothing(tmp_path: Path, key: str) -> None:
    path = written(tmp_path / "x.fiche.toml", complete_draft())
    before = on_disk(path)[key]
    told = said(talk(FicheFile.open(path), about(key, " ; ,", "")))
    assert "Cette réponse est vide : le champ reste comme il était." in told
    assert on_disk(path)[key] == before


def test_an_empty_line_or_a_point_keeps_what_a_field_holds(tmp_path: Path) -> None:
    path = written(tmp_path / "x.fiche.toml", complete_draft())
    before = path.read_bytes()
    empty = ["." if takes_lines(spec) else "" for spec in QUESTIONS]
    talk(FicheFile.open(path), ["/tout", *empty])
    assert path.read_bytes() == before


def test_a_required_field_is_told_once_it_was_left_empty(tmp_path: Path) -> None:
    told, _ = hold(tmp_path, "")
    before, _, after = told.partition("Réponse :")
    assert "Ce champ est requis." not in before
    assert after.startswith("\nErreur : Ce champ est requis.")


def test_the_date_that_saving_sets_is_no_fault_once_there_is_something_to_save(
    tmp_path: Path,
) -> None:
    told, _ = hold(tmp_path, "Ville", *about("date", ""))
    after = told.partition("Champ 38")[2].partition("Réponse :")[2]
    assert after.startswith("\n\nIl n'y a plus de question.")
    assert "38. " not in after


def test_what_a_number_tells_is_said(tmp_path: Path) -> None:
    assert "Commune, département 57." in hold(tmp_path, *about("coll_siret", "21579990900019"))[0]


# Whatever is typed

_LINES = st.lists(
    st.text(max_size=12)
    | st.sampled_from([order.typed for order in Order])
    | st.sampled_from(["", ".", "oui", "non", "r", "1", "2, 3", "/liste tout", "/aller theme"])
    | st.sampled_from(["/reprendre tout", "/corriger tout", "/corriger 7"])
    | st.integers(1, len(QUESTIONS)).map(lambda rank: f"/aller {rank}"),
    max_size=25,
).map(lambda lines: [re.sub(r"[\r\n]", "", line) for line in lines])


@settings(max_examples=50, deadline=None)
@given(_LINES)
def test_no_lines_break_the_dialogue(lines: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = written(Path(folder) / "x.fiche.toml", complete_draft(projet_date="45691"))
        file = FicheFile.open(path)
        kept_lines = [line for line in lines if not line.startswith("/enr")]
        outcome = talk(file, kept_lines, Path(folder) / "carnet")
        assert outcome.code in (0, 1)
        assert outcome.err == ""
        assert on_disk(path) == file.draft


def _line_of(spec: FieldSpec) -> st.SearchStrategy[tuple[FieldSpec, str]]:
    lines = st.text(min_size=1, max_size=30) | st.just(spec.field.example)
    return lines.map(lambda text: (spec, re.sub(r"[\r\n]", " ", text)))


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.sampled_from(QUESTIONS).flatmap(_line_of), unique_by=lambda pair: pair[0], max_size=6
    )
)
def test_whatever_was_answered_is_in_the_file(given_answers: list[tuple[FieldSpec, str]]) -> None:
    typed: list[str] = []
    expected: dict[str, str | tuple[str, ...]] = {}
    for spec, line in given_answers:
        if not isinstance(understood(line), Answer) or not line.strip() or ends(spec, line):
            continue
        value = value_of(spec, [understood(line).text])  # type: ignore[union-attr]  # an Answer
        if value != spec.kind.empty:
            typed += about(spec.key, line, *(["."] if takes_lines(spec) else []))
            expected[spec.key] = spec.kind.settled(value)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.fiche.toml"
        talk(FicheFile.new(path), typed)
        if expected:
            kept = on_disk(path)
            assert {key: kept[key] for key in expected} == expected


@pytest.mark.parametrize("spec", [s for s in QUESTIONS if isinstance(s.kind, OneOf | SeveralOf)])
def test_each_value_is_chosen_by_its_number_and_by_its_name(spec: FieldSpec) -> None:
    assert isinstance(spec.kind, OneOf | SeveralOf)
    choices = spec.kind.choices
    for rank, value in enumerate(choices.values, 1):
        assert chosen(choices, str(rank)) == value
        assert chosen(choices, value.upper()) == value
