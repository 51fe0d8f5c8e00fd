"""The notice: what people read of a fiche, as data and as plain text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from iafiche.model.catalogue import CATALOGUE
from iafiche.model.field import Access, Role
from iafiche.model.kinds import WebAddress
from iafiche.model.kinds.web import is_absolute

if TYPE_CHECKING:
    from collections.abc import Iterator

    from iafiche.model.catalogue import FieldSpec
    from iafiche.model.draft import Draft
    from iafiche.model.values import Value

HEADING = (Role.PROJECT, Role.HOLDER)
"""The fields that stand above the others."""

_BLANK_LINES = r"\n\s*\n"


@dataclass(frozen=True, slots=True)
class Entry:
    """One field that is filled.

    Attributes:
        spec: The field.
        texts: Its values, or the paragraphs of its text, as they are read; never empty. They are
            people's own: whoever writes markup around them escapes them.
    """

    spec: FieldSpec
    texts: tuple[str, ...]

    @property
    def address(self) -> str:
        """The web address that it may lead to; empty for any other text."""
        linked = isinstance(self.spec.kind, WebAddress) and is_absolute(self.texts[0])
        return self.texts[0] if linked else ""


@dataclass(frozen=True, slots=True)
class Part:
    """The entries of one group of fields, under its name."""

    label: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """What people read of a fiche.

    Attributes:
        title: The project's name; empty while there is none.
        holder: The authority's name; empty while there is none.
        parts: The other fields that are filled, in the order of the form.
    """

    title: str
    holder: str
    parts: tuple[Part, ...]


def notice(draft: Draft, *, complete: bool = False) -> Notice:
    """Return the notice of a draft, right or wrong: its public fields, or all of them."""
    specs = (
        spec
        for spec in CATALOGUE.fields
        if (complete or spec.field.access is Access.PUBLIC)
        and spec.field.role not in HEADING
        and draft.is_filled(spec.key)
    )
    return Notice(
        draft.title,
        draft.holder,
        tuple(
            Part(label, tuple(Entry(spec, _texts(spec, draft[spec.key])) for spec in members))
            for label, members in groupby(specs, key=lambda spec: spec.field.group)
        ),
    )


def notice_lines(draft: Draft) -> Iterator[str]:
    """Yield the public notice as lines of plain text, in the ways of Markdown, without a line end.

    Headings are underlined, several values stand in a list, paragraphs are set apart.
    """
    told = notice(draft)
    if told.title:
        yield from _underlined(told.title, "=")
    if told.holder:
        yield from (told.holder, "")
    for part in told.parts:
        yield from _underlined(part.label, "-")
        for entry in part.entries:
            yield from _entry_lines(entry)


def _underlined(title: str, sign: str) -> tuple[str, ...]:
    return (title, sign * len(title), "")


def _entry_lines(entry: Entry) -> Iterator[str]:
    label = f"{entry.spec.field.label}\N{NO-BREAK SPACE}:"
    if entry.spec.kind.many:
        yield from (label, *(f"- {text}" for text in entry.texts), "")
    elif entry.spec.kind.multiline:
        yield from (label, "")
        for paragraph in entry.texts:
            yield from (*paragraph.split("\n"), "")
    else:
        yield from (f"{label} {entry.texts[0]}", "")


def _texts(spec: FieldSpec, value: Value) -> tuple[str, ...]:
    if isinstance(value, tuple):
        return tuple(_on_one_line(item) for item in value if item.strip())
    text = str(value)
    if not spec.kind.multiline or spec.kind.many:
        return (spec.kind.shown(_on_one_line(text)),)
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    paragraphs = re.split(_BLANK_LINES, lines.strip())
    return tuple(paragraph.strip() for paragraph in paragraphs)


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
