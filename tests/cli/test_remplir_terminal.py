"""`iafiche remplir` in a real terminal, and what it loads."""

import os
import re
import shlex
import signal
import sys
from pathlib import Path

import pytest

from iafiche.model.draft import Draft
from iafiche.store.carnet import Carnet
from tests.conftest import TODAY
from tests.fiches import complete_draft, on_disk, written
from tests.test_imports import HEAVY, _loaded_by

if sys.platform == "win32":
    pytest.skip("POSIX pseudo-terminals", allow_module_level=True)

import pexpect

_UP = "\x1b[A"
_LEFT = "\x1b[D"
_END_OF_INPUT = "\x04"
_INTERRUPT = "\x03"


def terminal(
    folder: Path, *args: str, term: str = "xterm", dimensions: tuple[int, int] = (24, 80)
) -> pexpect.spawn:
    """Start the command in a terminal of its own, of so many rows and columns."""
    return pexpect.spawn(
        sys.executable,
        ["-m", "iafiche", "remplir", *args],
        cwd=folder,
        encoding="utf-8",
        timeout=30,
        dimensions=dimensions,
        env={**os.environ, "TERM": term, "LC_ALL": "C.UTF-8"},
    )


def answer(process: pexpect.spawn, line: str) -> None:
    """Wait until the program asks, then type a line."""
    process.expect("Réponse\u00a0: ")
    process.send(f"{line}\r")


def ended(process: pexpect.spawn) -> int | None:
    process.expect(pexpect.EOF)
    process.close()
    return process.exitstatus  # type: ignore[no-any-return]  # pexpect has no types


@pytest.mark.parametrize("term", ["xterm", "dumb"])
def test_a_fiche_is_filled_at_the_keyboard(tmp_path: Path, term: str) -> None:
    process = terminal(tmp_path, term=term)
    answer(process, "Métropole de l’Été")
    answer(process, "Rives")
    answer(process, "/quitter")
    answer(process, "")
    process.expect("Nom du fichier\u00a0: ")
    process.send("\r")
    process.expect("Enregistré dans rives.fiche.toml")
    assert ended(process) == 1
    assert on_disk(tmp_path / "rives.fiche.toml").holder == "Métropole de l’Été"


def test_a_dumb_terminal_gets_no_sign_to_obey(tmp_path: Path) -> None:
    process = terminal(tmp_path, term="dumb")
    answer(process, "Ville de Belrive " * 12)
    process.expect("Champ 2")
    heard = process.before
    answer(process, "/quitter")
    answer(process, "non")
    process.expect(pexpect.EOF)
    heard += process.before
    assert not re.search(r"[\x00-\x09\x0b\x0c\x0e-\x1f]|\r+(?![\r\n])", heard)


def test_the_line_is_edited_and_the_value_recalled_with_the_arrows(tmp_path: Path) -> None:
    written(tmp_path / "x.fiche.toml", complete_draft(nom_projet="Rive"))
    process = terminal(tmp_path, "x")
    answer(process, "/aller 2")
    process.expect("Champ 2")
    answer(process, f"{_UP}s")
    process.expect("Champ 3")
    answer(process, "/aller 12")
    process.expect("Champ 12")
    answer(process, f"Dotaion{_LEFT * 3}t")
    answer(process, "/quitter")
    answer(process, "oui")
    assert ended(process) == 0
    kept = on_disk(tmp_path / "x.fiche.toml")
    assert kept["nom_projet"] == "Rives"
    assert kept["financement"] == "Dotation"


def test_pasted_lines_are_one_long_text(tmp_path: Path) -> None:
    process = terminal(tmp_path, "x")
    answer(process, "/aller usage_description")
    process.expect("Champ 14")
    answer(process, "Première ligne\rDeuxième\r\rFin\r.")
    process.expect("Champ 15|Conseil")
    process.send(_END_OF_INPUT)
    ended(process)
    kept = on_disk(tmp_path / "x.fiche.toml")
    assert kept["usage_description"] == "Première ligne\nDeuxième\n\nFin"


