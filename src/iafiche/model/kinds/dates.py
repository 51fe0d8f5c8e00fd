"""Dates as the model writes them: JJ/MM/AAAA, and MM/AAAA where the day is not known."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar

from iafiche.model.flaws import Code, Flaw
from iafiche.model.kinds.base import Kind
from iafiche.model.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from iafiche.model.values import Value

_FIRST_YEAR = 1950
_LAST_YEAR = 2100
_CANONICAL = re.compile(r"(?:(\d{2})/)?(\d{2})/(\d{4})", re.ASCII)
_BEGUN = re.compile(r"\d{1,2}(?:/(?:\d{1,2}(?:/\d{0,3})?)?)?|\d{1,2}/\d{1,3}", re.ASCII)
_SEPARATED = re.compile(r"(?:(\d{1,2})[/.\- ])?(\d{1,2})[/.\- ](\d{4}|\d{2})", re.ASCII)
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2})(?:[T ].*)?)?", re.ASCII)
_IN_WORDS = re.compile(r"(?:(\d{1,2})(?:er)? )?([a-z]{3,9})\.? (\d{4})", re.ASCII)
_DAY_NUMBER = re.compile(r"[2-6]\d{4}(?:[.,]0+)?", re.ASCII)
# A spreadsheet counts days from here, its phantom 29 February 1900 allowed for.
_SPREADSHEET_EPOCH = datetime.date(1899, 12, 30)
_MONTHS = (
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, or a whole month where `day` is None."""

    year: int
    month: int
    day: int | None = None

    @property
    def first_day(self) -> datetime.date:
        """The earliest day meant."""
        return datetime.date(self.year, self.month, self.day or 1)

    def __str__(self) -> str:
        day = "" if self.day is None else f"{self.day:02}/"
        return f"{day}{self.month:02}/{self.year:04}"


def _moment(year: int, month: int, day: int | None) -> Moment | None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        datetime.date(year, month, day or 1)
    except ValueError:
        return None
    return None if day == 0 else Moment(year, month, day)


@lru_cache(maxsize=4096)
def parse_moment(text: str) -> Moment | None:
    """Return the date that `text` writes in one of the model's two forms, or None."""
    match = _CANONICAL.fullmatch(text)
    if match is None:
        return None
    return _moment(int(match[3]), int(match[2]), None if match[1] is None else int(match[1]))


def guess_moment(text: str) -> Moment | None:
    """Return the date that `text` means in a form people or spreadsheets use, or None."""
    text = text.strip()
    if match := _ISO.fullmatch(text):
        return _moment(int(match[1]), int(match[2]), None if match[3] is None else int(match[3]))
    if match := _SEPARATED.fullmatch(text):
        year = int(match[3]) + (2000 if len(match[3]) == 2 else 0)
        return _moment(year, int(match[2]), None if match[1] is None else int(match[1]))
    if _DAY_NUMBER.fullmatch(text):
        day = _SPREADSHEET_EPOCH + datetime.timedelta(days=int(re.split("[.,]", text)[0]))
        return _moment(day.year, day.month, day.day)
    if match := _IN_WORDS.fullmatch(fold(text)):
        months = [n for n, name in enumerate(_MONTHS, 1) if name.startswith(match[2])]
        if len(months) == 1:
            day_of_month = None if match[1] is None else int(match[1])
            return _moment(int(match[3]), months[0], day_of_month)
    return None


def _swapped(text: str) -> Moment | None:
    """Return the date if its day and month were written the American way."""
    match = _SEPARATED.fullmatch(text.strip())
    if match is None or match[1] is None or len(match[3]) != 4:
        return None
    return _moment(int(match[3]), int(match[1]), int(match[2]))


class _Dated(Kind):
    forms: ClassVar[str]
    month_alone: ClassVar[bool]

    def read(self, raw: object) -> Value:
        """Accept TOML's own dates beside text."""
        if type(raw) is datetime.date:
            return raw.strftime("%d/%m/%Y")
        return super().read(raw)

    def flaws(self, value: str | tuple[str, ...]) -> Iterator[Flaw]:
        """Yield at most one flaw: an unknown form, or a day that does not exist."""
        assert isinstance(value, str)
        moment = parse_moment(value)
        if moment is not None and (self.month_alone or moment.day is not None):
            return
        if moment is not None:
            yield Flaw(
                Code.DATE_INVALIDE,
                "Le jour manque.",
                f"Saisissez la date complète, sous la forme {self.forms}.",
                unfinished=True,
            )
            return
        guess = guess_moment(value)
        if guess is not None and (self.month_alone or guess.day is not None):
            yield Flaw(
                Code.DATE_INVALIDE,
                f"« {value} » n'a pas la forme attendue ({self.forms}).",
                f"Écrivez {guess}.",
                str(guess),
                safe=True,
                unfinished=_BEGUN.fullmatch(value) is not None,
            )
            return
        swapped = _swapped(value)
        if swapped is not None:
            yield Flaw(
                Code.DATE_INVALIDE,
                "Il n'y a que douze mois : le jour et le mois semblent inversés.",
                f"Vérifiez, puis écrivez {swapped} si c'est bien cette date.",
                str(swapped),
            )
            return
        if _CANONICAL.fullmatch(value):
            yield Flaw(
                Code.DATE_INVALIDE,
                f"« {value} » n'existe pas au calendrier"
                f" (ou sort des années {_FIRST_YEAR} à {_LAST_YEAR}).",
                f"Vérifiez le jour, le mois et l'année, sous la forme {self.forms}.",
            )
            return
        yield Flaw(
            Code.DATE_INVALIDE,
            f"« {value} » n'est pas une date que le modèle accepte.",
            f"Saisissez-la sous la forme {self.forms}.",
            unfinished=_BEGUN.fullmatch(value) is not None,
        )


class FullDate(_Dated):
    """A day: JJ/MM/AAAA."""

    name: ClassVar[str] = "date"
    forms: ClassVar[str] = "JJ/MM/AAAA"
    month_alone: ClassVar[bool] = False
    pattern: ClassVar[str | None] = r"^(0[1-9]|[12][0-9]|3[01])/(0[1-9]|1[0-2])/[0-9]{4}$"


class PartialDate(_Dated):
    """A day or a month: JJ/MM/AAAA or MM/AAAA."""

    name: ClassVar[str] = "date, au mois ou au jour"
    forms: ClassVar[str] = "JJ/MM/AAAA ou MM/AAAA"
    month_alone: ClassVar[bool] = True
    pattern: ClassVar[str | None] = r"^((0[1-9]|[12][0-9]|3[01])/)?(0[1-9]|1[0-2])/[0-9]{4}$"
