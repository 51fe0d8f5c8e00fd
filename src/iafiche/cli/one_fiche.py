"""What the commands about one fiche share: the name of a new one, and a file that is no fiche."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iafiche.cli import french
from iafiche.model.flaws import Code
from iafiche.model.portable_names import is_portable, portable_stem
from iafiche.review.display import typeset, visible
from iafiche.review.scan import is_fiche_name
from iafiche.store.file_names import SUFFIX

if TYPE_CHECKING:
    from pathlib import Path

    import click

    from iafiche.cli.surroundings import Surroundings
    from iafiche.store.fiche_file import UnreadableError


def check_new(path: Path, ctx: click.Context) -> None:
    """Raise `WrongUse` where a new fiche cannot have that path, or where something stands there."""
    if why := french.unreachable(path):
        raise french.WrongUse(why, ctx)
    name = french.quoted(str(path))
    if path.is_dir():
        example = french.quoted(str(path / f"ma-fiche{SUFFIX}"))
        raise french.WrongUse(f"{name} est un dossier. Nommez-y une fiche : {example}.", ctx)
    if not is_fiche_name(path.name):
        # « v1.2 » is a name, « rives.txt » has another ending.
        stem = (path.stem if path.suffix[1:].isalpha() else path.name).lstrip(".")
        right = french.quoted(stem + SUFFIX)
        raise french.WrongUse(
            f"le nom d'une fiche se termine par {SUFFIX}. Choisissez par exemple {right}.", ctx
        )
    if not is_portable(path.name):
        right = french.quoted(
            portable_stem(path.name[: -len(SUFFIX)], otherwise="ma-fiche") + SUFFIX
        )
        raise french.WrongUse(
            f"Windows n'accepte pas le nom {french.quoted(path.name)}. Choisissez par exemple"
            f" {right}.",
            ctx,
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
        where = f"Ligne {finding.line}, colonne {finding.column}{french.NBSP}: "
        if finding.code is Code.FICHIER_ILLISIBLE:
            # Nothing of it was read: there is no place in it.
            where = ""
        around.tell(typeset(f"{where}{visible(finding.message)}"), typeset(visible(finding.advice)))
