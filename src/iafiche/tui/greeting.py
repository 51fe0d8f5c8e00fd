"""What the program says at its start, and choosing its colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from iafiche.review.display import visible
from iafiche.store.settings import ColourTheme
from iafiche.store.system_errors import SaveError
from iafiche.tui.screens.items import Item
from iafiche.tui.screens.picker import Picker
from iafiche.tui.screens.reading import ReadingScreen
from iafiche.tui.themes import put_on, worn

if TYPE_CHECKING:
    from iafiche.tui.app import IaficheApp


def greet(app: IaficheApp) -> None:
    """Tell what is wrong in the settings; welcome somebody who starts the program first."""
    folders = app.preferences.folders
    if folders is None:
        return
    from iafiche.store.welcome import is_welcomed, mark_welcomed

    if not is_welcomed(folders.state):
        from iafiche.tui.screens.folder_commands import FolderCommands
        from iafiche.tui.screens.welcome import WelcomeScreen

        mark_welcomed(folders.state)
        app.push_screen(WelcomeScreen(in_folder=isinstance(app.screen, FolderCommands)))
    if app.preferences.problems:
        told = [Content(f"{visible(str(problem))}\n") for problem in app.preferences.problems]
        text = Content("\n").join(told)
        app.push_screen(ReadingScreen("Réglages à corriger", text, app.marks))


def choose_theme(app: IaficheApp) -> None:
    """Let the person choose the colours, and remember the choice."""
    items = [Item(theme.value, theme.value.capitalize(), theme.about) for theme in ColourTheme]

    def take(chosen: tuple[str, ...] | None) -> None:
        if not chosen:
            return
        theme = next(theme for theme in ColourTheme if theme == chosen[0])
        put_on(app, theme)
        if app.preferences.folders is None:
            return
        from iafiche.store.settings_file import remember

        try:
            remember(app.preferences.folders.settings_file, theme=theme)
        except SaveError as error:
            text = Content(f"{error.message}\n{error.advice}")
            app.push_screen(ReadingScreen("Réglages", text, app.marks))

    picker = Picker("Couleurs", items, marks=app.marks, chosen=(worn(app).value,))
    app.push_screen(picker, take)