def test_a_paste_goes_whole_into_the_field_that_is_asked(tmp_path: Path) -> None:
    process = terminal(tmp_path, "x")
    answer(process, "\x1b[200~Ville\rde Belrive\r\x1b[201~")
    process.expect("Champ 2")
    answer(process, "/aller 10")
    process.expect("Champ 10")
    answer(process, "\x1b[200~Aa\r\rBb ; Cc\x1b[201~")
    process.expect("Ligne 4")
    process.send("\r")
    answer(process, "/aller usage_description")
    process.expect("Champ 14")
    answer(process, "\x1b[200~/aide\r\r.\rFin\x1b[201~")
    process.expect("Ligne 5")
    process.send(".\r")
    process.expect("Champ 15|Conseil")
    process.send(_END_OF_INPUT)
    ended(process)
    kept = on_disk(tmp_path / "x.fiche.toml")
    assert kept.holder == "Ville de Belrive"
    assert kept["partenaires"] == ("Aa", "Bb", "Cc")
    assert kept["usage_description"] == "/aide\n\n.\nFin"


def test_earlier_names_come_back_with_the_arrows(tmp_path: Path, own_folder: Path) -> None:
    Carnet.load(own_folder / "data").remember(complete_draft(coll_nom="Ville de Belrive"), TODAY)
    process = terminal(tmp_path, "x")
    answer(process, _UP)
    process.expect("Champ 2")
    process.send(_END_OF_INPUT)
    ended(process)
    assert on_disk(tmp_path / "x.fiche.toml").holder == "Ville de Belrive"


@pytest.mark.parametrize("term", ["xterm", "dumb"])
def test_a_narrow_terminal_gets_lines_broken_between_words(tmp_path: Path, term: str) -> None:
    process = terminal(tmp_path, "x", term=term, dimensions=(24, 40))
    answer(process, "/aide")
    process.expect("Commandes")
    heard = process.before
    process.send(_END_OF_INPUT)
    process.expect(pexpect.EOF)
    heard += process.before
    lines = [line.rstrip("\r") for line in heard.split("\n")]
    assert max(map(len, lines)) < 40
    assert "Nom officiel de la collectivité ou de" in lines


def test_a_dumb_terminal_is_asked_where_it_reads(tmp_path: Path) -> None:
    # Without readline, Python's input() would write its prompt to standard error.
    command = f"{shlex.quote(sys.executable)} -m iafiche remplir x 2>{tmp_path}/err"
    process = pexpect.spawn(
        "/bin/sh",
        ["-c", command],
        cwd=tmp_path,
        encoding="utf-8",
        timeout=30,
        env={**os.environ, "TERM": "dumb", "LC_ALL": "C.UTF-8"},
    )
    answer(process, "Ville")
    answer(process, "/quitter")
    answer(process, "oui")
    assert ended(process) == 1
    assert (tmp_path / "err").read_text("utf-8") == ""


@pytest.mark.parametrize(("key", "code"), [(_END_OF_INPUT, 1), (_INTERRUPT, 128 + signal.SIGINT)])
def test_ending_at_the_keyboard_saves(tmp_path: Path, key: str, code: int) -> None:
    process = terminal(tmp_path, "x")
    answer(process, "Ville")
    process.expect("Champ 2")
    process.expect("Réponse\u00a0: ")
    process.send(key)
    process.expect("Vos réponses sont enregistrées dans x.fiche.toml")
    assert ended(process) == code
    assert on_disk(tmp_path / "x.fiche.toml").holder == "Ville"


def test_a_line_that_is_cut_saves(tmp_path: Path) -> None:
    process = terminal(tmp_path, "x")
    answer(process, "Ville")
    process.expect("Champ 2")
    process.expect("Réponse\u00a0: ")
    process.ptyproc.fileobj.close()
    process.ptyproc.wait()
    assert on_disk(tmp_path / "x.fiche.toml").holder == "Ville"


def test_the_dialogue_loads_no_screen_and_nothing_heavy(tmp_path: Path) -> None:
    path = tmp_path / "x.fiche.toml"
    written(path, Draft())
    loaded = _loaded_by(
        "import io, sys\nsys.stdin = io.StringIO('Ville\\n\\n/aide\\n')\n"
        "sys.stdout = io.StringIO()\n"
        f"from iafiche.cli.program import run\nrun(['remplir', {str(path)!r}])"
    )
    assert "iafiche.cli.dialogue.dialogue" in loaded
    assert not loaded & HEAVY
    assert "iafiche.tui" not in loaded
