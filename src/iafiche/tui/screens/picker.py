"""Choosing in a list that filters as one types: values of a field, commands, answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets._option_list import OptionList
from textual.widgets._static import Static
from textual.widgets.option_list import Option

from iafiche.model.text import squash
from iafiche.review.display import cells, pad, visible
from iafiche.tui.wording import MUTED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.events import Key, Paste, Resize

    from iafiche.review.marks import Marks


_WIDEST_LABEL = 40
"""Cells up to which a label makes room for itself, for the meanings to stand in line."""


_ALIGNED_FROM = 100
"""Columns of the terminal from which the meanings stand in line."""

_SHARE_OF_HEIGHT = 0.9
"""How much of the terminal a dialog takes at most, as dialogs.tcss says."""


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the list.

    Attributes:
        value: What is handed back.
        label: What is read.
        meaning: What it stands for, beside the label.
        group: The heading it stands under; items of a group follow each other.
    """

    value: str
    label: str
    meaning: str = ""
    group: str = ""


class Picker(ModalScreen[tuple[str, ...] | None]):
    """A list to choose one or several values from; hands back None where one backs out.

    The keys typed are the filter: there is no input that they could miss while it is mounted.
    """

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Annuler", show=False),
        Binding("enter", "accept", "Valider", show=False),
        Binding("up", "move('cursor_up')", show=False),
        Binding("down", "move('cursor_down')", show=False),
        Binding("pageup", "move('page_up')", show=False),
        Binding("pagedown", "move('page_down')", show=False),
        Binding("home", "move('first')", show=False),
        Binding("end", "move('last')", show=False),
        Binding("tab,shift+tab", "nothing", show=False),
        Binding("backspace", "shorten", show=False),
    ]

    def __init__(
        self,
        title: str,
        items: Sequence[Item],
        *,
        marks: Marks,
        chosen: Sequence[str] = (),
        many: bool = False,
        at_most: int = 0,
        typed: str = "",
    ) -> None:
        super().__init__()
        self._title = title
        self._items = items
        self._marks = marks
        self._many = many
        self._at_most = at_most
        self._chosen = list(chosen)
        self._filter = typed
        self._shown: list[Item | None] = []
        widths = [cells(item.label) for item in items if cells(item.label) <= _WIDEST_LABEL]
        self._label_width = max(widths, default=0)
        self._refused = False
        self._checked = False

    def compose(self) -> ComposeResult:
        """Yield the frame: the filter, the list, and what the keys do."""
        with Vertical(id="picker") as frame:
            # A title may name a file: as text, and not as markup.
            frame.border_title = Content(self._title)
            yield Static(id="filter")
            options = OptionList(id="options", markup=False)
            options.can_focus = False
            yield options
            yield Static(id="hint")

    def on_mount(self) -> None:
        """Draw the list."""
        self._redraw(self._chosen[0] if self._chosen else None)

    def on_resize(self, event: Resize) -> None:
        """Leave room around the list: the frame, the filter, and the keys on up to three lines."""
        height = max(3, int(event.size.height * _SHARE_OF_HEIGHT) - 7)
        self.query_one(OptionList).styles.max_height = height
        self._redraw(self._highlighted.value if self._highlighted else None)

    def on_key(self, event: Key) -> None:
        """Take what is typed as the filter; the space bar checks where several may be chosen."""
        if event.key == "space" and self._many:
            event.stop()
            self._toggle()
        elif event.is_printable and event.character:
            event.stop()
            self._filter += event.character
            self._redraw()

    def on_paste(self, event: Paste) -> None:
        """Take what is pasted as the filter."""
        event.stop()
        self._filter += " ".join(event.text.split())
        self._redraw()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click does what the keys do."""
        event.stop()
        if self._many:
            self._toggle()
        else:
            self.action_accept()

    def action_cancel(self) -> None:
        """Back out: nothing is chosen."""
        self.dismiss(None)

    def action_leave(self) -> None:
        """Back out."""
        self.dismiss(None)

    def action_nothing(self) -> None:
        """Stay: there is nowhere else to go in here."""

    def action_shorten(self) -> None:
        """Take the last letter off the filter."""
        self._filter = self._filter[:-1]
        self._redraw()

    def action_move(self, how: str) -> None:
        """Move through the list."""
        getattr(self.query_one(OptionList), f"action_{how}")()

    def action_accept(self) -> None:
        """Hand back the highlighted value; where several may be checked, those that are."""
        item = self._highlighted
        if not self._many:
            if item is not None:
                self.dismiss((item.value,))
            return
        # What was filtered for is meant, and what is highlighted where nothing was checked at all.
        if self._filter or not (self._chosen or self._checked):
            if item is None:
                return
            if item.value not in self._chosen and not self._take(item):
                self._redraw(item.value)
                return
        self.dismiss(tuple(self._chosen))

    @property
    def _highlighted(self) -> Item | None:
        rank = self.query_one(OptionList).highlighted
        return None if rank is None else self._shown[rank]

    def _toggle(self) -> None:
        item = self._highlighted
        self._refused = False
        if item is None:
            return
        self._checked = True
        if item.value in self._chosen:
            self._chosen.remove(item.value)
        else:
            self._take(item)
        self._filter = ""
        self._redraw(item.value)

    def _take(self, item: Item) -> bool:
        """Check a value, or refuse where there is no room for it; tell which."""
        self._refused = bool(self._at_most) and len(self._chosen) >= self._at_most
        if not self._refused:
            self._chosen.append(item.value)
        return not self._refused

    def _redraw(self, highlight: str | None = None) -> None:
        options = self.query_one(OptionList)
        wanted = squash(self._filter)
        matching = [
            item
            for item in self._items
            if wanted in squash(item.label) or wanted in squash(item.meaning)
        ]
        if wanted:
            matching.sort(key=lambda item: _distance(item, wanted))
        lines: list[Option] = []
        self._shown = []
        group = ""
        for item in matching:
            if item.group != group and not wanted:
                group = item.group
                lines.append(Option(Content.styled(group, "bold underline"), disabled=True))
                self._shown.append(None)
            lines.append(Option(self._drawn(item)))
            self._shown.append(item)
        options.clear_options()
        options.add_options(lines)
        values = [None if item is None else item.value for item in self._shown]
        if highlight is not None and highlight in values:
            options.highlighted = values.index(highlight)
        elif matching:
            options.highlighted = self._shown.index(matching[0])
        self.query_one("#filter", Static).update(self._filter_line(bool(matching)))
        self.query_one("#hint", Static).update(Content(self._hint()))

    def _drawn(self, item: Item) -> Content:
        if self._many:
            check = "[x] " if item.value in self._chosen else "[ ] "
        elif item.value in self._chosen:
            check = f"{self._marks.complete} "
        else:
            check = "  "
        width = self._label_width if self.size.width >= _ALIGNED_FROM else 0
        label = pad(visible(item.label), width)
        return Content.assemble(f"{check}{label}", (f"  {item.meaning}", MUTED))

    def _filter_line(self, found: bool) -> Content:
        if not self._filter:
            return Content.styled("Tapez pour filtrer", MUTED)
        line = Content.assemble("Filtre : ", (f"{visible(self._filter)}▏", "bold"))
        if found:
            return line
        return Content.assemble(line, "  rien de tel : effacez avec Retour arrière")

    def _hint(self) -> str:
        if not self._many:
            return "↑↓ Parcourir   Entrée Choisir   Échap Revenir"
        hint = "Espace Cocher   Entrée Valider   Échap Revenir"
        if self._at_most:
            hint = f"{len(self._chosen)} sur {self._at_most}   {hint}"
        if self._refused:
            hint = f"{self._at_most} valeurs au plus : décochez-en une d'abord.\n{hint}"
        return hint


def _distance(item: Item, wanted: str) -> int:
    """Rank what matches: in full, then by its name, then by its meaning alone."""
    label = squash(item.label)
    if wanted in (label, squash(item.meaning)):
        return 0
    return 1 if wanted in label else 2
