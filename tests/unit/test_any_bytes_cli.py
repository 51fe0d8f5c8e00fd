"""What stands where a file should be: each command ends in French, with a code of its own."""

import io
import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from iafiche.cli.own_folders import (
    CACHE_VARIABLE,
    DATA_VARIABLE,
    SETTINGS_VARIABLE,
    STATE_VARIABLE,
)
from iafiche.cli.program import run
from iafiche.cli.surroundings import Surroundings
from iafiche.review.cache import Cache
from iafiche.store.carnet_file import FILE_NAME as CARNET
from iafiche.store.folder_settings import SETTINGS_FILE
from iafiche.store.folders import JOURNAL_SUFFIX
from iafiche.store.kept_columns import FILE_NAME as COLUMNS
from iafiche.store.lock import lock_of
from tests.conftest import TODAY
from tests.fiches import complete_draft, written
from tests.unit.exchange_workbooks import table_xlsx

HUGE = 3_000_000_000
"""Bytes of a file that takes no room on the disk."""


def _huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(HUGE)


def _socket(path: Path) -> None:
    # From its folder: a socket's path is a hundred bytes long at most.
    before = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind(path.name)
    finally:
        os.chdir(before)


def _to(target: str) -> Callable[[Path], None]:
    return lambda path: path.symlink_to(target)


def _holding(data: bytes) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        path.write_bytes(data)

    return write


KINDS: dict[str, Callable[[Path], None]] = {
    "folder": Path.mkdir,
    "nul": _holding(b"\0" * 5_000),
    "binary": _holding(bytes(range(256)) * 20),
    "orders": _holding('\x1b[31m\x9b2J = "\u202e\x1b]0;x\x07"\n[bold]é\n'.encode()),
    "utf-16": _holding("version = 1\n".encode("utf-16")),
    "keys": _holding(b"a." * 100_000 + b"a = 1\n"),
    "deep": _holding(b"[" * 100_000),
    "table": _holding(table_xlsx(("coll_nom",), ("Belrive",))),
    "empty": _holding(b""),
}
if sys.platform != "win32":
    KINDS |= {
        "huge": _huge,
        "pipe": os.mkfifo,
        "socket": _socket,
        "zeros": _to("/dev/zero"),
        "terminal": _to("/dev/tty"),
        "full": _to("/dev/full"),
        "loop": lambda path: path.symlink_to(path),
        "nowhere": _to("absent"),
    }

COMMANDS = (
    ("verifier",),
    ("verifier", "--format", "json"),
    ("corriger",),
    ("exporter",),
    ("inventaire",),
    ("remplir",),
    (),
)


def told(*args: str | Path) -> str:
    """Return what a call of the program writes, having ended as it should."""
    out, err = io.StringIO(), io.StringIO()
    code = run([str(arg) for arg in args], Surroundings(TODAY, out, err, is_terminal=False))
    said = out.getvalue() + err.getvalue()
    assert code in (0, 1, 2), said
    assert "Traceback" not in said
    assert not set(said) & {"\x1b", "\x9b", "\u202e", "\x07", "\0"}
    return said


@pytest.fixture
def fiches(tmp_path: Path) -> Path:
    """A folder with one fiche."""
    folder = tmp_path / "fiches"
    folder.mkdir()
    written(folder / "rives.fiche.toml", complete_draft())
    return folder


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("kind", KINDS)
def test_what_has_the_name_of_a_fiche_is_told(
    kind: str, command: tuple[str, ...], fiches: Path
) -> None:
    KINDS[kind](fiches / "a.fiche.toml")
    assert told(*command, fiches / "a.fiche.toml").strip()
    if command != ("remplir",):
        assert told(*command, fiches).strip()


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".ods", ".json", ".jsonl"])
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "table"])
def test_what_has_the_name_of_a_table_is_told(kind: str, ending: str, tmp_path: Path) -> None:
    KINDS[kind](tmp_path / f"a{ending}")
    assert told("importer", tmp_path / f"a{ending}", "-d", tmp_path / "vers").strip()


OWN = {
    "settings": SETTINGS_VARIABLE,
    "carnet": (DATA_VARIABLE, CARNET),
    "columns": (STATE_VARIABLE, COLUMNS),
    "journal": (STATE_VARIABLE, f"recuperation/0{JOURNAL_SUFFIX}"),
    "hold": (STATE_VARIABLE, "recuperation/0.tenu"),
    "versions": (STATE_VARIABLE, "versions"),
}


def place_of(own: str, fiches: Path) -> Path:
    """Return where a file of the program's own, or one beside the fiches, stands."""
    if own == "lock":
        return lock_of(fiches / "rives.fiche.toml")
    if own == "cache":
        cache = Path(os.environ[CACHE_VARIABLE])
        return Cache(cache, str(fiches), "", 0)._path
    if own not in OWN:
        return fiches / own
    known = OWN[own]
    if isinstance(known, str):
        return Path(os.environ[known])
    variable, name = known
    return Path(os.environ[variable]) / name


@pytest.mark.parametrize("own", [*OWN, "lock", "cache", SETTINGS_FILE, ".gitignore", ".git"])
@pytest.mark.parametrize("kind", KINDS)
def test_what_stands_for_a_file_of_the_program_stops_no_command(
    kind: str, own: str, fiches: Path
) -> None:
    path = place_of(own, fiches)
    path.parent.mkdir(parents=True, exist_ok=True)
    KINDS[kind](path)
    for command in (("verifier",), ("corriger",), ("exporter",)):
        assert told(*command, fiches).strip()
    assert told("remplir", fiches / "rives.fiche.toml").strip()
    assert told("recuperer").strip()
    assert told("carnet", "lister").strip()
    assert told("carnet", "desactiver").strip()
    (fiches / "t.csv").write_text("coll_nom;nom_projet\nBelrive;Callbot\n", "utf-8")
    assert told("importer", fiches / "t.csv", "-d", fiches / "vers").strip()
    assert (fiches / "rives.fiche.toml").read_text("utf-8").startswith("version = 1")


def test_a_list_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    class Endless(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, room: memoryview) -> int:  # type: ignore[override]
            room[:] = b"a" * len(room)
            return len(room)

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(Endless())))
    assert "dépasse 100 Mo" in told("verifier", "-")


@pytest.mark.skipif(sys.platform != "linux", reason="names of any bytes")
def test_names_that_are_no_text_are_told(fiches: Path) -> None:
    for name in (b"\xff\x1b[31m", b"a\nb", "\u202ecod".encode(), b"\xed\xa0\x80"):
        path = os.path.join(os.fsencode(fiches), name + b".fiche.toml")  # noqa: PTH118
        with open(path, "wb") as file:  # noqa: PTH123
            file.write(b"version = 1\n[general]\ncoll_nom = 3\n")
    for form in ("texte", "json", "jsonl", "sarif", "junit", "github", "csv"):
        assert "cod" in told("verifier", "--format", form, fiches)
    for command in ("corriger", "exporter", "inventaire"):
        assert told(command, fiches).strip()
