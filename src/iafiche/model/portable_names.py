"""Names of files that every system takes, made from people's words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from iafiche.model.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST = 60
# The patterns below are compiled when first met.
_OTHER = r"[^a-z0-9]+"
# Windows keeps these for devices, whatever the extension.
_RESERVED = r"con|prn|aux|nul|com\d|lpt\d"
_REFUSED = r"""[\x00-\x1f<>:"/\\|?*]|[ .]$"""


def portable_stem(text: str, *, otherwise: str) -> str:
    """Return what names a file after `text`: lower-case ASCII letters, digits and hyphens only.

    At most 60 characters, and never a name that Windows reserves. `otherwise`, itself such a
    name, is for a text of which nothing would be left.
    """
    stem = re.sub(_OTHER, "-", fold(text)).strip("-")[:_LONGEST].rstrip("-")
    if not stem:
        return otherwise
    return f"fiche-{stem}" if re.fullmatch(_RESERVED, stem) else stem


def is_portable(name: str) -> bool:
    """Tell whether every system takes the name of a file, Windows too.

    There a colon hides the file inside another one, and some names are devices
    (learn.microsoft.com/windows/win32/fileio/naming-a-file).
    """
    stem = name.partition(".")[0].rstrip(" ").lower()
    return re.search(_REFUSED, name) is None and re.fullmatch(_RESERVED, stem) is None


def made_distinct(stems: Iterable[str], taken: Iterable[str] = ()) -> list[str]:
    """Return the stems in their order, a number behind each that is met again: `-2`, `-3`…

    None of them is among `taken`. Stems are told apart as `portable_stem` writes them, in one
    case: what differs here differs on every system.
    """
    used = set(taken)
    ranks: dict[str, int] = {}
    distinct: list[str] = []
    for stem in stems:
        name = stem
        while name in used:
            ranks[stem] = ranks.get(stem, 1) + 1
            name = f"{stem}-{ranks[stem]}"
        used.add(name)
        distinct.append(name)
    return distinct
