"""`iafiche remplir` from its first line to its last, and whatever ends it before."""

import re
from pathlib import Path

import pytest

from iafiche.cli.dialogue.walk import QUESTIONS
from iafiche.model.catalogue import CATALOGUE
from iafiche.store.fiche_file import FicheFile
from tests.cli.conftest import Call, run_process
from tests.cli.dialogues import everything, remplir, said, shown, talk
from tests.fiches import complete_draft, on_disk, written

pytestmark = pytest.mark.usefixtures("elsewhere")


def test_a_whole_fiche_filled_from_nothing_is_ready_to_publish(tmp_path: Path) -> None:
    ended = remplir(*everything(), "oui", "", cwd=tmp_path)
    told = shown(ended)
    assert "Rien à corriger : la fiche est prête à publier." in told
    assert "Requis : 17 sur 17 remplis." in told
    assert told.endswith("Enregistré dans proprete-des-rives.fiche.toml\n")
    assert ended.returncode == 0
    checked = run_process("verifier", ".", cwd=tmp_path, environment={"PYTHONIOENCODING": "utf-8"})
    assert "Rien à signaler" in checked.stdout.decode("utf-8")
    filled = on_disk(tmp_path / "proprete-des-rives.fiche.toml")
    for spec in CATALOGUE.fields:
        expected = complete_draft()[spec.key]
        assert filled[spec.key] == expected or spec.key == "date"


def test_every_field_is_asked_in_the_order_of_the_form(tmp_path: Path) -> None:
    told = said(talk(FicheFile.new(tmp_path / "x.fiche.toml"), [""] * len(QUESTIONS)))
    asked = re.findall(r"^Champ (\d+) sur (\d+) : (.*)\. (Requis|Facultatif)\.$", told, re.M)
    specs = [spec for page in CATALOGUE.pages for spec in page.fields]
    assert asked == [
        (
            str(rank),
            str(len(CATALOGUE.fields)),
            spec.field.label,
            "Requis" if spec.field.required else "Facultatif",
        )
        for rank, spec in enumerate(specs, 1)
    ]


def test_sections_and_groups_are_announced_once_each_when_they_begin(tmp_path: Path) -> None:
    told = said(talk(FicheFile.new(tmp_path / "x.fiche.toml"), [""] * len(QUESTIONS)))
    sections = re.findall(r"^Section \d sur 5 : (.*?)\.", told, re.M)
    assert sections == [page.section.label for page in CATALOGUE.pages]
    groups = [spec.field.group for page in CATALOGUE.pages for spec in page.fields]
    distinct = [group for rank, group in enumerate(groups) if group not in groups[:rank]]
    assert re.findall(r"^Groupe : (.*)\.$", told, re.M) == distinct


def test_a_new_fiche_asks_nothing_before_its_first_field(tmp_path: Path) -> None:
    told = shown(remplir(cwd=tmp_path))
    before, _, after = told.partition("Réponse :")
    assert "Champ 1 sur 38" in before
    assert len(before.splitlines()) < 10
    assert "Rien à enregistrer." in after
    assert not list(tmp_path.iterdir())


def test_an_existing_fiche_begins_with_what_is_to_correct(tmp_path: Path) -> None:
    path = written(tmp_path / "x.fiche.toml", complete_draft(projet_date="45691"))
    told = shown(remplir("/corriger", "oui", cwd=tmp_path, path="x"))
    assert re.findall(r"^Champ (\d+)", told, re.M) == ["7"]
    assert "Valeur actuelle : 45691" in told
    assert "Tapez /corriger pour « 03/02/2025 »." in told
    assert on_disk(path)["projet_date"] == "03/02/2025"


def test_all_fields_of_an_existing_fiche_can_be_asked(tmp_path: Path) -> None:
    path = written(tmp_path / "x.fiche.toml", complete_draft(projet_date="45691"))
    told = said(talk(FicheFile.open(path), ["/tout", "", ""]))
    assert re.findall(r"^Champ (\d+)", told, re.M) == ["7", "1", "2", "3"]


