"""The installed program in a real terminal: from nothing to what `verifier` says of a fiche."""

from __future__ import annotations

import base64
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from iafiche.cli.own_folders import STATE_VARIABLE
from iafiche.model.catalogue import CATALOGUE, FieldSpec
from iafiche.model.kinds import FreeList, OneOf, SeveralOf
from iafiche.store.reading import read_file
from iafiche.store.welcome import mark_welcomed
from tests.conftest import ROOT
from tests.tui.terminal import PATIENCE, Terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from iafiche.model.draft import Draft
    from iafiche.model.values import Value


@pytest.fixture
def start(own_folder: Path) -> Iterator[Callable[..., Terminal]]:
    """Start the program in the terminal of somebody who knows it; end it after the test."""
    mark_welcomed(own_folder / "state")
    started: list[Terminal] = []

    def starting(*args: str, **settings: object) -> Terminal:
        started.append(Terminal(*args, **settings))  # type: ignore[arg-type]  # passed on
        return started[-1]

    yield starting
    for terminal in started:
        terminal.kill()


def verify(path: Path) -> subprocess.CompletedProcess[str]:
    """Run `iafiche verifier` on a fiche."""
    return subprocess.run(
        [sys.executable, "-m", "iafiche", "verifier", str(path)],
        capture_output=True,
        check=False,
        cwd=ROOT,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        timeout=PATIENCE,
    )


def saved(path: Path) -> Draft:
    """Return what a saved fiche holds."""
    reading = read_file(path)
    assert reading.readable, reading.findings
    return reading.draft


LONG_TEXT = (
    "Le service repère sur photo les dépôts de déchets « sauvages » le long des berges.\n"
    "\n"
    "Les équipes de propreté en sont averties ; où qu'elles soient, l'œuvre commune avance."
)
SHORT_TEXT = "Rien à signaler : l'œuvre avance.\nÀ suivre."
PARTNERS = ("Université de Belrive", "Régie des eaux", "École d'ingénieurs")


LEFT_EMPTY = {"status_abandon", "date"}
"""What a project that goes on has not, and what saving fills."""


def long_text(spec: FieldSpec) -> str:
    """Return what is typed into a field of several lines: a few of them long, once is enough."""
    return LONG_TEXT if spec.field.required else SHORT_TEXT


def expected(spec: FieldSpec) -> Value:
    """Return the value that `fill` gives to a field."""
    if isinstance(spec.kind, FreeList):
        return PARTNERS
    if spec.kind.multiline:
        return long_text(spec)
    return (spec.field.example,) if spec.kind.many else spec.field.example


def fill(terminal: Terminal, spec: FieldSpec) -> None:
    """Fill the field in focus with its example, the way its control wants it, and leave it."""
    example = spec.field.example
    if isinstance(spec.kind, OneOf | SeveralOf):
        terminal.send("enter")
        terminal.sees("Tapez pour filtrer")
        # The space bar checks, where several values may be.
        terminal.send(max(example.split(), key=len) if spec.kind.many else example)
        terminal.send(*[" "] if spec.kind.many else [], "enter")
        return
    if isinstance(spec.kind, FreeList):
        terminal.send(PARTNERS[0], "enter")
        terminal.paste("; ".join(PARTNERS[1:]))
    elif spec.kind.multiline:
        terminal.send(long_text(spec).replace("\n", "\r"))
    else:
        terminal.send(example)
    terminal.send("tab")


def type_fiche(terminal: Terminal, wanted: Callable[[FieldSpec], bool]) -> None:
    """Go through the whole form, fill the fields that are wanted, save and quit."""
    fields = [spec for page in CATALOGUE.pages for spec in page.fields]
    for spec in fields:
        if wanted(spec) and spec.key not in LEFT_EMPTY:
            fill(terminal, spec)
        elif spec is not fields[-1]:
            terminal.send("tab")
    terminal.send("ctrl+s")
    terminal.sees("Enregistré dans")
    terminal.send("ctrl+q")
    assert terminal.end() == 0


def test_a_fiche_typed_from_nothing_satisfies_verifier(
    start: Callable[..., Terminal], tmp_path: Path
) -> None:
    path = tmp_path / "rives.fiche.toml"
    type_fiche(start("nouveau", str(path)), lambda _spec: True)
    draft = saved(path)
    for spec in CATALOGUE.fields:
        assert spec.key in LEFT_EMPTY or draft[spec.key] == expected(spec)
    verdict = verify(path)
    assert verdict.returncode == 0, verdict.stdout
    assert "1 prête" in verdict.stdout


