"""Editing one text in the person's own editor, and taking it back."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import App, SuspendNotSupported
from textual.content import Content

from iafiche.model.catalogue import CATALOGUE
from iafiche.review.display import visible
from iafiche.store.opening import read_start
from iafiche.store.programs import find_program
from iafiche.store.reading import LARGEST_FILE
from iafiche.store.safe_file import write_safely
from iafiche.store.system_errors import SaveError, Trouble, writing_trouble
from iafiche.tui.actions import key_of
from iafiche.tui.screens.reading import ReadingScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from iafiche.tui.screens.fiche_commands import FicheCommands

    Run = Callable[[Sequence[str]], int]
    """Runs a program with its arguments to its end; returns its exit code, or raises `OSError`."""

_VARIABLES = ("VISUAL", "EDITOR")
"""The names that POSIX programs look an editor up under, in this order."""

_WINDOWS_OWN = ("notepad.exe",)
_UNCHANGED = "Le texte n'a pas changé."


class EditorError(Exception):
    """The text could not be edited elsewhere; it stays as it is.

    Attributes:
        message: One French sentence that says what is wrong.
        advice: One French sentence that says what to do.
    """

    def __init__(self, message: str, advice: str) -> None:
        super().__init__(f"{message} {advice}")
        self.message = message
        self.advice = advice


def edit_outside(screen: FicheCommands, run: Run | None = None) -> None:
    """Let the text being filled be edited in the person's editor, and take it back as one step.

    Args:
        screen: The fiche's.
        run: How to run the editor; by default, the screen gives its terminal to it.
    """
    key = screen.editing.focused
    assert key is not None
    if not CATALOGUE[key].kind.multiline:
        screen.say("Seul un texte de plusieurs lignes s'ouvre dans un éditeur.")
        return
    try:
        command = editor_command(os.environ, windows=sys.platform == "win32")
        text = edited(
            str(screen.editing.draft[key]), key, command, run or partial(_run_in_front, screen.app)
        )
    except EditorError as error:
        told = Content(visible(error.message) + "\n\n" + visible(error.advice))
        screen.app.push_screen(ReadingScreen("Éditeur", told, screen.marks))
        return
    if text is None:
        screen.say(_UNCHANGED)
        return
    screen.editing.put(key, text)
    screen.sync()
    screen.say(f"Texte repris de l'éditeur. {key_of('undo')} annule.")


def editor_command(environment: Mapping[str, str], *, windows: bool) -> tuple[str, ...]:
    """Return the editor that the environment names, with its options.

    Raises:
        EditorError: It names none, or nothing that can be read.
    """
    name = next((name for name in _VARIABLES if environment.get(name, "").strip()), None)
    if name is None:
        if windows:
            return _WINDOWS_OWN
        raise EditorError(
            "Aucun éditeur de texte n'est choisi.",
            "Quittez, tapez par exemple « export EDITOR=nano », puis relancez le programme. Pour"
            " que ce choix dure, ajoutez cette ligne à votre fichier ~/.profile.",
        )
    try:
        words = shlex.split(environment[name], posix=not windows)
    except ValueError as error:
        raise EditorError(
            f"La variable {name} a un guillemet de trop ou de moins : « {environment[name]} ».",
            "Corrigez-la, puis relancez le programme.",
        ) from error
    # The form for Windows keeps backslashes, and the quotes around a path with spaces too.
    return tuple(word.strip('"') for word in words) if windows else tuple(words)


def edited(text: str, name: str, command: Sequence[str], run: Run) -> str | None:
    """Return the text that an editor made of `text`, or None where it left it alone.

    The text goes through a file that nobody else can read, which is gone afterwards. The line end
    that editors add behind the last line is not taken for a change.

    Args:
        text: The text to edit.
        name: What the file is called, for the editor's title.
        command: The editor and its options; the file's path comes last.
        run: Runs it.

    Raises:
        EditorError: The editor cannot be run, or gives no text back.
    """
    program = find_program(command[0], os.environ, windows=sys.platform == "win32")
    if program is None:
        raise EditorError(
            f"L'éditeur « {command[0]} » est introuvable.",
            f"Installez-le, ou changez la variable {' ou '.join(_VARIABLES)} et relancez le"
            " programme.",
        )
    # A lone surrogate, of a bad paste, has no encoding.
    given = text.encode("utf-8", "replace")
    try:
        with tempfile.TemporaryDirectory(prefix="iafiche-", ignore_cleanup_errors=True) as folder:
            path = Path(folder, f"{name}.txt")
            write_safely(path, given, private=True)
            code = _exit_code(run, (program, *command[1:], str(path)))
            returned = _read_back(path)
    except OSError as error:
        trouble = writing_trouble(error, Path(tempfile.gettempdir()))
        raise EditorError(trouble.message, trouble.advice) from error
    except SaveError as error:
        raise EditorError(error.message, error.advice) from error
    made = _as_text(returned, given.decode("utf-8"))
    if made is None and code:
        raise EditorError(
            f"L'éditeur « {command[0]} » s'est arrêté sur une erreur (code {code}).",
            f"{_UNCHANGED} Essayez l'éditeur hors de ce programme.",
        )
    return made


def _exit_code(run: Run, command: Sequence[str]) -> int:
    try:
        return run(command)
    except OSError as error:
        raise EditorError(
            f"L'éditeur « {command[0]} » ne démarre pas ({error.strerror or error}).",
            f"Vérifiez la variable {' ou '.join(_VARIABLES)}, puis relancez le programme.",
        ) from error


def _read_back(path: Path) -> bytes:
    data = read_start(path, LARGEST_FILE)
    if isinstance(data, Trouble):
        raise EditorError("L'éditeur n'a pas rendu le texte.", f"{_UNCHANGED} Saisissez-le ici.")
    return data


def _as_text(returned: bytes, given: str) -> str | None:
    try:
        text = returned.decode("utf-8-sig")
    except UnicodeDecodeError:
        # An old editor of Windows; nothing typed is lost.
        text = returned.decode("cp1252", "replace")
    if "\r" not in given:
        text = text.replace("\r\n", "\n")
    if not given.endswith("\n"):
        text = text.removesuffix("\n")
    return None if text == given else text


def _run_in_front(app: App[None], command: Sequence[str]) -> int:
    """Run a program that has the terminal for itself meanwhile."""
    try:
        with app.suspend():
            # Textual does not take the terminal back where an exception leaves this block.
            result = _run(command)
    except SuspendNotSupported as error:
        raise EditorError(
            "Ce terminal ne permet pas de laisser la place à un autre programme.",
            "Saisissez le texte ici, ou collez-le.",
        ) from error
    if isinstance(result, OSError):
        raise result
    return result


def _run(command: Sequence[str]) -> int | OSError:
    try:
        with subprocess.Popen(command) as editor:
            # Ctrl+C reaches both programs: it is meant for the editor.
            before = signal.signal(signal.SIGINT, signal.SIG_IGN)
            try:
                return editor.wait()
            finally:
                signal.signal(signal.SIGINT, signal.SIG_DFL if before is None else before)
    except OSError as error:
        return error
