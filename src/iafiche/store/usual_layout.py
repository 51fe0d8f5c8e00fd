"""Files laid out as the program writes them, told by one regular expression: values and places.

For a review of many fiches, that asks of each with a fault what stands where: this takes a fifth
of the time of a parser and of a search for the places.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from iafiche.model.catalogue import CATALOGUE
from iafiche.model.draft import VERSION_KEY, Draft
from iafiche.model.kinds import Coordinate
from iafiche.model.repeating import repeated
from iafiche.store.migrations import FORMAT
from iafiche.store.places import START, Position

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from iafiche.model.catalogue import FieldSpec
    from iafiche.model.values import PathOfKeys, Value

# Without a backslash in the file, a quote always ends a text.
ENDS_ON_LINE = '(?=.*")'
"""What comes before a text that ends on its line, so that it runs to the next quote.

Looking for two signs at a time, a quote and a line's end, would take ten times as long.
"""

_TEXT = f'{ENDS_ON_LINE}[^"]*+'
# No text is begun at the end of a line if its last quote does not stand where texts begin.
_ENDS_CLOSED = r'(?=.*[^ \["\n]"\]\n)'
_LINE_OF_LIST = rf'    "{_TEXT}",\n'
_ON_ONE_LINE = rf'{_ENDS_CLOSED}"[^"]*+"' + repeated(', "[^"]*+"')
_ON_SEVERAL = rf"\n{_LINE_OF_LIST}{repeated(_LINE_OF_LIST)}"
LIST = rf"\[(?:{_ON_ONE_LINE}|{_ON_SEVERAL})\]"
"""Some texts, on one line or each on its own."""

MORE = repeated(r'"(?!"")[^"]*+')
"""What goes on after a quote within a text of several lines."""

_NUMBER = r"-?(?:0|[1-9][0-9]{0,14})\.[0-9]{1,15}"
_QUOTES = '"""'
# A backslash may write any sign; controls other than line ends and tabs are no TOML.
_STRANGE = bytes({*range(0x20), 0x7F, *b"\\"} - {*b"\t\n"})


def expression_of_file(
    specs: Iterable[FieldSpec],
    written: Callable[[FieldSpec], str],
    is_there: Callable[[FieldSpec], bool],
    title: str = r"\[{}\]",
) -> str:
    """Return the expression of a file with these fields, in the model's order.

    Args:
        specs: The fields that it may hold.
        written: Gives the expression of a field's value, as it is written.
        is_there: Tells the fields that do not lack.
        title: That of a section's title, with its key.
    """
    by_section: dict[str, list[FieldSpec]] = {}
    for spec in specs:
        by_section.setdefault(spec.section.key, []).append(spec)
    sections = []
    for section in CATALOGUE.sections:
        own = by_section.get(section.key, [])
        lines = "".join(_line(f"{spec.key} = {written(spec)}\n", is_there(spec)) for spec in own)
        any_is_there = any(map(is_there, own))
        sections.append(_line(f"{title.format(section.key)}\n{lines}\n*+", any_is_there))
    return f"{VERSION_KEY} = {FORMAT.version}\n\n*+{''.join(sections)}"


def _line(expression: str, is_there: bool) -> str:
    return expression if is_there else f"(?:{expression})?+"


class UsualLayout:
    """A file of the current version laid out as the program writes it.

    Attributes:
        text: What it holds, each line ended by a line feed.
    """

    def __init__(self, match: re.Match[str]) -> None:
        self._match = match
        self.text = match.string

    def draft(self) -> Draft:
        """Return the draft that `read_draft` makes of its tables."""
        written = self._match.groups()
        return Draft(
            {
                key: value
                for key, rank, read in _fields()
                if (text := written[rank])
                # Nothing between quotes is no value.
                and (value := text if read is None else read(text))
            }
        )

    def locate(self, path: PathOfKeys) -> Position:
        """Return where a person finds the value at `path`.

        For a value that is not there it is the title of its section, else the first place.
        """
        text = self.text
        title, at = self._start(path[:1]), self._start(path)
        if title < 0:
            return START
        if title < at:
            # Between a key and its group there are but quotes.
            before = f"{path[-1]} = "
            at = text.rfind(before, 0, at) + len(before)
        else:
            at = title
        return Position(text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))

    def _start(self, path: PathOfKeys) -> int:
        rank = _rank_of().get(path)
        return -1 if rank is None else self._match.start(rank + 1)


def usual_layout(data: bytes) -> UsualLayout | None:
    """Return the layout of a file; None says nothing, but that it takes a parser to tell."""
    if len(data.translate(None, _STRANGE)) < len(data):
        data = data.replace(b"\r\n", b"\n")
        if len(data.translate(None, _STRANGE)) < len(data):
            return None
    try:
        match = file_expression().fullmatch(data.decode())
    except UnicodeDecodeError:
        return None
    return None if match is None else UsualLayout(match)


@cache
def file_expression() -> re.Pattern[str]:
    """Return the expression of any file that is laid out like that: making it takes 10 ms."""
    return re.compile(
        expression_of_file(
            CATALOGUE.fields,
            _any,
            lambda _spec: False,
            title=r"(\[{}\])",
        )
    )


def _any(spec: FieldSpec) -> str:
    """Return the expression of nearly all that may be written for a field.

    Its group is the text between the quotes, or all that its reader takes.
    """
    if spec.kind.many:
        return f"({LIST})"
    if isinstance(spec.kind, Coordinate):
        return f'({_NUMBER}|"{_TEXT}")'
    return rf'"""\n?+([^"]*+{MORE})"""' if spec.kind.multiline else f'"({_TEXT})"'


def _reader_of(spec: FieldSpec) -> Callable[[str], Value] | None:
    """Return what makes a value of the group of a field; None where it is the text."""
    if spec.kind.many:
        return lambda written: tuple(written.split('"')[1::2])
    if isinstance(spec.kind, Coordinate):
        read = spec.kind.read
        return lambda written: read(written[1:-1] if written[0] == '"' else float(written))
    return None


@cache
def _fields() -> list[tuple[str, int, Callable[[str], Value] | None]]:
    """Return the fields by their keys, with the ranks of their groups and their readers."""
    return [(spec.key, _rank_of()[spec.path], _reader_of(spec)) for spec in CATALOGUE.fields]


@cache
def _rank_of() -> dict[PathOfKeys, int]:
    """Return the ranks of the groups of sections and fields, by their paths."""
    paths: list[PathOfKeys] = []
    for section in CATALOGUE.sections:
        paths.append((section.key,))
        paths.extend(spec.path for spec in CATALOGUE.of_section(section.key))
    return {path: rank for rank, path in enumerate(paths)}
