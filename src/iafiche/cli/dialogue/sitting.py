"""One sitting at the dialogue, however it ends: nothing that was answered is lost."""

from __future__ import annotations

import signal
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from iafiche.check.checking import check_draft
from iafiche.check.findings import worst
from iafiche.cli.dialogue.dialogue import converse
from iafiche.cli.dialogue.keeping import keep
from iafiche.cli.dialogue.standing import Standing
from iafiche.cli.dialogue.wording import said
from iafiche.cli.surroundings import OutputError
from iafiche.model.flaws import Severity
from iafiche.store.system_errors import SaveError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

    from iafiche.cli.dialogue.keyboard import Keyboard
    from iafiche.cli.surroundings import Surroundings
    from iafiche.editing.recall import Recall
    from iafiche.editing.session import Editing

_HANG_UPS = tuple(
    getattr(signal, name) for name in ("SIGHUP", "SIGTERM", "SIGBREAK") if hasattr(signal, name)
)
_SIGNALLED = 128
_LOST = 2


class HangUpError(BaseException):
    """The line was cut, or the process is told to end; no handler of errors may stop it.

    Attributes:
        number: The signal's.
    """

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def sit_down(editing: Editing, recall: Recall, keyboard: Keyboard, around: Surroundings) -> int:
    """Fill a fiche in a dialogue; return the exit code.

    Whatever ends it before its end saves what was answered, and says where.
    """
    editing.begin_checks()
    at = Standing(editing, recall, keyboard, around)
    with _raising_hang_ups():
        try:
            converse(at)
        except EOFError:
            return _verdict(editing) if _keep(at, "Fin de l'entrée.") else _LOST
        except KeyboardInterrupt:
            _keep(at, "Interruption.")
            return _SIGNALLED + signal.SIGINT
        except HangUpError as end:
            _keep(at, "Arrêt.")
            return _SIGNALLED + end.number
        except OutputError:
            _keep(at, "")
            raise
        except Exception:
            # A fault of the program: the next start gives back what was answered.
            editing.keep()
            raise
    editing.end()
    return _verdict(editing)


def _verdict(editing: Editing) -> int:
    """Return 1 where the file holds errors, else 0."""
    file = editing.file
    found = () if file.is_new else check_draft(file.draft, editing.context)
    return int(worst(found) is Severity.ERROR)


def _keep(at: Standing, why: str) -> bool:
    """Save what was answered, then say so to whoever is still there; False where nothing could."""
    editing = at.editing
    with _undisturbed():
        was_changed = editing.changed
        is_kept = not was_changed or keep(editing, Path())
        if is_kept:
            editing.end()
        else:
            editing.keep()
        if was_changed and is_kept:
            # What the carnet misses is no loss worth a word at the end.
            with suppress(SaveError):
                at.recall.learn(editing.file.draft)
        # The terminal may be what has gone.
        with suppress(OutputError):
            at.tell("", said(why))
            _tell_end(at, was_changed, is_kept)
    return is_kept


def _tell_end(at: Standing, was_changed: bool, is_kept: bool) -> None:
    if not is_kept:
        from iafiche.store.document import new_text

        at.tell(said("Aucun dossier n'accepte la fiche. Copiez-la d'ici :"))
        at.around.write_data(new_text(at.editing.draft))
    elif was_changed:
        at.tell(
            said(f"Vos réponses sont enregistrées dans {at.editing.file.path}"),
            said("Pour reprendre, donnez ce fichier à « iafiche remplir »."),
        )
    else:
        at.tell(said("Rien à enregistrer."))
    at.around.flush()


def _raise_hang_up(number: int, _frame: FrameType | None) -> None:
    raise HangUpError(number)


@contextmanager
def _raising_hang_ups() -> Iterator[None]:
    before = {number: signal.signal(number, _raise_hang_up) for number in _HANG_UPS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let nothing stop a save that is meant to lose nothing."""
    numbers = (signal.SIGINT, *_HANG_UPS)
    before = {number: signal.signal(number, signal.SIG_IGN) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
