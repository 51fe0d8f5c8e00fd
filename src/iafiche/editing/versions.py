"""An earlier version of a fiche beside what is in hand: compared, and put into words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iafiche.editing.differing import place_names
from iafiche.editing.wording import title_of
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.field import Role
from iafiche.model.values import french_date
from iafiche.review.wording import counted
from iafiche.store.merging import Merge, Side, merge

if TYPE_CHECKING:
    from iafiche.model.draft import Draft
    from iafiche.store.versions import Version

SIDES = ((Side.MINE, "Actuelle"), (Side.THEIRS, "Version"))
"""What the two are called; `Side.THEIRS` stands for the version."""

NONE_KEPT = "Aucune version précédente n'est gardée : chaque enregistrement garde celle d'avant."
ALIKE = "Cette version est pareille à la fiche."
_UPDATED = CATALOGUE.of_role(Role.UPDATED).key


def beside(draft: Draft, version: Draft) -> Merge:
    """Compare what is in hand with the values of a version, but for the date of the update.

    That is the next save's matter, whichever values it writes.
    """
    return merge(draft, draft, version.with_value(_UPDATED, draft[_UPDATED]))


def written_at(version: Version) -> str:
    """Return when a version had been written, as people here count time."""
    here = version.written.astimezone()
    return f"écrite le {french_date(here)} à {here:%H:%M}"


def told_of(version: Version, draft: Draft | None) -> str:
    """Return in one sentence how a version differs from what is in hand, if anything is."""
    reading = version.reading()
    if not reading.readable:
        return "Illisible comme fiche"
    if draft is None:
        return title_of(reading.draft)
    differences = beside(draft, reading.draft).differences
    if not differences:
        return "Pareille à la fiche"
    count = counted(len(differences), "champ diffère", "champs diffèrent")
    return f"{count} : {place_names(differences)}"
