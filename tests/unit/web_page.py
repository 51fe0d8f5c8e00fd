"""A page in HTML as a browser's outline shows it: elements in order, with their texts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = {"meta", "br", "input"}


def as_shown(text: str) -> str:
    """Return a text with a sign in the place of what no page can show."""
    return re.sub("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]", "\N{REPLACEMENT CHARACTER}", text)


@dataclass
class Element:
    """An element, its attributes, its own elements and texts, in order."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    inner: list["Element | str"] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text in it, as it stands in the page; a break is a line feed."""
        if self.tag == "br":
            return "\n"
        return "".join(one if isinstance(one, str) else one.text for one in self.inner)

    def all(self, *tags: str) -> Iterator["Element"]:
        """Yield the elements in it, in order: those of some names, or every one."""
        for one in self.inner:
            if isinstance(one, Element):
                if not tags or one.tag in tags:
                    yield one
                yield from one.all(*tags)

    def one(self, tag: str) -> "Element":
        """Return the only element of that name."""
        (only,) = self.all(tag)
        return only


def parsed(page: str) -> Element:
    """Return the page; an element that is closed by another's end or not at all is an error."""
    parser = _Parser()
    parser.feed(page)
    parser.close()
    assert len(parser.open) == 1, "elements stay open"
    return parser.open[0]


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        element = Element(tag, {name: value or "" for name, value in attrs})
        assert len(element.attributes) == len(attrs), "an attribute is given twice"
        self.open[-1].inner.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        """Close the element that was opened last."""
        assert self.open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        """Keep a text."""
        self.open[-1].inner.append(data)
