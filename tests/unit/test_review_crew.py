"""Reviews in several processes find the very same, however helpers are started and end."""

import multiprocessing
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from iafiche.check.findings import Finding
from iafiche.review import crew
from iafiche.review.verdict import State, Verdict, review_files
from iafiche.store.document import new_text
from tests.conftest import TODAY
from tests.fiches import complete_draft

WAYS = ("fork", "spawn") if sys.platform == "linux" else ("spawn",)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of folders, of right, wrong, unreadable and twin fiches."""
    right = new_text(complete_draft(nom_projet="Projet @"))
    wrong = new_text(complete_draft(nom_projet="Projet @", coll_siret="2199", url_infos="x"))
    for rank in range(160):
        path = tmp_path / f"{rank // 16:02}" / f"{rank:03}.fiche.toml"
        path.parent.mkdir(exist_ok=True)
        text = "= =" if rank % 40 == 7 else wrong if rank % 10 == 3 else right
        path.write_text(text.replace("@", str(rank % 90)), encoding="utf-8")
    return tmp_path


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Have helpers started in each way, for a few files already."""
    chosen = str(request.param)
    monkeypatch.setattr(crew, "_way_to_start", lambda: chosen)
    monkeypatch.setattr(crew, "_PAYS_FROM", {chosen: 40})
    yield chosen
    assert multiprocessing.active_children() == []


def told(verdict: Verdict) -> tuple[str, State, tuple[Finding, ...], object, str]:
    """Return all that a verdict says."""
    return (
        str(verdict.path),
        verdict.state,
        verdict.findings,
        verdict.completeness,
        f"{verdict.holder} {verdict.title}",
    )


def test_several_processes_find_what_one_finds_in_the_same_order(folder: Path, way: str) -> None:
    expected = [told(verdict) for verdict in review_files([folder], TODAY)]
    assert len(expected) == 160
    begun = []
    for verdict in (found := review_files([folder], TODAY, jobs=3)):
        begun.append(told(verdict))
        if len(begun) == 1:
            assert len(multiprocessing.active_children()) == 2, way
    found.close()
    assert begun == expected


def test_what_a_lost_helper_had_to_do_is_done(folder: Path, way: str) -> None:
    expected = [told(verdict) for verdict in review_files([folder], TODAY)]
    found = review_files([folder], TODAY, jobs=2)
    first = told(next(found))
    (helper,) = multiprocessing.active_children()
    helper.kill()
    helper.join()
    assert [first, *map(told, found)] == expected, way


def test_a_review_that_is_broken_off_ends_its_helpers(folder: Path, way: str) -> None:
    found = review_files([folder], TODAY, jobs=2)
    next(found)
    (helper,) = multiprocessing.active_children()
    pid = helper.pid
    assert pid is not None
    found.close()
    if os.name == "posix":
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
    assert multiprocessing.active_children() == [], way


def test_few_files_are_worth_no_helper(folder: Path) -> None:
    found = review_files([folder], TODAY, jobs=2)
    next(found)
    assert multiprocessing.active_children() == []
    found.close()


def test_where_no_process_can_be_started_this_one_does_the_work(
    folder: Path, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_arguments: object, **_options: object) -> None:
        raise OSError("no more processes")

    expected = [told(verdict) for verdict in review_files([folder], TODAY)]
    monkeypatch.setattr("multiprocessing.process.BaseProcess.start", refused)
    assert [told(v) for v in review_files([folder], TODAY, jobs=2)] == expected, way
