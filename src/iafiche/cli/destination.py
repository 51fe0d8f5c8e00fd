"""Where a command's file goes: to a path, or to standard output."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from iafiche.cli import french
from iafiche.review.scan import is_fiche_name

if TYPE_CHECKING:
    from pathlib import Path

    from iafiche.cli.surroundings import Surroundings

_STANDARD_OUTPUT = "-"


def to_option(what: str) -> click.Option:
    """Return the option `-o`, whose help begins with `what`."""
    return click.Option(
        ["-o", "--sortie"],
        metavar="SORTIE",
        type=french.PathType(),
        default=_STANDARD_OUTPUT,
        help=f"{what} ; « {_STANDARD_OUTPUT} » pour la sortie standard (par défaut).",
    )


def deliver(ctx: click.Context, path: Path, text: str) -> int:
    """Write a file's text where the user asked for it, and return the exit code.

    A file that stands there already is replaced, whole or not at all; a fiche never is.
    """
    around: Surroundings = ctx.obj
    if str(path) == _STANDARD_OUTPUT:
        around.write_data(text)
        return 0
    if is_fiche_name(path.name):
        named = french.quoted(str(path))
        raise french.WrongUse(
            f"la sortie {named} porterait le nom d'une fiche. Choisissez un autre nom.", ctx
        )
    from iafiche.store.safe_file import write_safely
    from iafiche.store.system_errors import SaveError

    try:
        write_safely(path, text.encode("utf-8"))
    except SaveError as error:
        named = french.quoted(str(path))
        around.tell(
            f"Erreur{french.NBSP}: {named} ne peut pas être écrit. {error.message}",
            error.advice,
        )
        return 2
    return 0
