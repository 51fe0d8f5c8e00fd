"""`importer`: tables come in, nothing is lost, and nothing is overwritten."""

import csv
import io
import json
from pathlib import Path

import pytest

from iafiche.cli.commands.importer import command
from iafiche.exchange.formulas import restored
from iafiche.exchange.sheets import KINDS
from iafiche.intake.csv_report import HEADER
from iafiche.store.document import new_text
from iafiche.store.kept_columns import FILE_NAME, recall
from iafiche.store.reading import read_file
from tests.cli.conftest import Call
from tests.cli.tables import NAME, row, write_table
from tests.fiches import complete_draft

NBSP = "\N{NO-BREAK SPACE}"


def test_a_right_row_becomes_a_fiche_and_the_code_is_0(
    call: Call, source: Path, target: Path
) -> None:
    done = call("importer", str(source), "-d", str(target))
    assert (done.code, done.err) == (0, "")
    assert read_file(target / NAME).draft == complete_draft()
    assert str(target / NAME) in done.out
    assert "1 ligne - 1 créée." in done.out.splitlines()[-1]


def test_what_is_left_to_correct_is_told_and_the_code_is_1(
    call: Call, tmp_path: Path, target: Path
) -> None:
    source = write_table(
        tmp_path / "a.csv",
        row(theme="Affaires", coll_siret="215 799 909 00019", Notes="à revoir"),
    )
    done = call("importer", str(source), "-d", str(target))
    assert done.code == 1
    told = done.out.replace(NBSP, " ")
    assert "changé — Identifiant SIRET de la collectivité : « 215 799 909 00019 » →" in told
    assert "gardé à part — Notes : « à revoir » (nom inconnu)" in told
    assert "à corriger — Thème principal : « Affaires » n'est pas" in told
    draft = read_file(target / NAME).draft
    kept = {"Notes": "à revoir", "coll_siret": "215 799 909 00019"}
    assert draft.unknown == {("import",): {"a.csv": {"ligne 2": kept}}}
    assert "champ-inconnu" not in call("verifier", str(target)).out


@pytest.mark.parametrize("option", ["--dry-run", "--essai"])
def test_a_trial_tells_everything_and_writes_nothing(
    call: Call, source: Path, target: Path, own_folder: Path, option: str
) -> None:
    told = call("importer", str(source), "-d", str(target), option, "--colonne", "budget=")
    assert "serait créée" in told.out
    assert "Rien n'a été écrit" in told.out
    assert not target.exists()
    assert not (own_folder / "state" / FILE_NAME).exists()


def test_importing_twice_changes_nothing(call: Call, tmp_path: Path, target: Path) -> None:
    source = write_table(tmp_path / "fiches.csv", row(projet_date="1/3/2024", Notes="à part"))
    call("importer", str(source), "-d", str(target))
    before = {path: path.stat().st_mtime_ns for path in target.iterdir()}
    again = call("importer", str(source), "-d", str(target), "--mettre-a-jour")
    assert again.code == 0
    assert "1 inchangée. 0 valeur changée" in again.out
    assert {path: path.stat().st_mtime_ns for path in target.iterdir()} == before


def test_a_fiche_that_is_there_changes_only_when_asked(
    call: Call, tmp_path: Path, target: Path
) -> None:
    target.mkdir()
    path = target / "rives.fiche.toml"
    noted = "# à garder\n" + new_text(complete_draft())
    path.write_text(noted, encoding="utf-8")
    source = write_table(tmp_path / "a.csv", row(theme="Mobilités", financement=""))
    left = call("importer", str(source), "-d", str(target))
    assert left.code == 1
    assert "--mettre-a-jour" in left.out
    assert "différent — Thème principal" in left.out
    assert path.read_text(encoding="utf-8") == noted
    done = call("importer", str(source), "-d", str(target), "--mettre-a-jour")
    assert done.code == 0
    assert "modifié — Thème principal" in done.out
    assert path.read_text(encoding="utf-8").startswith("# à garder\n")
    assert read_file(path).draft == complete_draft(theme="Mobilités")
    assert list(target.iterdir()) == [path]


def test_a_column_is_what_a_person_says_now_and_the_next_time(
    call: Call, tmp_path: Path, target: Path, own_folder: Path
) -> None:
    cells = row()
    cells = {"Quoi": cells.pop("nom_projet"), **cells}
    source = write_table(tmp_path / "a.csv", cells)
    assert call("importer", str(source), "-d", str(tmp_path / "sans")).code == 1
    done = call("importer", str(source), "-d", str(target), "--colonne", "quoi = Projet")
    assert (done.code, recall(own_folder / "state")) == (0, {"Quoi": "nom_projet"})
    assert "--oublier-colonnes" in done.err
    again = call("importer", str(source), "-d", str(target))
    assert again.code == 0
    assert "choix retenu d'un import précédent" in again.out
    forgotten = call("importer", "--oublier-colonnes")
    assert (forgotten.code, recall(own_folder / "state")) == (0, {})
    assert "1 colonne oubliée." in forgotten.err


