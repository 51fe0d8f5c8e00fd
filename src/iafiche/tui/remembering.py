"""What the carnet offers for the fiche on screen, and what it learns from it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from iafiche.editing.wording import NOTHING_KNOWN, taken_text
from iafiche.store.system_errors import SaveError
from iafiche.tui.actions import key_of
from iafiche.tui.handing import hand_to

if TYPE_CHECKING:
    from iafiche.editing.recall import Recall
    from iafiche.model.draft import Draft
    from iafiche.tui.screens.fiche_commands import FicheCommands


def begin(screen: FicheCommands, recall: Recall) -> None:
    """Read the carnet in passing, offer what it knows, and have it learn from the file."""

    def load_and_learn(opened: Draft) -> None:
        recall.load()
        hand_to(screen, screen.offer_known)
        _learn(screen, recall, opened)

    screen.run_worker(partial(load_and_learn, screen.editing.file.draft), thread=True)


def learn(screen: FicheCommands, recall: Recall) -> None:
    """Have the carnet learn from the fiche as it was saved, in passing."""
    saved = screen.editing.file.draft
    screen.run_worker(partial(_learn, screen, recall, saved), thread=True)


def _learn(screen: FicheCommands, recall: Recall, draft: Draft) -> None:
    try:
        recall.learn(draft)
    except SaveError as error:
        hand_to(screen, screen.say, f"{error.message} {error.advice}")


def take_known(screen: FicheCommands) -> None:
    """Fill the empty fields with what is known of the holder, as one step."""
    editing = screen.editing
    known = {} if screen.recall is None else screen.recall.proposals(editing.draft)
    if not known:
        screen.say(NOTHING_KNOWN)
        return
    editing.fill(known)
    screen.sync()
    screen.offer_known()
    screen.say(f"{taken_text(known)} {key_of('undo')} annule.")
