"""A page of the form: the field being filled in a control, the others drawn as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.geometry import Region

from iafiche.model.field import Role
from iafiche.model.kinds import FreeList, OneOf, SeveralOf
from iafiche.tui.widgets.note import Note
from iafiche.tui.widgets.painted import FieldState, Painted
from iafiche.tui.widgets.text_control import TextControl
from iafiche.tui.widgets.visible_input import VisibleInput

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.screen import Screen

    from iafiche.editing.recall import Recall
    from iafiche.model.catalogue import FieldSpec
    from iafiche.model.values import Value
    from iafiche.review.marks import Marks
    from iafiche.tui.widgets.choice_control import ChoiceControl
    from iafiche.tui.widgets.list_control import ListControl
    from iafiche.tui.widgets.long_text_control import LongTextControl

    Control = TextControl | LongTextControl | ChoiceControl | ListControl


def _control_type(spec: FieldSpec) -> type[Control]:
    """Return the control of a field's kind. Each is imported when it is first needed."""
    if isinstance(spec.kind, OneOf | SeveralOf):
        from iafiche.tui.widgets.choice_control import ChoiceControl

        return ChoiceControl
    if isinstance(spec.kind, FreeList):
        from iafiche.tui.widgets.list_control import ListControl

        return ListControl
    if spec.kind.multiline:
        from iafiche.tui.widgets.long_text_control import LongTextControl

        return LongTextControl
    return TextControl


_LABEL_HEIGHT = 2
"""Lines above a control that belong to it: its label, and the heading or space before."""


class Form(VerticalScroll, can_focus=False, inherit_bindings=False):
    """The fields before the one being filled, its control, what is said of it, those after.

    There is one control for each kind of value, bound to one field after the other.
    """

    # Without those of VerticalScroll: up and down go from field to field.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "page_up", show=False),
        Binding("pagedown", "page_down", show=False),
    ]

    def __init__(self, marks: Marks, spec: FieldSpec, value: Value) -> None:
        super().__init__(id="form")
        self._marks = marks
        self._before = Painted(marks, "before")
        self.note = Note(marks)
        self._after = Painted(marks, "after")
        self._controls: dict[type, Control] = {}
        self.spec = spec
        self.control = self._bound(spec, value)
        self._heights: tuple[Control, int, int] | None = None

    def compose(self) -> ComposeResult:
        """Yield what stands above, the control, its note, and what stands below."""
        yield self._before
        yield self.control
        yield self.note
        yield self._after

    def fill(self, spec: FieldSpec, value: Value) -> None:
        """Let another field be filled."""
        left = self.control
        self.spec = spec
        self.control = self._bound(spec, value)
        if self.control is left:
            return
        if not self.control.is_attached:
            self.mount(self.control, after=left)
        self.control.display = True
        self.screen.set_focus(self.control, scroll_visible=False)
        left.display = False

    def prepare(self, specs: tuple[FieldSpec, ...]) -> bool:
        """Mount one control that these fields will need; tell whether there was one to mount."""
        for spec in specs:
            if _control_type(spec) not in self._controls:
                control = _control_type(spec)(spec, spec.kind.empty)
                control.display = False
                self._controls[type(control)] = control
                self.mount(control, after=self.control)
                return True
        return False

    def show(self, states: tuple[FieldState, ...]) -> None:
        """Show the page's fields: `states` has each of them, the one being filled too."""
        here = next(rank for rank, state in enumerate(states) if state.spec is self.spec)
        state = states[here]
        self._before.show(states[:here], state)
        self._after.show(states[here + 1 :])

    def offer(self, known: str, recall: Recall) -> None:
        """Offer what the carnet knows: a whole value where the field is empty, or earlier names."""
        control = self.control
        if isinstance(control, VisibleInput):
            from iafiche.tui.recall import EarlierNames

            field = self.spec.field
            named = field.recalled or field.role is Role.HOLDER
            control.suggester = EarlierNames(recall, self.spec.key) if named else None
        control.offer(known, self._marks.right)

    def on_mount(self) -> None:
        """Follow the control and its note as they grow.

        Not by their `Resize`: Textual sends none to a widget whose place somebody has asked for
        between its change and the next layout.
        """
        self.screen.screen_layout_refresh_signal.subscribe(self, self._keep_in_view)

    def _keep_in_view(self, _screen: Screen[object]) -> None:
        note = self.note.outer_size.height if self.note.display else 0
        heights = (self.control, self.control.outer_size.height, note)
        if heights != self._heights:
            self._heights = heights
            self.call_after_refresh(self.scroll_to_control)

    def scroll_to_control(self) -> None:
        """Bring the control to the screen with its label and, where there is room, its note."""
        control = self.control.virtual_region
        if not control and self.size:
            # It has just been mounted: it has no place yet.
            self.call_after_refresh(self.scroll_to_control)
            return
        last = self.note.virtual_region if self.note.display else control
        room = self.scrollable_content_region.height
        above = min(_LABEL_HEIGHT, max(0, room - control.height))
        top = max(0, control.y - above)
        height = min(last.bottom - top, room)
        self.scroll_to_region(Region(0, top, control.width, height), animate=False)

    def _bound(self, spec: FieldSpec, value: Value) -> Control:
        kind = _control_type(spec)
        control = self._controls.get(kind)
        if control is None:
            control = self._controls[kind] = kind(spec, value)
        else:
            control.bind(spec, value)
        return control