def test_a_fiche_without_anything_to_correct_says_so_and_begins_at_its_first_field(
    tmp_path: Path,
) -> None:
    path = written(tmp_path / "x.fiche.toml", complete_draft())
    before = path.read_bytes()
    outcome = talk(FicheFile.open(path), ["", "/quitter"])
    assert "Rien à corriger" in outcome.out
    assert "Champ 1 sur 38" in said(outcome)
    assert outcome.code == 0
    assert path.read_bytes() == before


def test_what_is_no_fiche_is_refused_and_left_alone(call: Call, folder: Path) -> None:
    path = folder / "c-illisible.fiche.toml"
    before = path.read_bytes()
    refused = call("remplir", str(path))
    assert refused.code == 2
    assert refused.out == ""
    assert "Ligne 2, colonne " in refused.err
    assert path.read_bytes() == before
    assert call("remplir", str(folder)).code == 2
    assert ".fiche.toml" in call("remplir", str(folder / "x.txt")).err
    assert "Créez-le d'abord" in call("remplir", str(folder / "absent" / "x")).err


def test_errors_left_in_the_fiche_are_saved_and_end_with_1(tmp_path: Path) -> None:
    ended = remplir("Ville", "/quitter", "", "sans-suffixe", cwd=tmp_path)
    assert ended.returncode == 1
    assert on_disk(tmp_path / "sans-suffixe.fiche.toml")["coll_nom"] == "Ville"


def test_leaving_without_saving_is_asked_and_writes_nothing(tmp_path: Path) -> None:
    ended = remplir("Ville", "/quitter", "peut-être", "non", cwd=tmp_path)
    assert "Tapez « oui », « non » ou « retour »." in shown(ended)
    assert ended.returncode == 0
    assert not list(tmp_path.iterdir())


def test_one_can_come_back_to_the_questions_instead_of_leaving(tmp_path: Path) -> None:
    told = said(
        talk(
            FicheFile.new(tmp_path / "x.fiche.toml"),
            ["Ville", "/quitter", "retour", "Rives", "/quitter", "oui"],
        )
    )
    assert re.findall(r"^Champ (\d+)", told, re.M) == ["1", "2", "2", "3"]
    assert on_disk(tmp_path / "x.fiche.toml").title == "Rives"


def test_another_file_is_replaced_only_if_one_says_so(tmp_path: Path) -> None:
    other = written(tmp_path / "autre.fiche.toml", complete_draft())
    before = other.read_bytes()
    told = shown(remplir("Ville", "/enregistrer autre", "non", "ville", "/quitter", cwd=tmp_path))
    assert "« autre.fiche.toml » existe déjà." in told
    assert other.read_bytes() == before
    assert on_disk(tmp_path / "ville.fiche.toml").holder == "Ville"
    assert remplir("Bourg", "/enregistrer autre", "oui", "/quitter", cwd=tmp_path).returncode == 1
    assert on_disk(other).holder == "Bourg"


def test_a_file_that_cannot_be_written_is_told_and_another_one_asked(tmp_path: Path) -> None:
    told = shown(
        remplir("Ville", "/enregistrer absent/x", "/liste", "ici", "/quitter", cwd=tmp_path)
    )
    assert "n'existe pas, ou plus." in told
    assert "Donnez un nom de fichier, ou tapez /annuler." in told
    assert on_disk(tmp_path / "ici.fiche.toml").holder == "Ville"


def test_one_can_back_out_of_saving(tmp_path: Path) -> None:
    told = shown(remplir("Ville", "/enregistrer", "/annuler", "/quitter", "non", cwd=tmp_path))
    assert "Enregistré" not in told
    assert not list(tmp_path.iterdir())
    told = shown(remplir("Ville", "/quitter", "oui", "/annuler", "/quitter", "non", cwd=tmp_path))
    assert re.findall(r"^Champ (\d+)", told, re.M) == ["1", "2", "2"]
