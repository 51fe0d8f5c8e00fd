"""Writing French to any output: terminals and pipes without UTF-8, pipes closed early."""

from __future__ import annotations

import codecs
import io
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Mapping

_PLAIN = "iafiche.plain"
_ENCODING_VARIABLES = ("PYTHONUTF8", "PYTHONIOENCODING")


def make_writable(stream: TextIO, *, in_ascii: bool = False) -> None:
    """Let `stream` take any text: what its encoding lacks is written in plain letters.

    Python leaves an output's encoding to the locale; without UTF-8 a single « é » would otherwise
    end the program with a UnicodeEncodeError. `in_ascii` overrules the locale's encoding.
    """
    codecs.register_error(_PLAIN, _in_plain_letters)
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="ascii" if in_ascii else None, errors=_PLAIN)


def wants_ascii(environment: Mapping[str, str]) -> bool:
    """Tell whether somebody named a locale that has ASCII alone, as `LC_ALL=C` does.

    Python writes UTF-8 there (PEP 540), which is right where nobody named any: in a container, a
    scheduled task, over SSH. A locale that is not installed is the same as C to every program;
    Python has overwritten LC_CTYPE by then (PEP 538).
    """
    is_guess = sys.flags.utf8_mode and not any(map(environment.get, _ENCODING_VARIABLES))
    named = environment.get("LC_ALL") or environment.get("LANG") or ""
    return bool(is_guess and named) and "utf8" not in named.lower().replace("-", "")


def nowhere() -> TextIO:
    """Return an output that nobody reads.

    Python has none where its parent closed them, as Windows does without a console.
    """
    return Path(os.devnull).open("w", encoding="utf-8")


def silence(stream: TextIO) -> None:
    """Drop what is left to write to a pipe that its reader has closed.

    Python would otherwise report the broken pipe once more while it ends
    (docs.python.org/3/library/signal.html#note-on-sigpipe).
    """
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def _in_plain_letters(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    from iafiche.review.plain import plain

    return plain(error.object[error.start : error.end]), error.end
