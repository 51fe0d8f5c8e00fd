"""How findings and fields are put into lines on the screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from iafiche.editing.session import settles
from iafiche.editing.wording import fix_text, help_paragraphs
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.flaws import Severity
from iafiche.review.display import typeset, visible, visible_lines, wrap
from iafiche.tui.actions import key_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from iafiche.check.findings import Finding
    from iafiche.model.catalogue import FieldSpec
    from iafiche.review.marks import Marks

_NBSP = "\N{NO-BREAK SPACE}"

MUTED = "$foreground 65%"
"""The style of what matters less: still 4.5 to 1 against the background in the default themes."""

STYLES = {
    Severity.ERROR: "$text-error",
    Severity.WARNING: "$text-warning",
    Severity.ADVICE: MUTED,
}


def label_of(spec: FieldSpec) -> str:
    """Return a field's label, starred where the field is required."""
    return f"{spec.field.label}{_NBSP + '*' if spec.field.required else ''}"


def finding_lines(finding: Finding, marks: Marks, width: int, *, pending: bool) -> list[Content]:
    """Return the lines under a field: the mark, what is wrong, what to do, what F4 would do.

    No line is wider than `width` cells.
    """
    if pending:
        text = f"À compléter. {finding.advice}"
        if finding.fix is not None and settles(finding):
            text = f"En quittant le champ : {fix_text(finding.fix)}"
        return _marked(marks.ellipsis, text, width, MUTED)
    lines = _marked(marks.of(finding.severity), finding.message, width, STYLES[finding.severity])
    lines += _marked(" ", finding.advice, width, "")
    if finding.fix is not None:
        lines += _marked(" ", f"{key_of('fix')} : {fix_text(finding.fix)}", width, "bold")
    return lines


def _marked(mark: str, text: str, width: int, style: str) -> list[Content]:
    """Return the text wrapped beside a mark: ` ✗ `, then as many spaces."""
    lines = wrap(typeset(visible(text)), max(8, width - 3))
    return [
        Content.styled(f" {mark if rank == 0 else ' '} {line}", style)
        for rank, line in enumerate(lines)
    ]


def finding_title(finding: Finding, marks: Marks) -> Content:
    """Return a finding as one entry of the list of what is left to correct."""
    name = CATALOGUE[finding.key].short_label if finding.key else finding.path[-1]
    return Content.assemble(
        (f"{marks.of(finding.severity)} {visible(name)}", f"bold {STYLES[finding.severity]}"),
        f" : {typeset(visible(finding.message))}",
    )


def field_help(spec: FieldSpec, width: int) -> list[Content]:
    """Return the help of a field in lines of at most `width` cells."""
    field = spec.field
    paragraphs = [
        (field.label, "bold"),
        *((text, MUTED if text == field.why else "") for text in help_paragraphs(spec)),
    ]
    lines: list[Content] = []
    for text, style in paragraphs:
        lines += [Content.styled(line, style) for line in wrap(typeset(text), width)]
        lines.append(Content(""))
    return lines


def hanging(head: Content, text: Content, width: int, more: int = 0) -> Content:
    """Return a text behind a head, wrapped to `width` cells.

    Its lines stand under the first one, `more` cells further to the right.
    """
    indent = head.cell_length + more
    lines = wrapped(text, max(1, width - indent))
    return Content.assemble(head, Content("\n" + " " * indent).join(lines))


def wrapped(text: Content, width: int) -> list[Content]:
    """Return the lines of a text, in its styles.

    Textual's own wrapping breaks at no-break spaces: « before a colon.
    """
    lines: list[Content] = []
    start = 0
    for line in wrap(text.plain, width):
        start = text.plain.index(line, start)
        lines.append(text[start : start + len(line)])
        start += len(line)
    return lines


def explanation(findings: Iterable[Finding]) -> Content:
    """Return what is wrong with a whole file, and what to do about it."""
    lines: list[Content] = []
    for finding in findings:
        place = f"Ligne {finding.line}, colonne {finding.column} : " if finding.line > 1 else ""
        lines.append(Content.styled(f"{place}{visible(finding.message)}", "bold"))
        lines += [Content(visible(finding.advice)), Content("")]
    return Content("\n").join(lines)


def folded_help(spec: FieldSpec, width: int) -> list[Content]:
    """Return the help of a field in about two lines, for narrow terminals."""
    field = spec.field
    example = f" Exemple : {field.example}" if len(field.example) <= 40 else ""
    return _marked(" ", f"{field.help}{example}", width, MUTED)


def plain(text: str) -> Content:
    """Return text that people or files supply, as text only."""
    return Content(visible_lines(text))
