"""An editor gets the terminal for itself, and the program takes it back."""

import shlex
import sys
from pathlib import Path

from iafiche.model.draft import Draft
from tests.fiches import on_disk, written
from tests.tui.terminal import KEYS, Terminal

FIELD = "usage_description"
EDITOR = """
import sys
from pathlib import Path

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
