"""Remapping keys: what the settings ask for, against what the screens know of keys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from iafiche.model.text import quoted
from iafiche.store.system_errors import Trouble

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

Keys = dict[str, tuple[str, ...]]
"""The keys of actions, by the action's name."""


@dataclass(frozen=True, slots=True)
class Keyboard:
    """What the screens know of keys, as far as remapping needs it.

    Attributes:
        screens: For each screen, the keys that its actions have by default.
        accept: Returns the name of a key for how a person wrote it in the settings, given the
            action's name and those words; or else why it cannot be that action's key.
    """

    screens: tuple[Mapping[str, tuple[str, ...]], ...]
    accept: Callable[[str, str], str | Trouble]

    @property
    def actions(self) -> tuple[str, ...]:
        """The names of all actions, each once, in the order of the screens."""
        return tuple(dict.fromkeys(name for screen in self.screens for name in screen))


@dataclass(frozen=True, slots=True)
class Remapping:
    """Which keys count, and for which actions something is wrong.

    Attributes:
        keys: Of the actions that are remapped rightly.
        troubles: What is wrong, by the action's name as the settings write it.
    """

    keys: Keys
    troubles: dict[str, Trouble]


def remap(wanted: Mapping[str, object], keyboard: Keyboard) -> Remapping:
    """Return the keys that the settings ask for; an action with a wrong one keeps its own."""
    keys: Keys = {}
    troubles: dict[str, Trouble] = {}
    for action, raw in wanted.items():
        found = _keys_of(action, raw, keyboard)
        if isinstance(found, Trouble):
            troubles[action] = found
        else:
            keys[action] = found
    while (clash := _clash(keys, keyboard)) is not None:
        troubles[clash.action] = clash.trouble
        del keys[clash.action]
    return Remapping(keys, troubles)


def _keys_of(action: str, raw: object, keyboard: Keyboard) -> tuple[str, ...] | Trouble:
    if action not in keyboard.actions:
        return unknown_name("L'action", action, keyboard.actions)
    words = [raw] if isinstance(raw, str) else raw
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        return Trouble(
            f"Les touches de « {action} » ne sont pas écrites comme des textes.",
            f'Écrivez par exemple : {action} = "ctrl+t", ou {action} = ["ctrl+t", "f4"].',
        )
    if not words:
        return Trouble(
            f"L'action « {action} » n'a plus aucune touche.",
            f'Donnez-lui-en une, par exemple {action} = "ctrl+t", ou retirez cette ligne.',
        )
    keys = [keyboard.accept(action, word) for word in words]
    refused = next((key for key in keys if isinstance(key, Trouble)), None)
    return refused or tuple(dict.fromkeys(key for key in keys if isinstance(key, str)))


@dataclass(frozen=True, slots=True)
class _Clash:
    action: str
    trouble: Trouble


def _clash(keys: Keys, keyboard: Keyboard) -> _Clash | None:
    """Return the last remapped action that has a key of another one on the same screen."""
    for action in reversed(keys):
        for screen in keyboard.screens:
            if action not in screen:
                continue
            for other, defaults in screen.items():
                shared = set(keys[action]) & set(keys.get(other, defaults))
                if other != action and shared:
                    key = next(key for key in keys[action] if key in shared)
                    return _Clash(
                        action,
                        Trouble(
                            f"La touche « {key} » sert déjà à l'action « {other} ».",
                            f"Donnez une autre touche à « {action} » ou à « {other} ».",
                        ),
                    )
    return None


def unknown_name(what: str, written: str, known: Iterable[str]) -> Trouble:
    """Return the trouble of a name that is none of those known, with the nearest."""
    from difflib import get_close_matches

    names = list(known)
    near = get_close_matches(written.lower(), names, n=1)
    return Trouble(
        f"{what} {quoted(written)} n'existe pas.",
        f"Vouliez-vous dire « {near[0]} » ?"
        if near
        else f"Choisissez parmi {', '.join(f'« {name} »' for name in names)}.",
    )
