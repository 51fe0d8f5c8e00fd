"""`importer`: tables come in, nothing is lost, and nothing is overwritten."""

import csv
import errno
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from iafiche.cli.commands.importer import command
from iafiche.exchange.formulas import restored
from iafiche.exchange.sheets import KINDS
from iafiche.intake.csv_report import HEADER
from iafiche.model.catalogue import CATALOGUE
from iafiche.store.document import new_text
from iafiche.store.file_names import SUFFIX
from iafiche.store.kept_columns import FILE_NAME, recall
from iafiche.store.reading import read_file
from tests.cli.conftest import Call, Terminal
from tests.fiches import complete_draft

NBSP = "\N{NO-BREAK SPACE}"
NAME = f"proprete-des-rives-ville-de-belrive{SUFFIX}"


def write_table(path: Path, *rows: dict[str, str], separator: str = ";") -> Path:
    header = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, header, delimiter=separator)
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8", newline="")
    return path


def row(**changes: str) -> dict[str, str]:
    """Return the cells of a whole fiche without any fault, several values joined by commas."""
    draft = complete_draft()
    return {spec.key: draft.text(spec.key) for spec in CATALOGUE.columns} | changes


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return write_table(tmp_path / "fiches.csv", row())


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "fiches"


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


class Keyboard(Terminal):
    """A terminal somebody types at."""


@pytest.mark.parametrize("answer", ["oui\n", "O\n"])
def test_somebody_at_the_keyboard_is_asked(
    call: Call, source: Path, target: Path, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    monkeypatch.setattr(sys, "stdin", Keyboard(answer))
    done = call("importer", str(source), "-d", str(target))
    assert "Écrire 1 fiche nouvelle" in done.err
    assert "→ Porteur" in done.out
    assert done.code == 0
    assert (target / NAME).exists()


@pytest.mark.parametrize("answer", ["non\n", "\n", ""])
def test_nothing_is_written_without_a_clear_yes(
    call: Call, source: Path, target: Path, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    monkeypatch.setattr(sys, "stdin", Keyboard(answer))
    done = call("importer", str(source), "-d", str(target))
    assert (done.code, target.exists()) == (1, False)
    assert "Rien n'a été écrit." in done.err


def test_nobody_is_asked_who_agreed_or_where_nothing_would_be_written(
    call: Call, source: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", Keyboard(""))
    assert call("importer", str(source), "-d", str(target), "--oui").code == 0
    assert "Écrire" not in call("importer", str(source), "-d", str(target)).err


def test_an_interrupted_import_says_what_was_done(
    call: Call, tmp_path: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write_table(tmp_path / "a.csv", row(), row(nom_projet="Quais"))
    written = os.fsync

    def interrupted(descriptor: int) -> None:
        written(descriptor)
        # At the latest moment: the file is already in its place.
        if (target / NAME).exists():
            raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    done = call("importer", str(source), "-d", str(target))
    assert done.code == 130
    assert "1 créée - 1 non écrite" in done.out
    assert "relancez la même commande" in done.err
    monkeypatch.undo()
    again = call("importer", str(source), "-d", str(target))
    assert "1 créée - 1 inchangée" in again.out


def test_a_full_disk_is_told_with_what_was_done(
    call: Call, tmp_path: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write_table(tmp_path / "a.csv", row(), row(nom_projet="Quais"), row(nom_projet="Pont"))
    written = os.fsync

    def full(descriptor: int) -> None:
        if (target / NAME).exists():
            raise OSError(errno.ENOSPC, "No space left on device")
        written(descriptor)

    monkeypatch.setattr(os, "fsync", full)
    done = call("importer", str(source), "-d", str(target))
    assert done.code == 2
    assert "plus assez de place" in done.err
    assert "1 créée - 2 non écrites" in done.out
    assert [path.name for path in target.iterdir()] == [NAME]


@pytest.mark.parametrize("text", ["mot " * 600_000, "\\" * 1_050_000], ids=["long", "escaped"])
def test_a_row_that_no_file_can_hold_is_told_and_the_others_go_on(
    call: Call, tmp_path: Path, target: Path, text: str
) -> None:
    huge = row(nom_projet="Trop long", usage_description=text)
    source = write_table(tmp_path / "a.csv", huge, row())
    done = call("importer", str(source), "-d", str(target))
    assert done.code == 1
    assert "1 créée" in done.out
    assert "1 non écrite" in done.out
    assert "plus de 2 Mo" in done.out
    assert [path.name for path in target.iterdir()] == [NAME]
    # Nothing is found there again that could not be read.
    again = json.loads(call("importer", str(source), "-d", str(target), "--format", "json").out)
    assert [each["etat"] for each in again["lignes"]] == ["non écrite", "inchangée"]
    assert again["lignes"][0]["obstacle"]


def test_a_name_that_leads_nowhere_is_not_taken(call: Call, source: Path, target: Path) -> None:
    target.mkdir()
    (target / NAME).symlink_to(target / "nulle-part")
    assert call("importer", str(source), "-d", str(target)).code == 0
    assert (target / NAME).is_symlink()
    assert len(list(target.iterdir())) == 2


def test_standard_input_is_read_and_its_bytes_are_understood(tmp_path: Path, target: Path) -> None:
    text = "Porteur;Projet;Thème\r\nVille de Belrive;Propreté des rives;mobilités\r\n"
    done = subprocess.run(
        [sys.executable, "-m", "iafiche", "importer", "-", "-d", str(target)],
        input=text.encode("cp1252"),
        capture_output=True,
        check=False,
        cwd=tmp_path,
        timeout=60,
    )
    assert done.returncode == 1
    assert read_file(target / NAME).draft["theme"] == "Mobilités"
    assert b"Traceback" not in done.stderr


def test_a_pipe_that_is_closed_early_ends_quietly(tmp_path: Path, target: Path) -> None:
    source = write_table(tmp_path / "a.csv", *(row(nom_projet=f"P{n}") for n in range(200)))
    with subprocess.Popen(
        [sys.executable, "-m", "iafiche", "importer", str(source), "-d", str(target)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        process.wait(timeout=60)
    assert process.returncode == 141


def test_what_a_cell_holds_commands_no_terminal(call: Call, tmp_path: Path, target: Path) -> None:
    source = write_table(
        tmp_path / "a\u202e.csv", row(nom_projet="\x1b[31mRives", Notes="\x1b]0;x")
    )
    for form in ("texte", "json", "csv"):
        done = call("importer", str(source), "-d", str(target), "--dry-run", "--format", form)
        assert "\x1b" not in done.out + done.err
        assert "\u202e" not in done.out + done.err
