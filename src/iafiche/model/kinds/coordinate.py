"""Latitudes and longitudes, in decimal degrees (WGS 84)."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar

from iafiche.model.flaws import Code, Flaw
from iafiche.model.kinds.base import Kind, TomlValue
from iafiche.model.text import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from iafiche.model.values import Value

# Patterns are compiled when first met; these only serve to repair.
_BEGUN = r"[+\-−]?[0-9]{0,3}[.,]?"
_DECIMAL = r"[+-]?[0-9]{1,3}(?:[.,][0-9]*)?"
_SEXAGESIMAL = (
    r"([NSEWO]?)\s*([+-]?)([0-9]{1,3}(?:[.,][0-9]+)?)\s*°\s*"
    r"(?:([0-9]{1,2}(?:[.,][0-9]+)?)\s*['’′]\s*)?"
    r"(?:([0-9]{1,2}(?:[.,][0-9]+)?)\s*(?:[\"”″]|''|’’|′′)\s*)?"
    r"([NSEWO]?)"
)
_PAIR = (
    r"([+-]?[0-9]{1,3}\.[0-9]+)(?:\s*[,;]\s*|\s+)([+-]?[0-9]{1,3}\.[0-9]+)"
    r"|([+-]?[0-9]{1,3},[0-9]+)(?:\s*;\s*|,?\s+)([+-]?[0-9]{1,3},[0-9]+)"
)
_LONGEST = 60
_NORTHING = 90
_LEAST_PLAIN = 0.0001
"""The least number that Python writes without an exponent."""


@dataclass(frozen=True, repr=False, eq=False)
class Coordinate(Kind):
    """Degrees between `-bound` and `bound`, a point before the decimals.

    Attributes:
        bound: The greatest angle: 90 for a latitude, 180 for a longitude.
        axis: What it is called in French.
        other: The key of the coordinate without which this one places nothing.
    """

    bound: int
    axis: str
    other: str

    name: ClassVar[str] = "coordonnée en degrés décimaux"
    pattern: ClassVar[str | None] = r"^-?[0-9]{1,3}(\.[0-9]+)?$"

    @property
    def is_latitude(self) -> bool:
        """Whether it is counted from the equator, and not from Greenwich."""
        return self.bound == _NORTHING

    def read(self, raw: object) -> Value:
        """Accept TOML's numbers beside text."""
        if type(raw) is float:
            written = repr(raw)
            return _shortest(raw) if "e" in written else written
        if type(raw) is int and abs(raw) < 1000:
            return str(raw)
        return super().read(raw)

    def surely_right(self, raw: object) -> bool:
        """Take a number in range that is written with decimals, and without an exponent."""
        return type(raw) is float and _LEAST_PLAIN <= abs(raw) <= self.bound

    def right_texts(self) -> str:
        """Take numbers with decimals that are within the bound, and not quite 0."""
        tens = "|".join(map(str, range(self.bound // 10 - 1, 0, -1)))
        return rf"-?(?!0\.(?:000|0*(?![0-9])))(?:{tens})?[0-9]\.[0-9]{{1,15}}"

    def write(self, value: str | tuple[str, ...]) -> TomlValue:
        """Return a number where reading it back gives the same text, else the text."""
        assert isinstance(value, str)
        if _right().fullmatch(value):
            number = float(value) if "." in value else int(value)
            if repr(number) == value:
                return number
        return value

    def parse(self, text: str) -> float | None:
        """Return the degrees that a right text writes, or None."""
        if not _right().fullmatch(text) or abs(float(text)) > self.bound:
            return None
        return float(text)

    def flaws(self, value: str | tuple[str, ...]) -> Iterator[Flaw]:
        """Yield a form that is not decimal degrees, or a value out of range."""
        assert isinstance(value, str)
        if self.parse(value) is not None:
            return
        degrees = self._guess(value)
        if degrees is not None and abs(degrees) > self.bound:
            yield Flaw(
                Code.COORDONNEES_INVALIDES,
                f"Une {self.axis} va de −{self.bound} à {self.bound} degrés.",
                "Vérifiez la valeur : la latitude et la longitude sont peut-être inversées.",
            )
        elif degrees is not None:
            text = _shortest(degrees)
            yield Flaw(
                Code.COORDONNEES_INVALIDES,
                f"{quoted(value)} n'est pas écrit en degrés décimaux, avec un point.",
                f"Écrivez « {text} ».",
                text,
                safe=True,
                unfinished=re.fullmatch(_BEGUN, value) is not None,
            )
        elif (own := self._own_of_pair(value)) is not None:
            yield Flaw(
                Code.COORDONNEES_INVALIDES,
                f"{quoted(value)} contient deux nombres : la latitude et la longitude.",
                f"Gardez ici la {self.axis}, « {own} », et saisissez l'autre dans son champ.",
                own,
            )
        else:
            yield Flaw(
                Code.COORDONNEES_INVALIDES,
                f"{quoted(value)} n'est pas une {self.axis} en degrés décimaux.",
                "Saisissez un nombre avec un point décimal, tel que « 48.8566 ».",
                unfinished=re.fullmatch(_BEGUN, value) is not None,
            )

    def _guess(self, value: str) -> float | None:
        if len(value) > _LONGEST:
            return None
        text = value.strip().replace("−", "-")
        decimal = text.removesuffix("°").strip()
        if re.fullmatch(_DECIMAL, decimal):
            return _number(decimal)
        match = re.fullmatch(_SEXAGESIMAL, text, re.IGNORECASE | re.ASCII)
        if match is None:
            return None
        before, sign, whole, minutes, seconds, after = match.groups()
        side = (before or after).upper()
        if (before and after) or (side and (side in "NS") != self.is_latitude):
            return None
        if _number(minutes) >= 60 or _number(seconds) >= 60 or (side and sign):
            return None
        degrees = _number(whole) + _number(minutes) / 60 + _number(seconds) / 3600
        negative = sign == "-" or side in ("S", "W", "O")
        return round(-degrees if negative else degrees, 7)

    def _own_of_pair(self, value: str) -> str | None:
        """Return this coordinate's part of a pasted « latitude, longitude », or None."""
        match = re.fullmatch(_PAIR, value.strip()) if len(value) <= _LONGEST else None
        if match is None:
            return None
        numbers = [_number(group) for group in match.groups() if group is not None]
        degrees = numbers[0 if self.is_latitude else 1]
        return _shortest(degrees) if abs(degrees) <= self.bound else None

    def at_the_door(self, value: Any) -> str | tuple[str, ...]:
        """Return the text of a number."""
        return "" if value is None else _shortest(value)

    def json_schema(self) -> dict[str, Any]:
        """Give the range."""
        return {"minimum": -self.bound, "maximum": self.bound}


def _number(text: str | None) -> float:
    return float((text or "0").replace(",", "."))


def _shortest(degrees: float) -> str:
    if not math.isfinite(degrees):
        return str(degrees)
    text = f"{degrees:.7f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


@cache
def _right() -> re.Pattern[str]:
    return re.compile(r"-?[0-9]{1,3}(?:\.[0-9]+)?")
