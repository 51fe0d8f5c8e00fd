"""A real terminal with the program in it: what is typed goes in, what is drawn is read.

pexpect gives the pseudo-terminal, pyte is the terminal that reads what the program draws.
"""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

if sys.platform == "win32":
    pytest.skip("Windows has no pseudo-terminals of this kind", allow_module_level=True)

import termios

import pexpect
import pyte

PATIENCE = 60.0
"""Seconds that a loaded machine may take to show something."""

KEYS = {
    "enter": "\r",
    "tab": "\t",
    "escape": "\x1b",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "delete": "\x1b[3~",
    "backspace": "\x7f",
    "shift+tab": "\x1b[Z",
    "f1": "\x1bOP",
    "f2": "\x1bOQ",
    "f3": "\x1bOR",
    "f4": "\x1bOS",
    "f5": "\x1b[15~",
    "f6": "\x1b[17~",
    "f7": "\x1b[18~",
    "f8": "\x1b[19~",
    "f9": "\x1b[20~",
    "f10": "\x1b[21~",
    "f12": "\x1b[24~",
    "ctrl+c": "\x03",
    "ctrl+n": "\x0e",
    "ctrl+o": "\x0f",
    "ctrl+p": "\x10",
    "ctrl+q": "\x11",
    "ctrl+s": "\x13",
    "ctrl+y": "\x19",
    "ctrl+z": "\x1a",
}


class Terminal:
    """A terminal with the program in it.

    Attributes:
        patience: Seconds that it is waited for.
    """

    patience = PATIENCE

    def __init__(
        self,
        *args: str,
        size: tuple[int, int] = (80, 24),
        program: str = "iafiche",
        **environment: str,
    ) -> None:
        columns, rows = size
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.output = b""
        self._child = pexpect.spawn(
            sys.executable,
            ["-m", program, *args],
            cwd=str(ROOT),
            dimensions=(rows, columns),
            env={**os.environ, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", **environment},
            timeout=self.patience,
        )
        # As a person's terminal does, and as fast.
        self._child.delaybeforesend = None
        self.settings = termios.tcgetattr(self._child.child_fd)
        self.settings_left: list[object] = []
        self._has_gone = False

    def send(self, *texts: str) -> None:
        """Type texts, or keys by their names."""
        for text in texts:
            self._child.send(KEYS.get(text, text).encode())

    def send_bytes(self, data: bytes) -> None:
        """Type what is no text in UTF-8."""
        self._child.send(data)

    def resize(self, columns: int, rows: int) -> None:
        """Have another size from now on."""
        self.screen.resize(rows, columns)
        self._child.setwinsize(rows, columns)

    @property
    def pid(self) -> int:
        """The number of the program's process."""
        number: int = self._child.pid
        return number

    def paste(self, text: str) -> None:
        """Paste, in brackets as the program asked for."""
        self._child.send(f"\x1b[200~{text}\x1b[201~".encode())

    @property
    def reads(self) -> str:
        """What is on screen, frames and the breaks of lines left out."""
        text = "\n".join(self.screen.display)
        for sign in "│╭╮╰╯─▏▌▁▂▃▄▅▆▇":
            text = text.replace(sign, " ")
        return " ".join(text.split())

    def sees(self, *texts: str) -> None:
        """Read on until all of the texts are on screen."""
        self.until(lambda: all(text in self.reads for text in texts), " & ".join(texts))

    def until(self, holds: Callable[[], bool], wanted: str) -> None:
        """Read on until something holds."""
        end = time.monotonic() + self.patience
        while not holds():
            assert time.monotonic() < end, f"In vain waited for: {wanted}\n{self.shown}"
            self.read()

    def read(self) -> None:
        """Read what there is to read, if anything comes, and show it."""
        data = self.chunk()
        self.output += data
        self._stream.feed(data)

    def chunk(self) -> bytes:
        """Return what there is to read, if anything comes."""
        try:
            data: bytes = self._child.read_nonblocking(65536, timeout=0.05)
        except pexpect.TIMEOUT:
            return b""
        except pexpect.EOF:
            self._child.wait()
            return b""
        return data

    def end(self) -> int:
        """Read on until the program has ended; return its exit code."""
        end = time.monotonic() + self.patience
        while self._child.isalive():
            assert time.monotonic() < end, f"The program does not end.\n{self.shown}"
            self.read()
        count = -1
        while len(self.output) > count:
            count = len(self.output)
            self.read()
        self.settings_left = termios.tcgetattr(self._child.child_fd)
        self._child.close()
        code: int | None = self._child.exitstatus
        assert code is not None, f"It died of signal {self._child.signalstatus}.\n{self.shown}"
        return code

    def signal(self, number: int) -> None:
        """Send the program a signal."""
        self._child.kill(number)

    def hang_up(self) -> None:
        """Go away, as a terminal does whose window is closed or whose line is cut."""
        os.close(self._child.child_fd)
        self._has_gone = True

    def until_dead(self) -> None:
        """Wait until the program has ended, whatever ended it."""
        end = time.monotonic() + self.patience
        while self._child.isalive():
            assert time.monotonic() < end, "The program does not end."
            time.sleep(0.01)

    def kill(self) -> None:
        """End the program where the test did not."""
        if not self._has_gone:
            self._child.close(force=True)

    @property
    def shown(self) -> str:
        """What is on screen, line by line."""
        return "\n".join(self.screen.display)
