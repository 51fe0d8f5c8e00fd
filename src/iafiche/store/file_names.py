"""Naming the file of a fiche so that every system takes the name."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from iafiche.model.portable_names import portable_stem

if TYPE_CHECKING:
    from iafiche.model.draft import Draft

SUFFIX = ".fiche.toml"
_UNNAMED = "nouvelle-fiche"
_LONGEST_PROJECT = 40


def as_fiche(path: Path) -> Path:
    """Return the path a person means for a fiche: with the suffix where they gave none.

    The root and the folders « . » and « .. » have no name that it could be added to: they stay.
    """
    is_named = path.name not in ("", "..")
    return path.with_name(path.name + SUFFIX) if is_named and not path.suffix else path


def typed_path(text: str) -> Path:
    """Return the path of a fiche that a person typed, `~` being their home."""
    path = Path(text)
    # Where nobody has that name, writing will say that there is no such folder.
    with suppress(RuntimeError):
        path = path.expanduser()
    return as_fiche(path)


def file_name_for(draft: Draft) -> str:
    """Return `nom-du-projet.fiche.toml`, a name that every system takes."""
    return portable_stem(draft.title, otherwise=_UNNAMED) + SUFFIX


def stem_with_holder(draft: Draft) -> str:
    """Return what names a fiche beside those of others: `nom-du-projet-porteur`, without an ending.

    The same fiche always has the same name, so that an import made twice finds its files again.
    """
    project = draft.title[:_LONGEST_PROJECT]
    return portable_stem(f"{project} {draft.holder}", otherwise=_UNNAMED)


def stem_of(path: Path) -> str:
    """Return the name of a fiche's file without its ending, in whatever case that is written."""
    return path.name[: -len(SUFFIX)] if path.name.lower().endswith(SUFFIX) else path.name
