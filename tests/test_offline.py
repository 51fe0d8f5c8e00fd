"""The program opens no connection, and what is its own is its owner's alone."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from iafiche.cli.crash import CODE
from iafiche.cli.own_folders import VARIABLES
from tests.cli.tables import row, write_table
from tests.conftest import ROOT
from tests.every_call import calls
from tests.fiches import complete_draft, written
from tests.watched_program import ENDED


class Session(NamedTuple):
    """What a person's work with the program has left.

    Attributes:
        own: The folders of what is the program's own, none of which was there before.
        noted: The connections and processes that were tried.
    """

    own: Path
    noted: str


def _run(module: str, *args: str, own: Path) -> subprocess.CompletedProcess[bytes]:
    places = (own / "r" / "config.toml", own / "d", own / "e" / "e", own / "c" / "c")
    before = os.umask(0)
    try:
        return subprocess.run(
            [sys.executable, "-m", module, *args],
            capture_output=True,
            check=False,
            cwd=ROOT,
            env={**os.environ, **dict(zip(VARIABLES, map(str, places), strict=True))},
            stdin=subprocess.DEVNULL,
            timeout=300,
        )
    finally:
        os.umask(before)


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    """Work with all of the program, where everybody may read what is not made private."""
    folder = tmp_path_factory.mktemp("travail")
    fiches, made, own, log = (folder / name for name in ("fiches", "sortie", "compte", "notes"))
    made.mkdir()
    fiches.mkdir()
    fiche = written(fiches / "rives.fiche.toml", complete_draft())
    wrong = written(fiches / "b.fiche.toml", complete_draft(projet_date="2024-03"))
    table = write_table(folder / "t.csv", row(Autre="x"))
    every = [
        *calls(fiches, fiches, wrong, [table], made).values(),
        ("importer", str(table), "-d", str(made / "i"), "--oui", "--colonne", "Autre=decision"),
        ("carnet", "desactiver"),
        ("carnet", "activer"),
    ]
    worked = _run("tests.watched_program", str(log), json.dumps(every), str(fiche), own=own)
    assert worked.returncode == ENDED, worked.stderr.decode()[-2000:]
    fault = "iafiche.cli.commands.verifier:Review"
    assert _run("tests.faulty_program", fault, "verifier", str(fiche), own=own).returncode == CODE
    return Session(own, log.read_text(encoding="utf-8"))


def test_no_command_and_no_screen_opens_a_connection_or_starts_a_program(session: Session) -> None:
    assert session.noted == ""


@pytest.mark.parametrize(
    ("source", "noted"),
    [
        ("import socket; socket.create_connection(('exemple.fr', 80))", "socket.getaddrinfo"),
        ("import socket; socket.socket().connect(('192.0.2.1', 80))", "socket.connect"),
        ("import subprocess; subprocess.Popen(['true'])", "subprocess.Popen"),
    ],
)
def test_whoever_watches_sees(tmp_path: Path, source: str, noted: str) -> None:
    log = tmp_path / "notes"
    watching = "from pathlib import Path; from tests.watched_program import watch"
    code = f"{watching}; watch(Path({str(log)!r})); {source}"
    subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, cwd=ROOT)
    assert log.read_text(encoding="utf-8").startswith(noted)


@pytest.mark.parametrize(
    "place",
    [
        *("r/config.toml", "d/carnet.jsonl", "e/e/accueil-vu", "e/e/colonnes.json"),
        *("e/e/recuperation/*.journal", "e/e/versions/*/*.version", "e/e/rapports/*.txt"),
        "c/c/*.cache",
    ],
)
def test_the_session_leaves_every_sort_of_own_file(session: Session, place: str) -> None:
    assert list(session.own.glob(place))


@pytest.mark.skipif(sys.platform == "win32", reason="there, the profile's folders are private")
def test_own_files_and_folders_are_their_owners_alone(session: Session) -> None:
    open_to_others = {
        str(path.relative_to(session.own)): oct(stat.S_IMODE(path.stat().st_mode))
        for path in (session.own, *session.own.rglob("*"))
        if stat.S_IMODE(path.stat().st_mode) & 0o077
    }
    assert not open_to_others
