"""Rules over all the fiches of a review."""

from pathlib import Path

import pytest

from iafiche.check.findings import Finding
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.draft import Draft
from iafiche.model.field import Access
from iafiche.model.flaws import Code, Severity
from iafiche.model.text import quoted
from iafiche.model.values import Foreign
from iafiche.review.folder_rules import FolderRules, words_of
from iafiche.review.judging import compared_of
from iafiche.review.verdict import State, Verdict, review_files
from iafiche.store.document import new_text
from tests.conftest import TODAY
from tests.fiches import complete_draft, written

ONE, OTHER = "21579990900019", "21990012300015"
THIRD = "21540987100015"
SAME_SIREN = "21579990900027"


def _look(*fiches: tuple[str, str, str]) -> list[list[Finding]]:
    """Return what is found about each fiche, of a holder, a SIRET and a project's name."""
    rules = FolderRules()
    return [
        rules.look(f"{rank}.fiche.toml", holder, siret, words_of(project))
        for rank, (holder, siret, project) in enumerate(fiches)
    ]


def _codes(*fiches: tuple[str, str, str]) -> list[list[Code]]:
    return [[found.code for found in each] for each in _look(*fiches)]


@pytest.mark.parametrize(
    ("name", "again"),
    [
        ("Propreté des rives", "Propreté des rives"),
        ("Propreté des rives", "PROPRETE DES RIVES"),
        ("Propreté des rives", "La propreté des rives."),
        ("Propreté des rives", "Propretée des rives"),
        ("Propreté des rives", "Proprété des rive"),
        ("Assistant d’accueil", "Assistant d'acceuil"),
        ("Cœur de ville", "Coeur de ville"),
        ("Dépôts de pavés", "De\u0301po\u0302ts de pave\u0301s"),
        ("Agents conversationnels des mairies", "Agent conversationnel de la mairie"),
        ("Covoiturage", "Co-voiturage"),
        ("Dépôts n° 2", "D\u00e9p\u00f4ts – n\u00b0\u202f2"),
    ],
)
def test_the_same_project_twice_under_one_siret_is_a_doublon(name: str, again: str) -> None:
    first, second = _look(("Ville", ONE, name), ("Ville", ONE, again))
    assert first == []
    (found,) = second
    assert found.code is Code.DOUBLON
    assert found.key == "nom_projet"
    assert "« 0.fiche.toml »" in found.message


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Propreté des rives", "Tri du courrier"),
        ("Suivi 2024", "Suivi 2025"),
        ("Quai numéro 1", "Quai numéro 12"),
        ("Chat", "Char"),
        ("Agent conversationnel phase A", "Agent conversationnel phase B"),
        ("Agent conversationnel", "Agent conversationnel II"),
        ("Propreté des rives", "Propreté des rives de l'Amance"),
        ("Propreté des rives", ""),
        ("", ""),
    ],
)
def test_two_projects_of_one_holder_are_no_doublon(name: str, other: str) -> None:
    assert _codes(("Ville", ONE, name), ("Ville", ONE, other)) == [[], []]


def test_the_same_name_of_two_holders_is_no_doublon() -> None:
    assert _codes(
        ("Ville A", ONE, "Agent conversationnel"), ("Ville B", OTHER, "Agent conversationnel")
    ) == [[], []]


def test_the_same_project_of_one_holder_under_two_siret() -> None:
    fiches = [("Ville de Belrive", ONE, "Propreté"), ("VILLE DE BELRIVE", OTHER, "La propreté")]
    _, (found,) = _look(*fiches)
    assert found.code is Code.PROJET_SOUS_DEUX_SIRET
    assert found.key == "coll_siret"
    assert ONE in found.message


@pytest.mark.parametrize(
    ("siret", "said"), [(OTHER, "un autre SIRET"), (SAME_SIREN, "un autre établissement")]
)
def test_one_holder_under_two_siret_is_said_of_each_later_fiche(siret: str, said: str) -> None:
    first, second, third = _look(("Ville", ONE, "a"), ("Ville", siret, "b"), ("Ville", siret, "c"))
    assert first == []
    assert [f.code for f in (*second, *third)] == [Code.PORTEUR_SOUS_DEUX_SIRET] * 2
    assert said in second[0].message
    assert second[0].severity is Severity.ADVICE


