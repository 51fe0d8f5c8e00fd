"""Beginning a fiche with the values of another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iafiche.model.catalogue import CATALOGUE
from iafiche.model.draft import Draft
from iafiche.model.field import Role
from iafiche.tui.saving import when_settled
from iafiche.tui.widgets.messages import FicheWanted

if TYPE_CHECKING:
    from iafiche.tui.screens.fiche_commands import FicheCommands


def duplicate(screen: FicheCommands) -> None:
    """Put a copy in the place of the fiche, once it is known what becomes of its changes."""
    when_settled(
        screen,
        lambda: screen.post_message(FicheWanted(None, copy_of(screen.editing.draft))),
        discard="Dupliquer sans enregistrer : les modifications passent dans la copie seule",
    )


def copy_of(draft: Draft) -> Draft:
    """Return the values that a copy begins with.

    Not the update date, which is the copy's own; nor what the model does not know, which the
    file keeps beside the fiche.
    """
    updated = CATALOGUE.of_role(Role.UPDATED).key
    return Draft({key: value for key, value in draft.values.items() if key != updated})
