"""Which keys the settings may give to an action."""

from __future__ import annotations

import re

from iafiche.model.text import quoted
from iafiche.store.keyboard import Keyboard
from iafiche.store.system_errors import Trouble
from iafiche.tui.actions import FICHE_ACTIONS, FOLDER_ACTIONS, key_name

_FUNCTION = re.compile(r"(?:ctrl\+|shift\+)?f(?:[1-9]|1[0-2])")
_CONTROL = re.compile(r"ctrl\+[a-z]")
_PLAIN = re.compile(r"[a-z0-9]")
# What a terminal sends for them is another key: Tab, Entrée, Retour arrière, and the end of a line.
_OTHER_KEYS = {"ctrl+i", "ctrl+m", "ctrl+h", "ctrl+j"}
_KEPT = {"ctrl+c", "ctrl+v", "ctrl+x"}
_IN_WORDS = {"maj+": "shift+", "^": "ctrl+", "⇧": "shift+"}
_ON_A_FICHE = frozenset(action.name for action in FICHE_ACTIONS)


def accept(action: str, written: str) -> str | Trouble:
    """Return Textual's name of the key that a person wrote, or why the action cannot have it."""
    key = written.strip().lower().replace(" ", "")
    for french, name in _IN_WORDS.items():
        key = key.replace(french, name)
    known = {
        key_name(default).lower(): default
        for a in (*FICHE_ACTIONS, *FOLDER_ACTIONS)
        for default in a.default_keys
    }
    key = known.get(written.strip().lower(), key)
    advice = "Écrivez par exemple « f9 », « shift+f9 » ou « ctrl+t »."
    if "alt" in key:
        return Trouble(
            f"{quoted(written)} demande la touche Alt, que des terminaux gardent.", advice
        )
    if key in _OTHER_KEYS:
        return Trouble(
            f"Un terminal ne distingue pas {quoted(written)} d'une autre touche.", advice
        )
    if key in _KEPT:
        return Trouble(f"{quoted(written)} sert à copier et à coller.", advice)
    if _PLAIN.fullmatch(key) and action in _ON_A_FICHE:
        return Trouble(f"{quoted(written)} sert à écrire dans les champs.", advice)
    if key in known.values() or any(form.fullmatch(key) for form in (_FUNCTION, _CONTROL, _PLAIN)):
        return key
    return Trouble(f"{quoted(written)} n'est pas une touche connue.", advice)


KEYBOARD = Keyboard(
    tuple(
        {action.name: action.default_keys for action in screen}
        for screen in (FICHE_ACTIONS, FOLDER_ACTIONS)
    ),
    accept,
)
"""The keys of the screens, for checking the settings."""
