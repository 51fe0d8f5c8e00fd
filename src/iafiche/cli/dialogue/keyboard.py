"""Where the lines come from: a terminal with its editing keys, or whatever is piped in."""

from __future__ import annotations

import io
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterable

    from iafiche.cli.surroundings import Surroundings

_UNDECODED = "surrogateescape"
_BARE_TERMINALS = ("", "dumb", "unknown")
_BARE_LOCALES = ("C", "POSIX")


class Keyboard(Protocol):
    """Something that lines are read from."""

    def line(self, prompt: str) -> str:
        """Return the next line, without its end; `EOFError` where there is none.

        A paste may be several lines at once, with line feeds between them.
        """

    def recall(self, lines: Iterable[str]) -> None:
        """Let the arrow keys bring these lines back, the last one first."""


class Edited:
    """A terminal whose lines are edited with the arrow keys: by readline, or by Windows itself."""

    def __init__(self, around: Surroundings, source: TextIO) -> None:
        self._around = around
        self._source = source
        self._readline = None
        if sys.platform != "win32":
            import readline

            self._readline = readline
            # A paste goes whole into the field that is asked, whatever line ends it holds.
            readline.parse_and_bind("set enable-bracketed-paste on")
            # Tab is no file name.
            readline.parse_and_bind("tab: self-insert")

    def line(self, prompt: str) -> str:
        """Return what was typed or pasted after the prompt."""
        self._around.flush()
        try:
            return mended(input(prompt), self._source.encoding)
        except (OSError, EOFError):
            self._around.print("")
            raise EOFError from None

    def recall(self, lines: Iterable[str]) -> None:
        """Put lines into readline's history, in place of those before."""
        if self._readline is not None:
            self._readline.clear_history()
            for line in lines:
                # What cannot be encoded, the C library cannot hold.
                with suppress(ValueError):
                    self._readline.add_history(line)


class Plain:
    """A pipe, a file, or a terminal that edits its lines by itself: nothing moves its cursor."""

    def __init__(self, around: Surroundings, source: TextIO) -> None:
        self._around = around
        self._source = source
        self._begun = False

    def line(self, prompt: str) -> str:
        """Return the next line of the source."""
        if self._around.is_terminal:
            self._around.write(prompt)
        else:
            # Nothing shows what is read, nor its line ends.
            self._around.print(prompt.rstrip())
        self._around.flush()
        try:
            raw = self._source.readline()
        except (OSError, ValueError):
            # A terminal that has gone, an input that was closed.
            raw = ""
        if not raw:
            if self._around.is_terminal:
                self._around.print("")
            raise EOFError
        line = mended(raw.removesuffix("\n"), self._source.encoding)
        # Windows' tools put a byte-order mark before the first line.
        line, self._begun = line if self._begun else line.removeprefix("\ufeff"), True
        return line

    def recall(self, lines: Iterable[str]) -> None:
        """Nobody presses arrow keys."""


def keyboard_of(around: Surroundings, source: TextIO | None) -> Keyboard:
    """Return how to read from standard input, made able to take any bytes."""
    if isinstance(source, io.TextIOWrapper):
        source.reconfigure(errors=_UNDECODED)
    if source is None:
        # A process without a console on Windows.
        return Plain(around, io.StringIO())
    return Edited(around, source) if around.is_terminal and _edits() else Plain(around, source)


def mended(line: str, encoding: str | None) -> str:
    """Return a line as its bytes mean it: UTF-8 wherever they are, else what the locale says.

    On Windows a piped file of UTF-8 is read as Windows-1252. Bytes that are neither UTF-8 nor of
    the locale are Windows-1252, which is most of Latin-1.
    """
    if line.isascii():
        return line
    try:
        raw = line.encode(encoding or "utf-8", _UNDECODED)
    except UnicodeEncodeError:
        # Half of a character, as Windows' consoles can send.
        return line
    with suppress(UnicodeDecodeError):
        return raw.decode("utf-8")
    if not any("\udc80" <= char <= "\udcff" for char in line):
        return line
    with suppress(UnicodeDecodeError):
        return raw.decode("cp1252")
    return raw.decode("latin-1")


def _edits() -> bool:
    """Tell whether lines can be edited with more than what the terminal does by itself."""
    if sys.platform == "win32":
        return True
    import locale
    from importlib.util import find_spec

    # In these locales readline takes the bytes of an accented letter for keys.
    is_bare = locale.setlocale(locale.LC_CTYPE) in _BARE_LOCALES
    is_bare = is_bare or os.environ.get("TERM", "") in _BARE_TERMINALS
    return not is_bare and find_spec("readline") is not None
