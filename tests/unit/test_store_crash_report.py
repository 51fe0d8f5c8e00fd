"""A report of a fault says where it was, and nothing that somebody typed."""

import datetime
import os
import stat
from pathlib import Path

import pytest

from iafiche.store.crash_report import MOST_REPORTS, report_of, write_report

WHEN = datetime.datetime(2026, 3, 2, 14, 32, tzinfo=datetime.UTC)
SECRET = "Recrutement de M. Durand"


class CarriedError(Exception):
    """An error that brings another along, as those of Textual's workers do."""

    def __init__(self, error: Exception) -> None:
        super().__init__(str(error))
        self.error = error


def _fail(value: str) -> None:
    raise ValueError(f"cannot take {value}")


def _fault() -> Exception:
    def fail_twice() -> None:
        try:
            _fail(SECRET)
        except ValueError as error:
            raise CarriedError(OSError(5, SECRET, SECRET)) from error

    with pytest.raises(CarriedError) as caught:
        fail_twice()
    return caught.value


def test_it_says_what_went_wrong_and_where_without_a_word_of_the_fiche() -> None:
    report = report_of(_fault(), {"iafiche": "0.1.0", "Système": "Linux"})

    assert "iafiche : 0.1.0\nSystème : Linux\n" in report
    assert "ValueError" in report
    assert "OSError 5" in report
    assert "_fail" in report
    assert "Durand" not in report
    assert str(Path.home()) not in report


def test_a_chain_of_errors_without_an_end_is_told_once() -> None:
    one, other = ValueError(), KeyError()
    one.__cause__, other.__cause__ = other, one

    assert report_of(one, {}).count("ValueError") == 1


def test_the_members_of_a_group_are_told() -> None:
    assert "KeyError" in report_of(ExceptionGroup("several", [KeyError(SECRET)]), {})


def test_an_endless_recursion_makes_a_short_report() -> None:
    def again() -> None:
        again()

    with pytest.raises(RecursionError) as caught:
        again()

    assert len(report_of(caught.value, {})) < 30_000


def test_the_last_reports_are_kept_for_their_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "rapports"
    paths = [
        write_report(folder, "x", WHEN + datetime.timedelta(seconds=rank))
        for rank in range(MOST_REPORTS + 3)
    ]

    assert sorted(folder.iterdir()) == paths[-MOST_REPORTS:]
    if os.name != "nt":
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert stat.S_IMODE(paths[-1].stat().st_mode) == 0o600
