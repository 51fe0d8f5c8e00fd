"""Writing French to any output: terminals and pipes without UTF-8, pipes closed early."""

from __future__ import annotations

import codecs
import io
import os
from contextlib import suppress
from typing import TextIO

_PLAIN = "iafiche.plain"


def make_writable(stream: TextIO) -> None:
    """Let `stream` take any text: what its encoding lacks is written in plain letters.

    Python leaves an output's encoding to the locale; without UTF-8 a single « é » would otherwise
    end the program with a UnicodeEncodeError.
    """
    codecs.register_error(_PLAIN, _in_plain_letters)
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors=_PLAIN)


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
