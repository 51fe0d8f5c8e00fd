"""The program under watch: `python -m tests.watched_program LOG CALLS [FICHE]`.

Makes each of the CALLS, a JSON array of arrays of arguments; with FICHE, somebody then opens its
folder and fills it on the screen. Connections are refused, and noted in LOG beside the processes
that are started. Python's own audit events tell of both (docs.python.org, « Audit events »):
nothing in Python gets around them.
"""

import asyncio
import json
import os
import sys
from pathlib import Path

from iafiche.cli.own_folders import own_folders
from iafiche.cli.program import run
from iafiche.store.fiche_file import FicheFile
from iafiche.tui.app import IaficheApp
from iafiche.tui.preferences import load_preferences
from tests.conftest import TODAY
from tests.tui.person import USUAL, program

ENDED = 7
"""The exit code once all was done."""

_CONNECTING = (
    *("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"),
    *("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"),
    *("webbrowser.open", "urllib.Request", "ftplib.connect", "smtplib.connect"),
)
_STARTING = (
    "subprocess.Popen",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.spawn",
    "os.startfile",
)
_LOCAL = ("127.0.0.1", "::1")


def watch(log: Path) -> None:
    """Refuse connections from now on, and note what is tried."""
    notes = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event in _STARTING:
            os.write(notes, f"{event} {arguments!r}\n".encode())
        if event in _CONNECTING and not _is_own_pipe(arguments):
            os.write(notes, f"{event} {arguments!r}\n".encode())
            raise PermissionError(event)

    sys.addaudithook(hook)


def _is_own_pipe(arguments: tuple[object, ...]) -> bool:
    """Tell whether asyncio makes on Windows what is a pair of sockets elsewhere."""
    address = arguments[-1]
    return sys.platform == "win32" and isinstance(address, tuple) and address[0] in _LOCAL


async def _fill(fiche: Path) -> None:
    preferences = load_preferences(own_folders(os.environ))
    app = IaficheApp(fiche.parent, TODAY, FicheFile.open(fiche), preferences)
    async with program(app, USUAL) as person:
        # The page of the welcome.
        await person.press("enter")
        await person.go_to("nom_projet")
        await person.type("Rives")
        await person.press("f1", "escape", "f6", "escape", "f12", "escape", "ctrl+s")
        await person.go_to("url_infos")
        await person.type("https://www.exemple.fr/")
        await person.press("ctrl+s")
        await person.type("x")
        # As a program ends that is killed: its journal stays.
        person.editing.keep()
        sys.stdout.flush()
        os._exit(ENDED)


if __name__ == "__main__":
    watch(Path(sys.argv[1]))
    for call in json.loads(sys.argv[2]):
        run(call)
    for name in sys.argv[3:]:
        asyncio.run(_fill(Path(name)))
