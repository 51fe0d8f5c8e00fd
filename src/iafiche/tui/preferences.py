"""What the user's own files change on the screens: settings, carnet, the welcome already seen."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from iafiche.check.context import STALE_AFTER
from iafiche.store.retention import Retention

if TYPE_CHECKING:
    from collections.abc import Mapping

    from iafiche.store.folders import Folders
    from iafiche.store.settings import ColourTheme
    from iafiche.store.settings_file import SettingsProblem


class Preferences(NamedTuple):
    """The settings as the screens need them; by default where no file gives any.

    Attributes:
        folders: Where the user's own files are; None for a program that keeps nothing.
        theme: The colours; None for the default ones.
        keys: The keys of remapped actions, by the action's name.
        stale_after: From how many days without an update a fiche is called old.
        carnet: Whether the carnet learns and proposes.
        retention: How many earlier versions of a fiche are kept, and how long.
        problems: What is wrong in the settings file.
    """

    folders: Folders | None = None
    theme: ColourTheme | None = None
    keys: Mapping[str, tuple[str, ...]] | None = None
    stale_after: int = STALE_AFTER
    carnet: bool = True
    retention: Retention = Retention()
    problems: tuple[SettingsProblem, ...] = ()


def load_preferences(folders: Folders) -> Preferences:
    """Return what the settings file asks for. Without one, nothing is loaded to read it."""
    # Not `Path.exists`: it fails where the folder may not be looked into.
    if not os.path.lexists(folders.settings_file):
        return Preferences(folders)
    from iafiche.store.settings_file import read_settings
    from iafiche.tui.keys import KEYBOARD

    reading = read_settings(folders.settings_file, KEYBOARD)
    settings = reading.settings
    return Preferences(
        folders,
        settings.theme,
        settings.touches,
        settings.anciennete_jours,
        settings.carnet,
        settings.retention,
        reading.problems,
    )
