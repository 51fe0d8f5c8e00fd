"""What controls say to their screen, and screens to the application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from pathlib import Path

    from iafiche.check.findings import Finding
    from iafiche.model.draft import Draft
    from iafiche.model.values import Value
    from iafiche.tui.journaling import Recovered


class FieldEdited(Message):
    """A person gave a field another value."""

    def __init__(self, key: str, value: Value) -> None:
        super().__init__()
        self.key = key
        self.value = value


class FieldLeft(Message):
    """A person is done with a field, and goes on to the next one."""


class ChoicesWanted(Message):
    """A person wants to choose among a field's listed values.

    Attributes:
        key: The field.
        typed: What was typed to open the list: the beginning of a filter.
    """

    def __init__(self, key: str, typed: str = "") -> None:
        super().__init__()
        self.key = key
        self.typed = typed


class FicheWanted(Message):
    """A person wants to edit a fiche.

    Attributes:
        path: Its file; None for a new fiche.
        draft: The values that a new fiche begins with; None for none.
        first: The key of the field to begin with; None for the first one.
        told: What to tell the person about it.
        found: What the folder's review found about it.
        is_review: What is left to correct is what the person wants to see of it.
        recovered: The work of a program that ended before it was saved, to put into it.
        is_for_versions: What it held before is what the person wants to see of it.
    """

    def __init__(
        self,
        path: Path | None,
        draft: Draft | None = None,
        first: str | None = None,
        told: str = "",
        *,
        found: tuple[Finding, ...] = (),
        is_review: bool = False,
        recovered: Recovered | None = None,
        is_for_versions: bool = False,
    ) -> None:
        super().__init__()
        self.path = path
        self.draft = draft
        self.first = first
        self.told = told
        self.found = found
        self.is_review = is_review
        self.recovered = recovered
        self.is_for_versions = is_for_versions


class FindingWanted(Message):
    """A person has seen the last thing to correct in a fiche, and wants the next one.

    Attributes:
        step: 1 for the next fiche, -1 for the one before.
    """

    def __init__(self, step: int) -> None:
        super().__init__()
        self.step = step


class FicheClosed(Message):
    """A person is done with a fiche, and it is settled what becomes of its changes.

    Attributes:
        path: Its file; None where it was never saved.
    """

    def __init__(self, path: Path | None) -> None:
        super().__init__()
        self.path = path
