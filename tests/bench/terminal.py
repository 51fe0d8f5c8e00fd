"""A program in a real pseudo-terminal, and when each thing came on its screen.

Every chunk the program writes is stamped when it is read; the chunks are replayed through a
terminal emulator while the program is silent, so the emulator's cost is in no figure. The time
of an event is the stamp of the first chunk after which the screen shows it.
"""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

import pyte

from iafiche.cli.own_folders import STATE_VARIABLE
from iafiche.store.welcome import mark_welcomed

KEYS = {
    "<tab>": b"\t",
    "<enter>": b"\r",
    "<f2>": b"\x1bOQ",
    "<f3>": b"\x1bOR",
    "<escape>": b"\x1b",
    "<pagedown>": b"\x1b[6~",
    "<end>": b"\x1b[F",
    "<ctrl+q>": b"\x11",
}
_DEVICE_ATTRIBUTES = re.compile(rb"\x1b\[0?c")
_SYNCHRONISED_OUTPUT = re.compile(rb"\x1b\[\?2026\$p")


class _Screen(pyte.Screen):
    """pyte's screen, deaf to the private forms of sequences that it takes for the public ones."""

    def select_graphic_rendition(self, *attributes: int, private: bool = False) -> None:
        if not private:
            super().select_graphic_rendition(*attributes)

    def report_device_attributes(self, mode: int = 0, **_options: bool) -> None:
        """Answer nothing: the terminal does."""


class Terminal:
    """One program, from its start to its end."""

    def __init__(
        self, command: Sequence[str], *, columns: int = 110, rows: int = 32, timeout: float = 30
    ) -> None:
        self._screen = _Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._chunks: list[tuple[int, bytes]] = []
        self._replayed = 0
        self._timeout = timeout
        environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        environment.pop("COLUMNS", None)
        environment.pop("LINES", None)
        # What one run leaves unsaved is not to be offered to the next.
        self._own = TemporaryDirectory(ignore_cleanup_errors=True)
        environment[STATE_VARIABLE] = self._own.name
        mark_welcomed(Path(self._own.name))
        self.started = time.monotonic_ns()
        self._pid, self._fd = pty.fork()
        if self._pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.execvpe(command[0], list(command), environment)
        os.set_blocking(self._fd, False)
        self._poll = select.poll()
        self._poll.register(self._fd, select.POLLIN)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with suppress(ProcessLookupError):
            os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)
        os.close(self._fd)
        self._own.cleanup()

    def type(self, keys: str) -> int:
        """Send keys, named ones as `<tab>`; return when, in nanoseconds."""
        data = b"".join(
            KEYS.get(part, part.encode()) for part in re.findall(r"<[a-z0-9+]+>|[^<]", keys)
        )
        now = time.monotonic_ns()
        os.write(self._fd, data)
        return now

    def wait_for(self, *patterns: str) -> int:
        """Return when the screen first showed all patterns, in nanoseconds; `TimeoutError`."""
        end = time.monotonic() + self._timeout
        wanted = [re.compile(pattern, re.MULTILINE) for pattern in patterns]
        while time.monotonic() < end:
            if self._read(0.02):
                continue
            while self._replayed < len(self._chunks):
                stamp, data = self._chunks[self._replayed]
                self._replayed += 1
                self._stream.feed(data)
                shown = self.shown
                if all(pattern.search(shown) for pattern in wanted):
                    return stamp
        raise TimeoutError(f"{patterns} not on the screen:\n{self.shown}")

    def rest(self, seconds: float) -> None:
        """Wait until the program has written nothing for that long."""
        while self._read(seconds):
            pass
        for _, data in self._chunks[self._replayed :]:
            self._stream.feed(data)
        self._replayed = len(self._chunks)

    @property
    def processor_time(self) -> int:
        """What the program has used of processors until now, in nanoseconds: proc(5), schedstat."""
        threads = Path(f"/proc/{self._pid}/task").glob("*/schedstat")
        return sum(int(each.read_text().split()[0]) for each in threads)

    @property
    def last_written(self) -> int:
        """When the program last wrote anything, in nanoseconds."""
        return self._chunks[-1][0]

    @property
    def shown(self) -> str:
        """The screen's text, a line a row."""
        return "\n".join(self._screen.display)

    def _read(self, seconds: float) -> bool:
        if not self._poll.poll(seconds * 1000):
            return False
        try:
            data = os.read(self._fd, 1 << 16)
        except OSError:
            return False
        if not data:
            return False
        self._chunks.append((time.monotonic_ns(), data))
        if _DEVICE_ATTRIBUTES.search(data):
            os.write(self._fd, b"\x1b[?62;22c")
        if _SYNCHRONISED_OUTPUT.search(data):
            os.write(self._fd, b"\x1b[?2026;2$y")
        return True
