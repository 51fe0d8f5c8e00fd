"""Dates as the model writes them: JJ/MM/AAAA, and MM/AAAA where the day is not known."""

from __future__ import annotations

import datetime
import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from iafiche.model.flaws import Code, Flaw
from iafiche.model.kinds.base import Kind
from iafiche.model.text import fold, quoted
from iafiche.model.values import french_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from iafiche.model.values import Value

_FIRST_YEAR = 1950
_LAST_YEAR = 2100
# Patterns are compiled when first met; these only serve to repair.
_BEGUN = (
    r"[0-9]{1,2}(?:/(?:[0-9]{1,2}(?:/[0-9]{0,3})?)?)?"
    r"|[0-9]{3,4}(?:[-/.](?:[0-9]{1,2}(?:[-/.][0-9]?)?)?)?"
)
_BEGUN_MONTH = r"[0-9]{1,2}/[0-9]{1,3}"
_BEGUN_IN_WORDS = r"[0-9]{1,2}er?|(?:[0-9]{1,2}(?:er)? )?([a-z]{1,9})\.?(?: [0-9]{0,3})?"
_SEPARATED = r"(?:([0-9]{1,2})[/.\- ])?([0-9]{1,2})[/.\- ]([0-9]{4}|[0-9]{2})"
_ISO = r"([0-9]{4})[-/.]([0-9]{1,2})(?:[-/.]([0-9]{1,2})(?:[T ].*)?)?"
_IN_WORDS = r"(?:([0-9]{1,2})(?:er)? )?([a-z]{3,9})\.? ([0-9]{4})"
_DAY_NUMBER = r"([2-6][0-9]{4})(?:[.,]0+)?"
_LONGEST = 40
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


class Moment(NamedTuple):
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


def parse_moment(text: str) -> Moment | None:
    """Return the date that `text` writes in one of the model's two forms, or None."""
    return _parsed(text) if len(text) <= len("JJ/MM/AAAA") else None


@lru_cache(maxsize=4096)
def _parsed(text: str) -> Moment | None:
    match = _canonical().fullmatch(text)
    if match is None:
        return None
    return _moment(int(match[3]), int(match[2]), _optional(match[1]))


def guess_moment(text: str) -> Moment | None:
    """Return the date that `text` means in a form people or spreadsheets use, or None."""
    if len(text) > _LONGEST:
        return None
    text = text.strip()
    if match := re.fullmatch(_ISO, text):
        return _moment(int(match[1]), int(match[2]), _optional(match[3]))
    if match := re.fullmatch(_SEPARATED, text):
        year = int(match[3]) + (2000 if len(match[3]) == 2 else 0)
        return _moment(year, int(match[2]), _optional(match[1]))
    if match := re.fullmatch(_DAY_NUMBER, text):
        day = _SPREADSHEET_EPOCH + datetime.timedelta(days=int(match[1]))
        return _moment(day.year, day.month, day.day)
    if match := re.fullmatch(_IN_WORDS, fold(text)):
        months = _months(match[2])
        return _moment(int(match[3]), months[0], _optional(match[1])) if len(months) == 1 else None
    return None


def _is_day_number(text: str) -> bool:
    return re.fullmatch(_DAY_NUMBER, text) is not None


def _optional(digits: str | None) -> int | None:
    return None if digits is None else int(digits)


def _months(beginning: str) -> list[int]:
    return [rank for rank, name in enumerate(_MONTHS, 1) if name.startswith(beginning)]


def _swapped(match: re.Match[str]) -> Moment | None:
    """Return the date if its day and month were written the American way."""
    if match[1] is None or match[3] is None or len(match[3]) != 4:
        return None
    return _moment(int(match[3]), int(match[1]), int(match[2]))


