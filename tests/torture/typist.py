"""Somebody who types without end, and saves now and then: `python -m tests.torture.typist FICHE`.

Behind the same session and the same journal as the editor's. Says on standard output, before it
goes on, what was typed (with the time, in seconds of the machine's clock that only goes forward)
and what was saved.
"""

import datetime
import os
import random
import sys
import time
from itertools import count
from pathlib import Path

from iafiche.check.context import Context
from iafiche.cli.own_folders import own_folders
from iafiche.editing.journaling import Journaling
from iafiche.editing.session import Editing
from iafiche.store.fiche_file import FicheFile
from iafiche.store.journal import Journal

FIELD = "nom_projet"
A_KEY = 0.005
"""Seconds from one key to the next."""

KEYS_BETWEEN_SAVES = 400


def main() -> None:
    """Type until somebody ends it."""
    editing = Editing(
        FicheFile.open(Path(sys.argv[1])), Context(datetime.datetime.now().astimezone().date())
    )
    journal = Journal(own_folders(os.environ).journals)
    editing.journal = Journaling(journal, lambda: datetime.datetime.now().astimezone(), _fail)
    for number in count(1):
        editing.edit(FIELD, f"Projet {number}")
        print(f"typed {number} {time.monotonic()}", flush=True)
        if random.random() < 1 / KEYS_BETWEEN_SAVES:
            editing.save()
            print(f"saved {number} {time.monotonic()}", flush=True)
        time.sleep(A_KEY)


def _fail(error: Exception) -> None:
    print(f"failed {error!r}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
