"""An export from the folder's screen: for whom, of which fiches, where to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.content import Content

from iafiche.exchange.exporting import ExportError, Named, export
from iafiche.exchange.extras import MissingPackageError
from iafiche.exchange.gate import pass_gate
from iafiche.exchange.profiles import PROFILES, Profile, profile_named
from iafiche.review.display import typeset, visible
from iafiche.review.exported import left_behind, success, write_export
from iafiche.review.scan import is_fiche_name
from iafiche.review.wording import counted
from iafiche.store.system_errors import SaveError
from iafiche.tui.choosing import ask
from iafiche.tui.folder.validating import candidates, passage_of, refusals_text
from iafiche.tui.folder.wording import these
from iafiche.tui.screens.ask_path import AskPath
from iafiche.tui.screens.items import Item
from iafiche.tui.screens.reading import ReadingScreen
from iafiche.tui.screens.work import Progress, run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from iafiche.exchange.gate import Candidate, Passage, Refusal
    from iafiche.tui.folder.entries import Entry
    from iafiche.tui.screens.folder_commands import FolderCommands

_READY, _ALL, _COMPLETE, _WHY = "ready", "all", "complete", "why"
_REPLACE, _OTHER_NAME = "replace", "other"


def export_some(screen: FolderCommands, entries: Sequence[Entry]) -> None:
    """Ask for whom these fiches are, then export them."""
    if not entries:
        screen.say("Aucune fiche à exporter.")
        return
    told = these(entries, screen.listing)
    items = [Item(p.name, p.name, typeset(p.purpose)) for p in PROFILES]

    def take(chosen: tuple[str, ...] | None) -> None:
        if chosen:
            _Export(screen, entries, profile_named(chosen[0])).check()

    screen.app.push_screen(ask(f"Exporter {told} : pour qui ?", items, screen.marks), take)


@dataclass(frozen=True, slots=True)
class _Wish:
    """What is to be written.

    Attributes:
        complete: Fields that are not public leave, too.
        fiches: What leaves.
    """

    complete: bool
    fiches: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """What may leave of the fiches that were read.

    Attributes:
        ready: Those without errors.
        readable: The same and those with errors.
        refused: All that are not ready, and why.
    """

    ready: tuple[Named, ...]
    readable: tuple[Named, ...]
    refused: tuple[Refusal, ...]


class _Export:
    """One export, from the profile to the file."""

    def __init__(self, screen: FolderCommands, entries: Sequence[Entry], profile: Profile) -> None:
        self._screen = screen
        self._entries = entries
        self._profile = profile

    def check(self) -> None:
        """Read the fiches, to say which may leave."""

        def read(progress: Progress) -> _Found:
            found = candidates(self._screen.occasion, self._entries, progress)
            ready = passage_of(found, progress)
            readable = pass_gate(found, drafts_allowed=True)
            return _Found(_named(found, ready), _named(found, readable), ready.refused)

        run(self._screen.app, "Export", read, self._screen.marks, self._offer)

    def _offer(self, found: _Found) -> None:
        """Say what can be written, and let the person choose."""
        ready, readable, refused = map(len, (found.ready, found.readable, found.refused))
        items = []
        if ready:
            what = counted(ready, "fiche prête", "fiches prêtes")
            items.append(Item(_READY, f"Écrire {what}", self._held_back()))
        if ready and self._profile.is_published:
            hidden = "champs non publics compris : ne publiez pas ce fichier"
            items.append(Item(_COMPLETE, f"Écrire {what}, complètes", hidden))
        if readable > ready:
            what = counted(readable, "fiche")
            items.append(Item(_ALL, f"Écrire {what}", "celles qui ont des erreurs comprises"))
        if refused:
            why = counted(refused, "fiche refusée", "fiches refusées")
            items.append(Item(_WHY, f"Voir pourquoi {why}", "rien n'est écrit"))
        title = f"Exporter ({self._profile.name})"
        take = partial(self._take, found)
        self._screen.app.push_screen(ask(title, items, self._screen.marks), take)

    def _held_back(self) -> str:
        return "champs publics seulement" if self._profile.is_published else "tous les champs"

    def _take(self, found: _Found, answer: tuple[str, ...] | None) -> None:
        if not answer:
            return
        if answer[0] == _WHY:
            text = refusals_text(found.refused)
            reading = ReadingScreen("Fiches refusées", text, self._screen.marks)
            self._screen.app.push_screen(reading, lambda _: self._offer(found))
            return
        fiches = found.readable if answer[0] == _ALL else found.ready
        folder = self._screen.occasion.folder.absolute()
        proposed = folder / f"{folder.name or 'export'}{self._profile.suffix}"
        self._ask_path(_Wish(answer[0] == _COMPLETE, fiches), str(proposed), "")

    def _ask_path(self, wish: _Wish, proposed: str, problem: str) -> None:
        dialog = AskPath(
            proposed,
            problem,
            asked=f"Exporter {counted(len(wish.fiches), 'fiche')} ({self._profile.name})",
            accept="Écrire",
            back="Revenir au dossier",
        )

        def take(text: str | None) -> None:
            if text is None:
                return
            path = Path(text).expanduser() if text.startswith("~") else Path(text)
            if is_fiche_name(path.name):
                self._ask_path(wish, text, "Ce nom est celui d'une fiche. Choisissez-en un autre.")
            elif _is_there(path):
                self._ask_to_replace(wish, path)
            else:
                self._write(wish, path)

        self._screen.app.push_screen(dialog, take)

    def _ask_to_replace(self, wish: _Wish, path: Path) -> None:
        items = (
            Item(_OTHER_NAME, "Choisir un autre nom"),
            Item(_REPLACE, "Le remplacer par cet export"),
        )

        def take(answer: tuple[str, ...] | None) -> None:
            if answer == (_REPLACE,):
                self._write(wish, path)
            else:
                self._ask_path(wish, str(path), "")

        question = ask(f"{visible(path.name)} existe déjà", items, self._screen.marks)
        self._screen.app.push_screen(question, take)

    def _write(self, wish: _Wish, path: Path) -> None:
        def write(progress: Progress) -> str | list[str]:
            progress.begin("Écriture…")
            try:
                made = export(
                    self._profile, wish.fiches, complete=wish.complete, passing=progress.over
                )
                progress.begin("Enregistrement…")
                write_export(path, made.content)
            except (ExportError, MissingPackageError, SaveError) as error:
                return f"{error.message} {error.advice}"
            remedy = "choisissez « complètes » pour les écrire"
            return [success(path, self._profile, len(wish.fiches)), *left_behind(made, remedy)]

        def show(told: str | list[str]) -> None:
            if isinstance(told, str):
                self._ask_path(wish, str(path), told)
                return
            text = Content("\n\n").join(Content(typeset(visible(line))) for line in told)
            self._screen.app.push_screen(ReadingScreen("Export écrit", text, self._screen.marks))

        run(self._screen.app, "Export", write, self._screen.marks, show)


def _named(found: Sequence[Candidate], passage: Passage) -> tuple[Named, ...]:
    """Return those of the fiches that passed, as they leave."""
    refused = {refusal.name for refusal in passage.refused}
    names = (each.name for each in found if each.name not in refused)
    return tuple(Named(*pair) for pair in zip(names, passage.passed, strict=True))


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        # Whatever is wrong there, writing will say it.
        return False
