"""Comparing French text the way people read it, and quoting it in a message."""

import re
import unicodedata
from functools import lru_cache

_SEPARATORS = r"[\s'’‘ʼ`´_\-‐‑‒–—]+"
"""Compiled when first met."""
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})
_WORTH_KEEPING = 200
_SHOWN = 80


def fold(text: str) -> str:
    """Return `text` in lower case, without accents, its separators made single spaces.

    For filtering and sorting: « Éco » and « eco » fold alike, words stay apart.
    """
    return _folded(text) if len(text) <= _WORTH_KEEPING else _fold(text)


def squash(text: str) -> str:
    """Return `text` folded and without any separator, for recognising a listed value.

    Case, accents, apostrophe forms, hyphens and spaces do not count: « en interne de
    l’administration » and « En-interne de l'administration » squash alike.
    """
    return fold(text).replace(" ", "")


def quoted(text: str) -> str:
    """Return `text` between French quotation marks, fit for a sentence.

    On one line, without control characters, and cut after some eighty characters.
    """
    # A bounded slice first: the text may be a whole file pasted by mistake.
    words = " ".join(text[: 4 * _SHOWN].split())
    plain = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in words)
    cut = len(plain) > _SHOWN or len(text) > 4 * _SHOWN
    return f"« {plain[:_SHOWN].rstrip()}… »" if cut else f"« {plain} »"


class _WithoutMarks(dict[int, int | None]):
    """What `str.translate` makes of a character: itself, or nothing of a combining mark."""

    def __missing__(self, code: int) -> int | None:
        kept = None if unicodedata.combining(chr(code)) else code
        self[code] = kept
        return kept


_WITHOUT_MARKS = _WithoutMarks()


def _fold(text: str) -> str:
    bare = text.casefold()
    if not bare.isascii():
        decomposed = unicodedata.normalize("NFKD", bare.translate(_LIGATURES))
        bare = decomposed.translate(_WITHOUT_MARKS)
    return re.sub(_SEPARATORS, " ", bare).strip()


_folded = lru_cache(maxsize=8192)(_fold)
