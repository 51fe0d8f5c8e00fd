"""Holding a dialogue with `iafiche remplir`: in this process, or as a process of its own."""

import io
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from iafiche.check.context import Context
from iafiche.cli.dialogue.answers import takes_lines
from iafiche.cli.dialogue.keyboard import Plain
from iafiche.cli.dialogue.sitting import sit_down
from iafiche.cli.dialogue.walk import QUESTIONS
from iafiche.cli.surroundings import Surroundings
from iafiche.editing.recall import Recall
from iafiche.editing.session import Editing
from iafiche.model.catalogue import FieldSpec
from iafiche.model.draft import Draft
from iafiche.store.fiche_file import FicheFile
from tests.cli.conftest import Outcome
from tests.conftest import TODAY
from tests.fiches import on_disk


def remplir(
    *lines: str | bytes,
    cwd: Path,
    path: str = "",
    options: Iterable[str] = (),
    environment: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """Run the command in a folder, its input being these lines."""
    typed = b"".join((line.encode() if isinstance(line, str) else line) + b"\n" for line in lines)
    return subprocess.run(
        [sys.executable, "-m", "iafiche", "remplir", *([path] if path else []), *options],
        input=typed,
        capture_output=True,
        check=False,
        cwd=cwd,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **(environment or {})},
        timeout=60,
    )


def talk(file: FicheFile, lines: Iterable[str], carnet: Path | None = None) -> Outcome:
    """Hold the dialogue in this process, on the tests' day; with the carnet of a folder, if any."""
    out, err = io.StringIO(), io.StringIO()
    around = Surroundings(TODAY, out, err, is_terminal=False)
    source = io.StringIO("".join(f"{line}\n" for line in lines), newline="\n")
    recall = Recall(carnet or Path(), TODAY)
    if carnet is not None:
        recall.load()
    code = sit_down(Editing(file, Context(TODAY)), recall, Plain(around, source), around)
    return Outcome(code, out.getvalue(), err.getvalue())


def said(outcome: Outcome) -> str:
    """Return what was said, its no-break spaces made plain."""
    return outcome.out.replace("\u00a0", " ")


def shown(ended: subprocess.CompletedProcess[bytes]) -> str:
    """Return what a process said, its no-break spaces made plain; nothing of it was trouble."""
    assert ended.stderr == b""
    return ended.stdout.decode("utf-8").replace("\u00a0", " ")


def hold(path: Path, *lines: str) -> tuple[str, Draft]:
    """Return what is said in a dialogue about a new fiche, and the fiche it leaves."""
    outcome = talk(FicheFile.new(path / "x.fiche.toml"), lines)
    file = path / "x.fiche.toml"
    return said(outcome), on_disk(file) if file.exists() else Draft()


def about(key: str, *lines: str) -> list[str]:
    """Return the lines that go to a field, then answer."""
    return [f"/aller {key}", *lines]


def answers(spec: FieldSpec, value: str) -> list[str]:
    """Return the lines that answer a question with a text of one line."""
    if not takes_lines(spec):
        return [value]
    return [value, "."] if value else [""]


def everything() -> list[str]:
    """Return the lines that answer each question with its field's example.

    The model wants two of them left: why an abandoned project was, and the date that saving sets.
    """
    left = ("status_abandon", "date")
    return [
        line
        for spec in QUESTIONS
        for line in answers(spec, "" if spec.key in left else spec.field.example)
    ]
