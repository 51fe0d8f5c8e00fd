"""Somebody who types without end, and saves now and then.

`python -m tests.torture.typist FICHE FIELD KEYS [back]`: into that field, with so many keys between
two saves on average, behind the same session, the same journal and the same versions as the
editor's; what others save meanwhile is brought together with it. With `back`, each look at the
clock finds it earlier than the one before.

Says on standard output, before it goes on, what was typed (with the time, in seconds of the
machine's clock that only goes forward) and what was saved.
"""

import datetime
import os
import random
import sys
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path

from iafiche.check.context import Context
from iafiche.cli.own_folders import own_folders
from iafiche.editing.journaling import Journaling
from iafiche.editing.session import Editing
from iafiche.store.fiche_file import ChangedOnDiskError, FicheFile
from iafiche.store.journal import Journal
from iafiche.store.retention import Retention
from iafiche.store.versions import Keeper

BACKWARDS = "back"
KEPT = Retention(most=5)
WORD = "Projet"
"""What stands before the number that is typed."""

A_KEY = 0.005
"""Seconds from one key to the next."""


def main() -> None:
    """Type until somebody ends it."""
    path, field, keys, *how = sys.argv[1:]
    now = _earlier_and_earlier() if BACKWARDS in how else _now
    folders = own_folders(os.environ)
    editing = Editing(FicheFile.open(Path(path)), Context(now().date()))
    editing.journal = Journaling(Journal(folders.journals), now, _fail)
    editing.file.keep_before = Keeper(folders.versions, KEPT, now)
    for number in count(1):
        editing.edit(field, f"{WORD} {number}")
        print(f"typed {number} {time.monotonic()}", flush=True)
        if random.random() < 1 / int(keys):
            _save(editing)
            print(f"saved {number} {time.monotonic()}", flush=True)
        time.sleep(A_KEY)


def _save(editing: Editing) -> None:
    try:
        editing.save()
    except ChangedOnDiskError as error:
        reading = error.found.reading
        editing.take_over(reading, editing.merge_with(reading).result({}))
        _save(editing)


def _now() -> datetime.datetime:
    return datetime.datetime.now().astimezone()


def _earlier_and_earlier() -> Callable[[], datetime.datetime]:
    looks = count(1)
    return lambda: _now() - datetime.timedelta(hours=next(looks) * 7)


def _fail(error: Exception) -> None:
    print(f"failed {error!r}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
