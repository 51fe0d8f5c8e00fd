"""How findings and fields are put into lines on the screens."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textual.content import Content

from iafiche.model.catalogue import CATALOGUE
from iafiche.model.field import Access
from iafiche.model.flaws import Severity
from iafiche.model.values import is_filled
from iafiche.review.display import visible, visible_lines, wrap

if TYPE_CHECKING:
    from collections.abc import Iterable

    from iafiche.check.findings import Finding, Fix
    from iafiche.model.catalogue import FieldSpec
    from iafiche.model.draft import Draft
    from iafiche.model.values import Value
    from iafiche.review.marks import Marks

_NBSP = "\N{NO-BREAK SPACE}"
_PUNCTUATION = re.compile(" ([»:;?!%])")

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


def length_of(spec: FieldSpec, value: Value) -> str:
    """Return how long a text is against its advised length; empty where none is advised."""
    advised = spec.field.advised_length
    count = len(str(value).strip())
    if not advised or not count:
        return ""
    return f"{count} / {advised} caractères{' : c’est long' if count > advised else ''}"


def finding_lines(finding: Finding, marks: Marks, width: int, *, pending: bool) -> list[Content]:
    """Return the lines under a field: the mark, what is wrong, what to do, what F4 would do.

    No line is wider than `width` cells.
    """
    if pending:
        text = f"À compléter. {finding.advice}"
        return _marked(marks.ellipsis, text, width, MUTED)
    lines = _marked(marks.of(finding.severity), finding.message, width, STYLES[finding.severity])
    lines += _marked(" ", finding.advice, width, "")
    if finding.fix is not None:
        lines += _marked(" ", f"F4 : {fix_text(finding.fix)}", width, "bold")
    return lines


def _marked(mark: str, text: str, width: int, style: str) -> list[Content]:
    """Return the text wrapped beside a mark: ` ✗ `, then as many spaces."""
    lines = wrap(typeset(visible(text)), max(8, width - 3))
    return [
        Content.styled(f" {mark if rank == 0 else ' '} {line}", style)
        for rank, line in enumerate(lines)
    ]


def typeset(text: str) -> str:
    """Keep French punctuation with its word: no line begins with « » », « : » or « ? »."""
    return _PUNCTUATION.sub(f"{_NBSP}\\1", text).replace("« ", f"«{_NBSP}")


def fix_text(fix: Fix) -> str:
    """Return the value that a correction puts in place, on one line."""
    value = fix.value
    text = " · ".join(value) if isinstance(value, tuple) else value
    text = visible(text.replace("\n", " "))
    return f"{text[:60]}…" if len(text) > 61 else text


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
        (field.help, ""),
        (field.why, MUTED),
        (f"Exemple : {field.example}", ""),
        (f"{access_text(spec)}{' · requis' if field.required else ''}", ""),
    ]
    if field.advised_length:
        paragraphs.append((length_advice(spec), ""))
    lines: list[Content] = []
    for text, style in paragraphs:
        lines += [Content.styled(line, style) for line in wrap(typeset(text), width)]
        lines.append(Content(""))
    return lines


def explanation(findings: Iterable[Finding]) -> Content:
    """Return what is wrong with a whole file, and what to do about it."""
    lines: list[Content] = []
    for finding in findings:
        place = f"Ligne {finding.line}, colonne {finding.column} : " if finding.line > 1 else ""
        lines.append(Content.styled(f"{place}{visible(finding.message)}", "bold"))
        lines += [Content(visible(finding.advice)), Content("")]
    return Content("\n").join(lines)


def access_text(spec: FieldSpec) -> str:
    """Return who may read the field once it is published."""
    return "Public" if spec.field.access is Access.PUBLIC else "Restreint : non publié"


def length_advice(spec: FieldSpec) -> str:
    """Return the advised length of a long text."""
    at_least, at_most = spec.field.useful_length, spec.field.advised_length
    if at_least:
        return f"De {at_least} à {at_most} caractères"
    return f"{at_most} caractères au plus, de préférence"


def folded_help(spec: FieldSpec, width: int) -> list[Content]:
    """Return the help of a field in about two lines, for narrow terminals."""
    field = spec.field
    example = f" Exemple : {field.example}" if len(field.example) <= 40 else ""
    return _marked(" ", f"{field.help}{example}", width, MUTED)


def title_of(draft: Draft) -> str:
    """Return the name of a fiche: its project and its holder."""
    named = [name for name in (draft.title, draft.holder) if is_filled(name)]
    return visible(" · ".join(named)) or "Nouvelle fiche"


def plain(text: str) -> Content:
    """Return text that people or files supply, as text only."""
    return Content(visible_lines(text))
