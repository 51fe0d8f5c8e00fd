"""The settings of whoever runs this process, for the commands that draw no screen."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from iafiche.cli.own_folders import own_folders
from iafiche.review.display import typeset, visible

if TYPE_CHECKING:
    from iafiche.cli.surroundings import Surroundings
    from iafiche.store.settings import Settings
    from iafiche.store.settings_file import SettingsReading


def load_settings(around: Surroundings) -> Settings:
    """Return what config.toml asks for, having said on standard error what is wrong in it.

    The default holds for whatever is wrong or not given. Remapped keys are the screens' matter:
    they are neither read nor judged here. To be called once in a process, or it says it twice.
    """
    return read_own_settings(around).settings


def read_own_settings(around: Surroundings) -> SettingsReading:
    """Do as `load_settings`, and return what is wrong too."""
    from iafiche.store.settings_file import read_settings

    reading = read_settings(own_folders(os.environ).settings_file)
    for problem in reading.problems:
        around.tell(typeset(f"Réglages à corriger : {visible(str(problem))}"))
    return reading
