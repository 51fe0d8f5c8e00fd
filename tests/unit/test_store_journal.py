"""What is typed and not saved is kept, whole, and found once its program has ended."""

import datetime
import errno
import json
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iafiche.model.comparing import same_draft
from iafiche.model.draft import Draft
from iafiche.model.values import Foreign
from iafiche.store.folders import JOURNAL_SUFFIX
from iafiche.store.journal import Journal, Kept, look
from iafiche.store.journal_file import MOST_BYTES, Entry, Record, decoded, encoded
from iafiche.store.system_errors import SaveError
from tests.conftest import ROOT
from tests.drawn_fiches import drafts
from tests.faults import failing, install
from tests.fiches import complete_draft, on_disk, written

WHEN = datetime.datetime(2026, 3, 2, 14, 32, tzinfo=datetime.UTC)
TYPED = complete_draft(nom_projet="Rives")


def left_behind(folder: Path, record: Record) -> Path:
    """Write a journal as a program does that then ends without a word."""
    journal = Journal(folder)
    journal.write(record, WHEN)
    assert journal._hold is not None
    journal._hold.release()
    return journal.path


def record_of(fiche: Path | None, base: Draft, typed: Draft = TYPED) -> Record:
    return Record(fiche, base, typed, "nom_projet")


def only(folder: Path) -> Kept:
    (kept,) = look(folder).kept
    return kept


# No system has a path with a zero in it.
PATHS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])).map(Path)


@given(drafts(), drafts(), st.none() | PATHS)
@settings(max_examples=50)
def test_whatever_was_typed_comes_back(base: Draft, typed: Draft, fiche: Path | None) -> None:
    entry = decoded(encoded(Record(fiche, base, typed, None), WHEN))

    assert entry is not None
    assert same_draft(entry.record.base, base)
    assert same_draft(entry.record.draft, typed)
    assert (entry.record.fiche, entry.when) == (fiche, WHEN)


def test_half_a_character_comes_back_though_no_file_takes_it() -> None:
    typed = Draft({"nom_projet": "Rives \ud83d", "partenaires": ("\udc80",)})

    entry = decoded(encoded(Record(None, Draft(), typed, None), WHEN))

    assert entry is not None
    assert entry.record.draft == typed


@given(st.binary(max_size=200))
def test_any_bytes_are_a_journal_or_none(data: bytes) -> None:
    assert decoded(data) is None


_WHOLE = encoded(record_of(Path("x"), complete_draft(latitude=Foreign(2.5))), WHEN)


@given(st.integers(0, len(_WHOLE) - 2), st.integers(0, 8), st.binary(max_size=3))
@settings(max_examples=100)
def test_damage_of_any_kind_is_survived(start: int, length: int, instead: bytes) -> None:
    damaged = _WHOLE[:start] + instead + _WHOLE[start + length :]
    assert isinstance(decoded(damaged), Entry | None)
    assert decoded(_WHOLE[:start]) is None


@pytest.mark.parametrize(
    "title",
    [
        {"iafiche": "journal", "version": 2},
        {"iafiche": "carnet", "version": 1},
        {"iafiche": "journal"},
    ],
)
def test_what_is_no_journal_of_this_version_is_told_and_stays(
    tmp_path: Path, title: dict[str, object]
) -> None:
    first, *rest = _WHOLE.decode("ascii").splitlines()
    told = {**json.loads(first), "version": None, **title}
    path = tmp_path / f"0{JOURNAL_SUFFIX}"
    path.write_text("\n".join([json.dumps(told), *rest]), encoding="ascii")

    assert look(tmp_path) == ((), (path,))
    assert path.exists()


def test_a_journal_too_large_to_be_one_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / f"0{JOURNAL_SUFFIX}"
    path.write_bytes(_WHOLE + b" " * MOST_BYTES)

    assert look(tmp_path).unreadable == (path,)


