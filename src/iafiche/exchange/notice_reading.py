"""Reading the notices in HTML back: what their elements say of themselves.

For pages that this program wrote, and nothing else: there, no value has a bare quote or angle
bracket, so that a pattern finds each attribute, ten times as fast as a parser of HTML. A page in
which a value had one would not read back as it was written, and so would not leave.
"""

from __future__ import annotations

import json
import re
from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

FIELD = "data-champ"
"""The attribute with the key of the field that an element shows."""

VALUE = "data-valeur"
"""The attribute with the field's value, as JSON: a text or a list of texts. It follows the key."""

LEAF = "data-fiche"
"""The attribute with the path of the page that an entry of the index stands for."""

_TAG = "<[a-z][^<>]* "
_LEAVES = re.compile(f'{_TAG}{LEAF}="([^"<>]*)"')
_VALUES = re.compile(f'{_TAG}{FIELD}="([^"<>]*)" {VALUE}="([^"<>]*)"')


def leaf_paths(index: str) -> list[str]:
    """Return the paths of the pages that an index leads to, in order."""
    return [unescape(path) for path in _LEAVES.findall(index)]


def values_of(page: str) -> Iterator[tuple[str, str | list[str]]]:
    """Yield the key and the value of each field that a page shows."""
    for key, value in _VALUES.findall(page):
        yield key, json.loads(unescape(value))
