"""Texts that a spreadsheet would run as a formula, made harmless and found again.

Excel and LibreOffice take a cell for a formula from its first sign, whatever the file says of its
type once somebody edits or converts it. The signs are those of OWASP's page « CSV injection »,
the full-width ones among them. An apostrophe before them makes the cell a text for good; a text
that has apostrophes before such a sign by itself gets one more, so that each comes back equal.
A plain number begins with a sign too, and stays one.
"""

from __future__ import annotations

import re

_MARK = "'"
_DANGEROUS = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?")


def neutral(text: str) -> str:
    """Return what stands for `text` in a cell."""
    return f"{_MARK}{text}" if _is_dangerous(text) else text


def restored(cell: str) -> str:
    """Return the text that `neutral` made `cell` from."""
    return cell[1:] if cell.startswith(_MARK) and _is_dangerous(cell[1:]) else cell


def _is_dangerous(text: str) -> bool:
    return _DANGEROUS.match(text) is not None and _NUMBER.fullmatch(text) is None
