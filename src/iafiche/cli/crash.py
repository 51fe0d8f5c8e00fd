"""What is said where the program itself is at fault: what happened, where the work is, what to do.

Nothing here may fail in its turn.
"""

from __future__ import annotations

import datetime
import os
import platform
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from iafiche import __version__
from iafiche.cli.commands import COMMANDS, NAME
from iafiche.cli.own_folders import own_folders
from iafiche.cli.streams import make_writable
from iafiche.review.display import inert, typeset, visible
from iafiche.store.crash_report import report_of, write_report
from iafiche.store.system_errors import SaveError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from iafiche.store.folders import Folders

CODE = 70
"""The exit code: EX_SOFTWARE of sysexits.h."""


def tell_crash(error: Exception) -> int:
    """Tell a fault of the program on standard error, write a report, and return the exit code."""
    folders = own_folders(os.environ)
    # A terminal that has gone, a pipe without a reader.
    with suppress(OSError, ValueError):
        if sys.stderr is not None:
            make_writable(sys.stderr)
            lines = (typeset(line) for line in _told(error, folders))
            sys.stderr.write(inert("".join(f"{line}\n" for line in lines)))
            sys.stderr.flush()
    return CODE


def _told(error: Exception, folders: Folders) -> Iterator[str]:
    yield f"Erreur : {NAME} s'est arrêté à cause d'un défaut du programme."
    yield "Vos fiches sont intactes : un fichier n'est remplacé que par un fichier entier."
    if folders.hold_journals():
        yield (
            f"Ce qui n'était pas enregistré est gardé : {NAME} vous le proposera au prochain"
            f" démarrage, et « {NAME} recuperer » le montre."
        )
    about = {
        NAME: __version__,
        "Python": platform.python_version(),
        "Système": platform.platform(),
        "Commande": next((word for word in sys.argv[1:2] if word in COMMANDS), "(écran)"),
    }
    now = datetime.datetime.now().astimezone()
    try:
        path = write_report(folders.reports, report_of(error, about), now)
    except SaveError as refused:
        yield f"Le rapport n'a pas pu être écrit. {refused}"
    else:
        yield f"Rapport : {visible(str(path))}"
        yield (
            "Il dit où le programme s'est trompé, et rien de ce que contiennent vos fiches :"
            " joignez-le pour signaler ce défaut."
        )