def test_the_required_fields_alone_satisfy_verifier(
    start: Callable[..., Terminal], tmp_path: Path
) -> None:
    path = tmp_path / "rives.fiche.toml"
    type_fiche(start("nouveau", str(path), size=(110, 32)), lambda spec: spec.field.required)
    verdict = verify(path)
    assert verdict.returncode == 0, verdict.stdout
    assert "1 prête" in verdict.stdout


@pytest.mark.parametrize("first_time", [False, True], ids=["again", "the-first-time"])
def test_keys_typed_before_the_first_frame_are_not_lost(
    start: Callable[..., Terminal], tmp_path: Path, own_folder: Path, first_time: bool
) -> None:
    path = tmp_path / "rives.fiche.toml"
    settings = {STATE_VARIABLE: str(own_folder / "new")} if first_time else {}
    terminal = start("nouveau", str(path), **settings)
    terminal.send("Ville de Belrive", "enter", "Propreté des rives", "tab", "21579990900019")
    assert terminal.output == b""
    # ^S itself has to wait: until the program has set it up, the terminal keeps it for itself.
    terminal.sees("^S Enregistrer", "21579990900019")
    terminal.send("ctrl+s")
    terminal.sees("Enregistré dans")
    draft = saved(path)
    assert draft["coll_nom"] == "Ville de Belrive"
    assert draft["nom_projet"] == "Propreté des rives"
    assert draft["coll_siret"] == "21579990900019"


def test_the_terminal_is_given_back_as_it_was(
    start: Callable[..., Terminal], tmp_path: Path
) -> None:
    terminal = start("nouveau", str(tmp_path / "rives.fiche.toml"))
    terminal.sees("Quitter")
    entered = terminal.output
    assert b"\x1b[?1049h" in entered
    terminal.send("ctrl+q")
    assert terminal.end() == 0
    assert terminal.settings_left == terminal.settings
    # The main screen again, the cursor shown, no mouse, no brackets around pastes.
    for mode in (b"1049", b"1000", b"1003", b"2004"):
        on, off = b"\x1b[?%bh" % mode, b"\x1b[?%bl" % mode
        assert terminal.output.rfind(off) > terminal.output.rfind(on), mode
    assert terminal.output.rfind(b"\x1b[?25h") > terminal.output.rfind(b"\x1b[?25l")


def test_a_copied_value_reaches_the_clipboard_of_a_distant_terminal(
    start: Callable[..., Terminal], tmp_path: Path
) -> None:
    terminal = start("nouveau", str(tmp_path / "rives.fiche.toml"))
    terminal.sees("Quitter")
    terminal.send("Métropole", "ctrl+p")
    terminal.sees("Tapez pour filtrer")
    terminal.send("copier", "enter")
    terminal.sees("Copié")
    # OSC 52 (xterm's control sequences): « c » for the clipboard, then the text in base 64.
    copied = base64.b64encode("Métropole".encode())
    terminal.until(lambda: b"\x1b]52;c;" + copied in terminal.output, "OSC 52")


def test_a_key_of_each_kind_of_terminal_reaches_the_program(
    start: Callable[..., Terminal], tmp_path: Path
) -> None:
    terminal = start("nouveau", str(tmp_path / "rives.fiche.toml"))
    terminal.sees("Porteur")
    for sequence, seen in (
        ("\x1bOP", "Touches"),
        ("\x1b[11~", "Touches"),
        ("\x10", "Tapez pour filtrer"),
        ("\x1b[21~", "Tapez pour filtrer"),
        ("\x1b[17~", "Porteur : Ce champ est requis"),
        ("\x1b[24~", "Enregistrer sous"),
    ):
        terminal.send(sequence)
        terminal.sees(seen)
        terminal.send("escape")
        terminal.until(lambda seen=seen: seen not in terminal.reads, f"no {seen}")  # type: ignore[misc]


def test_values_with_escape_sequences_do_not_reach_the_terminal(
    start: Callable[..., Terminal], tmp_path: Path
) -> None:
    path = tmp_path / "rives.fiche.toml"
    text = 'version = 1\n[general]\ncoll_nom = "A\\u001b]0;volé\\u0007B\\u001b[2JC"\n'
    path.write_text(text, encoding="utf-8")
    terminal = start(str(path))
    terminal.sees("A␛]0;volé␇B␛[2JC")
    terminal.send("ctrl+q")
    assert terminal.end() == 0
    assert b"\x1b]0;vol" not in terminal.output
