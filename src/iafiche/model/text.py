"""Comparing French text the way people read it: without case, accents or typography."""

import re
import unicodedata
from functools import lru_cache

_SEPARATORS = re.compile(r"[\s'’‘ʼ`´_\-‐‑‒–—]+")
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae"})


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Return `text` in lower case, without accents, its separators made single spaces.

    For filtering and sorting: « Éco » and « eco » fold alike, words stay apart.
    """
    decomposed = unicodedata.normalize("NFKD", text.translate(_LIGATURES).casefold())
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return _SEPARATORS.sub(" ", bare).strip()


@lru_cache(maxsize=8192)
def squash(text: str) -> str:
    """Return `text` folded and without any separator, for recognising a listed value.

    Case, accents, apostrophe forms, hyphens and spaces do not count: « en interne de
    l’administration » and « En-interne de l'administration » squash alike.
    """
    return fold(text).replace(" ", "")
