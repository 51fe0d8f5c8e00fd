"""`iafiche nouveau [FICHIER]`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from iafiche.cli import french
from iafiche.cli.one_fiche import check_new
from iafiche.store.file_names import SUFFIX, as_fiche

if TYPE_CHECKING:
    from pathlib import Path

    from iafiche.cli.surroundings import Surroundings


@click.pass_context
def _begin(ctx: click.Context, fichier: Path | None) -> int:
    around: Surroundings = ctx.obj
    path = None if fichier is None else as_fiche(fichier)
    if path is not None:
        check_new(path, ctx)
    if not around.has_screen:
        raise french.WrongUse(
            "l'éditeur demande un terminal qui affiche un écran. Lancez cette commande dans un tel"
            " terminal, ou répondez question par question avec « iafiche remplir ».",
            ctx,
        )
    from iafiche.cli.screens import open_fiche

    return open_fiche(around, path)


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
