"""`iafiche nouveau [FICHIER]`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from iafiche.cli import french
from iafiche.review.scan import is_fiche_name
from iafiche.store.file_names import SUFFIX, as_fiche

if TYPE_CHECKING:
    from pathlib import Path

    from iafiche.cli.surroundings import Surroundings


@click.pass_context
def _begin(ctx: click.Context, fichier: Path | None) -> int:
    around: Surroundings = ctx.obj
    path = None if fichier is None else _named(fichier, ctx)
    if not around.has_screen:
        raise french.WrongUse(
            "une nouvelle fiche se remplit à l'écran. Lancez cette commande dans un terminal.", ctx
        )
    from iafiche.cli.screens import open_fiche

    return open_fiche(around, path)


def _named(path: Path, ctx: click.Context) -> Path:
    path = as_fiche(path)
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
    return path


def _opening(path: Path) -> str:
    return french.quoted(f"iafiche {path}")


command = french.Command(
    "nouveau",
    callback=_begin,
    help=f"""\
Ouvre une fiche vide dans l'éditeur. Elle n'est écrite que lorsque vous l'enregistrez.

Le nom d'une fiche se termine par {SUFFIX} ; cette fin est ajoutée au besoin.
""",
    params=[
        french.Argument(
            ["fichier"],
            metavar="[FICHIER]",
            type=french.PathType(),
            required=False,
            help="Le fichier à créer ; sans lui, son nom est demandé à l'enregistrement.",
        )
    ],
)
