"""The earlier versions of a fiche: listed, compared, taken back by field or whole."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from iafiche.editing.differing import place_names
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.field import Role
from iafiche.model.values import french_date
from iafiche.review.wording import counted
from iafiche.store.merging import Merge, Side, merge
from iafiche.store.versions import Keeper, versions_of
from iafiche.tui.actions import key_of
from iafiche.tui.choosing import ask
from iafiche.tui.screens.comparing import ComparingScreen, Comparison
from iafiche.tui.screens.items import Item
from iafiche.tui.screens.reading import ReadingScreen
from iafiche.tui.wording import explanation, plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from iafiche.store.retention import Retention
    from iafiche.store.versions import Version
    from iafiche.tui.screens.comparing import Choices
    from iafiche.tui.screens.fiche_commands import FicheCommands

TITLE = "Versions précédentes"
_SIDES = ((Side.MINE, "Actuelle"), (Side.THEIRS, "Version"))
_UPDATED = CATALOGUE.of_role(Role.UPDATED).key
_NONE = "Aucune version précédente n'est gardée : chaque enregistrement garde celle d'avant."


def keeper(folder: Path, retention: Retention) -> Keeper:
    """Return what keeps them."""
    return Keeper(folder, retention, lambda: datetime.datetime.now().astimezone())


def show_versions(screen: FicheCommands) -> None:
    """List what the file held before, or say that nothing is kept."""
    path = screen.editing.file.path
    if path is None or screen.versions is None:
        screen.say(_NONE)
        return
    versions = versions_of(path, screen.versions)
    if versions:
        _choose(screen, versions)
    else:
        screen.say(_NONE)


def _choose(screen: FicheCommands, versions: Sequence[Version]) -> None:
    def take(chosen: tuple[str, ...] | None) -> None:
        if chosen is not None:
            _compare(screen, versions, int(chosen[0]))

    items = [
        Item(str(rank), f"Écrite le {_moment(version.written)}", _told(screen, version))
        for rank, version in enumerate(versions)
    ]
    screen.app.push_screen(ask(TITLE, items, screen.marks), take)


def _told(screen: FicheCommands, version: Version) -> str:
    """Return how a version differs from what is in hand."""
    reading = version.reading()
    if not reading.readable:
        return "Illisible comme fiche ; Entrée en montre le texte"
    differences = _merge(screen, version).differences
    if not differences:
        return "Pareille à ce qui est à l'écran"
    count = counted(len(differences), "champ diffère", "champs diffèrent")
    return f"{count} : {place_names(differences)}"


def _compare(screen: FicheCommands, versions: Sequence[Version], rank: int) -> None:
    """Show a version beside what is in hand, and take what is chosen, as one step to undo."""
    version = versions[rank]
    title = f"Version écrite le {_moment(version.written)}"
    reading = version.reading()
    merged = _merge(screen, version)

    def back(_: object = None) -> None:
        _choose(screen, versions)

    def take(choices: Choices | None) -> None:
        if choices is None:
            back()
            return
        if screen.refuses():
            return
        screen.editing.become(merged.result(choices))
        screen.sync()
        taken = sum(side is Side.THEIRS for side in choices.values())
        if taken:
            count = counted(taken, "champ repris", "champs repris")
            screen.say(
                f"{count}, pas encore enregistré : {key_of('save')} enregistre."
                f" {key_of('undo')} annule."
            )
        else:
            screen.say("Rien n'est repris.")

    if not reading.readable:
        text = explanation(reading.findings) + plain(version.data.decode("utf-8", "replace"))
        screen.app.push_screen(ReadingScreen(title, text, screen.marks), back)
        return
    if not merged.differences:
        screen.say("Cette version est pareille à ce qui est à l'écran.")
        return
    comparison = Comparison(
        title,
        "Les champs qui diffèrent. Rien n'est enregistré ici.",
        merged.differences,
        _SIDES,
        {},
        {each.path: Side.MINE for each in merged.differences},
        "Toute la version",
        "Reprendre",
    )
    screen.app.push_screen(ComparingScreen(comparison, screen.marks), take)


def _merge(screen: FicheCommands, version: Version) -> Merge:
    draft = screen.editing.draft
    # The date of the update is the next save's matter, whichever values it writes.
    theirs = version.reading().draft.with_value(_UPDATED, draft[_UPDATED])
    return merge(draft, draft, theirs)


def _moment(when: datetime.datetime) -> str:
    here = when.astimezone()
    return f"{french_date(here)} à {here:%H:%M}"
