"""Whatever ends `iafiche remplir`, and however it is written to: no answer is lost."""

import errno
import os
import re
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from iafiche.check.context import Context
from iafiche.cli.dialogue.keeping import keep
from iafiche.cli.dialogue.keyboard import mended
from iafiche.editing.session import Editing
from iafiche.model.draft import Draft
from iafiche.store.fiche_file import FicheFile
from tests.cli.dialogues import remplir, said, shown, talk
from tests.cli.test_streams import ON_POSIX
from tests.conftest import TODAY
from tests.faults import failing, install
from tests.fiches import complete_draft, on_disk, written

pytestmark = pytest.mark.usefixtures("elsewhere")


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
        # Python misses a signal between its question and its reading, until another comes.
        while process.poll() is None:
            process.send_signal(number)
            with suppress(subprocess.TimeoutExpired):
                process.wait(5)
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
    assert on_disk(tmp_path / "x.fiche.toml").holder == "Ville"


def test_where_another_file_has_come_in_between_a_fiche_is_kept_beside_it(tmp_path: Path) -> None:
    editing = Editing(FicheFile.new(tmp_path / "x.fiche.toml"), Context(TODAY))
    editing.edit("coll_nom", "Ville")
    other = written(tmp_path / "x.fiche.toml", complete_draft())
    before = other.read_bytes()
    assert keep(editing, Path())
    assert other.read_bytes() == before
    assert on_disk(tmp_path / "x-2.fiche.toml").holder == "Ville"


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The system's folder of temporary files, the only one there is."""
    (tmp_path / "ici").mkdir()
    monkeypatch.chdir(tmp_path / "ici")
    (tmp_path / "ici").rmdir()
    nowhere = str(tmp_path / "nulle-part")
    monkeypatch.setenv("HOME", nowhere)
    monkeypatch.setenv("USERPROFILE", nowhere)
    folder = tmp_path / "temporaires"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


@ON_POSIX
def test_what_only_the_system_s_temporary_folder_takes_is_for_its_owner(temporary: Path) -> None:
    aimed_at = temporary.with_name("autrui.fiche.toml")
    (temporary / "rives.fiche.toml").symlink_to(aimed_at)
    outcome = talk(FicheFile.new(), ["Ville", "Rives"])
    (own,) = temporary.glob("iafiche-*")
    assert own.stat().st_mode & 0o777 == 0o700
    assert on_disk(own / "rives.fiche.toml").holder == "Ville"
    assert f"Vos réponses sont enregistrées dans {own}" in said(outcome)
    assert not aimed_at.exists()


def test_a_temporary_folder_that_takes_no_fiche_is_left_as_it_was(
    temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editing = Editing(FicheFile.new(), Context(TODAY))
    editing.edit("coll_nom", "Ville")
    with monkeypatch.context() as patch:
        install(patch, failing("write", OSError(errno.ENOSPC, "full")))
        assert not keep(editing, Path())
    assert not list(temporary.iterdir())


def test_a_fiche_that_no_folder_takes_is_at_least_shown(
    temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary.rmdir()

    def find_none() -> str:
        # What Python does where every disk is full.
        raise FileNotFoundError(errno.ENOENT, "No usable temporary directory found")

    monkeypatch.setattr("tempfile.gettempdir", find_none)
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
        assert on_disk(tmp_path / f"{rank}.fiche.toml").holder == "Été"


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


@pytest.mark.parametrize(
    ("line", "encoding", "meant"),
    [
        ("Été à l’œuvre", "utf-8", "Été à l’œuvre"),
        ("Été à l’œuvre", "cp1252", "Été à l’œuvre"),
        ("Ã‰tÃ©", "cp1252", "Été"),
        ("\udcc9t\udce9", "ascii", "Été"),
        ("\udcc9t\udce9", "utf-8", "Été"),
        ("\ud83d", "utf-8", "\ud83d"),
    ],
)
def test_a_line_is_read_as_its_bytes_mean_it(line: str, encoding: str, meant: str) -> None:
    assert mended(line, encoding) == meant
