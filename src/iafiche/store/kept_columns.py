"""What a person decided about columns, for the next import: names of columns and their fields.

It stands in the folder of the program's state: losing it costs a few choices, so that a spoiled
file is as good as none.
"""

from __future__ import annotations

import json
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING

from iafiche.store.opening import read_start
from iafiche.store.safe_file import make_private_folder, remove_safely, write_safely
from iafiche.store.system_errors import SaveError, writing_trouble

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FILE_NAME = "colonnes.json"
MOST_NAMES = 500
_LONGEST = 200
_MOST_BYTES = 500_000
_TITLE = {"iafiche": "colonnes", "version": 1}
_NAMES = "colonnes"


def recall(state: Path) -> dict[str, str]:
    """Return the fields by column, empty for a column that is kept aside. Never raises."""
    data = read_start(state / FILE_NAME, _MOST_BYTES + 1)
    told: object = None
    if isinstance(data, bytes) and len(data) <= _MOST_BYTES:
        with suppress(ValueError, RecursionError):
            told = json.loads(data)
    if not isinstance(told, dict) or any(told.get(key) != value for key, value in _TITLE.items()):
        return {}
    names = told.get(_NAMES)
    return {
        name: key
        for name, key in (names.items() if isinstance(names, dict) else ())
        if isinstance(key, str) and 0 < len(name) <= _LONGEST
    }


def remember(state: Path, wishes: Mapping[str, str]) -> None:
    """Add to what is remembered; the names decided first go first when there are too many.

    Raises:
        SaveError: It cannot be written.
    """
    known = recall(state)
    for name, key in wishes.items():
        known.pop(name, None)
        if 0 < len(name) <= _LONGEST:
            known[name] = key
    kept = dict(islice(known.items(), max(0, len(known) - MOST_NAMES), None))
    text = json.dumps({**_TITLE, _NAMES: kept}, indent=1)
    try:
        make_private_folder(state)
    except (OSError, ValueError) as error:
        raise SaveError(writing_trouble(error, state.parent)) from error
    write_safely(state / FILE_NAME, f"{text}\n".encode(), private=True)


def forget(state: Path) -> int:
    """Forget everything, and return how many columns that were.

    Raises:
        SaveError: The file cannot be removed.
    """
    count = len(recall(state))
    remove_safely(state / FILE_NAME)
    return count
