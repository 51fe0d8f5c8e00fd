"""Where the program keeps what is its own: the settings, the carnet, the state of a machine."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

_NAME = "iafiche"
_SETTINGS = "config.toml"

JOURNAL_SUFFIX = ".journal"
"""How the names of recovery journals end."""


class Folders(NamedTuple):
    """The places of one user; they may not exist yet.

    Attributes:
        settings_file: The settings, which belong to the user.
        data: The folder of the carnet.
        state: The folder of what the program remembers of itself, and of what is typed and not
            saved yet.
        cache: The folder of what a review keeps for the next one; losing it costs some seconds.
    """

    settings_file: Path
    data: Path
    state: Path
    cache: Path

    @property
    def journals(self) -> Path:
        """The folder of the recovery journals: losing that may cost what somebody typed."""
        return self.state / "recuperation"

    def hold_journals(self) -> bool:
        """Tell, at little cost, whether there may be work that was not saved."""
        try:
            names = os.listdir(self.journals)  # noqa: PTH208
        except (OSError, ValueError):
            return False
        return any(name.endswith(JOURNAL_SUFFIX) for name in names)

    @property
    def versions(self) -> Path:
        """The folder of the earlier versions of fiches."""
        return self.state / "versions"

    @property
    def reports(self) -> Path:
        """The folder of what the program wrote down of its own failures."""
        return self.state / "rapports"


def user_folders(
    settings_file: str = "", data: str = "", state: str = "", cache: str = ""
) -> Folders:
    """Return the places that the system has for a user's program, or those given instead."""
    if settings_file and data and state and cache:
        return Folders(Path(settings_file), Path(data), Path(state), Path(cache))
    # Some 7 ms, but free beside textual, which loads it too.
    from platformdirs import PlatformDirs

    # Without an author, Windows has no folder of that name above ours.
    own = PlatformDirs(_NAME, appauthor=False)
    return Folders(
        Path(settings_file) if settings_file else own.user_config_path / _SETTINGS,
        Path(data) if data else own.user_data_path,
        Path(state) if state else own.user_state_path,
        Path(cache) if cache else own.user_cache_path,
    )