def test_the_same_project_is_found_under_any_number_of_its_holder() -> None:
    found = _codes(
        ("Ville", ONE, "Premier projet"),
        ("Ville", OTHER, "Projet commun"),
        ("Ville", THIRD, "Projets communs"),
        ("Ville", ONE, "Projet comun"),
    )
    assert found == [
        [],
        [Code.PORTEUR_SOUS_DEUX_SIRET],
        [Code.PROJET_SOUS_DEUX_SIRET],
        [Code.PROJET_SOUS_DEUX_SIRET],
    ]


def test_establishments_of_one_siren_are_one_holder_whatever_they_are_called() -> None:
    fiches = [("Ville de Belrive", ONE, "Propreté"), ("Mairie de Belrive", SAME_SIREN, "Propreté")]
    assert _codes(*fiches) == [[], [Code.PROJET_SOUS_DEUX_SIRET]]


def test_a_holder_is_known_again_under_a_number_that_another_was_seen_under_first() -> None:
    _, _, third = _codes(("Ville A", ONE, "a"), ("Ville B", OTHER, "b"), ("Ville A", OTHER, "c"))
    assert third == [Code.PORTEUR_SOUS_DEUX_SIRET, Code.PORTEUR_SOUS_DEUX_NOMS]


def test_towns_whose_names_differ_by_a_letter_are_two() -> None:
    assert _codes(("Ville de Rive", ONE, "Tri"), ("Ville de Rives", OTHER, "Tri")) == [[], []]


def test_a_holder_of_many_numbers_is_compared_in_bounded_time() -> None:
    rules = FolderRules()
    for rank in range(1000):
        rules.look(f"{rank}", "Région", f"{rank:09}00010", words_of(f"Projet nommé {rank}"))
    (found,) = rules.look("again", "Région", "99999999900010", words_of("Projet nommé 3"))
    assert found.code is Code.PROJET_SOUS_DEUX_SIRET
    assert "« 3 »" in found.message


def test_one_siret_under_two_names() -> None:
    fiches = [("Ville de Belrive", ONE, "a"), ("Mairie de Belrive", ONE, "b")]
    _, (found,) = _look(*fiches)
    assert found.code is Code.PORTEUR_SOUS_DEUX_NOMS
    assert found.key == "coll_nom"
    assert "« Ville de Belrive »" in found.message
    spaced = [("Ville de Belrive", ONE, "a"), ("Ville  de Belrive ", ONE, "b"), ("", ONE, "c")]
    assert _codes(*spaced) == [[], [], []]


@pytest.mark.parametrize("siret", ["", "123", "215 799 909", "abcdefghijklmn"])
def test_without_a_number_nothing_is_said(siret: str) -> None:
    assert _codes(("Ville", siret, "Propreté"), ("Ville", siret, "Propreté")) == [[], []]


def test_a_number_is_known_again_however_it_is_written() -> None:
    assert _codes(("Ville", ONE, "Propreté"), ("Ville", "215 799 909 00019", "Propreté")) == [
        [],
        [Code.DOUBLON],
    ]


def test_a_number_written_as_one_is_compared_as_its_text() -> None:
    draft = Draft({"coll_siret": Foreign(21579990900019), "nom_projet": "Propreté"})
    assert compared_of(draft).siret == ONE


def test_many_projects_of_one_holder_are_compared_in_bounded_time() -> None:
    rules = FolderRules()
    for rank in range(1000):
        assert rules.look(f"{rank}", "Région", ONE, words_of(f"Projet nommé {rank}")) == []
    (found,) = rules.look("again", "Région", ONE, words_of("Projet nommé 17"))
    assert "« 17 »" in found.message


def _write(folder: Path, name: str, **changes: str) -> None:
    folder.mkdir(exist_ok=True)
    text = new_text(complete_draft(**changes))
    (folder / f"{name}.fiche.toml").write_text(text, encoding="utf-8")


def _reviewed(folder: Path) -> dict[str, Verdict]:
    return {verdict.path.name[0]: verdict for verdict in review_files([folder], TODAY)}


