"""Progress: late, on terminals only, and without a trace."""

import io
from collections.abc import Callable, Iterator

import pytest

from iafiche.cli.progress import Progress, duration
from tests.cli.conftest import Terminal


def _clock(step: float) -> Callable[[], float]:
    def ticking() -> Iterator[float]:
        now = 0.0
        while True:
            yield now
            now += step

    return ticking().__next__


def test_long_work_tells_how_much_is_done_then_takes_it_away() -> None:
    terminal = Terminal()
    assert list(Progress(terminal, lambda: 5, _clock(0.4)).over("abcde")) == list("abcde")
    shown = terminal.getvalue()
    # Three are done when 1.2 seconds have passed on that clock.
    assert "\r3/5 fiches, 2,5/s, encore 1 s" in shown
    assert shown.endswith("\r" + " " * len("3/5 fiches, 2,5/s, encore 1 s") + "\r")


def test_how_long_it_will_take_is_told_once_some_of_many_are_done() -> None:
    terminal = Terminal()
    list(Progress(terminal, lambda: 40, _clock(0.4)).over(range(40)))
    first, *_, last = [line for line in terminal.getvalue().split("\r") if line.strip()]
    assert "encore" not in first
    assert last == "40/40 fiches, 2,5/s, encore 0 s"


def test_short_work_says_nothing() -> None:
    terminal = Terminal()
    assert list(Progress(terminal, lambda: 5, _clock(0.01)).over("abcde")) == list("abcde")
    assert terminal.getvalue() == ""


def test_nothing_is_written_where_there_is_no_terminal() -> None:
    file = io.StringIO()
    assert list(Progress(file, lambda: 5, _clock(9)).over("abcde")) == list("abcde")
    assert file.getvalue() == ""


def test_interrupted_work_takes_its_line_away() -> None:
    terminal = Terminal()
    items = Progress(terminal, lambda: 5, _clock(2)).over("abcde")
    next(items)
    next(items)
    items.close()  # type: ignore[attr-defined]  # a generator behind an iterator's type
    shown = "1/5 fiches, 0,5/s, encore 8 s"
    assert terminal.getvalue() == f"\r{shown}\r{' ' * len(shown)}\r"


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (0, "0 s"),
        (0.2, "1 s"),
        (59.1, "60 s"),
        (90, "90 s"),
        (91, "2 min"),
        (3600, "60 min"),
        (5500, "2 h"),
    ],
)
def test_the_time_left_is_rounded_up_to_what_one_can_plan_with(seconds: float, told: str) -> None:
    assert duration(seconds) == told
