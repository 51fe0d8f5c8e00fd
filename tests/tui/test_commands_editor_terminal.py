"""An editor gets the terminal for itself, and the program takes it back."""

import shlex
import sys
from pathlib import Path

from iafiche.model.draft import Draft
from tests.fiches import on_disk, written
from tests.tui.terminal import KEYS, Terminal

FIELD = "usage_description"
EDITOR = """
import signal
import sys
from pathlib import Path

# Python's own way would miss a Ctrl+C between the question and the reading of the answer.
signal.signal(signal.SIGINT, signal.SIG_DFL)
# In the terminal as it was before the program: lines are edited and echoed.
said = input("Que faut-il ajouter ? ")
path = Path(sys.argv[-1])
path.write_text(path.read_text("utf-8") + said + "\\n", "utf-8")
"""
F9 = "\x1b[20~"


def _in_the_editor(fiche: Path) -> Terminal:
    """Open the fiche, go to the field, and hand it to an editor that asks something."""
    script = fiche.parent / "éditeur.py"
    script.write_text(EDITOR, encoding="utf-8")
    terminal = Terminal(str(fiche), VISUAL=shlex.join((sys.executable, str(script))))
    terminal.sees("Nouvelle fiche")
    terminal.send("ctrl+p")
    terminal.sees("Tapez pour filtrer")
    terminal.send(FIELD, "enter")
    terminal.sees("7 / 1500 caractères")
    terminal.send(F9)
    terminal.sees("Que faut-il ajouter ?")
    return terminal


def test_the_editor_reads_and_writes_in_the_terminal_and_the_fiche_goes_on(tmp_path: Path) -> None:
    fiche = written(tmp_path / "rives.fiche.toml", Draft({FIELD: "Un été. "}))
    terminal = _in_the_editor(fiche)
    terminal.send("Deux.", KEYS["enter"])
    terminal.sees("Un été. Deux.", "Texte repris")
    terminal.send("!", "ctrl+s")
    terminal.sees("Enregistré")
    assert on_disk(fiche)[FIELD] == "Un été. Deux.!"
    terminal.send("ctrl+q")
    assert terminal.end() == 0


def test_ctrl_c_in_the_editor_ends_the_editor_alone(tmp_path: Path) -> None:
    fiche = written(tmp_path / "rives.fiche.toml", Draft({FIELD: "Un été. "}))
    terminal = _in_the_editor(fiche)
    terminal.send("\x03")
    terminal.sees("s'est arrêté sur une erreur", "Le texte n'a pas changé.")
    terminal.send("escape")
    # A key that follows at once would make one key with it.
    terminal.until(lambda: "n'a pas changé" not in terminal.reads, "the form")
    terminal.send("!")
    terminal.sees("Un été. !")
    terminal.send("ctrl+s")
    terminal.sees("Enregistré")
    terminal.send("ctrl+q")
    assert terminal.end() == 0
    assert on_disk(fiche)[FIELD] == "Un été. !"
