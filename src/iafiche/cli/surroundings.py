"""What the command line knows of the world around it: looked up once, then passed on."""

from __future__ import annotations

import datetime
import io
import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple, TextIO

from iafiche.cli.streams import make_writable, nowhere, wants_ascii
from iafiche.review.display import inert, visible_lines

if TYPE_CHECKING:
    from collections.abc import Iterator


class OutputError(Exception):
    """An output takes no more: its reader has gone, or its disk is full.

    Told apart from the system's other errors, some of which click would take for its own.
    """

    def __init__(self, cause: OSError) -> None:
        super().__init__(str(cause))
        self.cause = cause


class Surroundings(NamedTuple):
    """The day, the outputs, and whether somebody sits in front of them.

    Attributes:
        today: The day that checks are made for.
        out: Standard output: findings and exports.
        err: Standard error: progress and errors.
        is_terminal: Somebody sits at it: input and output are both a terminal.
        is_dumb: It can only write one line under the other (it calls itself « dumb »).
    """

    today: datetime.date
    out: TextIO
    err: TextIO
    is_terminal: bool
    is_dumb: bool = False

    @property
    def has_screen(self) -> bool:
        """Whether the program can draw its screens."""
        return self.is_terminal and not self.is_dumb

    @property
    def processors(self) -> int:
        """How many processes of this program can work at once, at least one."""
        if hasattr(os, "sched_getaffinity"):
            return len(os.sched_getaffinity(0))
        return os.cpu_count() or 1

    @property
    def width(self) -> int:
        """How many cells a line may take: of the terminal, of the variable COLUMNS, or 80."""
        import shutil

        return shutil.get_terminal_size().columns

    def print(self, *lines: str) -> None:
        """Write lines to standard output."""
        self.write("".join(f"{line}\n" for line in lines))

    def write(self, text: str) -> None:
        """Write text to be read to standard output, whatever a terminal would obey made visible."""
        self._put(_harmless(text))

    def _put(self, text: str) -> None:
        with _told_apart():
            self.out.write(text)

    def write_data(self, text: str) -> None:
        """Write a file's text to standard output: in UTF-8 and to the byte, but on a terminal.

        A terminal gets its lines with whatever it would obey made visible.
        """
        if self.out.isatty():
            self._put(_harmless(text.removeprefix("\ufeff")))
        elif isinstance(self.out, io.TextIOWrapper):
            self.write_bytes(text.encode("utf-8"))
        else:
            self._put(text)

    def write_bytes(self, data: bytes) -> None:
        """Write a file's bytes to standard output, which is no terminal."""
        assert isinstance(self.out, io.TextIOWrapper)
        self.flush()
        with _told_apart():
            self.out.buffer.write(data)

    def flush(self) -> None:
        """Have everything written to standard output so far leave the process."""
        with _told_apart():
            self.out.flush()

    def tell(self, *lines: str) -> None:
        """Write lines to standard error, made visible as `write` does."""
        self._tell("".join(f"{line}\n" for line in lines))

    def ask(self, question: str) -> None:
        """Write a question to standard error; its answer will stand on the same line."""
        self._tell(question)
        with _told_apart():
            self.err.flush()

    def _tell(self, text: str) -> None:
        self.flush()
        with _told_apart():
            self.err.write(_harmless(text))


def _harmless(text: str) -> str:
    return inert(visible_lines(text))


@contextmanager
def _told_apart() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputError(error) from error


def look_around() -> Surroundings:
    """Return the surroundings of this process, its outputs made able to take any text."""
    in_ascii = wants_ascii(os.environ)
    out, err = sys.stdout or nowhere(), sys.stderr or nowhere()
    for stream in (out, err):
        make_writable(stream, in_ascii=in_ascii)
    return Surroundings(
        today=datetime.datetime.now(datetime.UTC).astimezone().date(),
        out=out,
        err=err,
        is_terminal=_is_terminal(sys.stdin) and _is_terminal(sys.stdout),
        is_dumb=os.environ.get("TERM") == "dumb",
    )


def _is_terminal(stream: TextIO | None) -> bool:
    # A process started without a console on Windows has None for its streams.
    return stream is not None and stream.isatty()
