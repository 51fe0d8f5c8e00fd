"""`iafiche remplir` from its first line to its last, and whatever ends it before."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from iafiche.check.context import Context
from iafiche.cli.dialogue.keeping import keep
from iafiche.cli.dialogue.walk import QUESTIONS
from iafiche.editing.session import Editing
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.draft import Draft
from iafiche.store.fiche_file import FicheFile
from tests.cli.conftest import Call, run_process
from tests.cli.dialogues import everything, on_disk, remplir, said, talk, written
from tests.cli.test_streams import ON_POSIX
from tests.conftest import TODAY
from tests.fiches import complete_draft


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what is written without a folder out of this one."""
    monkeypatch.chdir(tmp_path)


def shown(ended: subprocess.CompletedProcess[bytes]) -> str:
    assert ended.stderr == b""
    return ended.stdout.decode("utf-8").replace("\u00a0", " ")


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


# Nothing that was answered is lost


def test_the_end_of_the_input_saves_to_the_file_of_the_fiche(tmp_path: Path) -> None:
    ended = remplir("Ville", cwd=tmp_path, path="ma-fiche")
    assert "Vos réponses sont enregistrées dans ma-fiche.fiche.toml" in shown(ended)
    assert ended.returncode == 1
    assert on_disk(tmp_path / "ma-fiche.fiche.toml").holder == "Ville"


def test_the_end_of_the_input_saves_a_nameless_fiche_under_a_free_name(tmp_path: Path) -> None:
    taken = written(tmp_path / "rives.fiche.toml", complete_draft())
    before = taken.read_bytes()
    remplir("Ville", "Rives", cwd=tmp_path)
    assert taken.read_bytes() == before
    assert on_disk(tmp_path / "rives-2.fiche.toml").holder == "Ville"


def test_an_answer_that_the_input_ends_in_the_midst_of_is_kept(tmp_path: Path) -> None:
    talk(
        FicheFile.new(tmp_path / "x.fiche.toml"),
        ["/aller usage_description", "Première ligne", "", "Troisième"],
    )
    kept = on_disk(tmp_path / "x.fiche.toml")
    assert kept["usage_description"] == "Première ligne\n\nTroisième"


def test_a_last_line_without_an_end_is_an_answer(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "iafiche", "remplir", "x"],
        input=b"Ville",
        cwd=tmp_path,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert on_disk(tmp_path / "x.fiche.toml").holder == "Ville"


@ON_POSIX
@pytest.mark.parametrize("name", ["SIGINT", "SIGHUP", "SIGTERM"])
def test_a_signal_saves_and_ends(tmp_path: Path, name: str) -> None:
    number = getattr(signal, name)
    with subprocess.Popen(
        [sys.executable, "-u", "-m", "iafiche", "remplir"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(b"Ville\nRives\n")
        process.stdin.flush()
        while not process.stdout.readline().startswith(b"Champ 3"):
            pass
        process.send_signal(number)
        process.stdout.read()
        assert process.stderr.read() == b""
    assert process.returncode == 128 + number
    assert on_disk(tmp_path / "rives.fiche.toml").holder == "Ville"


@ON_POSIX
def test_a_reader_that_has_gone_costs_no_answer(tmp_path: Path) -> None:
    reader, writer = os.pipe()
    with os.fdopen(writer, "wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-u", "-m", "iafiche", "remplir", "x"],
            stdin=subprocess.PIPE,
            stdout=out,
            stderr=subprocess.PIPE,
            cwd=tmp_path,
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        )
    with os.fdopen(reader, "rb") as heard, process:
        assert process.stdin is not None
        process.stdin.write(b"Ville\n")
        process.stdin.flush()
        while not heard.readline().startswith(b"Champ 2"):
            pass
        heard.close()
        process.stdin.write(b"Rives\n")
        process.stdin.flush()
        assert process.wait(60) == 128 + signal.SIGPIPE
        assert process.stderr is not None
        assert process.stderr.read() == b""
    assert on_disk(tmp_path / "x.fiche.toml").holder == "Ville"


def test_where_its_folder_takes_nothing_a_fiche_is_kept_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    editing = Editing(FicheFile.new(tmp_path / "absent" / "x.fiche.toml"), Context(TODAY))
    editing.edit("coll_nom", "Ville")
    assert keep(editing, Path())
    assert on_disk(tmp_path / "nouvelle-fiche.fiche.toml").holder == "Ville"


def test_where_another_file_has_come_in_between_a_fiche_is_kept_beside_it(tmp_path: Path) -> None:
    editing = Editing(FicheFile.new(tmp_path / "x.fiche.toml"), Context(TODAY))
    editing.edit("coll_nom", "Ville")
    other = written(tmp_path / "x.fiche.toml", complete_draft())
    before = other.read_bytes()
    assert keep(editing, Path())
    assert other.read_bytes() == before
    assert on_disk(tmp_path / "nouvelle-fiche.fiche.toml").holder == "Ville"


def test_a_fiche_that_no_folder_takes_is_at_least_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ici").mkdir()
    monkeypatch.chdir(tmp_path / "ici")
    (tmp_path / "ici").rmdir()
    nowhere = str(tmp_path / "nulle-part")
    monkeypatch.setenv("HOME", nowhere)
    monkeypatch.setenv("USERPROFILE", nowhere)
    monkeypatch.setattr("tempfile.tempdir", nowhere)
    outcome = talk(FicheFile.new(), ["Ville de Belrive"])
    assert outcome.code == 2
    assert 'coll_nom = "Ville de Belrive"' in outcome.out


# Terminals and encodings


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1", "utf-8"])
def test_bytes_of_any_encoding_are_taken(tmp_path: Path, encoding: str) -> None:
    for rank, line in enumerate((b"\xc3\x89t\xc3\xa9", b"\xc9t\xe9")):
        ended = remplir(
            line,
            b"\xff\xfe\x81\x00",
            cwd=tmp_path,
            path=f"{rank}",
            environment={"PYTHONIOENCODING": encoding},
        )
        assert b"Traceback" not in ended.stdout + ended.stderr
        assert ended.stdout.decode(encoding)
        kept = on_disk(tmp_path / f"{rank}.fiche.toml")
        if encoding in ("ascii", "utf-8"):
            assert kept.holder == "Été"


def test_a_missing_locale_stops_nothing(tmp_path: Path) -> None:
    ended = remplir(
        "Été", cwd=tmp_path, path="x", environment={"LC_ALL": "C", "PYTHONIOENCODING": ""}
    )
    assert ended.stderr == b""
    assert on_disk(tmp_path / "x.fiche.toml").holder == "Été"


def test_what_is_said_holds_no_sign_that_a_terminal_obeys(tmp_path: Path) -> None:
    draft = Draft({"coll_nom": "a\x1b[31mb", "usage_description": "c\x1b]0;d\x07\ne"})
    path = written(tmp_path / "x.fiche.toml", draft)
    told = talk(FicheFile.open(path), ["/liste tout", "/tout", "/aide", "/aller usage", "/liste"])
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", told.out)
    assert "a␛[31mb" in told.out


def test_a_byte_order_mark_is_no_part_of_the_first_answer(tmp_path: Path) -> None:
    remplir(b"\xef\xbb\xbfVille", cwd=tmp_path, path="x")
    assert on_disk(tmp_path / "x.fiche.toml").holder == "Ville"
