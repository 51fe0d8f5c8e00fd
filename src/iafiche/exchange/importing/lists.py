"""Cutting a cell into the values of a list, with what cannot be told for certain."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import TYPE_CHECKING

from iafiche.exchange.importing.whole_names import HYPHENS
from iafiche.model.text import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from iafiche.exchange.importing.whole_names import WholeNames
    from iafiche.model.choices import ChoiceList


class Habit(Enum):
    """How a column joins the values of one cell."""

    COMMA = "commas or semicolons: a hyphen is part of a name"
    HYPHEN = "hyphens"
    UNKNOWN = "nothing tells"


@dataclass(frozen=True, slots=True)
class Cut:
    """A cell as a list.

    Attributes:
        items: The values, in order; none is blank.
        doubt: What a person should look at, in one French sentence; empty where all is clear.
    """

    items: tuple[str, ...]
    doubt: str = ""


_HYPHEN = rf"[{HYPHENS}]"
_ALWAYS = r"[;|•\r\n\t]+"
_SURE = re.compile(_ALWAYS + r"|,")
_COMMA = re.compile(r",(?![^()]*\))")
_SPACED = re.compile(rf"\s[{HYPHENS}–—]\s")
_BARE = re.compile(rf"(?<=\S){_HYPHEN}(?=\S)|(?<=\S){_HYPHEN}(?=\s)|(?<=\s){_HYPHEN}(?=\S)")
_BRACKETS = re.compile(r"\([^()]*\)?")
_ET = re.compile(r"\set\s")
_ARTICLE = re.compile(
    r"(?:d['’]|l['’]|de |des |du |la |le |les |leurs? |ses |son |sa )", re.IGNORECASE
)
_WEAK = re.compile(rf"[;|•\r\n\t,/&+]|{_HYPHEN}|–|\bet\b")
_MOST_PIECES = 60
_LONGEST = 2_000
"""Up to how many characters a cell is looked at closely: longer, it is no list of names."""


def has_sure_separator(text: str) -> bool:
    """Tell whether a text holds a sign that parts values in every list."""
    return _SURE.search(text) is not None


def cut_choices(text: str, choices: ChoiceList) -> Cut:
    """Cut at whatever separates values of the nomenclature; what is none of them stays whole.

    A remainder is cut at semicolons, line ends and commas only.
    """
    if choices.recognise(text.strip()) is not None:
        return Cut((text.strip(),))
    items: list[str] = []
    for start, end, known in _recognised(text, choices):
        piece = text[start:end]
        items += [piece.strip()] if known else _sure_pieces(_trimmed(piece))
    return Cut(tuple(filter(None, items)))


def separators_between(text: str, choices: ChoiceList) -> Iterator[str]:
    """Yield what stands between two neighbouring values of the nomenclature in a cell."""
    stretches = [stretch for stretch in _recognised(text, choices) if stretch[2]]
    for (_, end, _), (start, _, _) in pairwise(stretches):
        between = text[end:start].strip()
        if len(between) <= 2:
            yield between


def _recognised(text: str, choices: ChoiceList) -> list[tuple[int, int, bool]]:
    """Return the stretches of a text, longest listed values first, and whether each is one."""
    marks = list(_WEAK.finditer(text))[:_MOST_PIECES]
    starts = [0, *(mark.end() for mark in marks)]
    ends = [*(mark.start() for mark in marks), len(text)]
    stretches: list[tuple[int, int, bool]] = []
    first = 0
    while first < len(starts):
        for last in range(len(ends) - 1, first - 1, -1):
            if choices.recognise(text[starts[first] : ends[last]]) is not None:
                stretches.append((starts[first], ends[last], True))
                first = last + 1
                break
        else:
            if stretches and not stretches[-1][2]:
                stretches[-1] = (stretches[-1][0], ends[first], False)
            else:
                stretches.append((starts[first], ends[first], False))
            first += 1
    return stretches


def _sure_pieces(text: str) -> list[str]:
    bracketed = "(" in text and len(text) <= _LONGEST
    parts = (
        part
        for piece in re.split(_ALWAYS, text)
        for part in (_COMMA.split(piece) if bracketed else piece.split(","))
    )
    return [part.strip() for part in parts if part.strip()]


def _trimmed(text: str) -> str:
    return text.strip().strip(f"{HYPHENS},;/&+").strip()


def cut_names(text: str, habit: Habit, whole: WholeNames) -> Cut:
    """Cut a list of free names.

    Semicolons, line ends and commas outside brackets always part. A hyphen parts where the column
    joins so, and where it stands in no known name; « et » where a name begins after it.
    """
    pieces = _sure_pieces(text)
    doubts: list[str] = []
    if len(pieces) == 1 and len(text) <= _LONGEST:
        pieces, doubts = _at_hyphens(pieces[0], habit, whole)
    if pieces and len(text) <= _LONGEST:
        *others, last = pieces
        both, doubt = _at_et(last, whole)
        pieces = [*others, *both]
        doubts += [doubt] if doubt else []
    return Cut(tuple(pieces), " ".join(doubts))


def _at_hyphens(text: str, habit: Habit, whole: WholeNames) -> tuple[list[str], list[str]]:
    spaced = [match.span() for match in _SPACED.finditer(text)]
    if spaced:
        if habit is Habit.COMMA:
            return [text], [kept_whole(text)]
        return _parted(text, spaced), [_look(text)]
    inside = whole.inside(text)
    bare = [match.span() for match in _BARE.finditer(text) if match.start() not in inside]
    if not bare or habit is Habit.COMMA:
        return [text], []
    if habit is Habit.UNKNOWN:
        return [text], [kept_whole(text)]
    return _parted(text, bare), [_look(text)]


def kept_whole(text: str) -> str:
    """Return what to look at in a name that may be several."""
    return f"{quoted(text)} est gardé entier : séparez-le si ce sont plusieurs noms."


def _look(text: str) -> str:
    return f"{quoted(text)} a été coupé aux traits d'union : vérifiez que chaque nom est entier."


def _parted(text: str, spans: list[tuple[int, int]]) -> list[str]:
    starts = [0, *(end for _, end in spans)]
    ends = [*(start for start, _ in spans), len(text)]
    pieces = (text[start:end].strip() for start, end in zip(starts, ends, strict=True))
    return [piece for piece in pieces if piece]


def _at_et(text: str, whole: WholeNames) -> tuple[list[str], str]:
    known = whole.spans(text)
    known += [range(*match.span()) for match in _BRACKETS.finditer(text)]
    marks = [match for match in _ET.finditer(text) if not any(match.start() in s for s in known)]
    if not marks:
        return [text], ""
    mark = marks[-1]
    before, after = text[: mark.start()].strip(), text[mark.end() :].strip()
    if not before or not after or _ARTICLE.match(after):
        return [text], ""
    if after[0].islower():
        return [text], kept_whole(text)
    return [before, after], f"{quoted(text)} a été coupé à « et » : vérifiez qu'il y a deux noms."
