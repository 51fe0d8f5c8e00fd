"""Writing what was planned, a fiche at a time."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from iafiche.intake.planning import Action, Step
from iafiche.model.comparing import same_draft
from iafiche.store import disk
from iafiche.store.reading import read_file
from iafiche.store.safe_file import write_safely
from iafiche.store.system_errors import SaveError, Trouble, writing_trouble

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_APPEARED = Trouble(
    "Un autre fichier a pris ce nom pendant l'import.",
    "Recommencez l'import : les fiches déjà écrites ne changeront pas.",
)
_CHANGED = Trouble(
    "La fiche a été modifiée ou déplacée pendant l'import.",
    "Recommencez l'import : les fiches déjà écrites ne changeront pas.",
)


def make_folder(path: Path) -> None:
    """Make the folder that the fiches arrive in, where it is not there; `SaveError` if it can't.

    Its own parent must exist: a path with several new folders is more likely mistyped.
    """
    try:
        if not path.is_dir():
            disk.DISK.make_folder(path)
    except (OSError, ValueError) as error:
        raise SaveError(writing_trouble(error, path.parent)) from error


def carry_out(
    step: Step, keep_before: Callable[[Path], tuple[Trouble, ...]] | None = None
) -> tuple[Trouble, ...]:
    """Write the file of one step, whole or not at all; nothing for a step that writes none.

    Args:
        step: The step.
        keep_before: Keeps what stands in a file before it is written over, and returns what the
            person should know of that.

    Returns:
        What the person should know although it is written.

    Raises:
        SaveError: It cannot be written; what stood there before still does.
    """
    if step.action is Action.CREATE:
        if os.path.lexists(step.path):
            raise SaveError(_APPEARED)
        return write_safely(step.path, step.data)
    if step.action is Action.UPDATE and step.present is not None:
        if read_file(step.path).text != step.present.file.reading.text:
            raise SaveError(_CHANGED)
        data = step.data
        told = keep_before(step.path) if keep_before is not None else ()
        return (*write_safely(step.path, data), *told)
    return ()


def is_carried_out(step: Step) -> bool:
    """Tell whether the file of a step holds what it is to hold: an interruption may come after."""
    return same_draft(read_file(step.path).draft, step.draft)
