"""What distinguishes two drafts, field by field, and two texts, line by line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from iafiche.model.catalogue import CATALOGUE
from iafiche.model.comparing import same_value

if TYPE_CHECKING:
    from iafiche.model.catalogue import FieldSpec
    from iafiche.model.draft import Draft
    from iafiche.model.values import PathOfKeys, Value

_AROUND = 2
"""Unchanged lines shown on either side of a changed one."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field whose value is another."""

    spec: FieldSpec
    old: Value
    new: Value


def field_changes(old: Draft, new: Draft) -> tuple[FieldChange, ...]:
    """Return the fields that the two drafts hold differently, in the order of the form."""
    return tuple(
        FieldChange(spec, old[spec.key], new[spec.key])
        for spec in CATALOGUE.fields
        if not same_value(old[spec.key], new[spec.key])
    )


def unknown_gone(old: Draft, new: Draft) -> tuple[PathOfKeys, ...]:
    """Return the places of what the model does not know, that only the old draft has."""
    return tuple(path for path in old.unknown if path not in new.unknown)


def line_changes(old: str, new: str) -> tuple[str, ...]:
    """Return the unified diff of two texts, without its two lines of names; empty if alike.

    A changed line begins with « - » or « + », one that stays with a space. How lines end does not
    count.
    """
    from difflib import unified_diff

    diff = unified_diff(_lines(old), _lines(new), n=_AROUND, lineterm="")
    return tuple(diff)[2:]


def _lines(text: str) -> list[str]:
    # Not splitlines, which also breaks at signs that end no line of a file.
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    return lines[:-1] if not lines[-1] else lines
