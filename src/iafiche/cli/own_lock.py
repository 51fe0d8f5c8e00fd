"""Having the lock of a fiche while a command writes it, and saying who else has it open."""

from __future__ import annotations

import datetime
from contextlib import contextmanager
from typing import TYPE_CHECKING

from iafiche.editing.wording import held_by
from iafiche.review.display import typeset
from iafiche.store.lock import Lock, own_holder, take

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from iafiche.cli.surroundings import Surroundings


@contextmanager
def locked(fiche: Path, around: Surroundings) -> Iterator[None]:
    """Have the lock of a fiche for as long as that; warn where somebody else has it.

    That stops nothing: what they save later is not written over what they have not seen.
    """
    own = own_holder(datetime.datetime.now().astimezone())
    taken = take(fiche, own)
    if taken is not None and not isinstance(taken, Lock):
        around.tell(
            typeset(
                f"Attention : {held_by(taken, own, around.today)}. Ce qui est écrit maintenant y"
                " sera comparé avec ce qui y est tapé."
            )
        )
    try:
        yield
    finally:
        if isinstance(taken, Lock):
            taken.release()
