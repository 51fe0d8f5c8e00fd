"""Saving, leaving, beginning another fiche: what asks a question before it does something."""

from __future__ import annotations

import datetime
from functools import partial
from typing import TYPE_CHECKING

from textual.content import Content

from iafiche.editing.locking import OpenElsewhereError
from iafiche.editing.wording import held_by
from iafiche.review.display import visible
from iafiche.store.fiche_file import AlreadyExistsError, ChangedOnDiskError
from iafiche.store.file_names import file_name_for, typed_path
from iafiche.store.system_errors import SaveError
from iafiche.tui.choosing import ask
from iafiche.tui.screens.ask_path import AskPath
from iafiche.tui.screens.items import Item
from iafiche.tui.widgets.messages import FicheClosed, FicheWanted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from iafiche.store.fiche_file import Changed
    from iafiche.store.system_errors import Trouble
    from iafiche.tui.screens.fiche_commands import FicheCommands

_SAVE, _DISCARD, _STAY = "save", "discard", "stay"
_REPLACE, _OTHER_NAME = "replace", "other"


def save(
    screen: FicheCommands, after: Callable[[], object] | None = None, *, overwrite: bool = False
) -> None:
    """Write the fiche to its file, asking for one where there is none; then do `after`.

    What somebody else has written there meanwhile is shown first, unless `overwrite` is said.
    """
    editing = screen.editing
    if editing.file.path is None or editing.is_read_only:
        save_as(screen, after)
        return
    try:
        if not overwrite:
            editing.file.check_unchanged()
        editing.save(overwrite=overwrite)
    except ChangedOnDiskError as error:
        _settle(screen, error.found, partial(save, screen, after))
    except SaveError as error:
        save_as(screen, after, f"{error.message} {error.advice}")
    else:
        _saved(screen, after)


def _settle(screen: FicheCommands, found: Changed, again: Callable[..., object]) -> None:
    from iafiche.tui.elsewhere import settle

    settle(screen, found, again)


def save_as(
    screen: FicheCommands, after: Callable[[], object] | None = None, problem: str = ""
) -> None:
    """Ask for a path and write the fiche there; `problem` says why one has to ask."""
    path = screen.editing.file.path
    if path is None:
        path = screen.folder / file_name_for(screen.editing.draft)
    elif screen.editing.is_read_only:
        path = path.with_name(f"copie-{path.name}")
        problem = problem or "La fiche est ouverte en lecture seule : ceci en enregistre une copie."
    _ask_path(screen, str(path), after, problem)


def _ask_path(
    screen: FicheCommands, proposed: str, after: Callable[[], object] | None, problem: str
) -> None:
    def take(text: str | None) -> None:
        if text is None:
            return
        path = typed_path(text)
        try:
            screen.editing.save(path)
        except AlreadyExistsError as error:
            _ask_to_replace(screen, path, after, error)
            return
        except ChangedOnDiskError as error:
            _settle(screen, error.found, partial(save, screen, after))
            return
        except SaveError as error:
            _ask_path(screen, text, after, f"{error.message} {error.advice}")
            return
        _saved(screen, after)

    screen.app.push_screen(AskPath(proposed, problem), take)


def _ask_to_replace(
    screen: FicheCommands,
    path: Path,
    after: Callable[[], object] | None,
    why: AlreadyExistsError,
) -> None:
    def take(answer: tuple[str, ...] | None) -> None:
        if answer != (_REPLACE,):
            _ask_path(screen, str(path), after, "")
            return
        try:
            screen.editing.save(path, overwrite=True)
        except SaveError as error:
            _ask_path(screen, str(path), after, f"{error.message} {error.advice}")
            return
        _saved(screen, after)

    who = ""
    if isinstance(why, OpenElsewhereError):
        who = held_by(why.held, why.own, screen.editing.context.today)
    screen.app.push_screen(
        ask(
            f"{visible(path.name)} existe déjà",
            (
                Item(_OTHER_NAME, "Choisir un autre nom"),
                Item(_REPLACE, "Remplacer ce fichier : son contenu sera perdu", who),
            ),
            screen.marks,
        ),
        take,
    )


def _saved(screen: FicheCommands, after: Callable[[], object] | None) -> None:
    now = datetime.datetime.now().astimezone()
    screen.state = f"enregistrée à {now:%H:%M}"
    screen.sync()
    screen.learn()
    screen.say(f"Enregistré dans {screen.editing.file.path}")
    caveats = screen.editing.file.caveats
    if caveats:
        _warn(screen, caveats, after)
    elif after is not None:
        after()


def _warn(
    screen: FicheCommands, caveats: Iterable[Trouble], after: Callable[[], object] | None
) -> None:
    """Show what there is to know of a save that was made; then do `after`."""
    from iafiche.tui.screens.reading import ReadingScreen

    def go_on(_: None) -> None:
        if after is not None:
            after()

    text = "\n\n".join(f"{caveat.message}\n{caveat.advice}" for caveat in caveats)
    screen.app.push_screen(
        ReadingScreen("Enregistré, à savoir", Content(text), screen.marks), go_on
    )


def leave(screen: FicheCommands) -> None:
    """Close the fiche: back to the folder, or out of the program."""
    when_settled(screen, lambda: screen.post_message(FicheClosed(screen.editing.file.path)))


def begin_another(screen: FicheCommands) -> None:
    """Put an empty fiche in the place of this one."""
    when_settled(screen, lambda: screen.post_message(FicheWanted(None)))


def when_settled(
    screen: FicheCommands,
    then: Callable[[], object],
    discard: str = "Abandonner les modifications",
) -> None:
    """Do `then` once it is known what becomes of changes that are not saved.

    `discard` is the answer to do it without saving them.
    """
    if not screen.editing.changed:
        then()
        return

    def take(answer: tuple[str, ...] | None) -> None:
        if answer == (_SAVE,):
            save(screen, then)
        elif answer == (_DISCARD,):
            then()

    screen.app.push_screen(
        ask(
            "La fiche a des modifications non enregistrées",
            (
                Item(_SAVE, "Enregistrer, puis continuer"),
                Item(_STAY, "Revenir à la fiche"),
                Item(_DISCARD, discard),
            ),
            screen.marks,
        ),
        take,
    )
