"""Opening the screens; the only module of the command line that loads any."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from iafiche.cli.surroundings import Surroundings
    from iafiche.tui.preferences import Preferences


def open_fiche(around: Surroundings, path: Path | None) -> int:
    """Open a fiche in the editor, an empty one where `path` is None; return the exit code.

    A file that cannot be read opens no screen: what is wrong with it goes to standard error.
    """
    from iafiche.store.fiche_file import UnreadableError
    from iafiche.tui.app import run_fiche

    try:
        run_fiche(path, around.today, _preferences())
    except UnreadableError as error:
        from iafiche.cli.one_fiche import tell_unreadable

        tell_unreadable(around, error.path, error)
        return 2
    return 0


def open_folder(around: Surroundings, path: Path) -> int:
    """Open a folder's list of fiches; return the exit code."""
    from iafiche.tui.app import run_folder

    run_folder(path, around.today, _preferences())
    return 0


def _preferences() -> Preferences:
    import os

    from iafiche.cli.own_folders import own_folders
    from iafiche.tui.preferences import load_preferences

    return load_preferences(own_folders(os.environ))
