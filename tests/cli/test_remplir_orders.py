"""Orders of `iafiche remplir`: what is typed instead of an answer, and what follows."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iafiche.cli.dialogue.orders import Answer, Call, Mistyped, Order, understood
from iafiche.cli.dialogue.walk import QUESTIONS
from iafiche.editing.wording import help_paragraphs
from iafiche.model.catalogue import CATALOGUE
from iafiche.store.fiche_file import FicheFile
from tests.cli.dialogues import about, hold, said, talk
from tests.fiches import complete_draft, on_disk, written

pytestmark = pytest.mark.usefixtures("elsewhere")


@pytest.mark.parametrize(
    ("line", "order", "argument"),
    [
        ("/aide", Order.HELP, ""),
        (" /AIDE ", Order.HELP, ""),
        ("/precedent", Order.PREVIOUS, ""),
        ("/préc", Order.PREVIOUS, ""),
        ("/q", Order.QUIT, ""),
        ("/aller 12", Order.GO, "12"),
        ("/aller sous thèmes", Order.GO, "sous thèmes"),
        ("/enregistrer ../mon dossier/x", Order.SAVE, "../mon dossier/x"),
    ],
)
def test_orders_are_understood(line: str, order: Order, argument: str) -> None:
    assert understood(line) == Call(order, argument)


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("aide", "aide"),
        ("//aide", "/aide"),
        ("///aide", "//aide"),
        ("/home/agent/logo.png", "/home/agent/logo.png"),
        ("//serveur/partage/logo.png", "//serveur/partage/logo.png"),
        ("/logo.png", "/logo.png"),
        ("/", "/"),
        ("1/2 des agents", "1/2 des agents"),
    ],
)
def test_what_is_no_order_is_an_answer(line: str, text: str) -> None:
    assert understood(line) == Answer(text)


@pytest.mark.parametrize(
    ("line", "proposed"),
    [("/ade", "/aide"), ("/a", "/aide ou /aller ou /annuler"), ("/passer outre", "se tape seul")],
)
def test_a_mistyped_order_is_no_answer(tmp_path: Path, line: str, proposed: str) -> None:
    told, kept = hold(tmp_path, line)
    assert proposed in told
    assert f"doublez la barre : /{line}" in told
    assert not kept.values


@given(st.text())
def test_every_text_can_be_answered(text: str) -> None:
    line = text if isinstance(understood(text), Answer) else f"/{text.strip()}"
    meant = understood(line)
    if isinstance(understood(text), Call | Mistyped):
        assert meant == Answer(text.strip())


@pytest.mark.parametrize("word", ["Aide", "?"])
def test_the_word_of_an_order_is_taken_as_an_answer_and_the_order_recalled(
    tmp_path: Path, word: str
) -> None:
    told, kept = hold(tmp_path, word)
    assert kept["coll_nom"] == word
    assert "La commande se tape /aide" in told


def test_the_help_of_a_field_is_the_forms_and_all_orders_follow(tmp_path: Path) -> None:
    for spec in (CATALOGUE["coll_siret"], CATALOGUE["usage_description"], CATALOGUE["budget"]):
        told, _ = hold(tmp_path, *about(spec.key, "/aide"))
        for paragraph in help_paragraphs(spec):
            assert paragraph in told
        for order in Order:
            assert f"{order.typed} " in told
            assert order.about in told


def test_the_question_before_comes_back_with_its_value(tmp_path: Path) -> None:
    told, kept = hold(tmp_path, "Ville", "/précédent", "Bourg", "/précédent", "/précédent")
    assert "Valeur actuelle : Ville" in told
    assert "C'est la première question." in told
    assert kept["coll_nom"] == "Bourg"


def test_passing_is_an_empty_line(tmp_path: Path) -> None:
    assert hold(tmp_path, "/passer", "/passer") == hold(tmp_path, "", "")


def test_a_field_is_cleared_and_gets_its_value_back(tmp_path: Path) -> None:
    path = written(tmp_path / "x.fiche.toml", complete_draft())
    talk(FicheFile.open(path), about("financement", "/vider"))
    assert not on_disk(path).is_filled("financement")
    told = said(talk(FicheFile.open(path), about("financement", "/vider", "Dotation")))
    assert "Le champ est déjà vide." in told
    talk(FicheFile.open(path), about("financement", "/vider", "/annuler"))
    assert on_disk(path)["financement"] == "Dotation"


def test_answers_are_undone_and_done_again_where_they_were_given(tmp_path: Path) -> None:
    told, kept = hold(tmp_path, "Ville", "Rives", "/annuler", "/annuler", "/rétablir")
    assert re.findall(r"^Champ (\d+)", told, re.M) == ["1", "2", "3", "2", "1", "1"]
    assert kept["coll_nom"] == "Ville"
    assert not kept.is_filled("nom_projet")
    nothing, _ = hold(tmp_path / "vide", "/annuler", "/rétablir")
    assert "Rien à annuler." in nothing
    assert "Rien à rétablir." in nothing


def test_what_is_left_to_correct_is_listed_with_numbers(tmp_path: Path) -> None:
    path = written(tmp_path / "x.fiche.toml", complete_draft(projet_date="45691", coll_siret="1"))
    told = said(talk(FicheFile.open(path), ["/liste"]))
    listed = told.partition("Réponse :")[2]
    assert "Reste à corriger : 2 constats." in listed
    assert re.findall(r"^(\d+)\. ", listed, re.M) == ["3", "7"]
    assert "7. Date de démarrage du projet, erreur : " in listed


MENDABLE = {"projet_date": "45691", "url_infos": "www.belrive.example.fr", "coll_siret": "1"}


def test_each_correction_is_listed_and_applied_by_the_number_of_its_field(tmp_path: Path) -> None:
    path = written(tmp_path / "x.fiche.toml", complete_draft(**MENDABLE))
    told = said(talk(FicheFile.open(path), ["/liste", "/corriger 7", "/corriger url info"]))
    assert "Tapez /corriger 7 pour « 03/02/2025 »." in told
    assert "Tapez /corriger 20 pour « https://www.belrive.example.fr »." in told
    assert told.count("Corrigé : ") == 2
    assert re.findall(r"^Champ (\d+)", told, re.M) == ["3"]
    assert on_disk(path)["projet_date"] == "03/02/2025"
    assert on_disk(path)["url_infos"] == "https://www.belrive.example.fr"


def test_a_correction_by_the_number_of_the_field_that_is_asked_goes_on(tmp_path: Path) -> None:
    told, kept = hold(tmp_path, *about("projet_date", "45691", "/corriger 7"))
    assert kept["projet_date"] == "03/02/2025"
    assert re.findall(r"^Champ (\d+)", told, re.M)[-2:] == ["7", "8"]
    told, _ = hold(tmp_path / "vide", "/corriger 7", "/corriger 99")
    assert "Aucune correction n'est proposée pour ce champ." in told
    assert "« 99 » n'est le numéro ni le nom d'aucun champ." in told


def test_all_certain_corrections_are_said_then_applied_as_one_step(tmp_path: Path) -> None:
    path = written(tmp_path / "x.fiche.toml", complete_draft(**MENDABLE, coll_type="région "))
    before = on_disk(path)
    lines = ["/corriger tout", "", "/corriger tout", "oui", "/annuler", "/rétablir", "/quitter"]
    told = said(talk(FicheFile.open(path), [*lines, "oui"]))
    first = told.partition("Appliquer ces corrections ?")[0]
    assert "6. Type de collectivité, à présent : région\nCorrigé : Région\n" in first
    assert "coll_siret" not in first
    assert "Rien n'a changé." in told
    assert "Corrections appliquées. /annuler les annule d'un coup." in told
    saved = on_disk(path)
    assert saved["coll_type"] == "Région"
    assert saved["coll_siret"] == before["coll_siret"]
    assert "Valeur actuelle : région" in told.partition("Annulé.")[2]


def test_without_a_certain_correction_that_is_said(tmp_path: Path) -> None:
    told, kept = hold(tmp_path, "/corriger tout", "oui")
    assert "Aucune correction certaine." in told
    assert kept.holder == "oui"


def test_all_fields_are_listed_with_their_numbers_and_values(tmp_path: Path) -> None:
    told, _ = hold(tmp_path, "Ville", "/liste tout")
    assert "1. Porteur, requis : Ville" in told
    for rank, spec in enumerate(QUESTIONS[1:], 2):
        assert re.search(rf"^{rank}\. {re.escape(spec.field.label)}(, requis)? : vide$", told, re.M)


@pytest.mark.parametrize("name", ["17", "sous_theme", "Sous-thèmes", "sous themes", "sous-th"])
def test_one_goes_to_a_field_by_number_name_or_part(tmp_path: Path, name: str) -> None:
    assert "Champ 17 sur 38 : Sous-thèmes." in hold(tmp_path, f"/aller {name}")[0]


def test_a_name_that_means_several_fields_or_none_goes_nowhere(tmp_path: Path) -> None:
    told, _ = hold(tmp_path, "/aller évaluation", "/aller hebergment", "/aller 39", "/aller")
    assert re.findall(r"^Champ (\d+)", told, re.M) == ["1"]
    assert "Plusieurs champs contiennent « évaluation » :\n27. " in told
    assert "Le plus proche :\n19. Hébergement du service" in told
    assert "« 39 » n'est le numéro ni le nom d'aucun champ." in told
    assert "Tapez /aller, une espace" in told


def test_only_what_is_left_is_asked_until_all_is(tmp_path: Path) -> None:
    path = written(tmp_path / "x.fiche.toml", complete_draft(projet_date="45691", coll_siret="1"))
    told = said(
        talk(
            FicheFile.open(path),
            ["", "/précédent", "", "/corriger", "/reste", "21579990900019", "oui"],
        )
    )
    assert re.findall(r"^Champ (\d+)", told, re.M) == ["3", "7", "3", "7", "3"]
    assert on_disk(path)["projet_date"] == "03/02/2025"
    assert "Rien à corriger : la fiche est prête à publier." in told


@pytest.mark.parametrize("leave", ["", "/quitter", "non"])
def test_after_the_last_question_one_can_still_go_to_what_is_left(
    tmp_path: Path, leave: str
) -> None:
    path = written(tmp_path / "x.fiche.toml", complete_draft(coll_siret="1"))
    before = path.read_bytes()
    told = said(talk(FicheFile.open(path), ["", "peut-être", "/reste", "", "retour", "", leave]))
    assert told.count("Entrée seule quitte, « retour » revient aux questions.") == 3
    assert re.findall(r"^Champ (\d+)", told, re.M) == ["3", "3", "3"]
    assert "Fin de l'entrée" not in told
    assert path.read_bytes() == before


def test_orders_work_at_the_last_question_too(tmp_path: Path) -> None:
    path = written(tmp_path / "x.fiche.toml", complete_draft())
    told = said(
        talk(
            FicheFile.open(path),
            [
                *about("date", "1/2/26"),
                "/vider",
                "/liste",
                "/précédent",
                "/quitter",
                "/enregistrer",
            ],
        )
    )
    assert "Allez d'abord à un champ" in told
    assert re.findall(r"^Champ (\d+)", told, re.M) == ["1", "38", "38"]
    assert on_disk(path)["date"] == "01/02/2026"
