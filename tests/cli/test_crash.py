"""A fault of the program is told in French, with a report and no traceback."""

import os
import subprocess
import sys
from pathlib import Path

from iafiche.cli.crash import CODE
from tests.cli.conftest import run_process
from tests.conftest import ROOT
from tests.faulty_program import SECRET

IN_THE_CARNET = "iafiche.store.carnet:Carnet.load"
IN_UNDO = "iafiche.editing.session:Editing.undo"


def run_faulty(fault: str, *args: str, lines: tuple[str, ...] = ()) -> tuple[int, str]:
    """Run the program with a fault in it; return its exit code and what it said of it."""
    ended = subprocess.run(
        [sys.executable, "-m", "tests.faulty_program", fault, *args],
        input="".join(f"{line}\n" for line in lines),
        capture_output=True,
        check=False,
        cwd=ROOT,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        timeout=60,
    )
    return ended.returncode, ended.stderr.replace("\N{NO-BREAK SPACE}", " ")


def test_it_is_said_in_french_with_a_report_that_holds_nothing_of_a_fiche(
    own_folder: Path,
) -> None:
    code, said = run_faulty(IN_THE_CARNET, "carnet")

    assert code == CODE
    assert said.startswith("Erreur : iafiche s'est arrêté à cause d'un défaut du programme.")
    assert "Vos fiches sont intactes" in said
    (report,) = (own_folder / "state" / "rapports").iterdir()
    assert f"Rapport : {report}" in said
    text = report.read_text(encoding="utf-8")
    assert "ZeroDivisionError" in text
    assert "Commande : carnet" in text
    assert SECRET not in said + text
    assert "Traceback" not in said


def test_without_a_place_for_a_report_it_is_said_all_the_same(own_folder: Path) -> None:
    (own_folder / "state" / "rapports").write_bytes(b"in the way")

    code, said = run_faulty(IN_THE_CARNET, "carnet")

    assert code == CODE
    assert "Le rapport n'a pas pu être écrit." in said
    assert "Traceback" not in said


def test_what_was_answered_in_the_dialogue_is_kept(tmp_path: Path) -> None:
    answers = ("Ville de Belrive", "Propreté des rives", "/annuler")
    code, said = run_faulty(IN_UNDO, "remplir", str(tmp_path / "rives"), lines=answers)

    assert code == CODE
    assert "« iafiche recuperer » le montre" in said
    listed = run_process("recuperer").stdout.decode("utf-8")
    assert "Propreté des rives · Ville de Belrive" in listed
    assert str(tmp_path / "rives.fiche.toml") in listed
