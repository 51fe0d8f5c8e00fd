"""Values taken from a closed list, and lists of free texts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, ClassVar

from iafiche.model.flaws import Code, Flaw
from iafiche.model.kinds.base import Kind
from iafiche.model.kinds.texts import fills_a_line, one_line_flaws
from iafiche.model.text import quoted, squash
from iafiche.model.values import is_filled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from iafiche.model.choices import Choice, ChoiceList
    from iafiche.model.values import Foreign

_SEPARATORS = r"[;,\r\n]"
_REPORTED = 20
"""How many items of one list are told apart: the next ones show as these are mended."""


def _split(text: str) -> tuple[str, ...]:
    parts = (part.strip() for part in re.split(_SEPARATORS, text))
    return tuple(part for part in parts if part)


def _outside(choices: ChoiceList, text: str) -> Flaw:
    """Return the flaw of a text outside its list, its fix being that one text's own."""
    known = choices.recognise(text)
    if known is not None:
        return Flaw(
            Code.HORS_NOMENCLATURE,
            f"{quoted(text)} s'écrit « {known} » dans la nomenclature.",
            f"Remplacez par « {known} ».",
            known,
            safe=True,
            unfinished=choices.may_become_one(text),
        )
    near = choices.nearest(text)
    return Flaw(
        Code.HORS_NOMENCLATURE,
        f"{quoted(text)} n'est pas dans la nomenclature.",
        f"Choisissez une valeur de la liste ; la plus proche est « {near} »."
        if near
        else "Choisissez une valeur de la liste.",
        near,
        unfinished=choices.may_become_one(text),
    )


@dataclass(frozen=True, repr=False, eq=False)
class OneOf(Kind):
    """One value of a closed list."""

    choices: ChoiceList

    name: ClassVar[str] = "un choix"

    def flaws(self, value: str | tuple[str, ...]) -> Iterator[Flaw]:
        """Yield a value outside the list, with the nearest one."""
        assert isinstance(value, str)
        if value not in self.choices.exact:
            yield _outside(self.choices, value)

    def surely_right(self, raw: object) -> bool:
        """Take a value of the list."""
        return isinstance(raw, str) and raw in self.choices.exact

    def right_texts(self) -> str:
        """Take the values of the list."""
        return "|".join(re.escape(value) for value in self.choices.values if '"' not in value)

    def json_schema(self) -> dict[str, Any]:
        """Give the list."""
        return {"enum": list(self.choices.values)}


@dataclass(frozen=True, repr=False, eq=False)
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
            return (text.strip(),)
        return _split(text)

    def flaws(self, value: str | tuple[str, ...]) -> Iterator[Flaw]:
        """Yield values outside the list, repeated, too many, or beside « NSP »."""
        assert isinstance(value, tuple)
        exact = self.choices.exact
        if len(value) == 1 and value[0] in exact:
            return
        given = tuple(item for item in value if is_filled(item))
        if len(given) < len(value):
            yield _blank(Code.HORS_NOMENCLATURE, given)
        outside = (item for item in dict.fromkeys(given) if item not in exact)
        for item in islice(outside, _REPORTED):
            flaw = _outside(self.choices, item)
            yield flaw._replace(fix=_with_item(value, item, flaw.fix))
        yield from _repeated(given)
        if self.alone and self.alone.value in given and len(given) > 1:
            yield Flaw(
                Code.NSP_EXCLUSIF,
                f"« {self.alone} » (ne sait pas) accompagne d'autres valeurs.",
                f"Retirez « {self.alone} », ou ne gardez que cette valeur.",
                tuple(item for item in given if item != self.alone.value) or None,
            )
        if self.at_most and len(given) > self.at_most:
            yield Flaw(
                Code.TROP_DE_VALEURS,
                f"{len(given)} valeurs, alors que le champ en accepte {self.at_most} au plus.",
                f"Gardez les {self.at_most} valeurs qui décrivent le mieux le projet.",
            )

    def surely_right(self, raw: object) -> bool:
        """Take values of the list that may stand beside each other."""
        if not isinstance(raw, list) or not raw or not all(isinstance(item, str) for item in raw):
            return False
        if not self.choices.exact.issuperset(raw):
            return False
        if len(raw) == 1:
            return True
        many = bool(self.at_most) and len(raw) > self.at_most
        alone = self.alone is not None and self.alone.value in raw
        return not many and not alone and len(set(raw)) == len(raw)

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
        return _split(text)

    def flaws(self, value: str | tuple[str, ...]) -> Iterator[Flaw]:
        """Yield repetitions, and the traces of a bad copy."""
        assert isinstance(value, tuple)
        given = tuple(item for item in value if is_filled(item))
        if len(given) < len(value):
            yield _blank(Code.TEXTE_SUSPECT, given)
        yield from _repeated(given)
        suspect = ((item, flaw) for item in dict.fromkeys(given) for flaw in one_line_flaws(item))
        for item, flaw in islice(suspect, _REPORTED):
            message = f"{quoted(item)} : {flaw.message[0].lower()}{flaw.message[1:]}"
            yield flaw._replace(message=message, fix=_with_item(value, item, flaw.fix))

    def surely_right(self, raw: object) -> bool:
        """Take names that each fill a line, no two of them alike."""
        if not isinstance(raw, list) or not raw:
            return False
        if not all(isinstance(item, str) and fills_a_line(item) for item in raw):
            return False
        # What begins with another letter is another name, however it is squashed.
        initials = "".join({item[0].lower() for item in raw})
        if len(initials) == len(raw) and initials.isascii() and initials.isalnum():
            return True
        return len({squash(item) or item for item in raw}) == len(raw)

    def foreign_flaw(self, value: Foreign) -> Flaw:
        """Leave it to a person whether a comma separates two names or stands in one."""
        flaw = super().foreign_flaw(value)
        split = isinstance(value.raw, str) and flaw.fix is not None and len(flaw.fix) > 1
        return flaw._replace(safe=False) if split else flaw


def _with_item(
    value: tuple[str, ...], item: str, mended: str | tuple[str, ...] | None
) -> tuple[str, ...] | None:
    """Return the list with an item mended wherever it stands, unless that gives it twice."""
    if not isinstance(mended, str):
        return None
    kept: list[str] = []
    for one in value:
        if one != item:
            kept.append(one)
        elif mended and mended not in value and mended not in kept:
            kept.append(mended)
    return tuple(kept)


def _blank(code: Code, given: tuple[str, ...]) -> Flaw:
    return Flaw(code, "Un élément de la liste est vide.", "Retirez-le.", given, safe=True)


def _repeated(given: tuple[str, ...]) -> Iterator[Flaw]:
    if len(given) < 2:
        return
    first_of: dict[str, str] = {}
    twice: list[str] = []
    for item in given:
        # A text of nothing but signs squashes to nothing: it is compared as it is.
        same = squash(item) or item
        if same in first_of:
            twice.append(first_of[same])
        first_of.setdefault(same, item)
    if twice:
        yield Flaw(
            Code.VALEUR_REPETEE,
            f"{quoted(twice[0])} figure plusieurs fois dans la liste.",
            "Gardez-en une seule.",
            tuple(first_of.values()),
            safe=True,
        )
