"""Opening the screens; the only module of the command line that loads any."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from iafiche.review.display import typeset

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
        code = run_fiche(path, around.today, _preferences())
    except UnreadableError as error:
        from iafiche.cli.one_fiche import tell_unreadable

        tell_unreadable(around, error.path, error)
        return 2
    return _told(around, code)


def open_folder(around: Surroundings, path: Path) -> int:
    """Open a folder's list of fiches; return the exit code."""
    from iafiche.tui.app import run_folder

    return _told(around, run_folder(path, around.today, _preferences()))


def _told(around: Surroundings, code: int) -> int:
    """Return the exit code of a screen, having said where the work is if something ended it."""
    if code != 0:
        from iafiche.cli.surroundings import OutputError

        # The terminal may be what has gone.
        with suppress(OutputError):
            around.tell(
                typeset(
                    "iafiche a été arrêté. Ce qui n'était pas enregistré est gardé : il vous le"
                    " proposera au prochain démarrage."
                )
            )
    return code


def _preferences() -> Preferences:
    import os

    from iafiche.cli.own_folders import own_folders
    from iafiche.tui.preferences import load_preferences

    return load_preferences(own_folders(os.environ))
