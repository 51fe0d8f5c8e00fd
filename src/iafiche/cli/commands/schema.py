"""`iafiche schema`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from iafiche.cli import french
from iafiche.cli.destination import deliver, to_option

if TYPE_CHECKING:
    from pathlib import Path


@click.pass_context
def _write_schema(ctx: click.Context, sortie: Path, complet: bool) -> int:
    from iafiche.exchange.table_schema import table_schema_text

    return deliver(ctx, sortie, table_schema_text(complete=complet))


command = french.Command(
    "schema",
    callback=_write_schema,
    help="""\
Écrit le schéma (Table Schema, en JSON) des fichiers que produit « iafiche exporter ».

Un validateur de données tel que Validata s'en sert pour contrôler un fichier.
""",
    params=[
        to_option("Le fichier JSON à écrire"),
        click.Option(
            ["--complet"],
            is_flag=True,
            help="Décrit tous les champs, comme « exporter --complet », et non les seuls champs"
            " publics.",
        ),
    ],
)
