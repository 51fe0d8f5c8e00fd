"""Whether two fiches describe the same project, however its name and number are written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from iafiche.model.catalogue import CATALOGUE
from iafiche.model.field import Role
from iafiche.model.kinds.siret import is_right
from iafiche.model.text import squash

if TYPE_CHECKING:
    from iafiche.model.draft import Draft

_IDENTITY = CATALOGUE.of_role(Role.IDENTITY).key
_NOT_DIGITS = re.compile(r"\D+")


def project_of(draft: Draft) -> str:
    """Return the project's name as it is compared; empty where there is none."""
    return squash(draft.title)


def are_same(one: Draft, other: Draft) -> bool:
    """Tell whether two fiches are of one project: the same name, and the same authority.

    The authority is the same by its SIRET; by its name too, where one of the numbers is missing or
    wrong: a number that a spreadsheet rounded and that somebody put right since.
    """
    if not project_of(one) or project_of(one) != project_of(other):
        return False
    first, second = _number(one), _number(other)
    if first == second != "":
        return True
    holder = squash(one.holder)
    doubtful = not is_right(first) or not is_right(second)
    return doubtful and bool(holder) and holder == squash(other.holder)


def _number(draft: Draft) -> str:
    return _NOT_DIGITS.sub("", draft.text(_IDENTITY))
