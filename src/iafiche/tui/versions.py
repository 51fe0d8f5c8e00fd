"""The earlier versions of a fiche: listed, compared, taken back by field or whole."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from iafiche.editing.versions import ALIKE, NONE_KEPT, SIDES, beside, told_of, written_at
from iafiche.review.wording import counted
from iafiche.store.merging import Side
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

    from textual.content import Content

    from iafiche.model.draft import Draft
    from iafiche.review.marks import Marks
    from iafiche.store.retention import Retention
    from iafiche.store.versions import Version
    from iafiche.tui.screens.comparing import Choices
    from iafiche.tui.screens.fiche_commands import FicheCommands
    from iafiche.tui.screens.picker import Picker

TITLE = "Versions précédentes"


def keeper(folder: Path, retention: Retention) -> Keeper:
    """Return what keeps them."""
    return Keeper(folder, retention, lambda: datetime.datetime.now().astimezone())


def show_versions(screen: FicheCommands) -> None:
    """List what the file held before, or say that nothing is kept."""
    path = screen.editing.file.path
    if path is None or screen.versions is None:
        screen.say(NONE_KEPT)
        return
    versions = versions_of(path, screen.versions)
    if versions:
        _choose(screen, versions)
    else:
        screen.say(NONE_KEPT)


def _choose(screen: FicheCommands, versions: Sequence[Version]) -> None:
    def take(chosen: tuple[str, ...] | None) -> None:
        if chosen is not None:
            _compare(screen, versions, int(chosen[0]))

    picker = versions_picker(versions, screen.editing.draft, screen.marks)
    screen.app.push_screen(picker, take)


def versions_picker(versions: Sequence[Version], draft: Draft | None, marks: Marks) -> Picker:
    """Return the list of versions, with how each differs from what is in hand, if anything is.

    Its values are their ranks.
    """
    items = [
        Item(str(rank), written_at(version).capitalize(), told_of(version, draft))
        for rank, version in enumerate(versions)
    ]
    return ask(TITLE, items, marks)


def text_of(version: Version) -> Content:
    """Return the text of a version that is no fiche, below what is wrong with it."""
    return explanation(version.reading().findings) + plain(version.data.decode("utf-8", "replace"))


def _compare(screen: FicheCommands, versions: Sequence[Version], rank: int) -> None:
    """Show a version beside what is in hand, and take what is chosen, as one step to undo."""
    version = versions[rank]
    title = f"Version {written_at(version)}"

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

    reading = version.reading()
    if not reading.readable:
        screen.app.push_screen(ReadingScreen(title, text_of(version), screen.marks), back)
        return
    merged = beside(screen.editing.draft, reading.draft)
    if not merged.differences:
        screen.say(ALIKE)
        return
    comparison = Comparison(
        title,
        "Les champs qui diffèrent. Rien n'est enregistré ici.",
        merged.differences,
        SIDES,
        {},
        {each.path: Side.MINE for each in merged.differences},
        "Toute la version",
        "Reprendre",
    )
    screen.app.push_screen(ComparingScreen(comparison, screen.marks), take)
