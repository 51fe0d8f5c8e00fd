"""Applying all the certain corrections at once, having shown them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iafiche.check.mending import with_safe_fixes
from iafiche.store.differences import field_changes
from iafiche.tui.actions import key_of
from iafiche.tui.screens.views import View, ViewsScreen
from iafiche.tui.showing import changes_text

if TYPE_CHECKING:
    from iafiche.tui.screens.fiche_commands import FicheCommands


def fix_all(screen: FicheCommands) -> None:
    """Show what the certain corrections change; apply them as one step once that is accepted."""
    editing = screen.editing
    mended = with_safe_fixes(editing.draft, editing.context)
    count = len(field_changes(editing.draft, mended))
    if not count:
        screen.say(
            "Aucune correction certaine."
            f" {key_of('next_finding')} mène aux champs, {key_of('fix')} applique celle proposée."
        )
        return

    def take(accepted: bool | None) -> None:
        if accepted:
            editing.become(mended)
            screen.sync()
            done = "1 champ corrigé" if count == 1 else f"{count} champs corrigés"
            screen.say(f"{done}. {key_of('undo')} annule.")

    view = View("Corrections", changes_text(editing.draft, mended))
    title = "1 champ à corriger" if count == 1 else f"{count} champs à corriger"
    screen.app.push_screen(ViewsScreen(title, (view,), screen.marks, accept="Appliquer"), take)