def test_a_column_left_out_is_kept_aside(call: Call, source: Path, target: Path) -> None:
    call("importer", str(source), "-d", str(target), "--colonne", "theme=")
    draft = read_file(target / NAME).draft
    assert "theme" not in draft.values
    assert str(complete_draft()["theme"]) in str(draft.unknown)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("theme", "le signe ="),
        ("=theme", "le signe ="),
        ("Quoi=theme", "« Quoi » n'existe pas"),
        ("themes=theme", "Vouliez-vous dire"),
        ("theme=coll_nomm", "« coll_nom »"),
    ],
)
def test_a_column_wrongly_told_is_refused_with_what_to_write(
    call: Call, source: Path, target: Path, asked: str, told: str
) -> None:
    refused = call("importer", str(source), "-d", str(target), "--colonne", asked)
    assert refused.code == 2
    assert told in refused.err.replace(NBSP, " ")
    assert not target.exists()


def test_several_tables_are_imported_at_once_whatever_their_form(
    call: Call, tmp_path: Path, target: Path
) -> None:
    for name in ("un", "deux"):
        (tmp_path / name).mkdir()
    one = write_table(tmp_path / "un" / "fiches.csv", row())
    quays = row(nom_projet="Quais")
    two = write_table(tmp_path / "deux" / "fiches.csv", quays, separator=",")
    records = tmp_path / "x.json"
    records.write_text(json.dumps([{"nom_projet": "Ponts"}]), encoding="utf-8")
    done = call("importer", str(one), str(two), str(records), "-d", str(target))
    projects = {read_file(path).draft.title for path in target.iterdir()}
    assert projects == {"Propreté des rives", "Quais", "Ponts"}
    assert "un/fiches.csv" in done.out
    assert "deux/fiches.csv" in done.out


def test_an_unreadable_table_stops_everything_before_it_begins(
    call: Call, source: Path, tmp_path: Path, target: Path
) -> None:
    (tmp_path / "b.csv").write_text("", encoding="utf-8")
    for bad in (tmp_path / "b.csv", tmp_path / "absent.csv", tmp_path):
        refused = call("importer", str(source), str(bad), "-d", str(target))
        assert (refused.code, refused.out) == (2, "")
        assert str(bad) in refused.err
        assert not target.exists()


def test_a_table_without_a_known_column_is_refused(
    call: Call, tmp_path: Path, target: Path
) -> None:
    source = write_table(tmp_path / "a.csv", {"x1": "1", "x2": "2"})
    refused = call("importer", str(source), "-d", str(target))
    assert refused.code == 2
    assert "--colonne" in refused.err
    assert not target.exists()


@pytest.mark.parametrize(
    "args", [(), ("a.csv",), ("a.csv", "-d", "x/y/z"), ("a.csv", "-d", "pyproject.toml")]
)
def test_a_wrong_call_is_explained(call: Call, args: tuple[str, ...]) -> None:
    refused = call("importer", *args)
    assert (refused.code, refused.out) == (2, "")
    assert "Erreur" in refused.err


def test_the_report_as_json(call: Call, tmp_path: Path, target: Path) -> None:
    source = write_table(
        tmp_path / "a.csv", row(theme="mobilites", Notes="x"), row(nom_projet="B", date="")
    )
    done = call("importer", str(source), "-d", str(target), "--format", "json")
    report = json.loads(done.out)
    assert report["essai"] is False
    first, second = report["lignes"]
    assert (first["etat"], first["fichier"]) == ("créée", str(target / NAME))
    assert first["changements"][0]["champ"] == "theme"
    assert first["gardes"] == [{"colonne": "Notes", "valeur": "x", "raison": "nom inconnu"}]
    assert [found["champ"] for found in second["constats"] if found["gravite"] == "erreur"] == [
        "date"
    ]
    assert report["bilan"]["creees"] == 2
    columns = {each["nom"]: each["champ"] for each in report["sources"][0]["colonnes"]}
    assert columns["Notes"] is None
    assert "→" in done.err


def test_the_report_as_a_table(call: Call, tmp_path: Path, target: Path) -> None:
    source = write_table(tmp_path / "a.csv", row(theme="mobilites", Notes="=1+1"))
    done = call("importer", str(source), "-d", str(target), "--format", "csv")
    assert done.out.startswith("\ufeff")
    header, *events = csv.reader(io.StringIO(done.out[1:]), delimiter=";")
    assert tuple(header) == HEADER
    natures = {event[HEADER.index("Nature")]: event for event in events}
    assert natures["changé"][HEADER.index("Après")] == "Mobilités"
    aside = natures["gardé à part"][HEADER.index("Avant")]
    assert aside != "=1+1"
    assert restored(aside) == "=1+1"


def test_every_format_is_named_in_the_help(call: Call) -> None:
    (option,) = [each for each in command.params if each.name == "format_"]
    assert option.type.choices == ("texte", "json", "csv")  # type: ignore[attr-defined]  # a Choice
    words = call("importer", "--help").out.replace(",", " ").split()
    assert set(KINDS) <= set(words)


def test_what_is_no_file_is_refused_with_advice_about_tables(call: Call, tmp_path: Path) -> None:
    refused = call("importer", str(tmp_path), "-d", str(tmp_path / "fiches"))
    assert "C'est un dossier" in refused.err
    assert "un tableau" in refused.err
    assert "fiche.toml" not in refused.err


def test_of_two_columns_for_a_field_the_one_set_aside_is_told_with_the_field(
    call: Call, tmp_path: Path, target: Path
) -> None:
    cells = {"theme": "Eau", "Thème": "Mobilités"}
    source = write_table(tmp_path / "a.csv", cells, cells | {"theme": ""})
    shown = call("importer", str(source), "-d", str(target), "--dry-run").out.replace(NBSP, " ")
    because = "une autre colonne fournit « Thème principal »"
    assert f"→ gardée à part : {because}" in shown
    assert f"« Eau » ({because})" in shown
