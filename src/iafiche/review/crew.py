"""Judging in several processes, where there is enough to do for that to pay.

This process judges too: it takes what nobody has begun whenever it would have to wait. Helpers
get some batches at a time through a pipe of their own, so that what is under way stays bounded,
and they end with this process; should something kill it, once they have judged what they have.
Nothing here needs `fork`, which only some systems have and threads do not bear; it is used where it
is safe because it starts ten times as fast.
"""

from __future__ import annotations

import sys
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from iafiche.review.judge import AT_A_TIME
from iafiche.review.judging import kept_of, plain_of

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import BaseContext
    from multiprocessing.process import BaseProcess

    from iafiche.review.judge import Judge
    from iafiche.review.judging import Compared, Keepsake
    from iafiche.review.scan import Place

_PAYS_FROM = {"fork": 400, "spawn": 3000}
"""How many files have to wait for helpers to be started: what this process judges meanwhile."""

_AHEAD = 2000
"""How many files are held to be judged, so that helpers get many at a time."""


@dataclass(slots=True, eq=False)
class Task:
    """Some files of one folder to be judged.

    Attributes:
        place: Their folder.
        paths: Their paths.
        kept: What they turned out to be, in the same order; None while that is not known.
    """

    place: Place
    paths: list[str]
    kept: list[Keepsake | Compared] | None = None


@dataclass(slots=True, eq=False)
class _Helper:
    process: BaseProcess
    pipe: Connection[Any, Any]
    tasks: list[Task] = field(default_factory=list)


class Crew:
    """This process, and its helpers once they pay.

    Attributes:
        ahead: How many files should wait, for helpers to be kept busy.
    """

    def __init__(self, judge: Judge, jobs: int) -> None:
        """Prepare to judge in `jobs` processes, this one included."""
        self._judge = judge
        self._helpers: list[_Helper] = []
        self._wanted = jobs - 1
        self._waiting: deque[Task] = deque()
        self._way = _way_to_start() if jobs > 1 else "fork"
        self.ahead = max(_PAYS_FROM[self._way], _AHEAD) if jobs > 1 else 0

    def submit(self, place: Place, paths: list[str]) -> Task:
        """Take files to be judged; `finish` waits for them."""
        task = Task(place, paths)
        self._waiting.append(task)
        if self._wanted and self._files_waiting() >= _PAYS_FROM[self._way]:
            self._start()
        return task

    def finish(self, task: Task) -> list[Keepsake | Compared]:
        """Return what the files of a task turned out to be, judging meanwhile."""
        while task.kept is None:
            self._hand_out()
            if self._waiting:
                self._judge_one()
            else:
                self._collect(wait=True)
        return task.kept

    def _files_waiting(self) -> int:
        return sum(len(task.paths) for task in self._waiting)

    def _judge_one(self) -> None:
        task = self._waiting.popleft()
        kept = []
        for rank, one in enumerate(self._judge.keepsakes(task.paths, task.place)):
            kept.append(one)
            if rank % AT_A_TIME == 0 and self._helpers:
                self._collect(wait=False)
        task.kept = kept

    def close(self) -> None:
        """End the helpers at once, whatever they are doing."""
        for helper in self._helpers:
            helper.process.terminate()
        for helper in self._helpers:
            helper.process.join()
            helper.process.close()
            helper.pipe.close()
        self._helpers.clear()

    def _start(self) -> None:
        from multiprocessing import get_context

        context: BaseContext = get_context(self._way)
        # What is made before a fork is made once.
        self._judge.prepare(self._waiting[0].place)
        while self._wanted:
            self._wanted -= 1
            ours, theirs = context.Pipe()
            not_theirs = [ours, *(helper.pipe for helper in self._helpers)]
            inherited = not_theirs if self._way == "fork" else []
            # mypy: the base class of contexts does not declare what they all have.
            process = context.Process(  # type: ignore[attr-defined]
                target=_help, args=(theirs, self._judge, inherited), daemon=True
            )
            try:
                process.start()
            except OSError:
                # No more processes to be had: this one does the work.
                ours.close()
                break
            finally:
                theirs.close()
            self._helpers.append(_Helper(process, ours))

    def _hand_out(self) -> None:
        """Give a share of what waits to each helper that has nothing to do, and so is listening."""
        for helper in [helper for helper in self._helpers if not helper.tasks]:
            share = self._files_waiting() // (len(self._helpers) + 1)
            # From the end: what is to be told next this process judges itself.
            while self._waiting and (not helper.tasks or len(self._waiting[-1].paths) <= share):
                helper.tasks.append(self._waiting.pop())
                share -= len(helper.tasks[-1].paths)
            if helper.tasks:
                try:
                    helper.pipe.send([(task.place, task.paths) for task in helper.tasks])
                except OSError:
                    self._lose(helper)

    def _collect(self, *, wait: bool) -> None:
        """Take what helpers have done."""
        from multiprocessing.connection import wait as wait_for
        from multiprocessing.reduction import ForkingPickler

        busy = {helper.pipe: helper for helper in self._helpers if helper.tasks}
        received = []
        for pipe in wait_for(list(busy), None if wait else 0) if busy else ():
            helper = busy[pipe]  # type: ignore[index]  # only pipes were waited for
            try:
                received.append((helper.tasks, helper.pipe.recv_bytes()))
            except (EOFError, OSError):
                self._lose(helper)
                continue
            helper.tasks = []
        if received:
            # The helpers go on while what they have found is unpacked.
            self._hand_out()
        for tasks, packed in received:
            # What `recv` does with what it has received.
            done = ForkingPickler.loads(packed)
            if isinstance(done, BaseException):
                raise done
            for task, kept in zip(tasks, done, strict=True):
                task.kept = list(map(kept_of, kept))

    def _lose(self, helper: _Helper) -> None:
        """Take back what a helper had to do that something has ended."""
        self._helpers.remove(helper)
        self._waiting.extendleft(reversed(helper.tasks))
        helper.process.terminate()
        helper.process.join()
        helper.pipe.close()


def _way_to_start() -> str:
    """Return how helpers are started: `fork` where that is safe, which it is not among threads."""
    import threading

    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"


def _help(pipe: Connection[Any, Any], judge: Judge, inherited: list[Connection[Any, Any]]) -> None:
    """Judge what comes through a pipe until it closes: the whole life of a helper."""
    import signal
    from multiprocessing import parent_process
    from multiprocessing.connection import wait

    # Ctrl+C reaches every process of a terminal: the first of them ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for other in inherited:
        other.close()
    parent = parent_process()
    assert parent is not None
    while pipe in wait([pipe, parent.sentinel]):
        try:
            pipe.send(
                [list(map(plain_of, judge.keepsakes(paths, place))) for place, paths in pipe.recv()]
            )
        except (EOFError, OSError):
            return
        except Exception as error:
            pipe.send(error)
