"""An export once it is made: written where somebody wants it, and told of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iafiche.exchange.archive import SUFFIX as ARCHIVE_SUFFIX
from iafiche.exchange.archive import zipped
from iafiche.review.display import visible
from iafiche.review.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from iafiche.exchange.codecs import Content
    from iafiche.exchange.exporting import Count, Export
    from iafiche.exchange.profiles import Profile


def write_export(path: Path, content: Content) -> None:
    """Write a file, an archive or a folder, whole or not at all.

    Raises:
        SaveError: It cannot be written; what stood there before still does.
    """
    from iafiche.store.safe_file import write_safely
    from iafiche.store.safe_folder import write_folder_safely

    if isinstance(content, bytes):
        write_safely(path, content)
    elif path.suffix.lower() == ARCHIVE_SUFFIX:
        write_safely(path, zipped(content))
    else:
        write_folder_safely(path, content)


def left_behind(made: Export, remedy: str) -> Iterator[str]:
    """Yield what stayed behind, a sentence a reason.

    Args:
        made: The export.
        remedy: What makes the fields leave that are not public, in a few French words.
    """
    if made.restricted:
        yield f"Champs non publics laissés de côté ({remedy}) : {_told(made.restricted)}."
    if made.without_column:
        yield f"Champs publics sans place dans ce profil : {_told(made.without_column)}."
    if made.reduced:
        yield f"Champs écrits sous la forme que ce profil permet : {_told(made.reduced)}."
    if made.unknown:
        yield (
            "Ce que le modèle ne connaît pas est resté dans les fichiers :"
            f" {counted(made.unknown, 'fiche')}."
        )


def success(path: Path, profile: Profile, fiches: int) -> str:
    """Return what was written, how, and where."""
    named, name = f"« {visible(str(path))} »", profile.name
    if not fiches:
        return f"Formulaire vide écrit dans {named} (profil « {name} »)."
    written = counted(fiches, "fiche écrite et relue", "fiches écrites et relues")
    return f"{written} dans {named} (profil « {name} »)."


def _told(counts: Sequence[Count]) -> str:
    first, *others = counts
    told = [f"{first.spec.field.label} ({counted(first.fiches, 'fiche')})"]
    told += [f"{count.spec.field.label} ({count.fiches})" for count in others]
    return ", ".join(told)
