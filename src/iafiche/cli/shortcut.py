"""`iafiche CHEMIN` in a terminal, straight to its screen.

Loading click takes a tenth of the time to the first frame, and nothing of it is needed here.
Whatever is not plainly a path to open is left to the whole program.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from iafiche.cli.commands import COMMANDS, COMPLETION_VARIABLE


def open_named_path() -> int | None:
    """Open the fiche or folder that the process's arguments name; return the exit code.

    None where they ask for something else, or where there is no terminal to open a screen in.
    """
    arguments = sys.argv[1:] or ["."]
    first = arguments[0]
    if len(arguments) > 1 or first.startswith("-") or first in COMMANDS:
        return None
    path = Path(first)
    if os.environ.get(COMPLETION_VARIABLE) or not _stands(path):
        return None

    from iafiche.cli.screens import open_fiche, open_folder
    from iafiche.cli.surroundings import look_around

    around = look_around()
    if not around.has_screen:
        return None
    return open_folder(around, path) if path.is_dir() else open_fiche(around, path)


def _stands(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        # The whole program says what is wrong with such a path.
        return False
