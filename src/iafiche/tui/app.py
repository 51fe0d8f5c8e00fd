"""The application: which screen is shown. Everything else is the screens' business."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

from textual import on
from textual.app import App

from iafiche.check.context import Context
from iafiche.editing.session import Editing
from iafiche.review.marks import UTF8, marks_for
from iafiche.store.fiche_file import FicheFile, UnreadableError
from iafiche.store.file_names import SUFFIX
from iafiche.store.folder_settings import settings_for
from iafiche.tui.actions import PALETTE, QUIT, remap
from iafiche.tui.ending import Ending
from iafiche.tui.harmless import Harmless
from iafiche.tui.letting_go import let_go_of_lines
from iafiche.tui.preferences import Preferences
from iafiche.tui.screens.fiche import FicheScreen
from iafiche.tui.widgets.messages import FicheClosed, FicheWanted, FindingWanted

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from textual.await_complete import AwaitComplete
    from textual.filter import LineFilter
    from textual.screen import Screen

    from iafiche.check.context import ImageState
    from iafiche.model.draft import Draft
    from iafiche.store.system_errors import Trouble
    from iafiche.store.versions import Keeper


class IaficheApp(Ending, App[None]):
    """Shows a fiche, or a folder from which fiches are opened."""

    CSS_PATH = "styles.tcss"
    ENABLE_COMMAND_PALETTE = False
    TITLE = "iafiche"

    def __init__(
        self,
        folder: Path,
        today: datetime.date,
        file: FicheFile | None = None,
        preferences: Preferences | None = None,
    ) -> None:
        super().__init__()
        self.preferences = preferences or Preferences()
        self._dress()
        self.folder = folder
        self.today = today
        self.marks = marks_for(sys.stdout.encoding)
        self._file = file
        self._keeper: Keeper | None = None
        self._harmless = Harmless()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return what every line that is drawn passes through."""
        return (*super().get_line_filters(), self._harmless)

    def get_default_screen(self) -> Screen[None]:
        """Return the fiche that was asked for, or else the folder."""
        if self._file is not None:
            return self._fiche_screen(self._file)
        from iafiche.tui.folder.occasion import Occasion
        from iafiche.tui.screens.folder import FolderScreen

        occasion = Occasion(self.folder, self.today, self.preferences, self.keep_before)
        return FolderScreen(occasion, self.marks)

    def _dress(self) -> None:
        """Take on the keys and the colours that the settings ask for."""
        keys = self.preferences.keys or {}
        remap(keys)
        if keys:
            self.set_keymap({action: ",".join(given) for action, given in keys.items()})
        if self.preferences.theme is not None:
            from iafiche.tui.themes import put_on

            put_on(self, self.preferences.theme)

    def _fiche_screen(
        self, file: FicheFile, draft: Draft | None = None, first: str | None = None
    ) -> FicheScreen:
        file.keep_before = self.keep_before
        editing = Editing(file, self._context_of(file), draft)
        screen = FicheScreen(editing, self.folder, self.marks, self.size.width, first)
        folders = self.preferences.folders
        if folders is not None and self.preferences.carnet:
            from iafiche.editing.recall import Recall

            screen.recall = Recall(folders.data, self.today)
        if folders is not None:
            screen.journals, screen.versions = folders.journals, folders.versions
        screen.is_locked = folders is not None
        return screen

    def keep_before(self, path: Path) -> tuple[Trouble, ...]:
        """Keep what stands in a file before a save writes over it."""
        folders = self.preferences.folders
        if folders is None:
            return ()
        if self._keeper is None:
            from iafiche.tui.versions import keeper

            self._keeper = keeper(folders.versions, self.preferences.retention)
        return self._keeper(path)

    def _context_of(self, file: FicheFile) -> Context:
        """Return what a fiche is checked in, the settings of its folder counted."""
        path = file.path or self.folder / SUFFIX
        policy = settings_for(path).policy
        asked = policy.stale_after
        stale_after = self.preferences.stale_after if asked is None else asked
        return Context(self.today, _image_beside(path.parent), stale_after, policy)

    def on_ready(self) -> None:
        """Collect garbage from the first frame on; what stands then is there to stay."""
        # `iafiche.__main__` turned collections off for the time that modules load.
        gc.freeze()
        gc.enable()
        from iafiche.tui.greeting import greet

        greet(self)
        self._offer_left_work()
        self.watch_for_stops()

    def _offer_left_work(self) -> None:
        """Offer what was typed and not saved when the program ended last."""
        folders = self.preferences.folders
        if folders is not None and folders.hold_journals():
            from iafiche.tui.recovering import offer

            offer(self, folders.journals)

    def action_recover(self) -> None:
        """Offer the same, and say so where there is nothing."""
        folders = self.preferences.folders
        if folders is not None:
            from iafiche.tui.recovering import offer

            offer(self, folders.journals, asked=True)

    def on_app_focus(self) -> None:
        """Look whether others have changed the fiche meanwhile."""
        if isinstance(self.screen, FicheScreen):
            self.screen.look_again()

    @on(FicheWanted)
    def _open(self, event: FicheWanted) -> None:
        """Show a fiche over the folder, or in the place of the one shown."""
        try:
            if event.recovered is not None:
                file = event.recovered.kept.file()
            else:
                file = FicheFile.new() if event.path is None else FicheFile.open(event.path)
        except UnreadableError as error:
            self._explain(error)
            return
        screen = self._fiche_screen(file, event.draft, event.first)
        screen.is_among_others = not isinstance(self.screen_stack[0], FicheScreen)
        screen.editing.know_beside(event.found)
        if event.is_review:
            screen.editing.ask()
        screen.recovered = event.recovered
        self._end_front()
        # Textual's switch_screen fails on the first screen of all: that one is covered.
        if isinstance(self.screen, FicheScreen) and len(self.screen_stack) > 1:
            self.switch_screen(screen)
            let_go_of_lines()
        else:
            self.push_screen(screen)
        if event.is_for_versions:
            screen.call_after_refresh(screen.action_show_versions)
        if event.told:
            screen.call_after_refresh(screen.say, event.told)

    @on(FicheClosed)
    def _close(self, event: FicheClosed) -> None:
        """Go back to the folder, or leave where there is none.

        Keys that were typed ahead may have closed it already, or opened something over it.
        """
        fiche = next(
            (each for each in self.screen_stack[::-1] if _is_fiche(each, event.path)), None
        )
        if fiche is None:
            return
        while self.screen is not fiche:
            self.pop_screen()
        self._end_front()
        behind = self.screen_stack[0]
        if isinstance(behind, FicheScreen):
            self.exit()
            return
        from iafiche.tui.screens.folder import FolderScreen

        assert isinstance(behind, FolderScreen)
        behind.come_back_to(event.path)
        self.pop_screen()

    def pop_screen(self) -> AwaitComplete:
        """Close the screen in front, and keep nothing of it."""
        closed = super().pop_screen()
        let_go_of_lines()
        return closed

    def _end_front(self) -> None:
        """Be done with the fiche on screen, if it is one."""
        if isinstance(self.screen, FicheScreen):
            self.screen.editing.end()

    @on(FindingWanted)
    def _walk_on(self, event: FindingWanted) -> None:
        """Go on to the next fiche of the folder with something to correct."""
        front, behind = self.screen, self.screen_stack[0]
        assert isinstance(front, FicheScreen)
        from iafiche.tui.screens.folder import FolderScreen

        assert isinstance(behind, FolderScreen)
        if not behind.walk_on(front.editing.file.path, event.step):
            front.go_to_finding_here(event.step)

    def _explain(self, error: UnreadableError) -> None:
        from iafiche.tui.screens.reading import ReadingScreen
        from iafiche.tui.wording import explanation

        told = explanation(error.findings)
        self.push_screen(ReadingScreen("Fiche illisible", told, self.marks))

    async def action_quit(self) -> None:
        """Let the screen in front ask what it has to."""
        leave = getattr(self.screen, "action_leave", None)
        if leave is None:
            self.exit()
        else:
            leave()

    def action_help_quit(self) -> None:
        """Say how to leave: Ctrl+C copies."""
        self.notify(
            f"{QUIT.shown_key} pour quitter, {PALETTE.shown_key} pour toutes les commandes."
            " ^C copie le texte sélectionné.",
            markup=False,
        )

    def action_theme(self) -> None:
        """Choose the colours."""
        from iafiche.tui.greeting import choose_theme

        choose_theme(self)


