"""Opening a fiche that somebody else may have open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iafiche.cli.dialogue.keeping import is_yes
from iafiche.cli.dialogue.wording import PROMPT, broken, said
from iafiche.editing.wording import held_by

if TYPE_CHECKING:
    from iafiche.cli.dialogue.keyboard import Keyboard
    from iafiche.cli.surroundings import Surroundings
    from iafiche.editing.locking import Locking
    from iafiche.store.fiche_file import FicheFile


def is_ours(
    lock: Locking, file: FicheFile, around: Surroundings, keyboard: Keyboard | None
) -> bool:
    """Lock the fiche; where somebody else has it open, say who, and tell whether to go on.

    Args:
        lock: What locks it.
        file: The fiche's file.
        around: Where it is said.
        keyboard: Where the person answers; None where they want to go on in any case.
    """
    held = None if file.is_new or file.path is None else lock.begin_with(file.path)
    if held is None:
        return True
    around.tell(*broken(around, [said(f"{held_by(held, lock.own, around.today)}.")]))
    if keyboard is None:
        return True
    if not around.is_terminal:
        # The first line of a pipe is meant for the first question.
        around.tell(said("Elle n'est pas ouverte. Pour la remplir : « --tout-de-meme »."))
        return False
    asked = (
        said("Ce que chacun enregistre est comparé avec ce que l'autre a tapé."),
        said("La remplir tout de même ? Tapez oui ; Entrée seule la laisse."),
    )
    around.print(*broken(around, asked))
    try:
        return is_yes(keyboard.line(PROMPT))
    except EOFError:
        return False
