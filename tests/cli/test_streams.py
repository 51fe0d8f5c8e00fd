"""Outputs of every kind: without UTF-8, closed early, full, interrupted."""

import io
import os
import re
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from iafiche.cli.streams import make_writable
from tests.cli.conftest import run_process

NO_LOCALE = dict.fromkeys(("LC_ALL", "LC_CTYPE", "LANG", "PYTHONIOENCODING", "PYTHONUTF8"), "")
ON_POSIX = pytest.mark.skipif(os.name == "nt", reason="POSIX pipes, signals and devices")


def _written(text: str, encoding: str) -> bytes:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding)
    make_writable(stream)
    stream.write(text)
    stream.flush()
    return raw.getvalue()


def test_what_an_encoding_lacks_is_written_in_plain_letters() -> None:
    assert _written("« Thème » : été à l’œuvre… 5 €", "ascii") == (
        b'" Theme " : ete a l\'oeuvre... 5 EUR'
    )
    assert _written("␛[31m Ω ✗", "ascii") == b"^[[31m ? x"


def test_what_an_encoding_has_is_left_alone() -> None:
    text = "« Thème » à corriger, 5 €"
    assert _written(text, "cp1252").decode("cp1252") == text
    assert _written(text, "utf-8").decode("utf-8") == text


@pytest.mark.parametrize("encoding", ["ascii", "cp437"])
@pytest.mark.parametrize("args", [("--help",), (".",), ("verifier", "."), ("verifier", "--x")])
def test_no_encoding_stops_the_program(folder: Path, encoding: str, args: tuple[str, ...]) -> None:
    ended = run_process(*args, cwd=folder, environment={"PYTHONIOENCODING": encoding})
    told = ended.stdout + ended.stderr
    assert ended.returncode in (0, 2)
    assert told.decode(encoding)
    assert b"Traceback" not in told


@ON_POSIX
@pytest.mark.parametrize(
    "locale",
    [{"LC_ALL": "C"}, {"LC_ALL": "", "LANG": "C"}, {"LC_ALL": "C", "PYTHONUTF8": "0"}],
    ids=["LC_ALL", "LANG", "without-utf8-mode"],
)
@pytest.mark.parametrize("args", [(".",), ("verifier", "."), ("remplir", "a-prete"), ("--help",)])
def test_a_locale_of_ascii_alone_gets_ascii_alone(
    folder: Path, locale: dict[str, str], args: tuple[str, ...]
) -> None:
    ended = run_process(*args, cwd=folder, environment={**NO_LOCALE, **locale})
    assert ended.stderr == b""
    assert ended.stdout.isascii()
    assert b"?" not in ended.stdout


@ON_POSIX
@pytest.mark.parametrize("locale", [{}, {"LANG": "C.UTF-8"}, {"LC_ALL": "xx_YY.utf8"}])
def test_where_no_locale_is_named_or_one_of_utf8_accents_are_written(
    folder: Path, locale: dict[str, str]
) -> None:
    ended = run_process(".", cwd=folder, environment={**NO_LOCALE, **locale})
    assert ended.stderr == b""
    assert "Propreté des rives" in ended.stdout.decode("utf-8")


def test_json_in_a_pipe_is_utf8_whatever_the_locale(folder: Path) -> None:
    in_ascii = run_process(
        "verifier", "--format=json", ".", cwd=folder, environment={"PYTHONIOENCODING": "ascii"}
    )
    assert "Propreté des rives" in in_ascii.stdout.decode("utf-8")


@ON_POSIX
def test_a_name_that_is_not_utf8_is_reported(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/caf\xe9.fiche.toml"
    Path(os.fsdecode(name)).write_text("version = 1", encoding="utf-8")
    text = run_process("verifier", ".", cwd=tmp_path)
    assert b"caf\\xe9.fiche.toml:1:1: erreur" in text.stdout
    json_report = run_process("verifier", ".", "--format=json", cwd=tmp_path)
    assert b"caf\\udce9.fiche.toml" in json_report.stdout
    assert text.stderr == json_report.stderr == b""


@ON_POSIX
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("args", [("verifier", "."), ("verifier", ".", "--format=json"), (".",)])
def test_a_pipe_closed_early_ends_quietly(
    folder: Path, args: tuple[str, ...], unbuffered: str
) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as closed:
        ended = subprocess.run(
            [sys.executable, "-m", "iafiche", *args],
            stdin=subprocess.DEVNULL,
            stdout=closed,
            stderr=subprocess.PIPE,
            cwd=folder,
            env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
            check=False,
            timeout=60,
        )
    assert ended.stderr == b""
    assert ended.returncode == 128 + signal.SIGPIPE


@ON_POSIX
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("args", ["verifier .", ".", "remplir x", "verifier --format=json ."])
def test_streams_that_the_parent_closed_are_done_without(
    folder: Path, args: str, closed: str
) -> None:
    command = f"{shlex.quote(sys.executable)} -m iafiche {args} {closed}"
    ended = subprocess.run(
        ["/bin/sh", "-c", command],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        cwd=folder,
        check=False,
        timeout=60,
    )
    assert ended.stderr == b""
    assert ended.returncode == (2 if "verifier" in args else 0)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a full device")
def test_a_full_disk_is_told_in_french(folder: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "iafiche", "verifier", "."],
            stdin=subprocess.DEVNULL,
            stdout=full,
            stderr=subprocess.PIPE,
            cwd=folder,
            check=False,
            timeout=60,
        )
    assert ended.returncode == 2
    told = ended.stderr.decode("utf-8")
    assert told.startswith("Erreur\u00a0: la sortie ne peut pas être écrite.")
    assert "place" in told
    assert len(told.splitlines()) == 1


@pytest.fixture
def sigint_heard() -> Iterator[None]:
    """Let processes hear Ctrl+C, also where these tests are a shell's background job."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@ON_POSIX
@pytest.mark.usefixtures("sigint_heard")
def test_ctrl_c_ends_at_once_and_says_how_far_it_had_come(tmp_path: Path) -> None:
    # Reading a pipe is refused, so the program is kept busy by the number of files.
    for rank in range(3000):
        (tmp_path / f"{rank}.fiche.toml").write_text("version = 1", encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-u", "-m", "iafiche", "verifier", "."],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        process.stdout.read()
        told = process.stderr.read()
    assert process.returncode == 128 + signal.SIGINT
    assert re.fullmatch(
        r"Interrompu\u00a0: \d+ fiches? vérifiées?\. \d+ erreurs? · .*\.",
        told.decode("utf-8").strip(),
    )
