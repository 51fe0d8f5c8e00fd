"""Recognising what people call a field, in whatever dialect and however it is spelt."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING

from iafiche.exchange.importing.dialects import DIALECTS, Dialect, bare, telling_words
from iafiche.model.catalogue import CATALOGUE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_LIKE_ENOUGH = 0.86
"""difflib's ratio from which a name is taken for another: « hebergement », « Nom du projet IA »."""

_SHORTEST = 5
_LONGEST = 80
_LONGEST_NAME = 300
"""With all its signs and spaces: what is longer is a text, and may be a very long one."""

_FEWEST_WORDS = 2
_MOST_OF_IT = 0.75
"""From this share of a name's words on, the others may be missing: « Date de mise à jour »."""


class How(Enum):
    """How it is known what a column is; the value is said of the column, in French."""

    KEY = "clé du champ"
    DIALECT = "nom d'un autre modèle"
    LABEL = "libellé du champ"
    NEAR = "nom ressemblant"
    REMEMBERED = "choix retenu d'un import précédent"
    GIVEN = "votre choix"
    BESIDE = "une autre colonne fournit son champ"
    NO_FIELD = "sans successeur dans le modèle"
    UNKNOWN = "nom inconnu"

    @property
    def french(self) -> str:
        """What is said of the column."""
        return str(self.value)

    @property
    def is_wish(self) -> bool:
        """Whether a person decided it."""
        return self in (How.REMEMBERED, How.GIVEN)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a name stands for.

    Attributes:
        key: The field; None for none.
        how: How that is known.
    """

    key: str | None
    how: How


_UNKNOWN = Meaning(None, How.UNKNOWN)


@dataclass(frozen=True, eq=False, repr=False, slots=True)
class KnownNames:
    """What names stand for in a table that speaks some dialect.

    Attributes:
        exact: By the name as `bare` writes it.
        essential: The same without the small words: « Nom de la collectivité ».
        worded: Of each field, the words of each of its names.
    """

    exact: dict[str, Meaning] = field(default_factory=dict)
    essential: dict[str, Meaning] = field(default_factory=dict)
    worded: dict[str, set[frozenset[str]]] = field(default_factory=lambda: defaultdict(set))

    def add(self, pairs: Iterable[tuple[str, str | None]], how: How) -> None:
        """Add what names stand for, as far as they stand for nothing yet."""
        for name, key in pairs:
            self.exact.setdefault(bare(name), Meaning(key, how))
            words = telling_words(name)
            if key is not None and words:
                self.essential.setdefault("".join(words), Meaning(key, How.NEAR))
                self.worded[key].add(frozenset(words))

    def add_dialect(self, dialect: Dialect) -> None:
        """Add the names of a dialect."""
        self.add(dialect.names.items(), How.DIALECT)
        self.add(((name, None) for name in dialect.without_field), How.NO_FIELD)


@lru_cache(maxsize=16)
def known_names(dialect: Dialect | None = None) -> KnownNames:
    """Return what names stand for in a table that speaks `dialect`.

    A key is itself in every dialect. What a dialect calls a column counts before our labels: the
    first model's `description` is not what we call « Description ».
    """
    names = KnownNames()
    names.add(_keys(), How.KEY)
    if dialect is not None:
        names.add_dialect(dialect)
    names.add(_labels(), How.LABEL)
    for other in DIALECTS:
        names.add_dialect(other)
    return names


def _keys() -> Iterator[tuple[str, str]]:
    return ((spec.key, spec.key) for spec in CATALOGUE.fields)


def _labels() -> Iterator[tuple[str, str]]:
    for spec in CATALOGUE.fields:
        yield spec.field.label, spec.key
        yield spec.short_label, spec.key


def spoken_dialect(header: Iterable[str]) -> Dialect | None:
    """Return the dialect that most names of a header belong to, and no other reading has."""
    ours = {bare(name) for name, _ in (*_keys(), *_labels())}
    told = {bare(name) for name in header if len(name) <= _LONGEST_NAME} - ours
    scores = {
        dialect: len(told & (dialect.bare_names.keys() | dialect.bare_without_field))
        for dialect in DIALECTS
    }
    best = max(scores, key=lambda dialect: scores[dialect])
    return best if scores[best] else None


def meaning_of(name: str, names: KnownNames) -> Meaning:
    """Return what a column's name stands for, or the field whose name is nearly the same."""
    if len(name) > _LONGEST_NAME:
        return _UNKNOWN
    wanted, words = bare(name), telling_words(name)
    essence = "".join(words)
    return (
        names.exact.get(wanted)
        or names.essential.get(essence)
        or _alike(wanted, names.exact)
        or _alike(essence, names.essential)
        or _worded_alike(frozenset(words), names)
        or _UNKNOWN
    )


def field_named(name: str) -> str | None:
    """Return the key of the field that a person names by key, label or short name, or None.

    However it is spelt, but to the letter: here a person says it, and nothing is guessed.
    """
    known = known_names().exact.get(bare(name))
    return None if known is None else known.key


def is_column_name(text: str) -> bool:
    """Tell whether a text is the name of a column in any dialect, or nearly."""
    return meaning_of(text, known_names()).how is not How.UNKNOWN


def _alike(wanted: str, names: Mapping[str, Meaning]) -> Meaning | None:
    """Return what a name stands for that is written nearly so."""
    if not _SHORTEST <= len(wanted) <= _LONGEST:
        return None
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(b=wanted, autojunk=False)
    best, found = _LIKE_ENOUGH, None
    for name, meaning in names.items():
        # A slip of the hand seldom spoils the first letter: « altitude » is no « latitude ».
        if name[:1] != wanted[:1]:
            continue
        matcher.set_seq1(name)
        # Each is at most the next, and costs far less.
        if matcher.real_quick_ratio() < best or matcher.quick_ratio() < best:
            continue
        if (ratio := matcher.ratio()) >= best:
            best, found = ratio, meaning
    if found is None or found.key is None:
        return found
    return Meaning(found.key, How.NEAR)


def _worded_alike(words: frozenset[str], names: KnownNames) -> Meaning | None:
    """Return the one field whose names have all these words: most of one, or one and more."""
    if len(words) < _FEWEST_WORDS:
        return None
    keys = [
        key
        for key, worded in names.worded.items()
        if words <= frozenset().union(*worded)
        and any(name <= words or len(name & words) >= _MOST_OF_IT * len(name) for name in worded)
    ]
    return Meaning(keys[0], How.NEAR) if len(keys) == 1 else None
