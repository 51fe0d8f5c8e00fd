"""What the pages written by the program have in common, in Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

NOTICE = (
    "<!-- Page écrite par le programme à partir de ses déclarations :"
    " « pytest --renew » la met à jour. -->"
)
"""The line under the title of a page that no hand may edit."""

_SIGNS = re.compile(r"[\\`*_{}\[\]<>&|~$#]")
_AT_LINE_START = re.compile(r"^(?:[+=:]|-(?![0-9])|[0-9]+(?=[.)](?: |$)))")


def plain(text: str) -> str:
    """Return what shows one line of people's text as it is, wherever it stands in a page.

    No sign of it makes a heading, a list, a link, a table's cell, markup or a template's mark:
    a backslash before any ASCII punctuation shows the sign itself (CommonMark, § 2.4).
    """
    line = _SIGNS.sub(r"\\\g<0>", " ".join(text.split()))
    start = _AT_LINE_START.match(line)
    if start is None:
        return line
    # A digit takes no backslash: the point behind it does.
    cut = start.end() if start[0].isdigit() else 0
    return f"{line[:cut]}\\{line[cut:]}"


def page(lines: Iterable[str]) -> str:
    """Return the text of a page."""
    return "\n".join(lines).rstrip() + "\n"


def table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Yield the lines of a table."""
    for row in (head, ("---",) * len(head), *rows):
        yield f"| {' | '.join(row)} |"
