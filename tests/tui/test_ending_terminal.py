"""Whatever ends the real program while somebody types, the next start gives the text back."""

from __future__ import annotations

import signal
import time
from itertools import count
from typing import TYPE_CHECKING

import pytest

from iafiche.cli.crash import CODE
from iafiche.model.draft import Draft
from iafiche.store.welcome import mark_welcomed
from tests.faulty_program import SECRET
from tests.fiches import on_disk, written
from tests.tui.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

TEXT = "Propreté des rives"
BEHIND = 2.0
"""Seconds that the journal may be behind."""


@pytest.fixture
def start(own_folder: Path) -> Iterator[Callable[..., Terminal]]:
    """Start the program in the terminal of somebody who knows it; end it after the test."""
    mark_welcomed(own_folder / "state")
    started: list[Terminal] = []

    def starting(*args: str, program: str = "iafiche") -> Terminal:
        started.append(Terminal(*args, program=program))
        return started[-1]

    yield starting
    for terminal in started:
        terminal.kill()


@pytest.fixture
def fiche(tmp_path: Path) -> Path:
    """A fiche with nothing in it but a project."""
    return written(tmp_path / "rives.fiche.toml", Draft({"nom_projet": "Rives"}))


def said_after(terminal: Terminal) -> str:
    """Return what the program said once its screen was gone."""
    _, _, said = terminal.output.rpartition(b"\x1b[?1049l")
    return said.decode("utf-8").replace("\N{NO-BREAK SPACE}", " ")


def taken_back(terminal: Terminal, fiche: Path) -> str:
    """Take the work that is offered, save it, and return the holder's name that it brought."""
    terminal.sees("Reprendre ce travail")
    terminal.send("enter")
    terminal.sees("Travail repris")
    terminal.send("ctrl+s")
    terminal.sees("Enregistré dans")
    terminal.send("ctrl+q")
    assert terminal.end() == 0
    return on_disk(fiche).holder


def test_killed_outright_it_gives_back_all_but_the_last_two_seconds(
    start: Callable[..., Terminal], fiche: Path
) -> None:
    terminal = start(str(fiche))
    terminal.sees("Porteur")
    shown: list[tuple[float, str]] = []
    begun = time.monotonic()
    for number in count(1):
        terminal.send(f"{number % 10}")
        text = "".join(str(each % 10) for each in range(1, number + 1))
        terminal.sees(text)
        shown.append((time.monotonic(), text))
        if shown[-1][0] > begun + 2 * BEHIND:
            break
        time.sleep(0.1)
    terminal.signal(signal.SIGKILL)
    killed = time.monotonic()
    terminal.until_dead()
    assert on_disk(fiche).holder == ""

    back = taken_back(start(str(fiche)), fiche)

    expected = max((text for when, text in shown if when < killed - BEHIND), key=len)
    assert back.startswith(expected)
    assert shown[-1][1].startswith(back)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_told_to_end_it_gives_back_everything_and_leaves_the_terminal_sane(
    start: Callable[..., Terminal], fiche: Path, number: int
) -> None:
    terminal = start(str(fiche))
    terminal.sees("Porteur", "Corriger")
    terminal.send(TEXT)
    terminal.sees(TEXT)
    terminal.signal(number)

    assert terminal.end() == 128 + number
    assert terminal.settings_left == terminal.settings
    assert terminal.output.count(b"\x1b[?1049h") == terminal.output.count(b"\x1b[?1049l")
    assert "Ce qui n'était pas enregistré est gardé" in said_after(terminal)
    assert taken_back(start(str(fiche)), fiche) == TEXT


def test_a_terminal_that_goes_away_takes_nothing_with_it(
    start: Callable[..., Terminal], fiche: Path
) -> None:
    terminal = start(str(fiche))
    terminal.sees("Porteur", "Corriger")
    terminal.send(TEXT)
    terminal.sees(TEXT)
    terminal.hang_up()
    terminal.until_dead()

    assert taken_back(start(str(fiche)), fiche) == TEXT


@pytest.mark.parametrize(
    ("faulty", "sent"),
    [
        ("iafiche.editing.session:Editing.undo", "\x1a"),
        # In a thread of its own, as somebody comes back to the terminal.
        ("iafiche.store.fiche_file:FicheFile.look", "\x1b[I"),
    ],
)
def test_a_fault_of_the_program_is_told_and_takes_nothing_with_it(
    start: Callable[..., Terminal], fiche: Path, faulty: str, sent: str
) -> None:
    terminal = start(faulty, str(fiche), program="tests.faulty_program")
    terminal.sees("Porteur", "Corriger")
    terminal.send(TEXT)
    terminal.sees(TEXT)
    terminal.send(sent)

    assert terminal.end() == CODE
    assert terminal.settings_left == terminal.settings
    said = said_after(terminal)
    assert "iafiche s'est arrêté à cause d'un défaut du programme" in said
    assert "Ce qui n'était pas enregistré est gardé" in said
    assert "Traceback" not in said
    assert SECRET not in said
    assert taken_back(start(str(fiche)), fiche) == TEXT


def test_a_fiche_that_was_never_saved_comes_back_too(
    start: Callable[..., Terminal], tmp_path: Path
) -> None:
    fiche = tmp_path / "nouvelle.fiche.toml"
    terminal = start("nouveau", str(fiche))
    terminal.sees("Porteur", "Corriger")
    terminal.send(TEXT)
    terminal.sees(TEXT)
    terminal.signal(signal.SIGTERM)
    terminal.until_dead()

    assert taken_back(start("nouveau", str(fiche)), fiche) == TEXT
