"""The values a draft holds: as typed, valid or not."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Foreign:
    """A value of a type the field does not have, kept whole until it is replaced.

    `raw` is the TOML value as read: a number, a boolean, a date, an array or a table.
    """

    raw: object

    def __hash__(self) -> int:
        """Let it be looked up among values: `raw` may be a list or a table, which have no hash."""
        return hash(Foreign)

    def __str__(self) -> str:
        return toml_text(self.raw)


Value = str | tuple[str, ...] | Foreign
"""One text, several texts, or something of another type. Empty: `""` or `()`."""

PathOfKeys = tuple[str, ...]
"""Where a value stands in a file: `("general", "coll_siret")`."""


def is_filled(value: Value) -> bool:
    """Tell whether somebody gave this value: blank text does not count."""
    if isinstance(value, str):
        return bool(value) and not value.isspace()
    if isinstance(value, tuple):
        return any(is_filled(item) for item in value)
    return True


def toml_text(raw: object) -> str:
    """Return a TOML value as a person would type it, for showing and for repairing."""
    match raw:
        case bool():
            return "true" if raw else "false"
        case int():
            return _digits(raw)
        case float():
            # A number that a spreadsheet made of digits: 21570000000000.0.
            return str(int(raw)) if raw.is_integer() and abs(raw) < 1e15 else str(raw)
        case datetime.datetime() | datetime.time():
            return raw.isoformat()
        case datetime.date():
            return french_date(raw)
        case list():
            return ", ".join(toml_text(item) for item in raw)
        case dict():
            return ", ".join(f"{key} = {toml_text(item)}" for key, item in raw.items())
        case _:
            return str(raw)


def french_date(day: datetime.date) -> str:
    """Return a day as the model writes it: JJ/MM/AAAA."""
    # Not strftime: what it does to years before 1000 depends on the system.
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def _digits(number: int) -> str:
    try:
        return str(number)
    except ValueError:
        # Python refuses to write more than 4300 decimals; a file may hold them in hexadecimal.
        return hex(number)
