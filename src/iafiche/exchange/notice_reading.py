"""Reading the notices in HTML back: what their elements say of themselves."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

FIELD = "data-champ"
"""The attribute with the key of the field that an element shows."""

VALUE = "data-valeur"
"""The attribute with the field's value, as JSON: a text or a list of texts."""

LEAF = "data-fiche"
"""The attribute with the path of the page that an entry of the index stands for."""


def leaf_paths(index: str) -> list[str]:
    """Return the paths of the pages that an index leads to, in order."""
    return [attributes[LEAF] for attributes in _elements(index) if LEAF in attributes]


def values_of(page: str) -> Iterator[tuple[str, str | list[str]]]:
    """Yield the key and the value of each field that a page shows."""
    for attributes in _elements(page):
        if FIELD in attributes:
            yield attributes[FIELD], json.loads(attributes[VALUE])


def _elements(page: str) -> list[dict[str, str]]:
    """Return the attributes of each element of a page, in order."""
    parser = _Parser()
    parser.feed(page)
    parser.close()
    return parser.elements


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.elements: list[dict[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """Keep the attributes."""
        self.elements.append({name: value or "" for name, value in attrs})
