"""The last door before the terminal: whatever a screen draws passes here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.filter import LineFilter

from iafiche.review.display import is_visible, visible_in_place

if TYPE_CHECKING:
    from textual.color import Color


class Harmless(LineFilter):
    """Lets no sign through that a terminal would obey.

    Those who draw make foreign text visible where they measure it; what one of them forgets would
    otherwise reach the terminal, for Textual takes out no escape sequences.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """Return the parts of a line, made visible sign by sign: none of them moves."""
        if all(is_visible(segment.text) for segment in segments):
            return segments
        return [
            segment if segment.control else Segment(visible_in_place(segment.text), segment.style)
            for segment in segments
        ]