class _Dated(Kind):
    forms: ClassVar[str]
    month_alone: ClassVar[bool]

    def read(self, raw: object) -> Value:
        """Accept TOML's own dates beside text."""
        return french_date(raw) if type(raw) is datetime.date else super().read(raw)

    def surely_right(self, raw: object) -> bool:
        """Take a day or a month of the calendar, rightly written, as text."""
        moment = parse_moment(raw) if isinstance(raw, str) else None
        return moment is not None and (moment.day is not None or self.month_alone)

    def flaws(self, value: str | tuple[str, ...]) -> Iterator[Flaw]:
        """Yield at most one flaw: an unknown form, or a day that does not exist."""
        assert isinstance(value, str)
        moment = parse_moment(value)
        if moment is None or (moment.day is None and not self.month_alone):
            yield self._flaw(value)

    def _flaw(self, value: str) -> Flaw:
        guess = guess_moment(value)
        if guess is not None and guess.day is None and not self.month_alone:
            return Flaw(
                Code.DATE_INVALIDE,
                "Le jour manque.",
                f"Saisissez la date complète, sous la forme {self.forms}.",
                unfinished=self._is_begun(value),
            )
        if guess is not None:
            # Of two digits, nobody knows for certain which year, or whether it is a year.
            certain = str(guess.year) in value or _is_day_number(value.strip())
            return Flaw(
                Code.DATE_INVALIDE,
                "Des espaces entourent la date."
                if parse_moment(value.strip())
                else f"{quoted(value)} n'a pas la forme attendue ({self.forms}).",
                f"Écrivez « {guess} »."
                if certain
                else f"Vérifiez, puis écrivez « {guess} » si c'est bien cette date.",
                str(guess),
                safe=certain,
                unfinished=self._is_begun(value),
            )
        stripped = value.strip() if len(value) <= _LONGEST else ""
        if re.fullmatch("[0-9]{4}", stripped):
            return Flaw(
                Code.DATE_INVALIDE,
                "L'année seule ne suffit pas.",
                f"Saisissez la date sous la forme {self.forms}.",
                unfinished=True,
            )
        if match := re.fullmatch(f"{_SEPARATED}|{_ISO}", stripped):
            return self._not_in_calendar(value, match)
        return Flaw(
            Code.DATE_INVALIDE,
            f"{quoted(value)} n'est pas une date que le modèle accepte.",
            f"Saisissez-la sous la forme {self.forms}.",
            unfinished=self._is_begun(value),
        )

    def _not_in_calendar(self, value: str, match: re.Match[str]) -> Flaw:
        if (swapped := _swapped(match)) is not None:
            return Flaw(
                Code.DATE_INVALIDE,
                "Il n'y a que douze mois : le jour et le mois semblent inversés.",
                f"Vérifiez, puis écrivez « {swapped} » si c'est bien cette date.",
                str(swapped),
            )
        year = max(match.groups(default=""), key=len)
        far = len(year) == 4 and not _FIRST_YEAR <= int(year) <= _LAST_YEAR
        return Flaw(
            Code.DATE_INVALIDE,
            f"L'année {year} est hors des années {_FIRST_YEAR} à {_LAST_YEAR}."
            if far
            else f"{quoted(value)} n'existe pas au calendrier.",
            f"Vérifiez la date, puis saisissez-la sous la forme {self.forms}.",
            unfinished=self._is_begun(value),
        )

    def settled(self, value: str | tuple[str, ...]) -> str | tuple[str, ...]:
        """Take « 1/3/24 » too for what its writer means, the three parts being there."""
        assert isinstance(value, str)
        match = re.fullmatch(_SEPARATED, value.strip()) if len(value) <= _LONGEST else None
        if match is not None and match[1] is not None:
            return str(guess_moment(value) or value)
        return super().settled(value)

    def _is_begun(self, value: str) -> bool:
        """Tell whether `value` may be the beginning of a date, as people type them."""
        if len(value) > _LONGEST:
            return False
        if re.fullmatch(_BEGUN, value):
            return True
        if self.month_alone and re.fullmatch(_BEGUN_MONTH, value):
            return True
        match = re.fullmatch(_BEGUN_IN_WORDS, fold(value))
        return match is not None and bool(_months(match[1] or ""))


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


@cache
def _canonical() -> re.Pattern[str]:
    return re.compile(r"(?:([0-9]{2})/)?([0-9]{2})/([0-9]{4})")
