"""Whether this user has seen the page that welcomes to the program."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_MARK = "accueil-vu"


def is_welcomed(state: Path) -> bool:
    """Tell whether the page was seen, by what stands in the folder of the program's state."""
    try:
        return (state / _MARK).exists()
    except (OSError, ValueError):
        # Where nothing can be looked up, nothing could be marked either: not again each time.
        return True


def mark_welcomed(state: Path) -> None:
    """Take note that the page was seen; where that cannot be, it will be shown once more."""
    with suppress(OSError, ValueError):
        state.mkdir(mode=0o700, parents=True, exist_ok=True)
        (state / _MARK).touch()
