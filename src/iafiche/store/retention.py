"""How many earlier versions of a fiche are kept, and for how long."""

from typing import NamedTuple


class Retention(NamedTuple):
    """The limits for one fiche.

    Attributes:
        most: How many versions; none at 0.
        days: For how many days after another one took its place; the latest stays longer.
    """

    most: int = 20
    days: int = 365
