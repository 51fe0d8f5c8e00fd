"""Drawing on a terminal without UTF-8: the same screens, each cell in a character that it has."""

from __future__ import annotations

import codecs
import io
import sys

from iafiche.review.plain import plain_in_place

_IN_PLACE = "iafiche.plain_in_place"


def draw_plainly() -> None:
    """Have what the terminal lacks drawn in plain letters, as many cells wide.

    Textual draws frames, bars and text of its own, and knows UTF-8 alone: what it writes is made
    plain where it leaves the program. Of Python's own ways to write a letter that an encoding
    lacks, the one that stands here (`\\xe9`) would shift all that follows.
    """
    codecs.register_error(_IN_PLACE, _in_place)
    # Textual draws on the one or the other, as the platform wants.
    for stream in (sys.__stdout__, sys.__stderr__):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=_IN_PLACE)


def _in_place(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return plain_in_place(error.object[error.start : error.end]), error.end
