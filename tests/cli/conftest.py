"""Calling the program: in this process with outputs that are kept, or as a process of its own."""

import io
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from iafiche.cli.program import run
from iafiche.cli.surroundings import Surroundings
from iafiche.store.document import new_text
from tests.cli.tables import row, write_table
from tests.conftest import TODAY
from tests.fiches import complete_draft


@dataclass(frozen=True)
class Outcome:
    """What a call of the program came to."""

    code: int
    out: str
    err: str


Call = Callable[..., Outcome]


class Terminal(io.StringIO):
    """An output that says it is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


@pytest.fixture
def call() -> Call:
    """Call the program in this process, on the tests' day; `screen` pretends a terminal."""

    def calling(*args: str, screen: bool = False, out: io.StringIO | None = None) -> Outcome:
        kept, errors = out or io.StringIO(), io.StringIO()
        code = run(args, Surroundings(TODAY, kept, errors, is_terminal=screen))
        return Outcome(code, kept.getvalue(), errors.getvalue())

    return calling


def run_process(
    *args: str, cwd: Path | None = None, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run the program as a process of its own, without any terminal."""
    return subprocess.run(
        [sys.executable, "-m", "iafiche", *args],
        capture_output=True,
        check=False,
        cwd=cwd,
        env={**os.environ, **(environment or {})},
        stdin=subprocess.DEVNULL,
        timeout=60,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of three fiches: one ready, one to mend, one that is not TOML."""
    ready = new_text(complete_draft())
    (tmp_path / "a-prete.fiche.toml").write_text(ready, encoding="utf-8")
    to_mend = new_text(complete_draft(coll_siret="123", nom_projet="Callbot"))
    (tmp_path / "b-a-corriger.fiche.toml").write_text(to_mend, encoding="utf-8")
    (tmp_path / "c-illisible.fiche.toml").write_text('version = 1\nx = "', encoding="utf-8")
    return tmp_path


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what is written without a folder out of this one."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A table of one whole fiche without any fault."""
    return write_table(tmp_path / "fiches.csv", row())


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A folder that is not there yet, for fiches to arrive in."""
    return tmp_path / "fiches"