@pytest.mark.parametrize("name", ["été.fiche.toml", "caf\udce9.fiche.toml", "a\nb.fiche.toml"])
@pytest.mark.parametrize(("before", "between"), [(0, 0), (0, 256), (254, 1), (255, 0), (300, 600)])
def test_the_earlier_fiche_is_named_however_many_came(name: str, before: int, between: int) -> None:
    rules = FolderRules()
    words = words_of("Propreté des rives")
    for rank in range(before + between):
        if rank == before:
            assert rules.look(f"rives/{name}", "Ville", ONE, words) == []
        assert (
            rules.look(f"rives/{rank}.fiche.toml", f"Ville {rank}", f"{rank:09}00010", words) == []
        )
    if not between:
        assert rules.look(f"rives/{name}", "Ville", ONE, words) == []
    (found,) = rules.look("rives/autre.fiche.toml", "Ville", ONE, words)
    assert found.code is Code.DOUBLON
    assert quoted(f"rives/{name}") in found.message


def test_in_a_review_each_finding_stands_where_the_value_stands(tmp_path: Path) -> None:
    _write(tmp_path, "a")
    _write(tmp_path, "b", url_infos="http://ville-belrive.fr")
    verdicts = _reviewed(tmp_path)
    assert verdicts["a"].findings == ()
    doublon, other = verdicts["b"].findings
    assert (doublon.code, other.code) == (Code.DOUBLON, Code.URL_HTTP)
    line = verdicts["b"].path.read_text(encoding="utf-8").splitlines()[doublon.line - 1]
    assert line[doublon.column - 1 :] == f'"{complete_draft().title}"'
    assert verdicts["b"].state is State.READY


def test_the_settings_of_the_later_fiches_folder_count(tmp_path: Path) -> None:
    _write(tmp_path, "a")
    for name, settings in (
        ("b", '[gravite]\ndoublon = "erreur"'),
        ("c", '[ignorer]\ndoublon = "Essais."'),
    ):
        _write(tmp_path / name, name)
        (tmp_path / name / "iafiche.toml").write_text(settings, encoding="utf-8")
    verdicts = _reviewed(tmp_path)
    assert verdicts["b"].state is State.TO_MEND
    assert verdicts["b"].worst is Severity.ERROR
    assert verdicts["c"].findings == ()


@pytest.mark.parametrize("holder", ["  ", "\N{NO-BREAK SPACE}", " Ville  de Belrive "])
def test_blanks_of_a_name_tell_nobody_apart_with_or_without_a_cache(
    tmp_path: Path, holder: str
) -> None:
    folder = tmp_path / "fiches"
    folder.mkdir()
    written(folder / "a.fiche.toml", complete_draft())
    written(folder / "b.fiche.toml", complete_draft(coll_nom=holder, nom_projet="Autre chose"))
    found = [
        [
            one.code
            for verdict in review_files([folder], TODAY, cache=cache)
            for one in verdict.findings
        ]
        for cache in (None, tmp_path / "cache", tmp_path / "cache")
    ]
    assert Code.PORTEUR_SOUS_DEUX_NOMS not in found[0]
    assert found == [found[0]] * 3


def test_an_unreadable_file_is_compared_with_nothing(tmp_path: Path) -> None:
    _write(tmp_path, "a")
    (tmp_path / "b.fiche.toml").write_text("= =", encoding="utf-8")
    assert [f.code for f in _reviewed(tmp_path)["b"].findings] == [Code.TOML_INVALIDE]


def test_in_a_public_folder_restricted_fields_are_to_be_emptied(tmp_path: Path) -> None:
    restricted = {spec.key for spec in CATALOGUE.fields if spec.field.access is Access.RESTRICTED}
    for name, project in (("a", "Éclairage des quais"), ("b", "Fuites d'eau"), ("c", "Tri")):
        _write(tmp_path / name, name, nom_projet=project)
        (tmp_path / name / "iafiche.toml").write_text("public = true", encoding="utf-8")
    (tmp_path / "b" / "iafiche.toml").write_text("public = false", encoding="utf-8")
    public = {k: v for k, v in complete_draft().values.items() if k not in restricted}
    emptied = new_text(Draft(public).with_value("nom_projet", "Tri du courrier"))
    (tmp_path / "c" / "c.fiche.toml").write_text(emptied, encoding="utf-8")
    verdicts = _reviewed(tmp_path)
    found = verdicts["a"].findings
    assert {finding.code for finding in found} == {Code.CHAMP_NON_PUBLIC}
    assert {finding.key for finding in found} == restricted & complete_draft().values.keys()
    lines = verdicts["a"].path.read_text(encoding="utf-8").splitlines()
    assert all(lines[finding.line - 1].startswith(f"{finding.key} = ") for finding in found)
    assert verdicts["b"].findings == verdicts["c"].findings == ()
