"""What the commands about one fiche share: the name of a new one, and a file that is no fiche."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iafiche.cli import french
from iafiche.review.display import visible
from iafiche.review.scan import is_fiche_name
from iafiche.store.file_names import SUFFIX

if TYPE_CHECKING:
    from pathlib import Path

    import click

    from iafiche.cli.surroundings import Surroundings
    from iafiche.store.fiche_file import UnreadableError


def check_new(path: Path, ctx: click.Context) -> None:
    """Raise `WrongUse` where a new fiche cannot have that path, or where something stands there."""
    name = french.quoted(str(path))
    if not is_fiche_name(path.name):
        right = french.quoted(path.stem + SUFFIX)
        raise french.WrongUse(
            f"le nom d'une fiche se termine par {SUFFIX}. Choisissez par exemple {right}.", ctx
        )
    if path.exists():
        raise french.WrongUse(
            f"{name} existe déjà. Ouvrez cette fiche avec {_opening(path)}"
            " ou choisissez un autre nom.",
            ctx,
        )
    if not path.parent.is_dir():
        folder = french.quoted(str(path.parent))
        raise french.WrongUse(f"le dossier {folder} n'existe pas. Créez-le d'abord.", ctx)


def _opening(path: Path) -> str:
    return french.quoted(f"iafiche {path}")


def tell_unreadable(around: Surroundings, path: Path, error: UnreadableError) -> None:
    """Say on standard error what is wrong with a file that cannot be edited, and where."""
    around.tell(f"Erreur{french.NBSP}: {french.quoted(str(path))} ne peut pas être ouvert.")
    for finding in error.findings:
        where = f"Ligne {finding.line}, colonne {finding.column}{french.NBSP}:"
        around.tell(f"{where} {visible(finding.message)}", visible(finding.advice))
