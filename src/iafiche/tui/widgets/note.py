"""What there is to say of the field being filled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from iafiche.tui.widgets.lines import Lines
from iafiche.tui.wording import MUTED, finding_lines, folded_help

if TYPE_CHECKING:
    from iafiche.check.findings import Finding
    from iafiche.model.catalogue import FieldSpec
    from iafiche.review.marks import Marks


class Note(Lines):
    """Chips, findings and, where there is no pane for it, the help: under the control."""

    def __init__(self, marks: Marks) -> None:
        super().__init__("note")
        self._marks = marks
        self._findings: tuple[tuple[Finding, bool], ...] = ()
        self._chips: Content | None = None
        self._beside = ""
        self._helped: FieldSpec | None = None
        self.display = False

    def show(
        self,
        findings: tuple[tuple[Finding, bool], ...],
        chips: Content | None,
        beside: str,
        helped: FieldSpec | None,
    ) -> None:
        """Show findings, each with whether it is only « à compléter »; and what else there is.

        `beside` is what the value tells of itself.
        """
        said = (findings, chips, beside, helped)
        if said == (self._findings, self._chips, self._beside, self._helped):
            return
        self._findings, self._chips, self._beside, self._helped = said
        self.display = bool(findings or chips or beside or helped)
        self.redraw(layout=True)

    def draw(self, width: int, height: int) -> list[Content]:  # noqa: ARG002
        """Return its lines."""
        lines: list[Content] = []
        if self._chips is not None:
            lines += self._chips.wrap(width)
        if self._beside:
            lines.append(Content.styled(f"   {self._beside}", MUTED))
        for finding, pending in self._findings:
            lines += finding_lines(finding, self._marks, width, pending=pending)
        if self._helped is not None:
            lines += folded_help(self._helped, width)
        return lines
