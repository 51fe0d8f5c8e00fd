"""The control of a field whose values are listed: it shows them, and opens the list."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget

from iafiche.model.kinds import OneOf, SeveralOf
from iafiche.review.display import visible
from iafiche.review.marks import UTF8
from iafiche.tui.widgets.messages import ChoicesWanted, FieldEdited
from iafiche.tui.wording import MUTED

if TYPE_CHECKING:
    from textual.events import Click, Key, Paste

    from iafiche.model.catalogue import FieldSpec
    from iafiche.model.values import Value

_CHANGES = "   Entrée pour changer"


class ChoiceControl(Widget, can_focus=True):
    """Shows the chosen value or values; any letter opens the list already filtered."""

    DEFAULT_CSS = """
    ChoiceControl {
        height: auto;
        min-height: 1;
        padding: 0 1;
        border-left: outer $accent;
        background: $surface;
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "choose", "Choisir", show=False),
        Binding("delete,backspace", "clear", "Vider", show=False),
        Binding("right", "take", "Reprendre", show=False),
        Binding("ctrl+v", "paste", "Coller", show=False),
    ]

    def __init__(self, spec: FieldSpec, value: Value) -> None:
        super().__init__(classes="control")
        self._spec = spec
        self._value = value
        self._offered = ""
        self._taking_key = ""

    def bind(self, spec: FieldSpec, value: Value) -> None:
        """Fill that field from now on."""
        self._spec = spec
        self.show(value)

    def show(self, value: Value) -> None:
        """Show a value that comes from elsewhere than this control."""
        if value != self._value:
            self._value = value
            self.refresh(layout=True)

    def offer(self, known: str, key: str) -> None:
        """Show a value that `key` takes, as long as the field is empty."""
        if known != self._offered:
            self._offered, self._taking_key = known, key
            self.refresh(layout=True)

    def action_take(self) -> None:
        """Take the offered value."""
        if self._offered and self._value == self._spec.kind.empty:
            self.show(self._offered)
            self.post_message(FieldEdited(self._spec.key, self._offered))

    def render(self) -> Content:
        """Draw the value, the sign that a list can be opened, and the key that opens it."""
        value = self._value
        text = "  ·  ".join(value) if isinstance(value, tuple) else str(value)
        opens = f" {UTF8.opens}"
        if text:
            shown = Content(visible(text) + opens)
            hint = Content.styled(_CHANGES, MUTED)
            # It is not worth a line of its own.
            fits = shown.cell_length + hint.cell_length <= self.content_size.width
            return shown + hint if fits else shown
        if self._offered:
            offered = f"{visible(self._offered)}   {self._taking_key} pour reprendre{opens}"
            return Content.styled(offered, MUTED)
        return Content.styled(f"Entrée pour choisir{opens}", MUTED)

    def action_choose(self) -> None:
        """Open the list."""
        self._want("")

    def action_clear(self) -> None:
        """Empty the field."""
        empty = self._spec.kind.empty
        if self._value != empty:
            self.show(empty)
            self.post_message(FieldEdited(self._spec.key, empty))

    def check_consume_key(self, key: str, character: str | None) -> bool:  # noqa: ARG002
        """Letters are the beginning of a filter."""
        return character is not None and character.isprintable() and character != " "

    def on_key(self, event: Key) -> None:
        """Open the list at a letter, filtered by it."""
        if event.character and event.is_printable and event.character != " ":
            event.stop()
            self._want(event.character)

    def on_paste(self, event: Paste) -> None:
        """Take values pasted as the list writes them; anything else filters the list."""
        event.stop()
        self._take_pasted(event.text)

    def action_paste(self) -> None:
        """Paste what was copied in this program."""
        self._take_pasted(self.app.clipboard)

    def _take_pasted(self, text: str) -> None:
        kind = self._spec.kind
        assert isinstance(kind, OneOf | SeveralOf)
        given = kind.from_text(text) if kind.many else (" ".join(text.split()),)
        if not all(value in kind.choices.exact for value in given):
            self._want(" ".join(text.split()))
        elif given:
            before = self._value if isinstance(self._value, tuple) else ()
            value = tuple(dict.fromkeys((*before, *given))) if kind.many else given[0]
            self.show(value)
            self.post_message(FieldEdited(self._spec.key, value))

    def on_click(self, event: Click) -> None:
        """Open the list."""
        event.stop()
        self.action_choose()

    def _want(self, typed: str) -> None:
        self.post_message(ChoicesWanted(self._spec.key, typed))
