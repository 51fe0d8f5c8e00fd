"""`importer` at work: who is asked, and what an interruption, a full disk or a pipe leaves."""

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from iafiche.store.reading import read_file
from tests.cli.conftest import Call, Terminal
from tests.cli.tables import NAME, row, write_table

NBSP = "\N{NO-BREAK SPACE}"


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
    told = call("importer", str(source), "-d", str(target), "--dry-run", "--format", "json").out
    again = json.loads(told)
    assert [each["etat"] for each in again["lignes"]] == [
        "ne serait pas écrite",
        "resterait inchangée",
    ]
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
