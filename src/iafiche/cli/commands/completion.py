"""`iafiche completion SHELL`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from iafiche.cli import french

if TYPE_CHECKING:
    from iafiche.cli.surroundings import Surroundings

_SHELLS = ("bash", "zsh", "fish")


@click.pass_obj
def _complete(around: Surroundings, shell: str) -> int:
    from iafiche.cli.completion import script

    around.write_data(script(shell))
    return 0


command = french.Command(
    "completion",
    callback=_complete,
    help="""\
Affiche le script grâce auquel la touche Tab complète les commandes, les options et les chemins.

Installez-le une fois pour toutes.

\b
Bash (4.4 ou plus récent) : ajoutez cette ligne à ~/.bashrc
  eval "$(iafiche completion bash)"

\b
Zsh : ajoutez cette ligne à ~/.zshrc, après compinit
  eval "$(iafiche completion zsh)"

\b
Fish : lancez cette commande
  iafiche completion fish > ~/.config/fish/completions/iafiche.fish

Ouvrez ensuite un nouveau terminal.
""",
    params=[
        french.Argument(
            ["shell"],
            metavar="SHELL",
            type=french.Choice(_SHELLS),
            help=f"Votre shell : {french.listed(_SHELLS)}.",
        )
    ],
)
