"""`iafiche CHEMIN`: a screen where there is a terminal, the review where there is none."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from iafiche.cli import french

if TYPE_CHECKING:
    from iafiche.cli.surroundings import Surroundings


@click.pass_context
def _open(ctx: click.Context, chemin: Path | None) -> int:
    around: Surroundings = ctx.obj
    path = chemin or Path()
    if not path.exists():
        raise french.WrongUse(_missing(path), ctx.parent)
    if not around.has_screen:
        from iafiche.cli.showing import show

        return show(around, path)
    from iafiche.cli.screens import open_fiche, open_folder

    return open_folder(around, path) if path.is_dir() else open_fiche(around, path)


def _missing(path: Path) -> str:
    from iafiche.cli.commands import COMMANDS

    near = french.proposal(str(path), COMMANDS)
    told = f"{french.quoted(str(path))} n'est ni une commande, ni un fichier, ni un dossier."
    return f"{told} {near or 'Vérifiez le chemin.'}"


class _Open(french.Command):
    """The command without a name: its help is the program's."""

    def get_help(self, ctx: click.Context) -> str:
        """Return the help page of the whole program."""
        return ctx.find_root().get_help()


command = _Open(
    "ouvrir",
    callback=_open,
    params=[
        french.Argument(["chemin"], metavar="[CHEMIN]", type=french.PathType(), required=False)
    ],
)
