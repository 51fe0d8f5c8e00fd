"""The journal of the fiche on screen: begun once it is shown, or taken over from a dead program."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, NamedTuple

from iafiche.editing.journaling import Journaling
from iafiche.store.journal import Journal
from iafiche.store.system_errors import SaveError
from iafiche.tui.actions import PALETTE, key_of
from iafiche.tui.handing import hand_to

if TYPE_CHECKING:
    from pathlib import Path

    from iafiche.model.draft import Draft
    from iafiche.store.journal import Kept
    from iafiche.tui.screens.comparing import Choices
    from iafiche.tui.screens.fiche_commands import FicheCommands

TITLE = "Travail non enregistré"
CHANGED_SINCE = "Le fichier a changé depuis que vous avez tapé ceci."
_GONE = "Ce travail est déjà repris dans une autre fenêtre d'iafiche."
_STILL_KEPT = f"Rien n'est repris : ce travail reste gardé ({PALETTE.shown_key}, « {TITLE} »)."


class Recovered(NamedTuple):
    """Work of a program that ended before it was saved, to be put on screen.

    Attributes:
        kept: The work.
        choices: Whose values somebody has chosen already where the file has changed since.
        seen: The text of the file that they were chosen for; None where nobody has chosen.
    """

    kept: Kept
    choices: Choices
    seen: str | None = None


def begin(screen: FicheCommands, folder: Path) -> None:
    """Keep a journal of what is typed into this fiche from now on, and of what was till now."""
    _keep(screen, Journal(folder))
    if screen.recovered is not None:
        put(screen, screen.recovered)


def put(screen: FicheCommands, recovered: Recovered) -> None:
    """Put recovered work onto the screen, as one step to undo, unless somebody else has it.

    Where its fields have been changed in the file since, one chooses first.
    """
    if screen.refuses():
        return
    kept, choices, seen = recovered
    file = screen.editing.file
    text, merged = file.reading.text, kept.merged(file)
    is_chosen = seen == text or (seen is None and not merged.conflicts)
    if is_chosen or not merged.brought:
        _put(screen, kept, merged.result(choices))
        return
    from iafiche.tui.screens.comparing import ComparingScreen, three_way

    def take(chosen: Choices | None) -> None:
        if chosen is None:
            screen.say(_STILL_KEPT)
        else:
            put(screen, Recovered(kept, chosen, text))

    comparison = three_way(merged, TITLE, CHANGED_SINCE, "Reprendre")
    screen.app.push_screen(ComparingScreen(comparison, screen.marks), take)


def _put(screen: FicheCommands, kept: Kept, draft: Draft) -> None:
    """Go on from the work; its journal goes on too, until that is saved or given up."""
    editing = screen.editing
    journal = Journal.adopt(kept.path)
    if journal is None:
        screen.say(_GONE)
        return
    if editing.journal is not None:
        editing.journal.close()
    _keep(screen, journal)
    editing.become(draft)
    screen.sync()
    if kept.record.key is not None:
        screen.go_to(kept.record.key)
    screen.say(
        f"Travail repris, pas encore enregistré : {key_of('save')} l'enregistre."
        f" {key_of('undo')} revient au fichier."
    )


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
