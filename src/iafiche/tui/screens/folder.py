"""A folder's fiches, to open one from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.content import Content
from textual.screen import Screen
from textual.widgets._option_list import OptionList
from textual.widgets._static import Static
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from iafiche.review.display import cells, pad, visible
from iafiche.review.overview import Row, row_of
from iafiche.review.verdict import State, Tally, Verdict, review_files
from iafiche.review.wording import states_of
from iafiche.tui.actions import FOLDER_ACTIONS, bindings_of
from iafiche.tui.widgets.footer import Footer
from iafiche.tui.widgets.messages import FicheWanted
from iafiche.tui.widgets.title_bar import TitleBar

if TYPE_CHECKING:
    import datetime

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.worker import Worker

    from iafiche.review.marks import Marks

_FEW = 40
"""How many rows are added at a time while the folder is being read."""

_EMPTY = "Aucune fiche dans ce dossier. Tapez n pour en commencer une."
_MARK, _HOLDER, _SHARE, _COUNTS = 2, 26, 6, 7


class FolderScreen(Screen[None]):
    """One line a fiche: where it stands, its project, its holder, how much is left."""

    AUTO_FOCUS = "#fiches"
    DEFAULT_CSS = """
    #headings {
        height: 1;
        padding: 0 1;
        text-style: bold;
    }

    #empty {
        height: auto;
        padding: 0 1;
    }

    #fiches, #fiches:focus {
        height: 1fr;
        border: none;
        padding: 0 1;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(FOLDER_ACTIONS)]

    def __init__(self, folder: Path, today: datetime.date, marks: Marks) -> None:
        super().__init__()
        self._folder = folder
        self._today = today
        self._marks = marks
        self._title = TitleBar(state_first=True)
        self._paths: list[Path] = []
        self._rows: list[Row] = []
        self._tally = Tally()
        self._here: Path | None = None

    def compose(self) -> ComposeResult:
        """Yield the title, the headings, the list and the keys."""
        yield self._title
        yield Static(id="headings")
        yield OptionList(id="fiches", markup=False)
        yield Static(id="empty")
        yield Footer(FOLDER_ACTIONS)

    def on_mount(self) -> None:
        """Start reading the folder."""
        self.action_reload()

    def on_resize(self) -> None:
        """Draw the lines for the new width."""
        self._show_headings()
        options = self.query_one(OptionList)
        for rank, row in enumerate(self._rows):
            options.replace_option_prompt_at_index(rank, self._drawn(row))

    def on_screen_resume(self) -> None:
        """Read the folder again after a fiche was edited."""
        if self._here is not None:
            self.action_reload()

    def come_back_to(self, path: Path | None) -> None:
        """Highlight a fiche's line once the folder was read again; None for the line before."""
        if path is not None:
            self._here = path

    def action_reload(self) -> None:
        """Read the folder from the beginning."""
        self._paths, self._rows, self._tally = [], [], Tally()
        self.query_one(OptionList).clear_options()
        self._show_headings()
        self._read()

    def _show_headings(self) -> None:
        line = self._columns("", "Projet", "Porteur", "Rempli", self._counts_heading())
        self.query_one("#headings", Static).update(Content(line))

    @work(thread=True, exclusive=True)
    def _read(self) -> None:
        worker = get_current_worker()
        batch: list[Verdict] = []
        for verdict in review_files([self._folder], self._today):
            if worker.is_cancelled:
                return
            batch.append(verdict)
            if len(batch) >= _FEW:
                self.app.call_from_thread(self._add, batch, worker)
                batch = []
        self.app.call_from_thread(self._add, batch, worker)
        self.app.call_from_thread(self._finish)

    def _add(self, verdicts: list[Verdict], worker: Worker[None]) -> None:
        if worker.is_cancelled:
            # The folder is being read again, and this was on its way.
            return
        here = None
        for verdict in verdicts:
            if _same_file(verdict.path, self._here):
                here = len(self._paths)
            self._tally.add(verdict)
            self._paths.append(verdict.path)
        rows = [row_of(verdict) for verdict in verdicts]
        self._rows += rows
        options = self.query_one(OptionList)
        options.add_options([Option(self._drawn(row)) for row in rows])
        if here is not None:
            options.highlighted = here
        elif options.highlighted is None and self._paths:
            options.highlighted = 0
        folder = visible(_from_home(self._folder))
        self._title.show(folder, states_of(self._tally, self._marks.separator))

    def _finish(self) -> None:
        self.query_one("#empty", Static).update(Content("" if self._paths else _EMPTY))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open the fiche that was clicked or chosen."""
        event.stop()
        self.action_open()

    def action_open(self) -> None:
        """Open the fiche of the highlighted line."""
        rank = self.query_one(OptionList).highlighted
        if rank is None:
            return
        self._here = self._paths[rank]
        self.post_message(FicheWanted(self._here))

    def action_new(self) -> None:
        """Begin an empty fiche."""
        rank = self.query_one(OptionList).highlighted
        self._here = self._folder if rank is None else self._paths[rank]
        self.post_message(FicheWanted(None))

    def action_help(self) -> None:
        """Show the keys."""
        from iafiche.tui.help_text import help_text
        from iafiche.tui.screens.reading import ReadingScreen

        text = help_text(None, FOLDER_ACTIONS, self._marks, self.size.width)
        self.app.push_screen(ReadingScreen("Aide", text, self._marks))

    def action_palette(self) -> None:
        """Choose among all that can be done."""
        from iafiche.tui.choosing import palette

        async def take(chosen: tuple[str, ...] | None) -> None:
            if chosen is not None:
                await self.run_action(chosen[0].partition(":")[2])

        self.app.push_screen(palette(FOLDER_ACTIONS, self._marks, with_fields=False), take)

    async def action_theme(self) -> None:
        """Choose the colours."""
        await self.app.run_action("theme")

    def action_leave(self) -> None:
        """Leave the program."""
        self.app.exit()

    def _drawn(self, row: Row) -> Content:
        mark = self._marks.complete if row.state is State.READY else self._marks.error
        if row.reason:
            return Content(self._columns(mark, row.project, row.reason, "", ""))
        counts = f"{row.errors:>3} {row.warnings:>3}"
        return Content(self._columns(mark, row.project, row.holder, row.share, counts))

    def _counts_heading(self) -> str:
        return f"{self._marks.error:>3} {self._marks.warning:>3}"

    def _columns(self, mark: str, project: str, holder: str, share: str, counts: str) -> str:
        if not counts:
            return f"{mark:<{_MARK}}{project}  {holder}"
        room = max(0, self.app.size.width - 4 - _MARK - _SHARE - _COUNTS - 6)
        names = min(_HOLDER, room * 2 // 5)
        project, holder = self._cut(project, room - names), self._cut(holder, names)
        return f"{mark:<{_MARK}}{project}  {holder}  {share:>{_SHARE}}  {counts}"

    def _cut(self, text: str, width: int) -> str:
        if cells(text) > width:
            while text and cells(text) >= width:
                text = text[:-1]
            text += self._marks.ellipsis if width else ""
        return pad(text, width)


def _same_file(path: Path, other: Path | None) -> bool:
    """Tell whether two paths name the same place, seen from here."""
    return other is not None and path.name == other.name and path.absolute() == other.absolute()


def _from_home(folder: Path) -> str:
    """Return a folder's path as people write it: from `~` where it is below their home."""
    whole = folder.absolute()
    try:
        return str("~" / whole.relative_to(Path.home()))
    except (RuntimeError, ValueError):
        # It is elsewhere, or nobody knows where their home is.
        return str(whole)
