"""The examples of the rules: what the check really says of them, and how they look in a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from iafiche.check.checking import check_draft
from iafiche.check.context import Context
from iafiche.check.policy import Policy
from iafiche.check.rules import EXAMPLES_DAY, Scope
from iafiche.model.draft import Draft
from iafiche.review.folder_rules import FolderRules
from iafiche.review.judging import compared_of
from iafiche.store.document import rewrite
from iafiche.store.file_names import SUFFIX
from iafiche.store.reading import read_bytes, read_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from iafiche.check.findings import Finding
    from iafiche.check.rules import Example, Rule

_NOWHERE = Path(f"absente{SUFFIX}")


def found_in(rule: Rule, example: Example) -> Finding | None:
    """Return the first thing that a rule finds in an example; None where it finds nothing."""
    return next((found for found in _findings(rule, example) if found.code is rule.code), None)


def _findings(rule: Rule, example: Example) -> Iterable[Finding]:
    match example:
        case Draft():
            policy = Policy(public=rule.scope is Scope.PUBLIC_FOLDER)
            return check_draft(example, Context(EXAMPLES_DAY, policy=policy))
        case bytes() if rule.scope is Scope.SETTINGS:
            # Loaded for the one rule about settings.
            from iafiche.store.folder_settings_checks import checked_settings

            return checked_settings(example).findings
        case bytes():
            return read_bytes(example).findings
        case tuple():
            return _found_among(example)
        case None:
            return read_file(_NOWHERE).findings


def _found_among(drafts: tuple[Draft, ...]) -> Iterator[Finding]:
    rules = FolderRules()
    for rank, draft in enumerate(drafts, 1):
        yield from rules.look(f"fiche-{rank}{SUFFIX}", *compared_of(draft))


def texts_of(example: Example) -> tuple[str, ...]:
    """Return the text of each file that an example stands for; bytes that are none become « � »."""
    match example:
        case Draft():
            return (rewrite("", example),)
        case bytes():
            return (example.decode("utf-8", errors="replace"),)
        case tuple():
            return tuple(rewrite("", draft) for draft in example)
        case None:
            return ()
