"""The words of the folder's screen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from iafiche.review.wording import counted, states_of
from iafiche.tui.actions import folder_key_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from iafiche.review.marks import Marks
    from iafiche.tui.folder.entries import Entry
    from iafiche.tui.folder.listing import Listing


def nothing_text(listing: Listing, *, is_reading: bool) -> str:
    """Return what stands where no line does, and what to do about it."""
    if len(listing):
        return f"Aucune fiche ne répond à ce filtre. {folder_key_of('back')} l'efface."
    if is_reading:
        return "Lecture du dossier…"
    new, table = folder_key_of("new"), folder_key_of("import_table")
    return (
        f"Aucune fiche dans ce dossier. Tapez {new} pour en commencer une,"
        f" {table} pour importer un tableau."
    )


def folder_name(folder: Path) -> str:
    """Return a folder's path as people write it: from `~` where it is below their home."""
    whole = folder.absolute()
    try:
        return str("~" / whole.relative_to(Path.home()))
    except (RuntimeError, ValueError):
        # It is elsewhere, or nobody knows where their home is.
        return str(whole)


def state_text(listing: Listing, read: int | None, marks: Marks) -> str:
    """Return the counts of the title line, and how far reading has come where it goes on."""
    separator = f" {marks.separator} "
    states = states_of(listing.tally, marks.separator)
    if read is not None:
        # How many there are stands in the progress already.
        states = states.partition(separator)[2]
        parts = [f"{read}/{len(listing)} vérifiées", states]
    else:
        parts = [states]
    if listing.marked:
        # The end of the line gives way where it is narrow.
        parts.insert(0, counted(len(listing.marked), "marquée"))
    return separator.join(filter(None, parts))


def marked_text(listing: Listing) -> str:
    """Return how many lines are marked, and what can be done with them."""
    if not listing.marked:
        return "Aucune marque : les commandes vont à tout ce qui s'affiche."
    done = {
        "fix_many": "corrige",
        "validate": "valide",
        "export": "exporte",
        "inventory": "compte",
    }
    told = ", ".join(f"{folder_key_of(name)} {does}" for name, does in done.items())
    return f"{counted(len(listing.marked), 'marquée')} : {told}."


def these(entries: Sequence[Entry], listing: Listing) -> str:
    """Return what is worked on: « la fiche marquée », « les 12 fiches marquées »."""
    which = "marquée" if listing.marked else "affichée"
    if len(entries) == 1:
        return f"la fiche {which}"
    return f"les {len(entries)} fiches {which}s"
