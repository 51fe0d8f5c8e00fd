"""Choosing in a list that filters as one types: values of a field, commands, answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets._option_list import OptionList
from textual.widgets._static import Static
from textual.widgets.option_list import Option

from iafiche.review.display import visible
from iafiche.tui.actions import SAVE
from iafiche.tui.screens.dialog import NBSP, SHARE, Dialog, hint, text_width
from iafiche.tui.screens.items import Item, drawn, found, label_width
from iafiche.tui.wording import MUTED, wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.events import Key, Paste, Resize

    from iafiche.review.marks import Marks


_AROUND = 7
"""Lines above and below the list: the frame, the filter, and the keys on up to three lines."""


class Picker(Dialog[tuple[str, ...] | None]):
    """A list to choose one or several values from; hands back None where one backs out.

    A list that may stay empty hands back no value where nobody moved, typed or checked.

    The keys typed are the filter: there is no input that they could miss while it is mounted.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Annuler", show=False),
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
        may_stay_empty: bool = False,
    ) -> None:
        super().__init__()
        self._title = title
        self._items = items
        self._marks = marks
        self._many = many
        self._at_most = at_most
        self._chosen = list(chosen)
        self._chosen_before = list(chosen)
        self._filter = typed
        self._may_stay_empty = may_stay_empty
        self._shown: list[Item | None] = []
        self._label_width = label_width(items)
        self._told = ""
        self._checked = False
        self._moved = False

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
        self._redraw()

    def on_resize(self, event: Resize) -> None:
        """Leave room around the list."""
        height = max(3, int(event.size.height * SHARE) - _AROUND)
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
        self._moved = True
        if self._many:
            self._toggle()
        else:
            self.action_accept()

    def action_save(self) -> None:
        """Back out and save, unless what was checked here would be lost."""
        if self._chosen == self._chosen_before:
            super().action_save()
            return
        key = SAVE.shown_key
        self._told = f"Validez d'abord avec Entrée, ou revenez avec Échap ; puis {key}."
        self._show_hint()

    def action_nothing(self) -> None:
        """Stay: there is nowhere else to go in here."""

    def action_shorten(self) -> None:
        """Take the last letter off the filter."""
        self._filter = self._filter[:-1]
        self._redraw()

    def action_move(self, how: str) -> None:
        """Move through the list."""
        getattr(self.query_one(OptionList), f"action_{how}")()
        self._moved = True
        self._show_hint()

    def action_accept(self) -> None:
        """Hand back the highlighted value; where several may be checked, those that are."""
        if self._leaves_empty:
            self.dismiss(())
            return
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

    @property
    def _leaves_empty(self) -> bool:
        """Whether nothing was chosen, typed or moved to: Entrée takes no value by accident."""
        touched = self._filter or self._chosen or self._checked or self._moved
        return self._may_stay_empty and not touched

    def _toggle(self) -> None:
        item = self._highlighted
        self._told = ""
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
        if self._at_most and len(self._chosen) >= self._at_most:
            self._told = f"{self._at_most} valeurs au plus : décochez-en une d'abord."
            return False
        self._chosen.append(item.value)
        return True

    def _redraw(self, highlight: str | None = None) -> None:
        options = self.query_one(OptionList)
        matching = found(self._items, self._filter)
        lines: list[Option] = []
        self._shown = []
        group = ""
        for item in matching:
            if item.group != group and not self._filter.strip():
                group = item.group
                lines.append(Option(Content.styled(group, "bold underline"), disabled=True))
                self._shown.append(None)
            lines.append(Option(self._drawn(item)))
            self._shown.append(item)
        options.clear_options()
        options.add_options(lines)
        values = [None if item is None else item.value for item in self._shown]
        if highlight is None and self._chosen and not self._filter:
            highlight = self._chosen[0]
        if highlight is not None and highlight in values:
            options.highlighted = values.index(highlight)
        elif matching and (self._many or not self._leaves_empty):
            options.highlighted = self._shown.index(matching[0])
        self.query_one("#filter", Static).update(self._filter_line(bool(matching)))
        self._show_hint()

    def _drawn(self, item: Item) -> Content:
        if self._many:
            check = "[x] " if item.value in self._chosen else "[ ] "
        elif item.value in self._chosen:
            check = f"{self._marks.complete} "
        else:
            check = "  "
        return drawn(item, check, self._label_width, text_width(self.size.width))

    def _filter_line(self, found: bool) -> Content:
        if not self._filter:
            return Content.styled("Tapez pour filtrer", MUTED)
        line = Content.assemble("Filtre : ", (f"{visible(self._filter)}{self._marks.edge}", "bold"))
        if found:
            return line
        return Content.assemble(line, "  rien de tel : effacez avec Retour arrière")

    def _show_hint(self) -> None:
        keys = self._keys()
        lines = wrapped(keys, text_width(self.size.width))
        if self._told:
            lines = [Content(self._told), *lines]
        self.query_one("#hint", Static).update(Content("\n").join(lines))

    def _keys(self) -> Content:
        back = ("Échap", "Revenir")
        if not self._many:
            accept = "Laisser vide" if self._leaves_empty else "Choisir"
            return hint((self._marks.vertical, "Parcourir"), ("Entrée", accept), back)
        accept = "Laisser vide" if self._leaves_empty else "Valider"
        keys = hint(("Espace", "Cocher"), ("Entrée", accept), back)
        count = f"{len(self._chosen)} sur {self._at_most}   ".replace(" ", NBSP)
        return Content(count) + keys if self._at_most else keys
