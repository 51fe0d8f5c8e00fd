"""Files that change while they are read: a message or a result, at every moment of the reading."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from iafiche.store.lock import lock_of
from iafiche.store.opening import read_start
from iafiche.store.reading import LARGEST_FILE, read_file
from tests.cli.conftest import Call
from tests.cli.tables import row, write_table
from tests.fiches import complete_draft, written


def empty(path: Path) -> None:
    path.write_bytes(b"")


def shrink(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def grow(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"# suite\n" * 20)


def grow_without_end(path: Path) -> None:
    with path.open("ab") as file:
        file.truncate(LARGEST_FILE * 100)


def vanish(path: Path) -> None:
    path.unlink()


def become_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def become_loop(path: Path) -> None:
    path.unlink()
    path.symlink_to(path)


def close(path: Path) -> None:
    path.chmod(0)


CHANGES = (empty, shrink, grow, grow_without_end, vanish, become_folder, become_loop, close)
"""What somebody else may do to a file at any moment."""

STEPS = ("stat", "open", "fstat", "read")
"""What the program asks the system for, while it reads."""

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows lets nobody else take a file that is open"
)


Arrange = Callable[[Path, Callable[[Path], None]], list[Path]]
"""Has a file changed in the course of its reading; what it returns is empty once it has."""


@pytest.fixture(params=STEPS)
def changing(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Arrange:
    """Return what has a file changed right after the step, the first time it is taken."""

    def arrange(path: Path, change: Callable[[Path], None]) -> list[Path]:
        original = getattr(os, request.param)
        mine = os.getpid()

        def step(what: object, *args: object, **options: object) -> object:
            answer = original(what, *args, **options)
            if path in waiting and os.getpid() == mine and _is(what, path):
                waiting.remove(path)
                change(path)
            return answer

        waiting = [path]
        monkeypatch.setattr(os, request.param, step)
        return waiting

    return arrange


def _is(what: object, path: Path) -> bool:
    """Tell whether an open file, or a path, is that file."""
    if isinstance(what, int):
        return os.path.samestat(_STATUS(what), path.lstat())
    return isinstance(what, str | Path) and Path(what).absolute() == path


_STATUS = os.fstat


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_read_is_some_of_what_was_there(
    tmp_path: Path, changing: Arrange, change: Callable[[Path], None]
) -> None:
    path = written(tmp_path / "rives.fiche.toml", complete_draft())
    before = path.read_bytes()
    waiting = changing(path, change)
    os.stat(path)  # noqa: PTH116
    data = read_start(path, LARGEST_FILE + 1)
    assert not waiting
    if isinstance(data, bytes):
        assert len(data) <= LARGEST_FILE + 1
        assert data.startswith(before) or before.startswith(data)


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("command", ["verifier", "corriger", "exporter", "inventaire"])
def test_fiches_that_change_end_no_command(
    call: Call,
    tmp_path: Path,
    changing: Arrange,
    change: Callable[[Path], None],
    command: str,
) -> None:
    for name in "abc":
        written(tmp_path / f"{name}.fiche.toml", complete_draft(coll_type="commune"))
    changing(tmp_path / "b.fiche.toml", change)
    told = call(command, str(tmp_path))
    assert told.code in (0, 1, 2)
    assert told.out + told.err


@pytest.mark.parametrize("change", CHANGES)
def test_a_table_that_changes_ends_no_import(
    call: Call, tmp_path: Path, changing: Arrange, change: Callable[[Path], None]
) -> None:
    table = write_table(tmp_path / "fiches.csv", *(row(nom_projet=name) for name in "abc"))
    changing(table, change)
    told = call("importer", str(table), "--dossier", str(tmp_path / "fiches"))
    assert told.code in (0, 1, 2)
    assert told.out + told.err


@pytest.mark.parametrize("change", CHANGES)
def test_a_lock_that_changes_stops_nobody(
    call: Call, tmp_path: Path, changing: Arrange, change: Callable[[Path], None]
) -> None:
    fiche = written(tmp_path / "rives.fiche.toml", complete_draft())
    lock = lock_of(fiche)
    lock.write_text("{}", "utf-8")
    changing(lock, change)
    assert call("versions", str(fiche)).code == 0
    assert read_file(fiche).readable
