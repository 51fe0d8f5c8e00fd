"""The first thing to mend in the fiche in focus, and what F4 would do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from iafiche.editing.wording import fix_text
from iafiche.model.catalogue import CATALOGUE
from iafiche.review.display import cells, typeset, visible, wrap
from iafiche.review.wording import counted
from iafiche.tui.actions import folder_key_of
from iafiche.tui.folder.columns import cut
from iafiche.tui.widgets.lines import Lines
from iafiche.tui.wording import MUTED, STYLES

if TYPE_CHECKING:
    from iafiche.check.findings import Finding
    from iafiche.review.marks import Marks
    from iafiche.tui.folder.entries import Entry

_LINES = 2


class FirstFinding(Lines):
    """A rule, then two lines."""

    DEFAULT_CSS = """
    FirstFinding {
        height: 3;
        padding: 0 1;
    }
    """

    def __init__(self, marks: Marks) -> None:
        super().__init__("finding")
        self._marks = marks
        self._entry: Entry | None = None

    def show(self, entry: Entry | None) -> None:
        """Show what there is to say of a fiche; nothing where none is in focus."""
        if entry is not self._entry:
            self._entry = entry
            self.redraw(layout=False)

    def draw(self, width: int, height: int) -> list[Content]:  # noqa: ARG002
        """Return the rule, and what is said."""
        rule = Content.styled(self._marks.rule * width, MUTED)
        return [rule, *(self._said(self._entry, width) if self._entry else ())]

    def _said(self, entry: Entry, width: int) -> list[Content]:
        marks, found = self._marks, entry.first
        name = cut(entry.project, width // 3, marks)
        if entry.state is None:
            return [Content(f"{marks.ellipsis} {name} — pas encore vérifiée")]
        if found is None:
            return [Content(f"{marks.complete} {name} — rien à corriger")]
        more = len(entry.findings) - 1
        ends = [counted(more, "autre constat", "autres constats")] if more else []
        if found.fix is not None and found.fix.safe:
            ends.insert(0, f"{folder_key_of('fix')} : {fix_text(found.fix)}")
        elif entry.mendable:
            ends.insert(0, f"{folder_key_of('fix')} : corrections sûres")
        end = cut(f" {marks.separator} ".join(ends), width * 2 // 3, marks)
        subject = _subject(found)
        sign = f"{marks.of(found.severity)} "
        text = typeset(
            visible(f"{f'{subject} : ' if subject else ''}{found.message} {found.advice}")
        )
        lines = wrap(f"{sign}{name} — {text}", width)
        last = lines[1] if len(lines) > 1 else ""
        room = width - cells(end) - 2 if end else width
        if len(lines) > _LINES or cells(last) > room:
            # What to do is said in full in the editor; what the key does stands here alone.
            last = cut(" ".join(lines[1:]), max(0, room), marks)
            if cells(last) <= room and len(lines) > _LINES and not last.endswith(marks.ellipsis):
                last = cut(last + " " + marks.ellipsis, room, marks)
        gap = max(1, width - cells(last) - cells(end))
        return [
            Content.styled(lines[0], STYLES[found.severity]),
            Content.assemble((last, STYLES[found.severity]), " " * gap, (end, "bold")),
        ]


def _subject(finding: Finding) -> str:
    if finding.key:
        return CATALOGUE[finding.key].short_label
    return ".".join(finding.path)
