"""A long piece of work in front of a screen: how far it has come, and a way to stop it."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Protocol, TypeVar, runtime_checkable

from textual import work
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets._static import Static

from iafiche.tui.screens.dialog import Dialog, hint
from iafiche.tui.widgets.lines import Lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from textual.app import App, ComposeResult

    from iafiche.review.marks import Marks

T = TypeVar("T")
U = TypeVar("U")

_PATIENCE = 0.25
"""Seconds that work may take before anything is shown of it."""

_PERIOD = 0.08
"""Seconds between two updates."""


class StoppedError(Exception):
    """Somebody wants the work to end."""


class Progress:
    """How far the work has come, as the work itself says."""

    def __init__(self, tell: Callable[[str, int, int], object], stop: threading.Event) -> None:
        self._tell = tell
        self._stop = stop

    def over(self, items: Iterable[U], total: int, doing: str) -> Iterator[U]:
        """Yield items, showing how many are done; `StoppedError` once somebody wants an end.

        Args:
            items: What is worked through.
            total: How many there are.
            doing: What is done to them, in a few French words.
        """
        due = 0.0
        for done, item in enumerate(items):
            if self._stop.is_set():
                raise StoppedError
            now = time.monotonic()
            if now >= due:
                self._tell(doing, done, total)
                due = now + _PERIOD
            yield item

    def begin(self, doing: str) -> None:
        """Say what is done where nothing can be counted."""
        if self._stop.is_set():
            raise StoppedError
        self._tell(doing, 0, 0)


class WorkScreen(Dialog["Ended[T]"], Generic[T]):
    """Runs work in a thread; hands back its result, or that it was stopped."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Arrêter", show=False)]

    class Came(Message):
        """The work has come further."""

        def __init__(self, doing: str, done: int, total: int) -> None:
            super().__init__()
            self.doing = doing
            self.done = done
            self.total = total

    class Over(Message):
        """The work has ended."""

    def __init__(self, title: str, job: Callable[[Progress], T], marks: Marks) -> None:
        super().__init__()
        self._title = title
        self._job = job
        self._stop = threading.Event()
        self._ended: Ended[T] | None = None
        self._bar = _Bar(marks)
        self._frame = Vertical(id="dialog")

    def compose(self) -> ComposeResult:
        """Yield the frame, which is shown once the work takes its time."""
        self._frame.display = False
        with self._frame:
            self._frame.border_title = Content(self._title)
            yield self._bar
            yield Static(hint(("Échap", "Arrêter")), id="hint")

    def on_mount(self) -> None:
        """Begin."""
        self.set_timer(_PATIENCE, self._reveal)
        self._run_job()

    def _reveal(self) -> None:
        self._frame.display = True

    @work(thread=True)
    def _run_job(self) -> None:
        def tell(doing: str, done: int, total: int) -> None:
            self.post_message(self.Came(doing, done, total))

        try:
            self._ended = Ended(self._job(Progress(tell, self._stop)))
        except StoppedError:
            self._ended = Ended(None)
        self.post_message(self.Over())

    def on_work_screen_over(self, event: Over) -> None:
        """Hand back what came of it."""
        event.stop()
        self.dismiss(self._ended)

    def on_work_screen_came(self, event: Came) -> None:
        """Show how far it has come."""
        event.stop()
        if not self._stop.is_set():
            self._bar.show(event.doing, event.done, event.total)

    def action_leave(self) -> None:
        """Let the work end at its next step."""
        self._stop.set()
        self._bar.show("Arrêt en cours…", 0, 0)

    def on_unmount(self) -> None:
        """Let nothing go on behind a program that ends."""
        self._stop.set()


class Ended(Generic[T]):
    """How work ended.

    Attributes:
        result: What came of it; None where it was stopped.
    """

    def __init__(self, result: T | None) -> None:
        self.result = result


def run(
    app: App[Any],
    title: str,
    job: Callable[[Progress], T],
    marks: Marks,
    then: Callable[[T], None],
) -> None:
    """Do work in front of the screen; then go on with its result, or say that it was stopped."""

    def take(ended: Ended[T] | None) -> None:
        if ended is None:
            return
        if ended.result is not None:
            then(ended.result)
        elif isinstance(app.screen, _Speaking):
            app.screen.say("Arrêté : rien n'a été changé.")

    app.push_screen(WorkScreen(title, job, marks), take)


@runtime_checkable
class _Speaking(Protocol):
    """A screen that has a place for passing messages."""

    def say(self, message: str) -> None:
        """Show one."""


class _Bar(Lines):
    """What is being done, over how much of it."""

    DEFAULT_CSS = """
    _Bar {
        height: 2;
    }
    """

    def __init__(self, marks: Marks) -> None:
        super().__init__("work")
        self._marks = marks
        self._shown = ("", 0, 0)

    def show(self, doing: str, done: int, total: int) -> None:
        """Show another state."""
        self._shown = (doing, done, total)
        self.redraw(layout=False)

    def draw(self, width: int, height: int) -> list[Content]:  # noqa: ARG002
        """Return the words, and a bar where there is something to count."""
        doing, done, total = self._shown
        if not total:
            return [Content(doing)]
        figures = f" {done}/{total}"
        room = max(4, min(60, width - len(figures)))
        full = min(room, room * done // total)
        bar = self._marks.full * full + self._marks.empty * (room - full)
        return [Content(doing), Content.assemble((bar, "$primary"), figures)]
