"""The values a draft holds: as typed, valid or not."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Foreign:
    """A value of a type the field does not have, kept whole until it is replaced.

    `raw` is the TOML value as read: a number, a boolean, a date, an array or a table.
    """

    raw: object

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
        case datetime.datetime() | datetime.time():
            return raw.isoformat()
        case datetime.date():
            return raw.strftime("%d/%m/%Y")
        case list():
            return ", ".join(toml_text(item) for item in raw)
        case dict():
            return ", ".join(f"{key} = {toml_text(item)}" for key, item in raw.items())
        case _:
            return str(raw)
