"""Values taken from a closed list, and lists of free texts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from iafiche.model.flaws import Code, Flaw
from iafiche.model.kinds.base import Kind
from iafiche.model.kinds.texts import suspect_flaws
from iafiche.model.text import squash
from iafiche.model.values import is_filled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from iafiche.model.choices import Choice, ChoiceList

_SEPARATORS = re.compile(r"\s*[;,\n]\s*")


def _outside(choices: ChoiceList, text: str) -> tuple[Flaw, str | None]:
    """Return the flaw of a text outside its list, its fix being that one text's own."""
    known = choices.recognise(text)
    if known is not None:
        return (
            Flaw(
                Code.HORS_NOMENCLATURE,
                f"« {text} » s'écrit « {known} » dans la nomenclature.",
                f"Remplacez par « {known} ».",
                known,
                safe=True,
            ),
            known,
        )
    near = choices.nearest(text)
    return (
        Flaw(
            Code.HORS_NOMENCLATURE,
            f"« {text} » n'est pas dans la nomenclature.",
            f"La valeur la plus proche est « {near} »."
            if near
            else "Choisissez une valeur de la liste.",
            near,
        ),
        near,
    )


@dataclass(frozen=True, repr=False)
class OneOf(Kind):
    """One value of a closed list."""

    choices: ChoiceList

    name: ClassVar[str] = "un choix"

    def flaws(self, value: str | tuple[str, ...]) -> Iterator[Flaw]:
        """Yield a value outside the list, with the nearest one."""
        assert isinstance(value, str)
        if value not in self.choices.exact:
            yield _outside(self.choices, value)[0]

    def json_schema(self) -> dict[str, Any]:
        """Give the list."""
        return {"enum": list(self.choices.values)}


@dataclass(frozen=True, repr=False)
class SeveralOf(Kind):
    """Several values of a closed list.

    Attributes:
        choices: The list.
        at_most: How many values the field takes; 0 for any number.
        alone: The value that says « none of them is known », and so stands alone.
        grouped_by: The key of the field whose value names the group to offer first.
    """

    choices: ChoiceList
    at_most: int = 0
    alone: Choice | None = None
    grouped_by: str = ""

    name: ClassVar[str] = "plusieurs choix"
    many: ClassVar[bool] = True

    def from_text(self, text: str) -> tuple[str, ...]:
        """Split at the usual separators, keeping listed values that contain one whole."""
        if self.choices.recognise(text) is not None:
            return (text,)
        return tuple(item for item in _SEPARATORS.split(text.strip()) if item)

    def flaws(self, value: str | tuple[str, ...]) -> Iterator[Flaw]:
        """Yield values outside the list, repeated, too many, or beside « NSP »."""
        assert isinstance(value, tuple)
        exact = self.choices.exact
        for rank, item in enumerate(value):
            if item not in exact and is_filled(item):
                flaw, mended = _outside(self.choices, item)
                fix = None if mended is None else (*value[:rank], mended, *value[rank + 1 :])
                yield Flaw(flaw.code, flaw.message, flaw.advice, fix, flaw.safe)
        if len(value) > 1:
            yield from _repeated(value)
            if self.alone and self.alone.value in value:
                known = tuple(item for item in value if item != self.alone.value)
                yield Flaw(
                    Code.NSP_EXCLUSIF,
                    f"« {self.alone} » (ne sait pas) accompagne d'autres valeurs.",
                    f"Retirez « {self.alone} », ou ne gardez que cette valeur.",
                    known or None,
                )
            if self.at_most and len(value) > self.at_most:
                yield Flaw(
                    Code.TROP_DE_VALEURS,
                    f"{len(value)} valeurs, alors que le champ en accepte {self.at_most} au plus.",
                    f"Gardez les {self.at_most} valeurs qui décrivent le mieux le projet.",
                )

    def json_schema(self) -> dict[str, Any]:
        """Give the list and the limits."""
        limit = {"maxItems": self.at_most} if self.at_most else {}
        return {"items": {"type": "string", "enum": list(self.choices.values)}, **limit}


class FreeList(Kind):
    """Names, as many as needed."""

    name: ClassVar[str] = "liste libre"
    many: ClassVar[bool] = True

    def from_text(self, text: str) -> tuple[str, ...]:
        """Split at commas, semicolons and line ends."""
        return tuple(item for item in _SEPARATORS.split(text.strip()) if item)

    def flaws(self, value: str | tuple[str, ...]) -> Iterator[Flaw]:
        """Yield repetitions, and the traces of a bad copy."""
        assert isinstance(value, tuple)
        if len(value) > 1:
            yield from _repeated(value)
        for rank, item in enumerate(value):
            for flaw in suspect_flaws(item):
                fix = None
                if isinstance(flaw.fix, str):
                    fix = (*value[:rank], flaw.fix, *value[rank + 1 :])
                yield Flaw(flaw.code, flaw.message, flaw.advice, fix, flaw.safe)


def _repeated(value: tuple[str, ...]) -> Iterator[Flaw]:
    first_of: dict[str, str] = {}
    for item in value:
        first_of.setdefault(squash(item), item)
    if len(first_of) < len(value):
        twice = next(item for item in value if sum(squash(item) == squash(i) for i in value) > 1)
        yield Flaw(
            Code.VALEUR_REPETEE,
            f"« {twice} » figure plusieurs fois.",
            "Gardez-en une seule.",
            tuple(first_of.values()),
            safe=True,
        )
