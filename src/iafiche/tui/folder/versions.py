"""The earlier versions of a fiche of the folder: in its editor, or put back where it is broken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from iafiche.editing.versions import NONE_KEPT, written_at
from iafiche.review.display import visible
from iafiche.review.judging import State
from iafiche.store.reading import read_file
from iafiche.store.system_errors import SaveError
from iafiche.store.versions import versions_of
from iafiche.tui.screens.reading import ReadingScreen
from iafiche.tui.screens.views import View, ViewsScreen
from iafiche.tui.versions import TITLE, text_of, versions_picker
from iafiche.tui.widgets.messages import FicheWanted
from iafiche.tui.wording import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from iafiche.store.versions import Version
    from iafiche.tui.folder.entries import Entry
    from iafiche.tui.screens.folder_commands import FolderCommands


def show_versions(screen: FolderCommands, entry: Entry) -> None:
    """Open a fiche to compare it with its earlier versions; list those of one that cannot be."""
    folders = screen.occasion.preferences.folders
    versions = () if folders is None else versions_of(entry.file, folders.versions)
    if not versions:
        screen.say(NONE_KEPT)
    elif entry.state is State.UNREADABLE:
        _choose(screen, entry, versions)
    else:
        screen.post_message(FicheWanted(entry.file, is_for_versions=True))


def _choose(screen: FolderCommands, entry: Entry, versions: Sequence[Version]) -> None:
    def take(chosen: tuple[str, ...] | None) -> None:
        if chosen is not None:
            _show(screen, entry, versions, int(chosen[0]))

    screen.app.push_screen(versions_picker(versions, None, screen.marks), take)


def _show(screen: FolderCommands, entry: Entry, versions: Sequence[Version], rank: int) -> None:
    """Show the text of a version, and put it in the place of the broken file once accepted."""
    version = versions[rank]
    reading = version.reading()
    text = plain(reading.text) if reading.readable else text_of(version)
    accept = "La remettre à la place du fichier illisible" if reading.readable else ""

    def take(accepted: bool | None) -> None:
        if accepted and reading.readable:
            _put_back(screen, entry, version)
        else:
            _choose(screen, entry, versions)

    view = View(TITLE, text)
    title = f"Version {written_at(version)}"
    screen.app.push_screen(ViewsScreen(title, (view,), screen.marks, accept=accept), take)


def _put_back(screen: FolderCommands, entry: Entry, version: Version) -> None:
    name = visible(entry.file.name)
    if read_file(entry.file).readable:
        screen.reload()
        screen.say(f"{name} a été réparé entre-temps : rien n'est remplacé.")
        return
    try:
        told = version.put_back(entry.file, screen.occasion.keep_before)
    except SaveError as error:
        text = Content(f"{error.message}\n{error.advice}")
        screen.app.push_screen(ReadingScreen(f"{name} reste tel quel", text, screen.marks))
        return
    screen.reload()
    screen.say(f"{name} : version remise. Ce qu'elle remplace est parmi les versions.")
    if told:
        text = Content("\n\n".join(f"{each.message}\n{each.advice}" for each in told))
        screen.app.push_screen(ReadingScreen("Enregistré, à savoir", text, screen.marks))
