"""Regular expressions that repeat a turn and give nothing of it back, on every Python."""

from __future__ import annotations

import sys

HAS_SOUND_REPEATS = sys.version_info >= (3, 11, 5)
"""Whether a possessive repeat goes back to where its last turn began when that fails midway.

Before, it did not (https://github.com/python/cpython/issues/106052); Debian 12 has Python 3.11.2.
"""


def repeated(turn: str) -> str:
    """Return an expression that matches as many turns as there are, and never fewer.

    Where turns may fail midway, `(?:…)*+` by itself is not to be relied on.
    """
    # An atomic group does the same, but remembers each turn until it ends: some 100 bytes.
    return f"(?:{turn})*+" if HAS_SOUND_REPEATS else f"(?>(?:{turn})*)"
