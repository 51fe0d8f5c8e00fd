"""Editing a long text in the person's own editor."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from iafiche.model.draft import Draft
from iafiche.tui.external_editor import EditorError, edit_outside, edited, editor_command
from iafiche.tui.screens.fiche import FicheScreen
from tests.tui.person import SMALL, editor

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.tui.person import Person

FIELD = "usage_description"


@pytest.fixture
def script(tmp_path: Path) -> Callable[[str], tuple[str, ...]]:
    """Return a maker of editors: small programs that do something to the file at `path`."""

    def make(body: str) -> tuple[str, ...]:
        file = tmp_path / "mon éditeur.py"
        head = "import sys\nfrom pathlib import Path\npath = Path(sys.argv[-1])\n"
        file.write_text(head + body, encoding="utf-8")
        return (sys.executable, str(file))

    return make


def run(command: Sequence[str]) -> int:
    """Run an editor as the program does, without a terminal to give to it."""
    return subprocess.run(command, check=False).returncode


def refused(call: Callable[[], object]) -> EditorError:
    with pytest.raises(EditorError) as caught:
        call()
    return caught.value


# Which editor


@pytest.mark.parametrize(
    ("environment", "command"),
    [
        ({"EDITOR": "nano"}, ("nano",)),
        ({"EDITOR": "nano", "VISUAL": "code --wait"}, ("code", "--wait")),
        ({"EDITOR": "nano", "VISUAL": "  "}, ("nano",)),
        ({"VISUAL": "'/opt/mon éditeur/ed' -n"}, ("/opt/mon éditeur/ed", "-n")),
        ({"VISUAL": "vim; rm -rf $HOME"}, ("vim;", "rm", "-rf", "$HOME")),
    ],
)
def test_visual_counts_before_editor_and_its_words_are_never_a_shells(
    environment: dict[str, str], command: tuple[str, ...]
) -> None:
    assert editor_command(environment, windows=False) == command


def test_windows_keeps_backslashes_and_has_an_editor_of_its_own() -> None:
    named = {"EDITOR": r'"C:\Program Files\Notepad++\notepad++.exe" -multiInst'}
    assert editor_command(named, windows=True) == (
        r"C:\Program Files\Notepad++\notepad++.exe",
        "-multiInst",
    )
    assert editor_command({}, windows=True) == ("notepad.exe",)


def test_without_an_editor_it_says_what_to_set() -> None:
    error = refused(lambda: editor_command({}, windows=False))
    assert error.message == "Aucun éditeur de texte n'est choisi."
    assert "export EDITOR=nano" in error.advice


def test_a_variable_that_cannot_be_read_is_named() -> None:
    error = refused(lambda: editor_command({"VISUAL": "'vim"}, windows=False))
    assert "La variable VISUAL" in error.message
    assert "« 'vim »" in error.message


def test_an_editor_that_is_not_there_is_named() -> None:
    error = refused(lambda: edited("a", "x", ("pas-un-éditeur",), run))
    assert error.message == "L'éditeur « pas-un-éditeur » est introuvable."
    assert "VISUAL" in error.advice


def test_an_editor_that_does_not_start_is_told() -> None:
    def failing(_command: Sequence[str]) -> int:
        raise PermissionError(13, "Permission denied")

    error = refused(lambda: edited("a", "x", (sys.executable,), failing))
    assert "ne démarre pas (Permission denied)" in error.message


# What it gives back


def test_the_text_goes_to_the_editor_and_comes_back(
    script: Callable[[str], tuple[str, ...]],
) -> None:
    command = script('path.write_text(path.read_text("utf-8") + "\\n\\nDeux œuvres.", "utf-8")')
    assert edited("Un.\n", "x", command, run) == "Un.\n\n\nDeux œuvres."


@pytest.mark.parametrize(
    ("text", "returned", "expected"),
    [
        ("Un.", b"Un.", None),
        ("Un.", b"Un.\n", None),
        ("Un.", b"Un.\r\n", None),
        ("Un.", b"\xef\xbb\xbfUn.\r\n", None),
        ("Un.\n", b"Un.\n", None),
        ("Un.\r\nDeux.", b"Un.\r\nDeux.", None),
        ("a\udc80", b"a?", None),
        ("", b"", None),
        ("", b"\n", None),
        ("Un.", b"Un.\n\n", "Un.\n"),
        ("Un.\n", b"Un.", "Un."),
        ("Un.", b"Un.\r\nDeux.\r\n", "Un.\nDeux."),
        ("Un.", b"", ""),
        ("Un.", b"\xe9t\xe9", "été"),
    ],
)
def test_only_a_text_that_differs_is_an_edit(
    text: str, returned: bytes, expected: str | None, script: Callable[[str], tuple[str, ...]]
) -> None:
    assert edited(text, "x", script(f"path.write_bytes({returned!r})"), run) == expected


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes of this kind")
def test_nobody_else_can_read_the_file_and_it_is_gone_afterwards(
    script: Callable[[str], tuple[str, ...]],
) -> None:
    seen: list[tuple[Path, int, int]] = []

    def look(command: Sequence[str]) -> int:
        file = Path(command[-1])
        seen.append((file, _mode(file), _mode(file.parent)))
        (file.parent / f"{file.name}~").write_text("copie de l'éditeur", encoding="utf-8")
        return run(command)

    edited("Un.", FIELD, script(""), look)
    ((file, mode, folder_mode),) = seen
    assert file.name == f"{FIELD}.txt"
    assert (mode, folder_mode) == (0o600, 0o700)
    assert not file.parent.exists()


def test_the_file_is_gone_also_where_the_editor_fails(
    script: Callable[[str], tuple[str, ...]],
) -> None:
    paths: list[Path] = []

    def look(command: Sequence[str]) -> int:
        paths.append(Path(command[-1]))
        return run(command)

    error = refused(lambda: edited("Un.", "x", script("sys.exit(3)"), look))
    assert "s'est arrêté sur une erreur (code 3)" in error.message
    assert "Le texte n'a pas changé." in error.advice
    assert not paths[0].parent.exists()


def test_what_an_editor_wrote_before_it_failed_is_not_lost(
    script: Callable[[str], tuple[str, ...]],
) -> None:
    assert edited("Un.", "x", script('path.write_text("Deux.")\nsys.exit(1)'), run) == "Deux."


def test_an_editor_that_takes_the_file_away_is_told(
    script: Callable[[str], tuple[str, ...]],
) -> None:
    error = refused(lambda: edited("Un.", "x", script("path.unlink()"), run))
    assert error.message == "L'éditeur n'a pas rendu le texte."


# On the screen


def _named(command: Sequence[str]) -> str:
    """Return what a variable holds to name that editor, on every system."""
    return " ".join(f'"{word}"' for word in command)


def _edit(person: Person) -> None:
    screen = person.app.screen
    assert isinstance(screen, FicheScreen)
    edit_outside(screen, run)


async def test_the_edited_text_is_in_the_control_as_one_step(
    path: Path, script: Callable[[str], tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    command = script('path.write_text(path.read_text("utf-8").upper() + "\\nDEUX.\\n", "utf-8")')
    monkeypatch.setenv("VISUAL", _named(command))
    async with editor(path, Draft({FIELD: "Un été."})) as person:
        await person.go_to(FIELD)
        await person.type(" Bis.")
        _edit(person)
        await person.sees("UN ÉTÉ. BIS. DEUX.", "Texte repris de l'éditeur. ^Z annule.")
        await person.type("!")
        assert person.value(FIELD) == "UN ÉTÉ. BIS.\nDEUX.!"
        for expected in ("UN ÉTÉ. BIS.\nDEUX.", "Un été. Bis.", "Un été."):
            await person.press("ctrl+z")
            assert person.value(FIELD) == expected


async def test_a_text_left_alone_is_no_edit(
    path: Path, script: Callable[[str], tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", _named(script("")))
    async with editor(path, Draft({FIELD: "Un."})) as person:
        await person.go_to(FIELD)
        _edit(person)
        await person.sees("Le texte n'a pas changé.")
        assert not person.editing.history.can_undo


async def test_without_an_editor_a_page_says_what_to_do_and_escape_leaves_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "pas-un-éditeur")
    async with editor(path, Draft({FIELD: "Un."}), SMALL) as person:
        await person.go_to(FIELD)
        await person.press("f9")
        await person.sees("L'éditeur « pas-un-éditeur » est introuvable.", "Échap Revenir")
        await person.press("escape")
        await person.until(lambda: not person.shows("introuvable"), "the form")
        assert person.field == FIELD
        assert person.value(FIELD) == "Un."


async def test_a_terminal_that_cannot_be_lent_is_told(
    path: Path, script: Callable[[str], tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", _named(script("")))
    async with editor(path, Draft({FIELD: "Un."})) as person:
        await person.go_to(FIELD)
        await person.press("f9")
        await person.sees("Ce terminal ne permet pas de laisser la place")


@pytest.mark.parametrize("key", ["coll_nom", "coll_type", "partenaires"])
async def test_a_field_of_one_line_says_that_it_is_none_for_an_editor(path: Path, key: str) -> None:
    async with editor(path, Draft()) as person:
        await person.go_to(key)
        await person.press("f9")
        await person.sees("Seul un texte de plusieurs lignes s'ouvre dans un éditeur.")
