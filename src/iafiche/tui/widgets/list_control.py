"""The control of a free list: a line to add a name, and the names shown under it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from iafiche.model.values import Foreign
from iafiche.review.display import visible
from iafiche.tui.widgets.messages import FieldEdited, FieldLeft
from iafiche.tui.widgets.visible_input import VisibleInput

if TYPE_CHECKING:
    from iafiche.model.catalogue import FieldSpec
    from iafiche.model.values import Value


class ListControl(VisibleInput):
    """Names one after the other; what stands in the input counts as a name too."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "add", "Ajouter", show=False),
        Binding("backspace", "take_back", "Reprendre le dernier", show=False),
    ]

    def __init__(self, spec: FieldSpec, value: Value) -> None:
        super().__init__(
            placeholder="Un nom, puis Entrée", select_on_focus=False, classes="control"
        )
        self._spec = spec
        self._items = _items(value)
        self._known = value
        self._pending = ""

    def bind(self, spec: FieldSpec, value: Value) -> None:
        """Fill that field from now on."""
        self._spec = spec
        self.show(value)

    @property
    def chips(self) -> Content | None:
        """The names, to be shown under the control; None where there is none."""
        if not self._items:
            return None
        chips = (Content.styled(f" {visible(item)} ", "reverse") for item in self._items)
        return Content("  ").join(chips)

    def show(self, value: Value) -> None:
        """Show a value that comes from elsewhere than this control."""
        if value != self._known:
            self._known = value
            self._items = _items(value)
            self._enter("")

    def offer(self, known: str, key: str) -> None:
        """Offer nothing whole: a list is offered name by name, as they are typed."""

    def action_add(self) -> None:
        """Make what stands in the input a name; go on to the next field where nothing does."""
        if self.value.strip():
            self._settle()
        else:
            self.post_message(FieldLeft())

    def action_take_back(self) -> None:
        """Take back a letter; on the empty input, the last name."""
        if self.value:
            self.action_delete_left()
        elif self._items:
            *others, last = self._items
            self._items = tuple(others)
            self._enter(last)
            self._tell()

    def take_pasted(self, text: str) -> None:
        """Take a text as the names that it lists."""
        names = self._spec.kind.from_text(text)
        if len(names) > 1:
            self._settle()
            self._items = (*self._items, *names)
            self._tell()
        else:
            self.replace(" ".join(text.split()), *self.selection)

    def watch_value(self, text: str) -> None:
        """Tell the screen what was typed."""
        if text != self._pending:
            self._pending = text
            self._tell()

    def _settle(self) -> None:
        if self._pending.strip():
            self._items = (*self._items, self._pending.strip())
            self._enter("")
            # Often the same value as before, but shown otherwise.
            self._known = ()
            self._tell()

    def _enter(self, text: str) -> None:
        self._pending = text
        self.value = text
        self.cursor_position = len(text)

    def _tell(self) -> None:
        pending = self._pending.strip()
        value = (*self._items, pending) if pending else self._items
        if value != self._known:
            self._known = value
            self.post_message(FieldEdited(self._spec.key, value))


def _items(value: Value) -> tuple[str, ...]:
    if isinstance(value, Foreign):
        return (str(value),)
    return value if isinstance(value, tuple) else (value,)
