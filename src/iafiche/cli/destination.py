"""Where a command's output goes: to a file, to a folder, or to standard output."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from iafiche.cli import french
from iafiche.review.display import typeset
from iafiche.review.scan import is_fiche_name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from iafiche.cli.surroundings import Surroundings
    from iafiche.store.system_errors import Trouble

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


def is_standard_output(path: Path) -> bool:
    """Tell whether `path` stands for standard output."""
    return str(path) == _STANDARD_OUTPUT


def refuse_fiche_name(ctx: click.Context, path: Path) -> None:
    """Refuse an output that would take the place of a fiche."""
    if is_fiche_name(path.name):
        named = french.quoted(str(path))
        raise french.WrongUse(
            f"la sortie {named} porterait le nom d'une fiche. Choisissez un autre nom.", ctx
        )


def refuse_folder(ctx: click.Context, path: Path) -> None:
    """Refuse a folder where a file is to be written."""
    if path.is_dir():
        raise french.WrongUse(
            f"la sortie {french.quoted(str(path))} est un dossier."
            " Donnez le nom du fichier à écrire.",
            ctx,
        )


def refuse_terminal(ctx: click.Context, path: Path) -> None:
    """Refuse to show on a terminal what is no text."""
    around: Surroundings = ctx.obj
    if is_standard_output(path) and around.out.isatty():
        raise french.WrongUse(
            "ce fichier n'est pas du texte : un terminal ne peut pas l'afficher."
            " Donnez le nom du fichier à écrire, avec « -o ».",
            ctx,
        )


def deliver(ctx: click.Context, path: Path, text: str, what: str = "") -> int:
    """Write a file's text where the user asked for it, and return the exit code.

    A file that stands there already is replaced, whole or not at all; a fiche never is.
    `what` then names what was written, to be told with its place; by default the caller does.
    """
    around: Surroundings = ctx.obj
    if is_standard_output(path):
        around.write_data(text)
        return 0
    code = _write_file(ctx, path, text.encode())
    if code == 0 and what:
        around.tell(f"{what} écrit dans {french.quoted(str(path))}.")
    return code


def deliver_bytes(ctx: click.Context, path: Path, data: bytes) -> int:
    """Write the bytes of a file that is no text, as `deliver` does a text."""
    around: Surroundings = ctx.obj
    if is_standard_output(path):
        refuse_terminal(ctx, path)
        around.write_bytes(data)
        return 0
    return _write_file(ctx, path, data)


def deliver_folder(ctx: click.Context, path: Path, files: Mapping[str, bytes]) -> int:
    """Write the files of a folder where the user asked for it, and return the exit code.

    A folder that holds nothing else is replaced, whole or not at all.
    """
    from iafiche.store.safe_folder import write_folder_safely

    refuse_fiche_name(ctx, path)
    return _saved(ctx.obj, path, lambda: write_folder_safely(path, files))


def _write_file(ctx: click.Context, path: Path, data: bytes) -> int:
    from iafiche.store.safe_file import write_safely

    refuse_fiche_name(ctx, path)
    return _saved(ctx.obj, path, lambda: write_safely(path, data))


def _saved(around: Surroundings, path: Path, save: Callable[[], tuple[Trouble, ...] | None]) -> int:
    from iafiche.store.system_errors import SaveError

    try:
        for caveat in save() or ():
            around.tell(typeset(f"Attention : {caveat.message} {caveat.advice}"))
    except SaveError as error:
        named = french.quoted(str(path))
        around.tell(
            f"Erreur{french.NBSP}: {named} ne peut pas être écrit. {error.message}",
            error.advice,
        )
        return 2
    return 0
