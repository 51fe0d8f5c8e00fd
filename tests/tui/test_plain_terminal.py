"""The program in terminals that have no UTF-8: ASCII alone, or the letters of one code page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from iafiche.review.plain import plain_in_place
from iafiche.store.reading import read_file
from iafiche.store.welcome import mark_welcomed
from tests.fiches import complete_draft, written
from tests.tui.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

ARROWS = "↑↓←→"
ASCII = {"LC_ALL": "C", "PYTHONUTF8": "", "PYTHONIOENCODING": ""}
"""A locale without UTF-8, and nobody who says otherwise."""


@pytest.fixture
def start(own_folder: Path) -> Iterator[Callable[..., Terminal]]:
    """Start the program in the terminal of somebody who knows it; end it after the test."""
    mark_welcomed(own_folder / "state")
    started: list[Terminal] = []

    def starting(path: Path, **environment: str) -> Terminal:
        started.append(Terminal(str(path), size=(80, 24), **environment))
        return started[-1]

    yield starting
    for terminal in started:
        terminal.kill()


STEPS = (
    ((), "Quitter"),
    (("ctrl+p",), "Tapez pour filtrer"),
    (("soustheme", "enter"), "pour changer"),
    (("enter",), "Tapez pour filtrer"),
    (("enter", "\x1bOP"), "Valeurs"),
    (("enter", "\x0f"), "Notice publique"),
)
"""Keys, and what shows that they had their effect."""


def _same_but_keys(usual: Terminal, plain: Terminal) -> bool:
    """Tell whether the terminals show the same, but for the arrow keys that ASCII has words for."""
    usual.read()
    lines = zip(usual.screen.display, plain.screen.display, strict=True)
    return all(
        plain_in_place(line).rstrip() == twin.rstrip() or any(arrow in line for arrow in ARROWS)
        for line, twin in lines
    )


def test_a_terminal_of_ascii_alone_gets_the_same_screens_in_ascii_alone(
    start: Callable[..., Terminal], tmp_path: Path
) -> None:
    draft = complete_draft(objection="« Œuvre »…\n日本")
    (tmp_path / "ascii").mkdir()
    usual = start(written(tmp_path / "rives.fiche.toml", draft))
    plain = start(written(tmp_path / "ascii" / "rives.fiche.toml", draft), **ASCII)
    for keys, shown in STEPS:
        for terminal in (usual, plain):
            terminal.send(*keys)
            terminal.sees(shown)
        plain.until(lambda: _same_but_keys(usual, plain), "the same in ASCII")
    assert plain.output.isascii()
    assert "Haut/Bas" in plain.reads


def test_a_code_page_keeps_its_accents_and_gets_plain_frames(
    start: Callable[..., Terminal], tmp_path: Path
) -> None:
    path = written(tmp_path / "rives.fiche.toml", complete_draft())
    terminal = start(path, PYTHONIOENCODING="latin-1")
    terminal.sees("Quitter")
    assert "Propreté des rives".encode("latin-1") in terminal.output
    assert b"-" * 20 in terminal.output


@pytest.mark.parametrize("environment", [{}, ASCII], ids=["utf-8", "ascii"])
def test_bytes_that_are_no_utf8_are_letters_and_end_nothing(
    start: Callable[..., Terminal], tmp_path: Path, environment: dict[str, str]
) -> None:
    path = written(tmp_path / "rives.fiche.toml", complete_draft(coll_nom=""))
    terminal = start(path, **environment)
    terminal.sees("Quitter")
    terminal.send("Cit", "é")
    terminal.send_bytes("é ça".encode("cp1252"))
    terminal.sees("Citee ca" if environment else "Citéé ça")
    terminal.send("ctrl+s")
    terminal.sees("dans")
    terminal.send("ctrl+q")
    assert terminal.end() == 0
    assert read_file(path).draft["coll_nom"] == "Citéé ça"
