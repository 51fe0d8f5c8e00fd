"""What is meant, and what is wrong: the pane to the right of the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from iafiche.editing.session import subject
from iafiche.review.display import wrap
from iafiche.tui.actions import key_of
from iafiche.tui.widgets.lines import Lines, Place
from iafiche.tui.widgets.painted import FieldChosen
from iafiche.tui.wording import field_help, finding_title

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from iafiche.check.findings import Finding
    from iafiche.model.catalogue import FieldSpec
    from iafiche.review.marks import Marks


class Side(Lines):
    """The help of the field in focus, over one line for each finding told."""

    def __init__(self, marks: Marks) -> None:
        super().__init__("side")
        self._marks = marks
        self._spec: FieldSpec | None = None
        self._findings: Sequence[Finding] = ()
        self._nothing = ""

    def show_help(self, spec: FieldSpec) -> None:
        """Show the help of the field in focus."""
        self._spec = spec
        self.redraw(layout=False)

    def show_findings(self, findings: Sequence[Finding], nothing: str) -> None:
        """Show what is left to correct, or `nothing` where nothing is."""
        if (findings, nothing) != (self._findings, self._nothing):
            self._findings, self._nothing = findings, nothing
            self.redraw(layout=False)

    def draw(self, width: int, height: int) -> list[Content]:
        """Return the help, then as many findings as there is room for."""
        lines = [self._heading("Aide", width)]
        if self._spec is not None:
            lines += field_help(self._spec, width)
        lines.append(Content(""))
        lines.append(self._heading(f"À corriger ({len(self._findings)})", width))
        if not self._findings:
            lines += [Content(line) for line in wrap(self._nothing, width)]
        titles = [finding_title(finding, self._marks) for finding in self._findings]
        room = height - len(lines)
        first, told = len(lines), room if len(titles) <= room else room - 1
        self.places = [
            Place(first + rank, 0, width, self._choosing(key))
            for rank, finding in enumerate(self._findings[: max(0, told)])
            if (key := subject(finding)) is not None
        ]
        if len(titles) > room:
            hidden = len(titles) - max(room - 1, 0)
            titles = [
                *titles[: max(room - 1, 0)],
                Content(f"{self._marks.ellipsis} et {hidden} de plus : {key_of('list_findings')}"),
            ]
        return lines + [title.truncate(width, ellipsis=True) for title in titles]

    def _choosing(self, key: str) -> Callable[[], object]:
        return lambda: self.post_message(FieldChosen(key))

    def _heading(self, text: str, width: int) -> Content:
        return Content.styled(f"{text} ".ljust(width, self._marks.rule), "bold")
