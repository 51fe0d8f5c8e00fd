"""Draw the pictures of the documents: the program itself, without a terminal.

    python docs/captures/faire.py [FOLDER]

writes them to FOLDER; without it, beside this file.
"""

import asyncio
import datetime
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from textual.pilot import Pilot

from iafiche.review.marks import marks_for
from iafiche.store.fiche_file import FicheFile
from iafiche.tui.app import IaficheApp
from iafiche.tui.screens.fiche import FicheScreen

HERE = Path(__file__).resolve().parent
EXAMPLES = HERE.parent / "exemples"
TODAY = datetime.date(2026, 11, 23)

_LOOK_AGAIN = 0.1
"""Seconds between two looks at a screen that may still be changing."""

_WEB_FONTS = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
"""A picture that is opened must load nothing from elsewhere: it has the reader's own font."""


@dataclass(frozen=True)
class Shot:
    """One picture: which fiche is open, after which keys, in how large a terminal."""

    name: str
    fiche: str
    keys: tuple[str, ...]
    size: tuple[int, int]


SHOTS = (
    Shot("fiche", "erreurs-de-tableur.fiche.toml", ("tab", "tab"), (110, 32)),
    Shot("choix", "brouillon-a-moitie-rempli.fiche.toml", ("f8", "enter"), (80, 24)),
)


async def draw(shot: Shot) -> str:
    """Return the picture as the text of an SVG file."""
    app = IaficheApp(EXAMPLES, TODAY, FicheFile.open(EXAMPLES / shot.fiche))
    app.marks = marks_for("utf-8")
    async with app.run_test(size=shot.size) as pilot:
        await _until_checked(pilot)
        await pilot.press(*shot.keys)
        return _WEB_FONTS.sub("", await _settled(pilot))


async def _until_checked(pilot: Pilot[None]) -> None:
    screen = pilot.app.screen
    assert isinstance(screen, FicheScreen)
    while not screen.editing.findings:
        await pilot.pause(_LOOK_AGAIN)


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
    for shot in SHOTS:
        picture = asyncio.run(draw(shot))
        (folder / f"{shot.name}.svg").write_text(picture, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
