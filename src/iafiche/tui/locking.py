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

_LOOK, _OPEN, _BACK = "look", "open", "back"


def begin(screen: FicheCommands) -> None:
    """Lock the fiche on screen for as long as it is open, and ask where somebody else has."""
    if not screen.is_attached:
        # It was closed at once: nobody would release the lock.
        return

    def tell(held: Holder) -> None:
        hand_to(screen, _ask, screen, held)

    screen.editing.lock = Locking(own_holder(datetime.datetime.now().astimezone()), tell)
    screen.editing.follow()


def _ask(screen: FicheCommands, held: Holder) -> None:
    """Ask what to do with a fiche that is open elsewhere; backing out goes back."""
    from iafiche.tui.choosing import ask
    from iafiche.tui.saving import leave
    from iafiche.tui.screens.items import Item
    from iafiche.tui.showing import preview

    def take(answer: tuple[str, ...] | None) -> None:
        match answer:
            case (what,) if what == _LOOK:
                preview(screen, lambda _: _ask(screen, held))
            case (what,) if what == _OPEN:
                pass
            case _:
                leave(screen)

    if screen not in screen.app.screen_stack:
        return
    answers = (
        Item(_LOOK, "La regarder", "Notice, ligne exportée et texte du fichier"),
        Item(_OPEN, "L'ouvrir tout de même", "Vous verrez ce que l'autre enregistre avant vous"),
        Item(_BACK, "Revenir", "Elle reste à qui l'a ouverte"),
    )
    question = held_by(held, screen.editing.context.today)
    screen.app.push_screen(ask(question, answers, screen.marks), take)
