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
    project = CATALOGUE.of_role(Role.PROJECT).key

    def begin() -> None:
        copy = copy_of(screen.editing.draft)
        screen.post_message(FicheWanted(None, copy, project, "Copie : nommez le nouveau projet."))

    when_settled(
        screen,
        begin,
        discard="Dupliquer sans enregistrer : les modifications passent dans la copie seule",
    )


def copy_of(draft: Draft) -> Draft:
    """Return the values that a copy begins with.

    Not the project's name nor the update date, which are the copy's own: under the old name the
    two would be taken for each other. Nor what the model does not know, which the file keeps
    beside the fiche.
    """
    own = {CATALOGUE.of_role(role).key for role in (Role.PROJECT, Role.UPDATED)}
    return Draft({key: value for key, value in draft.values.items() if key not in own})