def _is_fiche(screen: Screen[object], path: Path | None) -> bool:
    return isinstance(screen, FicheScreen) and screen.editing.file.path == path


def _image_beside(folder: Path) -> Callable[[str], ImageState]:
    """Return what looks at images, loaded when the first one is looked at."""

    def look(path: str) -> ImageState:
        from iafiche.store.local_images import image_at

        return image_at(folder)(path)

    return look


def run_fiche(
    path: Path | None, today: datetime.date, preferences: Preferences | None = None
) -> int:
    """Edit one fiche, a new one where `path` is None or names no file yet; return the exit code.

    Raises `iafiche.store.fiche_file.UnreadableError` before any screen is shown.
    """
    from pathlib import Path

    exists = path is not None and path.exists()
    file = FicheFile.open(path) if path is not None and exists else FicheFile.new(path)
    folder = path.parent if path is not None else Path()
    return _run(IaficheApp(folder, today, file, preferences))


def run_folder(path: Path, today: datetime.date, preferences: Preferences | None = None) -> int:
    """Show the fiches of a folder, to open one; return the exit code."""
    return _run(IaficheApp(path, today, None, preferences))


def _run(app: IaficheApp) -> int:
    if app.marks is not UTF8:
        from iafiche.tui.plain_screen import draw_plainly

        draw_plainly()
    app.run()
    return app.end_code()
