"""A fiche that somebody else has open: who, where, since when, and what to do about it."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from iafiche.editing.locking import Locking
from iafiche.editing.wording import held_by
from iafiche.store.lock import own_holder
from iafiche.tui.handing import hand_to

if TYPE_CHECKING:
    from iafiche.store.lock import Holder
    from iafiche.tui.screens.fiche_commands import FicheCommands

_READ, _OPEN, _BACK = "read", "open", "back"


def begin(screen: FicheCommands) -> None:
    """Lock the fiche on screen for as long as it is open, and ask where somebody else has."""
    if screen.editing.is_over or not screen.is_attached:
        # It was closed meanwhile: nobody would release the lock.
        return

    own = own_holder(datetime.datetime.now().astimezone())

    def tell(held: Holder) -> None:
        hand_to(screen, _ask, screen, held, own)

    if screen.editing.lock is not None:
        screen.editing.lock.release()
    screen.editing.lock = Locking(own, tell)
    screen.editing.follow()


def _ask(screen: FicheCommands, held: Holder, own: Holder) -> None:
    """Ask what to do with a fiche that is open elsewhere; backing out goes back."""
    from iafiche.tui.choosing import ask
    from iafiche.tui.saving import leave
    from iafiche.tui.screens.items import Item

    def take(answer: tuple[str, ...] | None) -> None:
        match answer:
            case (what,) if what == _READ:
                _read_only(screen)
            case (what,) if what == _OPEN:
                pass
            case _:
                leave(screen)

    if screen not in screen.app.screen_stack:
        return
    answers = [
        Item(_READ, "La lire seulement", "Sans rien changer ; ce que l'autre enregistre s'y voit"),
        Item(_OPEN, "L'ouvrir tout de même", "Vous verrez ce que l'autre enregistre avant vous"),
        Item(_BACK, "Revenir", "Elle reste ouverte où elle l'est"),
    ]
    if screen.editing.changed:
        # What was typed before anybody knew is not to be given up unasked.
        del answers[0]
    question = held_by(held, own, screen.editing.context.today)
    screen.app.push_screen(ask(question, answers, screen.marks), take)


def _read_only(screen: FicheCommands) -> None:
    """Let the fiche be looked at, and leave its lock to whoever has it."""
    editing = screen.editing
    editing.is_read_only = True
    if editing.lock is not None:
        # A copy that is saved from here will be locked.
        editing.lock.follow(None)
    screen.state = "lecture seule"
    screen.sync()


def begin_editing(screen: FicheCommands) -> None:
    """Let the fiche be changed again, and ask where somebody else has it open still."""
    if not screen.editing.is_read_only:
        screen.say("La fiche est déjà ouverte pour être modifiée.")
        return
    screen.editing.is_read_only = False
    screen.state = ""
    screen.sync()
    screen.say("Vous pouvez modifier la fiche.")
    begin(screen)
