"""Where the program keeps what is its own: the settings, the carnet, the state of a machine."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

NAME = "iafiche"


@dataclass(frozen=True, slots=True)
class Folders:
    """The folders of one user; they may not exist yet.

    Attributes:
        settings: Of the settings file, which belongs to the user.
        data: Of the carnet.
        state: Of what the program remembers of itself; losing it costs nothing.
    """

    settings: Path
    data: Path
    state: Path


def user_folders(settings: str = "", data: str = "", state: str = "") -> Folders:
    """Return the folders that the system has for a user's program, or those given instead."""
    if settings and data and state:
        return Folders(Path(settings), Path(data), Path(state))
    # Some 7 ms, free where textual is loaded anyway.
    from platformdirs import PlatformDirs

    # Without an author, Windows has no folder of that name above ours.
    own = PlatformDirs(NAME, appauthor=False)
    return Folders(
        Path(settings) if settings else own.user_config_path,
        Path(data) if data else own.user_data_path,
        Path(state) if state else own.user_state_path,
    )
