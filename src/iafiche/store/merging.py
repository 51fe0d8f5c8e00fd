"""What two people made of one fiche, brought together place by place: a three-way merge."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeVar

from iafiche.model.catalogue import CATALOGUE
from iafiche.model.comparing import same_value
from iafiche.model.draft import Draft

if TYPE_CHECKING:
    from collections.abc import Mapping

    from iafiche.model.catalogue import FieldSpec
    from iafiche.model.values import PathOfKeys

_Key = TypeVar("_Key")


class Side(Enum):
    """Whose value a place of the fiche takes."""

    BASE = "base"
    """The one that both began with."""
    MINE = "mine"
    THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class Difference:
    """A place of a fiche where the three do not all hold the same.

    Attributes:
        path: Where it stands in the file.
        spec: The field that has its place there; None for what the model does not know.
        base: The value that both began with: a field's as a draft has it, else the TOML value;
            None where there is none. So are the others.
        mine: The value in hand.
        theirs: The value that somebody else has saved.
    """

    path: PathOfKeys
    spec: FieldSpec | None
    base: object
    mine: object
    theirs: object

    @property
    def settled(self) -> Side | None:
        """Whose value counts without asking; None where both have changed it, each otherwise."""
        if same_value(self.mine, self.theirs) or same_value(self.base, self.mine):
            return Side.THEIRS
        return Side.MINE if same_value(self.base, self.theirs) else None

    @property
    def is_theirs(self) -> bool:
        """Whether taking theirs changes what is in hand."""
        return not same_value(self.mine, self.theirs)

    def of(self, side: Side) -> object:
        """Return the value of one of the three; None where it has none."""
        return {Side.BASE: self.base, Side.MINE: self.mine, Side.THEIRS: self.theirs}[side]


@dataclass(frozen=True, slots=True)
class Merge:
    """Two drafts that began as the same one.

    Attributes:
        mine: The values in hand.
        differences: The places where not all three are alike: fields in the order of the form,
            then what the model does not know.
    """

    mine: Draft
    differences: tuple[Difference, ...]

    @property
    def conflicts(self) -> tuple[Difference, ...]:
        """The places that both have changed, each otherwise."""
        return tuple(each for each in self.differences if each.settled is None)

    @property
    def brought(self) -> tuple[Difference, ...]:
        """The places that somebody else has changed, but for those changed alike."""
        return tuple(
            each
            for each in self.differences
            if each.is_theirs and not same_value(each.base, each.theirs)
        )

    def result(self, choices: Mapping[PathOfKeys, Side]) -> Draft:
        """Return the draft of both.

        Args:
            choices: Whose value a place takes, by its path. By default it is that of whoever
                changed it, and mine where both have.
        """
        values: dict[str, Any] = dict(self.mine.values)
        unknown = dict(self.mine.unknown)
        for each in self.differences:
            value = each.of(choices.get(each.path) or each.settled or Side.MINE)
            if each.spec is not None:
                values[each.spec.key] = value
            else:
                unknown[each.path] = value
        return Draft(_given(values), _given(unknown))


def merge(base: Draft, mine: Draft, theirs: Draft) -> Merge:
    """Compare what two people made of the draft that both began with."""
    known = [(spec.path, spec, spec.key) for spec in CATALOGUE.fields]
    differences = [
        Difference(path, spec, *(each.values.get(key) for each in (base, mine, theirs)))
        for path, spec, key in known
    ]
    paths = {path: None for each in (theirs, mine, base) for path in each.unknown}
    differences += [
        Difference(path, None, *(each.unknown.get(path) for each in (base, mine, theirs)))
        for path in paths
    ]
    return Merge(mine, tuple(each for each in differences if not _are_alike(each)))


def _are_alike(each: Difference) -> bool:
    return same_value(each.base, each.mine) and same_value(each.base, each.theirs)


def _given(values: Mapping[_Key, Any]) -> dict[_Key, Any]:
    return {key: value for key, value in values.items() if value is not None}
