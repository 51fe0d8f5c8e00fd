"""A page of the form: the field being filled in a control, the others drawn as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import VerticalScroll

from iafiche.model.kinds import FreeList, OneOf, SeveralOf
from iafiche.tui.widgets.note import Note
from iafiche.tui.widgets.painted import FieldState, Painted, group_heading
from iafiche.tui.widgets.text_control import TextControl
from iafiche.tui.wording import label_of

if TYPE_CHECKING:
    from textual.app import ComposeResult

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


class Form(VerticalScroll, can_focus=False):
    """The fields before the one being filled, its control, what is said of it, those after.

    There is one control for each kind of value, bound to one field after the other.
    """

    def __init__(self, marks: Marks, spec: FieldSpec, value: Value) -> None:
        super().__init__(id="form")
        self._before = Painted(marks, "before")
        self.note = Note(marks)
        self._after = Painted(marks, "after")
        self._controls: dict[type, Control] = {}
        self.spec = spec
        self.control = self._bound(spec, value)

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
        self._before.show(states[:here], group_heading(self.spec) if state.begins_group else ())
        self._after.show(states[here + 1 :])
        self.control.show(state.value)
        self.show_label(state.value)

    def show_label(self, value: Value) -> None:
        """Keep the label true while the value is being typed."""
        label = label_of(self.spec, value)
        if self.control.border_title != label:
            self.control.border_title = label

    def scroll_to_control(self) -> None:
        """Bring the control to the screen, with its note and heading where there is room."""
        if self.note.display:
            self.note.scroll_visible(animate=False)
        self.control.scroll_visible(animate=False)

    def _bound(self, spec: FieldSpec, value: Value) -> Control:
        kind = _control_type(spec)
        control = self._controls.get(kind)
        if control is None:
            control = self._controls[kind] = kind(spec, value)
        else:
            control.bind(spec, value)
        control.border_title = label_of(spec, value)
        return control
