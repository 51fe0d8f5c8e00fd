"""The examples of the rules: what the check really says of them, and how they look in a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from iafiche.check.checking import check_draft
from iafiche.check.context import Context
from iafiche.check.rules import EXAMPLES_DAY
from iafiche.model.draft import Draft
from iafiche.store.document import rewrite
from iafiche.store.file_names import SUFFIX
from iafiche.store.reading import read_bytes, read_file

if TYPE_CHECKING:
    from iafiche.check.findings import Finding
    from iafiche.check.rules import Example, Rule

_NOWHERE = Path(f"absente{SUFFIX}")


def found_in(rule: Rule, example: Example) -> Finding | None:
    """Return the first thing that a rule finds in an example; None where it finds nothing."""
    return next((found for found in _findings(example) if found.code is rule.code), None)


def _findings(example: Example) -> tuple[Finding, ...]:
    match example:
        case Draft():
            return check_draft(example, Context(EXAMPLES_DAY))
        case bytes():
            return read_bytes(example).findings
        case tuple():
            return ()
        case None:
            return read_file(_NOWHERE).findings


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
