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
    # Every start asks whether it was seen; only the first one writes.
    from iafiche.store.safe_file import make_private_folder, write_safely
    from iafiche.store.system_errors import SaveError

    with suppress(OSError, ValueError, SaveError):
        make_private_folder(state)
        write_safely(state / _MARK, b"", private=True)
