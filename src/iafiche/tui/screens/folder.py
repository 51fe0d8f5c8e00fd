"""A folder's fiches: what each is worth, what is to mend in it, and the way into each and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on

from iafiche.review.display import visible
from iafiche.review.judging import State
from iafiche.tui.actions import FOLDER_ACTIONS, bindings_of, folder_key_of
from iafiche.tui.folder.filtering import with_next_state
from iafiche.tui.folder.listing import fields_to_mend
from iafiche.tui.folder.wording import folder_name, marked_text, nothing_text, state_text
from iafiche.tui.screens.folder_reading import FolderReading
from iafiche.tui.widgets.fiche_list import FicheList
from iafiche.tui.widgets.filter_bar import FilterBar
from iafiche.tui.widgets.first_finding import FirstFinding
from iafiche.tui.widgets.footer import Footer
from iafiche.tui.widgets.messages import FicheWanted
from iafiche.tui.widgets.title_bar import TitleBar

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.events import Resize

    from iafiche.review.marks import Marks
    from iafiche.tui.folder.entries import Entry
    from iafiche.tui.folder.occasion import Occasion

_LEAST = 12
"""Lines from which on there is room for what is said of the line in focus."""


class FolderScreen(FolderReading):
    """One line a fiche; under them, what is to mend in the one in focus."""

    AUTO_FOCUS = "#fiches"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(FOLDER_ACTIONS)]

    def __init__(self, occasion: Occasion, marks: Marks) -> None:
        super().__init__(occasion, marks)
        self._title = TitleBar(state_first=True)
        self._list = FicheList(self.listing, marks, self._moved)
        self._finding = FirstFinding(marks)
        self._footer = Footer(FOLDER_ACTIONS)
        self._bar: FilterBar | None = None
        self._awaited: str | None = None

    def compose(self) -> ComposeResult:
        """Yield the title, the list, what is said of the line in focus, and the keys."""
        self.begin()
        yield self._title
        yield self._list
        yield self._finding
        yield self._footer

    def on_resize(self, event: Resize) -> None:
        """Leave the room to the list where there is little."""
        self._finding.display = event.size.height >= _LEAST

    # What the screen shows

    def settled(self) -> None:
        """Put the focus where somebody waits for it, now that every line is there."""
        if self._awaited is not None:
            self._find(self._awaited)

    def refresh_list(self) -> None:
        """Show the list as it is now."""
        self._show()

    def _show(self) -> None:
        listing = self.listing
        self._list.nothing = nothing_text(listing, is_reading=not self.is_read)
        self._list.show()
        self._finding.show(listing.current)
        name = visible(folder_name(self.occasion.folder))
        self._title.show(name, state_text(listing, self.read_so_far, self.marks))
        if self._bar is not None:
            self._bar.refresh_hint()

    def _moved(self) -> None:
        self._finding.show(self.listing.current)

    def say(self, message: str) -> None:
        """Show a passing message in the place of the keys."""
        self._footer.say(message)

    # The fiches

    @on(FicheList.Opened)
    def action_open(self) -> None:
        """Open the fiche in focus."""
        entry = self.listing.current
        if entry is None:
            return
        if entry.state is State.UNREADABLE:
            self.explain(entry)
        else:
            self.post_message(FicheWanted(entry.file, found=entry.findings))

    def action_new(self) -> None:
        """Begin an empty fiche."""
        self.post_message(FicheWanted(None))

    def action_next_finding(self) -> None:
        """Open the fiche in focus, or the next one with something to mend, where that is."""
        current = self.listing.current
        entry = None
        if current is not None:
            before = self.listing.shown[self.listing.cursor - 1].path
            entry = self.listing.next_with_findings(before, 1)
        if entry is None:
            self.say("Aucun champ à corriger dans les fiches affichées.")
            return
        self._open_at(entry, 1)

    def _open_at(self, entry: Entry, step: int) -> None:
        self.listing.find(entry.path)
        self._show()
        key = fields_to_mend(entry)[0 if step > 0 else -1]
        wanted = FicheWanted(entry.file, first=key, found=entry.findings, is_review=True)
        self.post_message(wanted)

    def walk_on(self, path: Path | None, step: int) -> bool:
        """Open the next fiche with something to mend; tell whether there is another."""
        here = "" if path is None else self._path_of(path)
        entry = self.listing.next_with_findings(here, step)
        if entry is None or entry.path == here:
            return False
        self._open_at(entry, step)
        return True

    def come_back_to(self, path: Path | None) -> None:
        """Put the focus on a fiche's line, once it is read; None for the line before."""
        if path is not None:
            self._find(self._path_of(path))
        self.reload()

    def _path_of(self, path: Path) -> str:
        """Return the path under which the list knows a file."""
        absolute = path.absolute()
        same = (e.path for e in self.listing.entries if e.file.name == path.name)
        return next((each for each in same if Path(each).absolute() == absolute), str(path))

    def _find(self, path: str) -> None:
        """Put the focus on a file's line now, or else once the folder was read."""
        known = any(entry.path == path for entry in self.listing.entries)
        self._awaited = None if known else path
        if not self.listing.find(path) and known:
            self.say("Cette fiche n'est pas montrée par le filtre.")
        self._show()

    # Filtering, sorting, marking

    async def action_filter(self) -> None:
        """Let a person type a filter."""
        await self._open_bar()
        assert self._bar is not None
        self._bar.take_focus()

    async def _open_bar(self) -> None:
        if self._bar is None:
            self._bar = FilterBar(self.listing, self.marks, self._narrow)
            await self.mount(self._bar, before=self._list)

    async def _close_bar(self) -> None:
        if self._bar is not None:
            bar, self._bar = self._bar, None
            await bar.remove()

    def _narrow(self, typed: str) -> None:
        self.listing.narrow(typed)
        self._show()

    @on(FilterBar.Left)
    async def _leave_filter(self, event: FilterBar.Left) -> None:
        event.stop()
        if event.is_dropped:
            self.listing.narrow("")
        self._list.focus()
        if not self.listing.filter:
            await self._close_bar()
        self._show()

    async def action_next_state(self) -> None:
        """Keep the fiches of the next state."""
        self.listing.narrow(with_next_state(self.listing.filter.typed))
        await self._close_bar()
        if self.listing.filter:
            await self._open_bar()
        self._show()

    async def action_back(self) -> None:
        """Show everything again; then, take the marks away."""
        if self.listing.filter:
            self.listing.narrow("")
            await self._close_bar()
        else:
            self.listing.mark(())
        self._show()

    def action_sort(self) -> None:
        """Sort by the next column."""
        self.listing.next_order()
        self._show()
        self.say(f"Tri : {self.listing.order.name}. {folder_key_of('reverse')} inverse.")

    def action_reverse(self) -> None:
        """Sort the other way round."""
        self.listing.reverse()
        self._show()

    def action_mark(self) -> None:
        """Mark the line in focus, and go on."""
        self.listing.toggle()
        self.listing.go_to(self.listing.cursor + 1)
        self._show_marks()

    def action_mark_all(self) -> None:
        """Mark all that is shown."""
        self.listing.toggle_all()
        self._show_marks()

    def _show_marks(self) -> None:
        self._show()
        self.say(marked_text(self.listing))

    def action_reload(self) -> None:
        """Read the folder again."""
        self.reload()

    def action_leave(self) -> None:
        """Leave the program."""
        self.app.exit()
