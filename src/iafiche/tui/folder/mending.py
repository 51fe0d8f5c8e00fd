"""Applying the certain corrections of fiches: shown first, then written."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from textual.content import Content

from iafiche.review.correcting import Correction, correction_lines, correction_of, diff_lines
from iafiche.review.display import visible
from iafiche.review.wording import counted
from iafiche.store.fiche_file import FicheFile, UnreadableError
from iafiche.store.system_errors import SaveError
from iafiche.tui.actions import folder_key_of
from iafiche.tui.folder.wording import these
from iafiche.tui.screens.reading import ReadingScreen
from iafiche.tui.screens.views import View, ViewsScreen
from iafiche.tui.screens.work import Progress, StoppedError, run
from iafiche.tui.showing import diff_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from iafiche.tui.folder.entries import Entry
    from iafiche.tui.folder.occasion import Occasion
    from iafiche.tui.screens.folder_commands import FolderCommands

_SHOWN = 400
"""Fiches whose corrections are shown one by one: more would be read by nobody."""

_MOVED = "a changé entre-temps : ses corrections n'ont pas été écrites."


def mend_some(screen: FolderCommands, entries: Sequence[Entry]) -> None:
    """Show what the certain corrections change in these fiches; write them once accepted."""
    mendable = [entry.file for entry in entries if entry.mendable]
    if not mendable:
        screen.say(f"Aucune correction certaine. {folder_key_of('next_finding')} mène aux champs.")
        return
    occasion, told = screen.occasion, these(entries, screen.listing)

    def look(progress: Progress) -> list[Correction]:
        paths = progress.over(mendable, len(mendable), "Recherche des corrections…")
        found = (_correction(path, occasion) for path in paths)
        return [each for each in found if isinstance(each, Correction) and each.lines]

    def show(corrections: list[Correction]) -> None:
        if not corrections:
            screen.say("Aucune correction certaine qui améliore ces fiches.")
            return
        count = counted(len(corrections), "fiche à corriger", "fiches à corriger")
        views = ViewsScreen(
            f"{count} parmi {told}" if len(entries) > 1 else count,
            (View("Par champ", _by_field(corrections)), View("Lignes", _lines(corrections))),
            screen.marks,
            accept=f"Corriger {counted(len(corrections), 'fiche')}",
        )
        screen.app.push_screen(views, lambda yes: write(corrections) if yes else None)

    def write(corrections: list[Correction]) -> None:
        def save(progress: Progress) -> _Written:
            written = _Written()
            with suppress(StoppedError):
                # What was written stays written where somebody stops the rest.
                for each in progress.over(corrections, len(corrections), "Écriture…"):
                    written.add(each, _write(each, occasion))
            return written

        run(screen.app, "Correction", save, screen.marks, end)

    def end(written: _Written) -> None:
        screen.reload()
        screen.say(f"{counted(written.count, 'fiche corrigée', 'fiches corrigées')}.")
        if written.failed:
            text = Content("\n").join(map(Content, written.failed))
            screen.app.push_screen(ReadingScreen("Fiches non corrigées", text, screen.marks))

    run(screen.app, "Corrections", look, screen.marks, show)


class _Written:
    """What came of writing corrections: how many fiches, and why not others."""

    def __init__(self) -> None:
        self.count = 0
        self.failed: list[str] = []

    def add(self, correction: Correction, why: str) -> None:
        """Count one fiche: written where there is no reason why not."""
        self.count += not why
        if why:
            self.failed.append(visible(f"{correction.path} {why}"))


def _correction(path: Path, occasion: Occasion) -> Correction | str:
    """Return what the certain corrections make of a file, or why there is nothing to say."""
    try:
        return correction_of(path, FicheFile.open(path), occasion.context_of(path))
    except UnreadableError as error:
        return f"ne peut plus être lue. {error}"
    except SaveError as error:
        return f"n'a pas été corrigée. {error.message} {error.advice}"


def _write(shown: Correction, occasion: Occasion) -> str:
    """Write what was shown, and nothing else; return why it was not written."""
    now = _correction(shown.path, occasion)
    if isinstance(now, str):
        return now
    if now.lines != shown.lines:
        return _MOVED
    try:
        file = FicheFile.open(shown.path)
        file.keep_before = occasion.keep_before
        file.save(now.draft, occasion.today)
    except UnreadableError as error:
        return f"ne peut plus être lue. {error}"
    except SaveError as error:
        return f"n'a pas été corrigée. {error.message} {error.advice}"
    return ""


def _by_field(corrections: Sequence[Correction]) -> Content:
    lines = [Content(line) for each in corrections[:_SHOWN] for line in correction_lines(each)]
    return Content("\n").join([*lines, *_more(corrections)])


def _lines(corrections: Sequence[Correction]) -> Content:
    lines = [diff_text(diff_lines(each)) for each in corrections[:_SHOWN]]
    return Content("\n").join([*lines, *_more(corrections)])


def _more(corrections: Sequence[Correction]) -> list[Content]:
    more = len(corrections) - _SHOWN
    return [Content(f"… et {counted(more, 'autre fiche', 'autres fiches')}.")] if more > 0 else []
