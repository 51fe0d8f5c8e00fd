"""`iafiche schema`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from iafiche.cli import french
from iafiche.cli.destination import deliver, to_option

if TYPE_CHECKING:
    from pathlib import Path


TABLE_SCHEMA = "table-schema"
JSON_SCHEMA = "json-schema"


@click.pass_context
def _write_schema(ctx: click.Context, sortie: Path, schema: str, complet: bool) -> int:
    return deliver(ctx, sortie, _text(schema, complet), f"Schéma {french.quoted(schema)}")


def _text(schema: str, complete: bool) -> str:
    if schema == JSON_SCHEMA:
        from iafiche.exchange.json_schema import json_schema_text
        from iafiche.store.migrations import FORMAT

        return json_schema_text(FORMAT.version)
    from iafiche.exchange.table_schema import table_schema_text

    return table_schema_text(complete=complete)


command = french.Command(
    "schema",
    callback=_write_schema,
    help="""\
Écrit un schéma, en JSON : ce qu'un fichier doit contenir.

\b
  table-schema  les fichiers CSV que produit « iafiche exporter » : un
                validateur de données tel que Validata les contrôle ainsi
  json-schema   les fichiers « .fiche.toml » : un éditeur de texte (Taplo,
                Even Better TOML) les complète et les vérifie pendant la
                saisie
""",
    params=[
        to_option("Le fichier JSON à écrire"),
        click.Option(
            ["--format", "schema"],
            type=french.Choice((TABLE_SCHEMA, JSON_SCHEMA)),
            default=TABLE_SCHEMA,
            help=f"Le schéma voulu (par défaut, {french.quoted(TABLE_SCHEMA)}).",
        ),
        click.Option(
            ["--complet"],
            is_flag=True,
            help="Décrit tous les champs, comme « exporter --complet », et non les seuls champs"
            f" publics ; {french.quoted(JSON_SCHEMA)} les décrit toujours tous.",
        ),
    ],
)
