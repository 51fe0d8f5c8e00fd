"""`iafiche importer FICHIER…`."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from iafiche.cli import french
from iafiche.cli.import_sources import STANDARD_INPUT, Asked
from iafiche.cli.importing import CSV, JSON, TEXT, Import
from iafiche.cli.own_folders import own_folders
from iafiche.exchange.sheets import KINDS
from iafiche.review.display import typeset, visible

if TYPE_CHECKING:
    from pathlib import Path

    from iafiche.cli.surroundings import Surroundings


@click.pass_context
def _import(
    ctx: click.Context,
    *,
    fichier: tuple[Path, ...],
    dossier: Path | None,
    colonne: tuple[str, ...],
    feuille: str,
    encodage: str,
    separateur: str,
    essai: bool,
    mettre_a_jour: bool,
    oui: bool,
    oublier_colonnes: bool,
    format_: str,
) -> int:
    if oublier_colonnes and not _forget(ctx.obj):
        return 2
    if not fichier:
        if oublier_colonnes:
            return 0
        raise click.MissingParameter(ctx=ctx, param=_FILES)
    if dossier is None:
        raise click.MissingParameter(ctx=ctx, param=_FOLDER)
    asked = Asked(
        files=fichier,
        folder=dossier,
        columns=colonne,
        sheet=feuille,
        encoding=encodage,
        separator="\t" if separateur in _TAB else separateur,
        is_trial=essai,
        update=mettre_a_jour,
        agreed=oui,
        form=format_,
    )
    return Import(ctx, asked, sys.stdin).run()


def _forget(around: Surroundings) -> bool:
    from iafiche.store.kept_columns import forget
    from iafiche.store.system_errors import SaveError

    try:
        count = forget(own_folders(os.environ).state)
    except SaveError as error:
        around.tell(typeset(f"Erreur : {visible(error.message)}"), typeset(visible(error.advice)))
        return False
    told = "1 colonne oubliée." if count == 1 else f"{count} colonnes oubliées."
    around.tell(told if count else "Aucun choix de colonne n'était retenu.")
    return True


_TAB = ("\\t", "tab", "tabulation")

_FILES = french.Argument(
    ["fichier"],
    metavar="FICHIER…",
    type=french.PathType(),
    nargs=-1,
    help=f"Des fichiers {', '.join(KINDS[:-1])} ou {KINDS[-1]} ;"
    f" « {STANDARD_INPUT} » pour l'entrée standard.",
)

_FOLDER = click.Option(
    ["-d", "--dossier"],
    metavar="DOSSIER",
    type=french.PathType(),
    help="Le dossier où écrire les fiches ; il est créé au besoin.",
)

command = french.Command(
    "importer",
    callback=_import,
    help="""\
Importe des tableaux dans un dossier de fiches, une fiche par ligne, sans rien perdre.

\b
  iafiche importer fiches.csv -d mes-fiches --dry-run   montre, n'écrit rien
  iafiche importer fiches.csv -d mes-fiches             écrit les fiches
  iafiche importer t.xlsx -d f --colonne "Nom=coll_nom"  dit ce qu'est une colonne

Les colonnes sont reconnues par leur clé, leur libellé ou le nom qu'elles ont dans d'autres \
modèles, et montrées avant toute écriture ; ce que vous en dites est retenu pour la fois suivante. \
Les valeurs sont corrigées quand la correction est certaine. Ce qu'aucun champ ne peut contenir, \
et le texte d'origine de chaque valeur changée, restent dans la fiche, dans une partie [import] \
qui n'est jamais publiée.

Une fiche qui existe déjà (même SIRET, même projet) n'est modifiée qu'avec --mettre-a-jour.

\b
Code de sortie
  0  toutes les lignes sont importées, sans erreur
  1  il reste quelque chose à corriger ou à mettre à jour
  2  commande mal écrite, fichier illisible, ou fiche impossible à écrire
""",
    params=[
        _FILES,
        _FOLDER,
        click.Option(
            ["--colonne"],
            metavar='"NOM=CHAMP"',
            multiple=True,
            help="Le champ d'une colonne, par sa clé ou son libellé ; « NOM= » la garde à part."
            " Autant de fois qu'il faut.",
        ),
        click.Option(
            ["--oublier-colonnes"],
            is_flag=True,
            help="Oublie d'abord les choix de colonnes retenus.",
        ),
        click.Option(["--feuille"], metavar="NOM", default="", help="La feuille du classeur."),
        click.Option(
            ["--encodage"],
            metavar="NOM",
            default="",
            help="L'encodage d'un texte, s'il est mal reconnu : utf-8, windows-1252…",
        ),
        click.Option(
            ["--separateur"],
            metavar="SIGNE",
            default="",
            help="Le séparateur d'un CSV, s'il est mal reconnu ; « tab » pour une tabulation.",
        ),
        click.Option(
            ["--dry-run", "--essai", "essai"],
            is_flag=True,
            help="Montre ce qui serait fait, sans rien écrire.",
        ),
        click.Option(
            ["--mettre-a-jour"],
            is_flag=True,
            help="Donne aux fiches qui existent déjà les valeurs du tableau ; une cellule vide ne"
            " vide aucun champ.",
        ),
        click.Option(["--oui"], is_flag=True, help="Écrit sans demander confirmation."),
        click.Option(
            ["--format", "format_"],
            type=french.Choice((TEXT, JSON, CSV)),
            default=TEXT,
            metavar="FORMAT",
            help=f"Le rapport : « {TEXT} » pour être lu (par défaut), « {JSON} » pour un autre"
            f" programme, « {CSV} » pour un tableur.",
        ),
    ],
)
