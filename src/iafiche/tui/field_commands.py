"""What can be done with the whole value of the field being filled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iafiche.model.catalogue import CATALOGUE, FieldSpec
from iafiche.tui.actions import key_of

if TYPE_CHECKING:
    from iafiche.model.values import Value
    from iafiche.tui.screens.fiche_commands import FicheCommands


def clear(screen: FicheCommands) -> None:
    """Empty the field."""
    spec = _field(screen)
    if screen.editing.draft[spec.key] == spec.kind.empty:
        screen.say("Ce champ est déjà vide.")
        return
    _put(screen, spec, spec.kind.empty, "Champ vidé.")


def revert(screen: FicheCommands) -> None:
    """Give the field the value that the file holds."""
    spec = _field(screen)
    editing = screen.editing
    if editing.file.is_new:
        screen.say("Cette fiche n'a pas encore de fichier : il n'y a rien à y reprendre.")
        return
    kept = editing.file.draft[spec.key]
    if kept == editing.draft[spec.key]:
        screen.say("Ce champ a déjà la valeur du fichier.")
        return
    _put(screen, spec, kept, "Valeur du fichier reprise.")


def copy(screen: FicheCommands) -> None:
    """Put the field's value on the terminal's clipboard, also over SSH (OSC 52)."""
    spec = _field(screen)
    if not screen.editing.draft.is_filled(spec.key):
        screen.say("Ce champ est vide : il n'y a rien à copier.")
        return
    value = screen.editing.draft[spec.key]
    # A list comes back whole where it is pasted into another.
    text = "; ".join(value) if isinstance(value, tuple) else str(value)
    # What no file can hold, no clipboard can either.
    screen.app.copy_to_clipboard(text.encode("utf-8", "replace").decode("utf-8"))
    screen.say(f"Copié : {spec.short_label}.")


def _field(screen: FicheCommands) -> FieldSpec:
    key = screen.editing.focused
    assert key is not None
    return CATALOGUE[key]


def _put(screen: FicheCommands, spec: FieldSpec, value: Value, done: str) -> None:
    screen.editing.put(spec.key, value)
    screen.sync()
    screen.say(f"{done} {key_of('undo')} annule.")
