"""The fields that are not being filled, drawn as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content
from textual.message import Message

from iafiche.model.values import is_filled
from iafiche.review.display import cells, visible, wrap
from iafiche.tui.widgets.lines import Lines
from iafiche.tui.wording import MUTED, finding_lines, label_of

if TYPE_CHECKING:
    from textual.events import Click

    from iafiche.check.findings import Finding
    from iafiche.model.catalogue import FieldSpec
    from iafiche.model.values import Value
    from iafiche.review.marks import Marks

_MOST_LINES = 8
"""Lines shown of a text that is not being edited."""


class FieldState(NamedTuple):
    """What there is to show of one field."""

    spec: FieldSpec
    value: Value
    findings: tuple[Finding, ...]
    begins_group: bool


class FieldChosen(Message):
    """A person clicked on a field that is not being filled."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key


class Painted(Lines):
    """Labels, values and findings of several fields, one under the other.

    One widget for all of them: a control takes some 5 ms to mount, and a form has 38 fields, of
    which one at a time is being filled.
    """

    def __init__(self, marks: Marks, widget_id: str) -> None:
        super().__init__(widget_id)
        self._marks = marks
        self._states: tuple[FieldState, ...] = ()
        self._filled: tuple[FieldSpec, bool] | None = None
        self._owners: list[str] = []
        self.display = False

    def show(self, states: tuple[FieldState, ...], filled: FieldState | None = None) -> None:
        """Show other fields, or the same with other values.

        `filled` is the field whose control follows: its label comes last.
        """
        place = None if filled is None else (filled.spec, filled.begins_group)
        if (states, place) != (self._states, self._filled):
            self._states, self._filled = states, place
            self.display = bool(states or place)
            self.redraw(layout=True)

    def draw(self, width: int, height: int) -> list[Content]:  # noqa: ARG002
        """Return the lines of all its fields."""
        lines: list[Content] = []
        self._owners = []
        for state in self._states:
            painted = self._painted(state, width)
            lines += painted
            self._owners += [state.spec.key] * len(painted)
        if self._filled is not None:
            spec, begins_group = self._filled
            lines += _heading(spec) if begins_group else []
            lines += _label(spec, width, "bold reverse")
        return lines

    def on_click(self, event: Click) -> None:
        """Say which field was clicked."""
        if 0 <= event.y < len(self._owners):
            event.stop()
            self.post_message(FieldChosen(self._owners[event.y]))

    def _painted(self, state: FieldState, width: int) -> list[Content]:
        lines = _heading(state.spec) if state.begins_group else []
        lines += _label(state.spec, width, MUTED)
        lines += [
            Content.assemble((f"{self._marks.edge} ", MUTED), Content.styled(text, style))
            for text, style in self._value(state, width - 2)
        ]
        for found in state.findings:
            lines += finding_lines(found, self._marks, width, pending=False)
        lines.append(Content(""))
        return lines

    def _value(self, state: FieldState, width: int) -> list[tuple[str, str]]:
        value = state.value
        if not is_filled(value):
            return [("", "")]
        if isinstance(value, tuple):
            return [(line, "") for line in wrap(visible("  ·  ".join(value)), width)]
        text = state.spec.kind.shown(value) if isinstance(value, str) else str(value)
        lines: list[str] = []
        for paragraph in text.rstrip("\n").split("\n"):
            if len(lines) > _MOST_LINES:
                break
            lines += wrap(visible(paragraph[: width * _MOST_LINES]), width)
        if len(lines) > _MOST_LINES:
            last = lines[_MOST_LINES - 1]
            cut = last if cells(last) < width else last[: width - 1]
            lines[_MOST_LINES - 1 :] = [f"{cut}{self._marks.ellipsis}"]
        return [(line, "") for line in lines]


def _heading(spec: FieldSpec) -> list[Content]:
    return [Content.styled(spec.field.group, "bold underline")]


def _label(spec: FieldSpec, width: int, style: str) -> list[Content]:
    lines = wrap(label_of(spec), width - 2)
    return [Content.assemble("  ", (line, style)) for line in lines]
