"""`iafiche exporter CHEMIN…`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from iafiche.cli import french
from iafiche.cli.destination import deliver, to_option
from iafiche.cli.reviewing import Review, files_at
from iafiche.exchange.bibliotheque import write_csv
from iafiche.exchange.gate import Candidate, pass_gate
from iafiche.exchange.profiles import BIBLIOTHEQUE
from iafiche.review.display import visible
from iafiche.review.wording import counted

if TYPE_CHECKING:
    from pathlib import Path

    from iafiche.cli.surroundings import Surroundings


@click.pass_context
def _export(
    ctx: click.Context,
    chemin: tuple[Path, ...],
    sortie: Path,
    complet: bool,
    brouillons: bool,
) -> int:

    around: Surroundings = ctx.obj
    review = Review(around, files_at(chemin, ctx))
    candidates = [
        Candidate(str(verdict.path), verdict.draft, verdict.in_file_order())
        for verdict in review.verdicts()
    ]
    passage = pass_gate(candidates, drafts_allowed=brouillons)
    if not passage.refused:
        return deliver(ctx, sortie, write_csv(passage.passed, complete=complet))
    for refusal in passage.refused:
        around.tell(visible(refusal.message), f"    {visible(refusal.advice)}")
    refused = counted(len(passage.refused), "fiche refusée", "fiches refusées")
    around.tell(f"Rien n'a été exporté{french.NBSP}: {refused} sur {len(review.files)}.")
    if review.tally.to_mend and not brouillons:
        around.tell(f"Pour exporter aussi les fiches en cours{french.NBSP}: --brouillons.")
    return 2 if review.tally.unreadable else 1


command = french.Command(
    "exporter",
    callback=_export,
    help="""\
Écrit des fiches dans un fichier CSV que lit la Bibliothèque d'IA territoriales.

Si une seule fiche contient une erreur, rien n'est écrit, et les fiches refusées sont nommées.

\b
Code de sortie
  0  le fichier est écrit
  1  des fiches sont refusées
  2  commande mal écrite, aucune fiche trouvée, fiche illisible,
     ou fichier impossible à écrire
""",
    params=[
        french.Argument(
            ["chemin"],
            metavar="CHEMIN…",
            type=french.PathType(),
            nargs=-1,
            required=True,
            help="Des fiches ou des dossiers, parcourus avec leurs sous-dossiers.",
        ),
        to_option("Le fichier CSV à écrire"),
        click.Option(
            ["--profil"],
            type=french.Choice((BIBLIOTHEQUE.name,)),
            default=BIBLIOTHEQUE.name,
            expose_value=False,
            help=f"Le format (par défaut, {french.quoted(BIBLIOTHEQUE.name)}).",
        ),
        click.Option(
            ["--complet"],
            is_flag=True,
            help="Écrit aussi les champs qui ne sont pas publics.",
        ),
        click.Option(
            ["--brouillons"],
            is_flag=True,
            help="Exporte aussi les fiches qui contiennent des erreurs.",
        ),
    ],
)