def test_a_fiche_too_long_to_be_kept_is_told(tmp_path: Path) -> None:
    typed = complete_draft(nom_projet="é" * (MOST_BYTES // 6))

    with pytest.raises(SaveError, match="trop longue"):
        Journal(tmp_path).write(record_of(None, Draft(), typed), WHEN)

    assert look(tmp_path).kept == ()


def test_work_left_behind_is_found_the_latest_first(tmp_path: Path) -> None:
    left_behind(tmp_path, record_of(None, Draft()))
    later = Journal(tmp_path)
    later.write(record_of(None, Draft(), Draft({"nom_projet": "Callbot"})), WHEN.replace(hour=20))
    assert later._hold is not None
    later._hold.release()

    assert [kept.record.draft.title for kept in look(tmp_path).kept] == ["Callbot", "Rives"]
    assert {path.suffix for path in tmp_path.iterdir()} == {JOURNAL_SUFFIX}


def test_that_of_a_living_program_is_nobody_elses(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.write(record_of(None, Draft()), WHEN)

    assert look(tmp_path) == ((), ())
    assert Journal.adopt(journal.path) is None

    journal.clear()
    assert list(tmp_path.iterdir()) == []


_LIVES = """
import sys
from pathlib import Path
from tests.unit.test_store_journal import Draft, Journal, WHEN, record_of
Journal(Path(sys.argv[1])).write(record_of(None, Draft()), WHEN)
print("written", flush=True)
sys.stdin.read()
"""


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_that_of_a_program_killed_outright_is_found_from_then_on(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _LIVES, str(tmp_path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        assert look(tmp_path).kept == ()
        process.send_signal(signal.SIGKILL)
        process.wait()

    assert only(tmp_path).record.draft == TYPED


def test_taking_it_over_keeps_it_until_it_is_cleared(tmp_path: Path) -> None:
    path = left_behind(tmp_path, record_of(None, Draft()))

    journal = Journal.adopt(path)

    assert journal is not None
    assert look(tmp_path).kept == ()
    assert path.exists()
    journal.clear()
    assert list(tmp_path.iterdir()) == []
    assert Journal.adopt(path) is None


def test_giving_it_up_leaves_nothing(tmp_path: Path) -> None:
    left_behind(tmp_path, record_of(None, Draft()))
    only(tmp_path).discard()
    assert list(tmp_path.iterdir()) == []


def test_what_is_in_its_file_already_is_no_work_left_behind(tmp_path: Path) -> None:
    saved = written(tmp_path / "rives.fiche.toml", TYPED.with_value("date", "02/03/2026"))
    left_behind(tmp_path / "own", record_of(saved, complete_draft()))

    assert look(tmp_path / "own") == ((), ())
    assert list((tmp_path / "own").iterdir()) == []


def test_other_changes_of_the_file_stay_beside_what_was_typed(tmp_path: Path) -> None:
    base = complete_draft()
    theirs = base.with_value("coll_nom", "Ville de Belrive").with_value("nom_projet", "Leur nom")
    path = written(tmp_path / "rives.fiche.toml", theirs)
    left_behind(tmp_path / "own", record_of(path, base))

    kept = only(tmp_path / "own")
    file = kept.file()

    merged = kept.merged(file)
    assert kept.has_changed_since(file)
    assert [each.path for each in merged.conflicts] == [("general", "nom_projet")]
    assert merged.result({}) == theirs.with_value("nom_projet", "Rives")


@pytest.mark.parametrize("content", [None, b"<<<<<<< HEAD\n"])
def test_all_that_was_typed_comes_back_where_the_file_has_gone_or_is_none(
    tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "rives.fiche.toml"
    if content is not None:
        path.write_bytes(content)
    left_behind(tmp_path / "own", record_of(path, complete_draft()))

    kept = only(tmp_path / "own")
    file = kept.file()

    assert (file.path, file.is_new) == (path, True)
    assert kept.merged(file).conflicts == ()
    assert kept.merged(file).result({}) == TYPED


def test_what_the_model_does_not_know_goes_where_it_was_taken_away(tmp_path: Path) -> None:
    base = Draft(complete_draft().values, {("general", "inconnu"): 1, ("general", "autre"): 2})
    typed = base.without_unknown(("general", "inconnu"))
    path = written(tmp_path / "rives.fiche.toml", base)
    left_behind(tmp_path / "own", record_of(path, base, typed))

    kept = only(tmp_path / "own")

    assert kept.merged(kept.file()).result({}) == typed
    assert on_disk(path) == base


@pytest.mark.skipif(os.name == "nt", reason="POSIX modes")
def test_nobody_else_can_read_it(tmp_path: Path) -> None:
    folder = tmp_path / "own"
    before = os.umask(0)
    try:
        path = left_behind(folder, record_of(None, Draft()))
    finally:
        os.umask(before)

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_disk_that_refuses_keeps_what_was_written_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = Journal(tmp_path)
    journal.write(record_of(None, Draft()), WHEN)
    before = journal.path.read_bytes()
    install(monkeypatch, failing("write", OSError(errno.ENOSPC, "full")))

    with pytest.raises(SaveError, match="plus assez de place"):
        journal.write(record_of(None, Draft(), Draft({"nom_projet": "Autre"})), WHEN)

    assert journal.path.read_bytes() == before


def test_a_folder_that_is_not_there_holds_no_work(tmp_path: Path) -> None:
    assert look(tmp_path / "absent") == ((), ())
