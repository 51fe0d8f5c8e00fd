"""Progress: late, on terminals only, and without a trace."""

import io
from collections.abc import Callable, Iterator

from iafiche.cli.progress import Progress
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
    assert list(Progress(terminal, 5, _clock(0.4)).over("abcde")) == list("abcde")
    shown = terminal.getvalue()
    assert "\r3/5 fiches" in shown
    assert shown.endswith("\r" + " " * len("5/5 fiches") + "\r")


def test_short_work_says_nothing() -> None:
    terminal = Terminal()
    assert list(Progress(terminal, 5, _clock(0.01)).over("abcde")) == list("abcde")
    assert terminal.getvalue() == ""


def test_nothing_is_written_where_there_is_no_terminal() -> None:
    file = io.StringIO()
    assert list(Progress(file, 5, _clock(9)).over("abcde")) == list("abcde")
    assert file.getvalue() == ""


def test_interrupted_work_takes_its_line_away() -> None:
    terminal = Terminal()
    items = Progress(terminal, 5, _clock(2)).over("abcde")
    next(items)
    next(items)
    items.close()  # type: ignore[attr-defined]  # a generator behind an iterator's type
    assert terminal.getvalue() == "\r1/5 fiches\r          \r"
