"""The review of a folder or a fiche, printed where no screen can open."""

from __future__ import annotations

import os
import shlex
from typing import TYPE_CHECKING

from iafiche.cli.french import NBSP, no_fiche
from iafiche.cli.reviewing import Review
from iafiche.review.display import visible
from iafiche.review.marks import marks_for
from iafiche.review.overview import overview_lines, row_of
from iafiche.review.scan import fiche_files
from iafiche.review.text_report import verdict_lines

if TYPE_CHECKING:
    from pathlib import Path

    from iafiche.cli.surroundings import Surroundings
    from iafiche.review.verdict import Tally, Verdict


def show(around: Surroundings, path: Path) -> int:
    """Print the overview of the fiches at `path`, and the findings where it is one fiche."""
    if next(fiche_files([path]), None) is None:
        told = no_fiche([path])
        around.print(told[0].upper() + told[1:], "", _advice("Pour en créer une", "nouveau"))
        return 0
    review, rows = Review(around, [path]), []
    verdict: Verdict | None = None
    for verdict in review.verdicts():
        rows.append(row_of(verdict))
    around.print(*overview_lines(rows, review.tally, marks_for(around.out.encoding), around.width))
    if verdict is not None and not path.is_dir() and verdict.findings:
        around.print("", *verdict_lines(verdict))
    if steps := _next_steps(path, review.tally):
        around.print("", *steps)
    return 0


def _next_steps(path: Path, tally: Tally) -> list[str]:
    steps = []
    if not tally.to_mend and not tally.unreadable:
        steps.append(_advice("Pour exporter", "exporter", path, "-o bibliotheque.csv"))
    elif path.is_dir():
        steps.append(_advice("Ce qu'il faut corriger", "verifier", path))
    if tally.unreadable < tally.fiches:
        steps.append(_advice("Pour ouvrir, dans un terminal", "", path))
        if not path.is_dir():
            steps.append(_advice("Pour remplir, question par question", "remplir", path))
    return steps


def _advice(purpose: str, command: str, path: Path | None = None, options: str = "") -> str:
    words = ("iafiche", command, "" if path is None else _shell_word(path), options)
    return f"{purpose}{NBSP}: {' '.join(word for word in words if word)}"


def _shell_word(path: Path) -> str:
    """Return a path as one types it in the shell, so that the line can be copied."""
    text = str(path)
    if text.startswith("-"):
        text = f".{os.sep}{text}"
    if os.name == "nt":
        return visible(f'"{text}"' if " " in text else text)
    return visible(shlex.quote(text))
