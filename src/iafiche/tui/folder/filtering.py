"""What a filter keeps of the list: words to look for, and prefixed words that look in one place.

« metz état:corriger règle:siret » keeps the fiches that name Metz, have something to correct, and
break a rule whose code holds « siret ». Case and accents do not count.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from iafiche.model.text import fold
from iafiche.review.judging import State

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from iafiche.tui.folder.entries import Entry

Values: TypeAlias = "Callable[[Entry, Collection[str]], tuple[str, ...]]"

MARKED = "marquée"
"""The word that stands, among the states, for the fiches somebody marked."""

folded = lru_cache(maxsize=20_000)(fold)
"""The same as `fold`, of texts that come again at each key."""

_WORD = re.compile(r'(?:(\w+):)?(?:"([^"]*)"?|(\S+))?')


class Prefix(NamedTuple):
    """A place to look in, before the colon of a word.

    Attributes:
        name: As it is written and shown.
        means: What comes after the colon, in a few words.
        values: The texts that a line has there, each once, given what is marked.
    """

    name: str
    means: str
    values: Values


_STATES: dict[State | None, tuple[str, ...]] = {state: (state.value,) for state in State}


def _states(entry: Entry, marked: Collection[str]) -> tuple[str, ...]:
    state = _STATES.get(entry.state, ())
    return (*state, MARKED) if entry.path in marked else state


PREFIXES = (
    Prefix("état", "prête, corriger, illisible, marquée", _states),
    Prefix("thème", "un mot du thème", lambda entry, _: (entry.theme,)),
    Prefix("porteur", "un mot de son nom", lambda entry, _: (entry.holder,)),
    Prefix("règle", "son code", lambda entry, _: entry.codes),
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
        begun: The prefix of its last word, and what follows the colon; None for a word without.
    """

    def __init__(self, typed: str = "") -> None:
        self.typed = typed
        self._terms = tuple(_terms(typed))
        self.begun, self._before = _being_typed(typed)

    def __bool__(self) -> bool:
        """Tell whether anything is asked for."""
        return bool(self._terms)

    @property
    def before(self) -> Filter:
        """The same without the word being typed."""
        return Filter(self._before)

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
    text: str, values: Values, entries: Sequence[Entry], marked: Collection[str]
) -> list[Entry]:
    # Many lines have the same few values: each is looked into once.
    known: dict[tuple[str, ...], bool] = {}
    kept = []
    for entry in entries:
        there = values(entry, marked)
        holds = known.get(there)
        if holds is None:
            holds = known[there] = any(text in folded(value) for value in there)
        if holds:
            kept.append(entry)
    return kept


def _terms(typed: str) -> Iterator[_Term]:
    for match in _WORD.finditer(typed):
        name, in_quotes, plain = match.groups()
        prefix = _BY_NAME.get(fold(name)) if name else None
        value = in_quotes if in_quotes is not None else plain or ""
        text = fold(value if prefix is not None or not name else f"{name}:{value}")
        if text:
            yield _Term(prefix, text)


def _being_typed(typed: str) -> tuple[tuple[Prefix, str] | None, str]:
    """Return what the last word begins where it has a prefix, and the text before that word."""
    last = [match for match in _WORD.finditer(typed) if match[0]][-1:]
    if not last or last[0].end() != len(typed):
        return None, typed
    name, in_quotes, plain = last[0].groups()
    prefix = _BY_NAME.get(fold(name)) if name else None
    begun = None if prefix is None else (prefix, in_quotes or plain or "")
    return begun, typed[: last[0].start()]


def counts_of(
    prefix: Prefix, entries: Iterable[Entry], marked: Collection[str]
) -> list[tuple[str, int]]:
    """Return what may follow a prefix, with how many lines have it, the most frequent first."""
    together = Counter(prefix.values(entry, marked) for entry in entries)
    counts: Counter[str] = Counter()
    for values, count in together.items():
        counts.update(dict.fromkeys(filter(None, values), count))
    return counts.most_common()


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
