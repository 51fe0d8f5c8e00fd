"""Going through the XML of a workbook's parts, without its name spaces."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Protocol

    class Listener(Protocol):
        """What wants to know of the elements of a part."""

        def start(self, name: str, attributes: Mapping[str, str]) -> None:
            """Take the beginning of an element."""

        def text(self, text: str) -> None:
            """Take a piece of text."""

        def end(self, name: str) -> None:
            """Take the end of an element."""


_CROWDED = rb"""<[^<>"']*+(?:(?:"[^"<]*+"|'[^'<]*+')[^<>"']*+){1000}"""
"""A tag of a thousand attributes; compiled when first met. Some millions take gigabytes."""

_LONG = rb"<[^<]{4000}"
"""What such a tag is: told five times as fast of all the others."""


class PartError(Exception):
    """A part is not what it should be: no XML, or not within bounds."""


def go_through(content: bytes, listener: Listener) -> None:
    """Tell `listener` of every element of a part, by names without prefixes.

    Raises `PartError` where it is no XML, declares entities, or has a tag beyond measure.
    """
    crowded = re.compile(_CROWDED)
    if any(crowded.match(content, long.start()) for long in re.finditer(_LONG, content)):
        raise PartError
    # Imported here: only workbooks need it.
    from xml.parsers import expat

    # In UTF-8 whatever it declares, as the reader of workbooks takes it.
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, given: listener.start(
        _local(name), {_local(key): value for key, value in given.items()}
    )
    parser.CharacterDataHandler = listener.text
    parser.EndElementHandler = lambda name: listener.end(_local(name))
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(content, True)
    except expat.ExpatError:
        raise PartError from None


def whole_number(text: str, most: int) -> int:
    """Return a number of an attribute; `PartError` where it is none, or not from 0 to `most`."""
    if not (text.isascii() and text.isdigit() and len(text) < 12 and int(text) <= most):
        raise PartError
    return int(text)


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _refuse(*_: object) -> None:
    raise PartError
