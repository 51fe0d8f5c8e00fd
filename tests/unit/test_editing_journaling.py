"""The journal follows the draft while somebody types, and goes with what it was kept for."""

import datetime
import errno
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from iafiche.check.context import Context
from iafiche.editing import journaling
from iafiche.editing.journaling import DELAY, Journaling
from iafiche.editing.session import Editing
from iafiche.model.draft import Draft
from iafiche.store.fiche_file import FicheFile
from iafiche.store.journal import Journal
from iafiche.store.journal_file import decoded
from iafiche.store.system_errors import SaveError
from tests.conftest import TODAY
from tests.faults import failing, install
from tests.fiches import complete_draft, written

PATIENCE = 20.0


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Write down at once: the delay is one test's business."""
    monkeypatch.setattr(journaling, "DELAY", 0.0)
    monkeypatch.setattr(journaling, "_AGAIN", 0.0)


class Sitting:
    """A fiche in hand with its journal."""

    def __init__(self, folder: Path, draft: Draft | None = None) -> None:
        self.journal = Journal(folder / "own")
        self.errors: list[Exception] = []
        path = folder / "rives.fiche.toml"
        file = FicheFile.new(path) if draft is None else FicheFile.open(written(path, draft))
        self.editing = Editing(file, Context(TODAY))
        self.editing.journal = Journaling(self.journal, _now, self.errors.append)

    @property
    def kept(self) -> Draft | None:
        """The values in the journal; None where there is none."""
        try:
            entry = decoded(self.journal.path.read_bytes())
        except FileNotFoundError:
            return None
        assert entry is not None
        return entry.record.draft


def _now() -> datetime.datetime:
    return datetime.datetime(2026, 3, 2, 14, 32, tzinfo=datetime.UTC)


def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.002)


@pytest.mark.parametrize("draft", [None, complete_draft()])
def test_what_is_typed_is_written_down_and_what_is_typed_next(
    tmp_path: Path, draft: Draft | None
) -> None:
    sitting = Sitting(tmp_path, draft)
    for text in ("R", "Ri", "Rives"):
        sitting.editing.edit("nom_projet", text)
        until(lambda: sitting.kept == sitting.editing.draft)


def test_the_ways_to_change_a_fiche_are_all_followed(tmp_path: Path) -> None:
    sitting = Sitting(tmp_path, complete_draft())
    editing = sitting.editing
    changes: tuple[Callable[[], object], ...] = (
        lambda: editing.put("nom_projet", "Rives"),
        lambda: editing.edit("coll_nom", "Belrive"),
        editing.undo,
        editing.redo,
        lambda: editing.become(complete_draft(coll_siret="")),
    )
    for change in changes:
        change()
        assert editing.changed
        until(lambda: sitting.kept == editing.draft)


def test_nothing_is_kept_of_what_was_undone_or_saved(tmp_path: Path) -> None:
    sitting = Sitting(tmp_path, complete_draft())
    for settle in (sitting.editing.undo, sitting.editing.save):
        sitting.editing.put("nom_projet", "Rives")
        until(lambda: sitting.kept is not None)
        settle()
        until(lambda: sitting.kept is None)


def test_a_fiche_looked_at_leaves_nothing_and_has_no_thread(tmp_path: Path) -> None:
    before = threading.active_count()
    sitting = Sitting(tmp_path, complete_draft())
    sitting.editing.focus("coll_nom")
    sitting.editing.note()
    sitting.editing.end()

    assert threading.active_count() == before
    assert not sitting.journal.path.parent.exists()


def test_the_end_of_the_program_waits_for_no_delay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journaling, "DELAY", PATIENCE)
    sitting = Sitting(tmp_path)
    sitting.editing.edit("nom_projet", "Rives")
    sitting.editing.keep()
    assert sitting.kept == sitting.editing.draft

    sitting.editing.edit("nom_projet", "Rives et berges")
    sitting.editing.end()
    assert sitting.kept is None


def test_writing_is_at_most_two_seconds_behind_with_room_for_the_disk() -> None:
    assert DELAY <= 1.0


def test_a_disk_that_refuses_is_told_once_and_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sitting = Sitting(tmp_path)
    with monkeypatch.context() as patch:
        disk = install(patch, failing("write", OSError(errno.ENOSPC, "full")))
        sitting.editing.edit("nom_projet", "Rives")
        until(lambda: disk.asked.count("create") > 3)
        (error,) = sitting.errors
        assert isinstance(error, SaveError)
        assert "plus assez de place" in error.message
        assert sitting.kept is None

    until(lambda: sitting.kept == sitting.editing.draft)


def test_a_fault_of_the_program_is_handed_on_and_ends_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sitting = Sitting(tmp_path)
    with monkeypatch.context() as patch:
        install(patch, failing("write", ZeroDivisionError()))
        sitting.editing.edit("nom_projet", "Rives")
        until(lambda: bool(sitting.errors))
        assert isinstance(sitting.errors[0], ZeroDivisionError)

    until(lambda: sitting.kept == sitting.editing.draft)
