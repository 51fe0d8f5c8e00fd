"""What a filter keeps of the list: words to look for, and prefixed words that look in one place.

« metz état:corriger règle:siret » keeps the fiches that name Metz, have something to correct, and
break a rule whose code holds « siret ». Case and accents do not count.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from iafiche.model.text import fold
from iafiche.review.judging import State

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from iafiche.tui.folder.entries import Entry

MARKED = "marquée"
"""The word that stands, among the states, for the fiches somebody marked."""

_WORD = re.compile(r'(?:(\w+):)?(?:"([^"]*)"?|(\S+))?')


class Prefix(NamedTuple):
    """A place to look in, before the colon of a word.

    Attributes:
        name: As it is written and shown.
        means: What comes after the colon, in a few words.
        values: The texts that a line has there.
    """

    name: str
    means: str
    values: Callable[[Entry, Collection[str]], Iterable[str]]


def _states(entry: Entry, marked: Collection[str]) -> tuple[str, ...]:
    state = () if entry.state is None else (entry.state.value,)
    return (*state, MARKED) if entry.path in marked else state


def _codes(entry: Entry, _marked: Collection[str]) -> Iterable[str]:
    return {found.code.value: None for found in entry.findings} if entry.findings else ()


PREFIXES = (
    Prefix("état", "prête, corriger, illisible, marquée", _states),
    Prefix("thème", "un mot du thème", lambda entry, _: (entry.theme,)),
    Prefix("porteur", "un mot de son nom", lambda entry, _: (entry.holder,)),
    Prefix("règle", "son code", _codes),
)
"""Every prefix, in the order in which the screen explains them."""

_BY_NAME = {fold(prefix.name): prefix for prefix in PREFIXES}


class _Term(NamedTuple):
    prefix: Prefix | None
    text: str


class Filter:
    """One filter as it was typed; an empty one keeps everything.

    Attributes:
        typed: The text.
    """

    def __init__(self, typed: str = "") -> None:
        self.typed = typed
        self._terms = tuple(_terms(typed))

    def __bool__(self) -> bool:
        """Tell whether anything is asked for."""
        return bool(self._terms)

    def kept(self, entries: Sequence[Entry], marked: Collection[str]) -> list[Entry]:
        """Return the lines that hold every word, in their order."""
        rest = list(entries)
        for prefix, text in self._terms:
            if prefix is None:
                rest = [entry for entry in rest if text in entry.sought]
            else:
                rest = _holding(text, prefix.values, rest, marked)
        return rest


def _holding(
    text: str,
    values: Callable[[Entry, Collection[str]], Iterable[str]],
    entries: Sequence[Entry],
    marked: Collection[str],
) -> list[Entry]:
    # Few values stand in many lines: each is folded once.
    known: dict[str, bool] = {}
    kept = []
    for entry in entries:
        for value in values(entry, marked):
            holds = known.get(value)
            if holds is None:
                holds = known[value] = text in fold(value)
            if holds:
                kept.append(entry)
                break
    return kept


def _terms(typed: str) -> Iterator[_Term]:
    for match in _WORD.finditer(typed):
        name, in_quotes, plain = match.groups()
        prefix = _BY_NAME.get(fold(name)) if name else None
        value = in_quotes if in_quotes is not None else plain or ""
        text = fold(value if prefix is not None or not name else f"{name}:{value}")
        if text:
            yield _Term(prefix, text)


def being_typed(typed: str) -> tuple[Prefix, str] | None:
    """Return the prefix of the last word, and what follows its colon; None for a word without."""
    last = [match for match in _WORD.finditer(typed) if match[0]][-1:]
    if not last or last[0].end() != len(typed):
        return None
    name, in_quotes, plain = last[0].groups()
    prefix = _BY_NAME.get(fold(name)) if name else None
    return None if prefix is None else (prefix, in_quotes or plain or "")


def values_of(
    prefix: Prefix, begun: str, entries: Iterable[Entry], marked: Collection[str]
) -> list[tuple[str, int]]:
    """Return what may follow a prefix, with how many lines have it, the most frequent first."""
    wanted = fold(begun)
    counts = Counter(value for entry in entries for value in prefix.values(entry, marked) if value)
    return [(value, count) for value, count in counts.most_common() if wanted in fold(value)]


def with_next_state(typed: str) -> str:
    """Return a filter that keeps the next state: to be mended, ready, unreadable, then all."""
    states, rest, now = (State.TO_MEND, State.READY, State.UNREADABLE), [], -1
    for match in _WORD.finditer(typed):
        name, in_quotes, plain = match.groups()
        if name and _BY_NAME.get(fold(name)) is PREFIXES[0]:
            text = fold(in_quotes or plain or "")
            now = next((r for r, state in enumerate(states) if text in fold(state.value)), -1)
        elif match[0]:
            rest.append(match[0])
    if now + 1 < len(states):
        word = states[now + 1].value.rpartition(" ")[2]
        rest.append(f"{PREFIXES[0].name}:{word}")
    return " ".join(rest)
