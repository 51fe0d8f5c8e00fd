"""The page that a person sees at the very first start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets._static import Static

from iafiche.tui.actions import folder_key_of, key_of
from iafiche.tui.typed_ahead import TypedAhead

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

_LEAVING = {"enter", "escape", "space"}


def _of_fiche() -> tuple[str, ...]:
    return (
        "iafiche vous guide, champ par champ, dans la fiche d'un projet d'IA.",
        "",
        "Tapez une valeur, puis Tab : le champ suivant vous attend.",
        "Une étoile marque les champs requis ; rien n'oblige à suivre l'ordre.",
        "",
        f"{key_of('help')}   l'aide du champ, et toutes les touches",
        f"{key_of('next_finding')}   le prochain champ à remplir ou à corriger",
        f"{key_of('save')}   enregistrer, même une fiche incomplète",
        f"{key_of('palette')}   tout ce que l'on peut faire",
    )


def _of_folder() -> tuple[str, ...]:
    does = {
        "new": "commencer une fiche, champ par champ",
        "open": "ouvrir la fiche choisie",
        "next_finding": "le prochain champ à corriger",
        "filter": "ne montrer que certaines fiches",
        "help": "toutes les touches",
        "palette": "tout ce que l'on peut faire",
    }
    return (
        "Voici les fiches de ce dossier : une ligne par projet d'IA.",
        "",
        *(f"{folder_key_of(name):7} {text}" for name, text in does.items()),
    )


class WelcomeScreen(ModalScreen[None]):
    """A few lines; any key closes it, and a key that was meant for what is behind gets there."""

    CSS_PATH = "dialogs.tcss"

    def __init__(self, *, in_folder: bool = False) -> None:
        """Prepare to say what can be done with a fiche, or with a folder's."""
        super().__init__()
        lines = _of_folder() if in_folder else _of_fiche()
        self._text = Content("\n").join(map(Content, (*lines, "", "Rien ne quitte votre machine.")))

    def compose(self) -> ComposeResult:
        """Yield the frame."""
        with Vertical(id="dialog") as frame:
            frame.border_title = "Bienvenue dans iafiche"
            yield Static(self._text)
            yield Static(Content("Entrée Commencer"), id="hint")

    def on_key(self, event: events.Key) -> None:
        """Close, and hand on what was typed."""
        event.stop()
        self.dismiss()
        if event.key not in _LEAVING and isinstance(self.app, TypedAhead):
            self.app.hand_on(event)

    def action_leave(self) -> None:
        """Close."""
        self.dismiss()
