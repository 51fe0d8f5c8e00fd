"""Draw the pictures of the documents: the program itself, without a terminal.

    python docs/captures/faire.py [FOLDER]

writes them to FOLDER; without it, beside this file.
"""

import asyncio
import datetime
import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from textual.pilot import Pilot
from textual.screen import Screen

from iafiche.review.marks import marks_for
from iafiche.store.fiche_file import FicheFile
from iafiche.tui.app import IaficheApp
from iafiche.tui.screens.fiche import FicheScreen
from iafiche.tui.screens.folder import FolderScreen

HERE = Path(__file__).resolve().parent
EXAMPLES = HERE.parent / "exemples"
TODAY = datetime.date(2026, 11, 23)

_LOOK_AGAIN = 0.1
"""Seconds between two looks at a screen that may still be changing."""

_WEB_FONTS = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
"""A picture that is opened must load nothing from elsewhere: it has the reader's own font."""


@dataclass(frozen=True)
class Shot:
    """One picture: which fiche is open, after which keys, in how large a terminal.

    Without a fiche, it is the folder of all of them.
    """

    name: str
    fiche: str | None
    keys: tuple[str, ...]
    size: tuple[int, int]


SHOTS = (
    Shot("fiche", "erreurs-de-tableur.fiche.toml", ("tab", "tab"), (110, 32)),
    Shot("choix", "brouillon-a-moitie-rempli.fiche.toml", ("f8", "enter"), (80, 24)),
    Shot("apercu", "avertissements-a-relire.fiche.toml", ("ctrl+o",), (80, 24)),
    Shot(
        "corrections",
        "erreurs-de-tableur.fiche.toml",
        ("f10", *"tout ce qui est s", "enter"),
        (80, 24),
    ),
    Shot("dossier", None, (), (80, 24)),
)


async def draw(shot: Shot) -> str:
    """Return the picture as the text of an SVG file."""
    file = None if shot.fiche is None else FicheFile.open(EXAMPLES / shot.fiche)
    app = IaficheApp(EXAMPLES, TODAY, file)
    app.marks = marks_for("utf-8")
    async with app.run_test(size=shot.size) as pilot:
        await _until_checked(pilot)
        await pilot.press(*shot.keys)
        return _WEB_FONTS.sub("", await _settled(pilot))


async def _until_checked(pilot: Pilot[None]) -> None:
    screen = pilot.app.screen
    while not _is_checked(screen):
        await pilot.pause(_LOOK_AGAIN)


def _is_checked(screen: Screen[object]) -> bool:
    if isinstance(screen, FolderScreen):
        return screen.is_read
    assert isinstance(screen, FicheScreen)
    return bool(screen.editing.findings)


async def _settled(pilot: Pilot[None]) -> str:
    """Return the picture once it stays the same from one look to the next."""
    while True:
        before = pilot.app.export_screenshot(simplify=True)
        await pilot.pause(_LOOK_AGAIN)
        if pilot.app.export_screenshot(simplify=True) == before:
            return before


def main() -> None:
    """Write every picture."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    # The folder's screen gives its path from the home folder: « ~/exemples » on every machine.
    os.environ["HOME"] = os.environ["USERPROFILE"] = str(EXAMPLES.parent)
    for shot in SHOTS:
        picture = asyncio.run(draw(shot))
        (folder / f"{shot.name}.svg").write_text(picture, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
