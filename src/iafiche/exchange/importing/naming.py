"""Recognising what people call a field, in whatever dialect and however it is spelt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING

from iafiche.exchange.importing.dialects import DIALECTS, Dialect, bare
from iafiche.model.catalogue import CATALOGUE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_LIKE_ENOUGH = 0.86
"""difflib's ratio from which a name is taken for another: « hebergement », « Nom du projet IA »."""

_SHORTEST = 5
_LONGEST = 80


class How(Enum):
    """How it is known what a column is; the value is said of the column, in French."""

    KEY = "clé du champ"
    DIALECT = "nom d'un autre modèle"
    LABEL = "libellé du champ"
    NEAR = "nom ressemblant"
    REMEMBERED = "choix retenu d'un import précédent"
    GIVEN = "votre choix"
    BESIDE = "une autre colonne fournit ce champ"
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


@lru_cache(maxsize=16)
def known_names(dialect: Dialect | None = None) -> Mapping[str, Meaning]:
    """Return what each name stands for, as `bare` writes it, in a table that speaks `dialect`.

    A key is itself in every dialect. What a dialect calls a column counts before our labels: the
    first model's `description` is not what we call « Description ».
    """
    names: dict[str, Meaning] = {}
    _add_ours(names, How.KEY)
    if dialect is not None:
        _add_dialect(names, dialect)
    _add_ours(names, How.LABEL)
    for other in DIALECTS:
        _add_dialect(names, other)
    return names


def _add(names: dict[str, Meaning], pairs: Iterable[tuple[str, str | None]], how: How) -> None:
    for name, key in pairs:
        names.setdefault(bare(name), Meaning(key, how))


def _add_ours(names: dict[str, Meaning], how: How) -> None:
    for spec in CATALOGUE.fields:
        ours = (spec.key,) if how is How.KEY else (spec.field.label, spec.short_label)
        _add(names, ((name, spec.key) for name in ours), how)


def _add_dialect(names: dict[str, Meaning], dialect: Dialect) -> None:
    _add(names, dialect.names.items(), How.DIALECT)
    _add(names, ((name, None) for name in dialect.without_field), How.NO_FIELD)


def spoken_dialect(header: Iterable[str]) -> Dialect | None:
    """Return the dialect that most names of a header belong to, and no other reading has."""
    ours: dict[str, Meaning] = {}
    _add_ours(ours, How.KEY)
    _add_ours(ours, How.LABEL)
    told = {bare(name) for name in header} - ours.keys()
    scores = {
        dialect: len(told & (dialect.bare_names.keys() | dialect.bare_without_field))
        for dialect in DIALECTS
    }
    best = max(scores, key=lambda dialect: scores[dialect])
    return best if scores[best] else None


def meaning_of(name: str, names: Mapping[str, Meaning]) -> Meaning:
    """Return what a column's name stands for, or the field whose name is nearly the same."""
    wanted = bare(name)
    return names.get(wanted) or _near(wanted, names) or _UNKNOWN


def field_named(name: str) -> str | None:
    """Return the key of the field that a person names by key, label or short name, or None.

    However it is spelt, but to the letter: here a person says it, and nothing is guessed.
    """
    known = known_names().get(bare(name))
    return None if known is None else known.key


def is_column_name(text: str) -> bool:
    """Tell whether a text is the name of a column in any dialect, or nearly."""
    return meaning_of(text, known_names()).how is not How.UNKNOWN


def _near(wanted: str, names: Mapping[str, Meaning]) -> Meaning | None:
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
        if matcher.real_quick_ratio() >= best and matcher.ratio() >= best:
            best, found = matcher.ratio(), meaning
    if found is None or found.key is None:
        return found
    return Meaning(found.key, How.NEAR)
