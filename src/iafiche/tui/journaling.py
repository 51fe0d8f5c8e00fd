"""The journal of the fiche on screen: begun once it is shown, or taken over from a dead program."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from iafiche.editing.journaling import Journaling
from iafiche.store.journal import Journal
from iafiche.store.system_errors import SaveError
from iafiche.tui.actions import key_of
from iafiche.tui.handing import hand_to

if TYPE_CHECKING:
    from pathlib import Path

    from iafiche.store.journal import Kept
    from iafiche.tui.screens.fiche_commands import FicheCommands

_GONE = "Ce travail est déjà repris dans une autre fenêtre d'iafiche."


def begin(screen: FicheCommands, folder: Path) -> None:
    """Keep a journal of what is typed into this fiche from now on, and of what was till now."""
    if screen.recovered is None or not put(screen, screen.recovered):
        _keep(screen, Journal(folder))


def put(screen: FicheCommands, kept: Kept) -> bool:
    """Put recovered work onto the screen, as one step to undo; False where somebody else has it.

    The journal it comes from goes on, and is there until the work is saved or given up.
    """
    editing = screen.editing
    journal = Journal.adopt(kept.path)
    if journal is None:
        screen.say(_GONE)
        return False
    if editing.journal is not None:
        editing.journal.close()
    _keep(screen, journal)
    editing.become(kept.over(editing.file))
    screen.sync()
    if kept.record.key is not None:
        screen.go_to(kept.record.key)
    screen.say(
        f"Travail repris, pas encore enregistré : {key_of('save')} l'enregistre."
        f" {key_of('undo')} revient au fichier."
    )
    return True


def _keep(screen: FicheCommands, journal: Journal) -> None:
    def fail(error: Exception) -> None:
        if isinstance(error, SaveError):
            told = f"Enregistrez souvent : rien n'est gardé en cas de panne. {error}"
            hand_to(screen, screen.say, told)
        else:
            hand_to(screen.app, screen.app._handle_exception, error)

    screen.editing.journal = Journaling(journal, _now, fail)
    screen.editing.note()


def _now() -> datetime.datetime:
    return datetime.datetime.now().astimezone()
