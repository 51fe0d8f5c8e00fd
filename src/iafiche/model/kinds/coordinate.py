"""Latitudes and longitudes, in decimal degrees (WGS 84)."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from iafiche.model.flaws import Code, Flaw
from iafiche.model.kinds.base import Kind, TomlValue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from iafiche.model.values import Value

_DECIMAL = re.compile(r"[+-]?\d{1,3}(?:\.\d*)?", re.ASCII)
_RIGHT = re.compile(r"-?\d{1,3}(?:\.\d+)?", re.ASCII)
_SEXAGESIMAL = re.compile(
    r"([+-]?)(\d{1,3})\s*°\s*(?:(\d{1,2})\s*['’′]\s*)?(?:(\d{1,2}(?:[.,]\d+)?)\s*(?:[\"”″]|'')\s*)?"
    r"([NSEWO]?)",
    re.IGNORECASE | re.ASCII,
)


@dataclass(frozen=True, repr=False)
class Coordinate(Kind):
    """Degrees between `-bound` and `bound`, a point before the decimals.

    Attributes:
        bound: The greatest number of degrees, either way.
        axis: Its French name.
        other: The key of the coordinate without which this one situates nothing.
    """

    bound: int
    axis: str
    other: str

    name: ClassVar[str] = "coordonnée en degrés décimaux"
    pattern: ClassVar[str | None] = r"^-?[0-9]{1,3}(\.[0-9]+)?$"

    def read(self, raw: object) -> Value:
        """Accept TOML's numbers beside text."""
        if type(raw) in (int, float):
            return repr(raw)
        return super().read(raw)

    def write(self, value: str | tuple[str, ...]) -> TomlValue:
        """Return a number where reading it back gives the same text, else the text."""
        assert isinstance(value, str)
        if _RIGHT.fullmatch(value):
            number = float(value) if "." in value else int(value)
            if repr(number) == value:
                return number
        return value

    def parse(self, text: str) -> float | None:
        """Return the degrees that a right text writes, or None."""
        if not _RIGHT.fullmatch(text) or abs(float(text)) > self.bound:
            return None
        return float(text)

    def flaws(self, value: str | tuple[str, ...]) -> Iterator[Flaw]:
        """Yield a form that is not decimal degrees, or a value out of range."""
        assert isinstance(value, str)
        if self.parse(value) is not None:
            return
        degrees = self._guess(value)
        if degrees is None:
            yield Flaw(
                Code.COORDONNEES_INVALIDES,
                f"« {value} » n'est pas une {self.axis} en degrés décimaux.",
                "Saisissez un nombre avec un point décimal, tel que 48.8566.",
                unfinished=re.fullmatch(r"[+-]?\d{0,3}\.?", value) is not None,
            )
        elif abs(degrees) > self.bound:
            yield Flaw(
                Code.COORDONNEES_INVALIDES,
                f"Une {self.axis} va de −{self.bound} à {self.bound} degrés.",
                "Vérifiez la valeur ; latitude et longitude sont parfois inversées.",
            )
        else:
            text = _shortest(degrees)
            yield Flaw(
                Code.COORDONNEES_INVALIDES,
                f"« {value} » n'est pas écrit en degrés décimaux.",
                f"Écrivez {text}.",
                text,
                safe=True,
                unfinished=value.endswith((".", ",")),
            )

    def _guess(self, value: str) -> float | None:
        text = value.strip().replace("−", "-")
        decimal = text.removesuffix("°").strip().replace(",", ".")
        if _DECIMAL.fullmatch(decimal):
            return float(decimal)
        match = _SEXAGESIMAL.fullmatch(text)
        if match is None or not _on_axis(match[5], self.bound):
            return None
        minutes, seconds = float(match[3] or 0), float((match[4] or "0").replace(",", "."))
        if minutes >= 60 or seconds >= 60:
            return None
        degrees = float(match[2]) + minutes / 60 + seconds / 3600
        negative = match[1] == "-" or match[5].upper() in ("S", "W", "O")
        return round(-degrees if negative else degrees, 7)

    def at_the_door(self, value: Any) -> str | tuple[str, ...]:
        """Return the text of a number."""
        return "" if value is None else _shortest(value)

    def json_schema(self) -> dict[str, Any]:
        """Give the range."""
        return {"minimum": -self.bound, "maximum": self.bound}


def _on_axis(letter: str, bound: int) -> bool:
    northing = bound == 90
    return not letter or (letter.upper() in ("N", "S")) == northing


def _shortest(degrees: float) -> str:
    if not math.isfinite(degrees):
        return str(degrees)
    text = f"{degrees:.7f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
