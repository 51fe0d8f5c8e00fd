"""`iafiche verifier CHEMIN…`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from iafiche.cli import french
from iafiche.cli.reviewing import Review, files_at
from iafiche.model.flaws import Severity
from iafiche.review.marks import marks_for
from iafiche.review.text_report import text_parts

if TYPE_CHECKING:
    from pathlib import Path

    from iafiche.cli.surroundings import Surroundings

_TEXT, _JSON = "texte", "json"
_SEVERITIES = tuple(severity.french for severity in sorted(Severity, reverse=True))


@click.pass_context
def _verify(ctx: click.Context, chemin: tuple[Path, ...], format_: str, gravite: str) -> int:
    around: Surroundings = ctx.obj
    review = Review(around, files_at(chemin, ctx))
    verdicts, tally = review.verdicts(), review.tally
    if format_ == _JSON:
        from iafiche.review.json_report import json_parts

        parts, write = json_parts(verdicts, tally, around.today), around.write_data
    else:
        parts, write = text_parts(verdicts, tally, marks_for(around.out.encoding)), around.write
    for part in parts:
        if around.out.isatty():
            review.progress.hide()
        write(part)
    if tally.unreadable:
        return 2
    return 1 if tally.reaches(Severity.from_french(gravite)) else 0


command = french.Command(
    "verifier",
    callback=_verify,
    help="""\
Vérifie des fiches, ou toutes celles de dossiers, et affiche chaque constat avec sa place dans le \
fichier et ce qu'il faut faire.

\b
Code de sortie
  0  rien d'aussi grave que --gravite
  1  au moins un constat de cette gravité, ou plus grave
  2  commande mal écrite, aucune fiche trouvée, ou fichier illisible
     (introuvable, pas du TOML, pas en UTF-8, version inconnue)
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
        click.Option(
            ["--format", "format_"],
            type=french.Choice((_TEXT, _JSON)),
            default=_TEXT,
            metavar="FORMAT",
            help=f"« {_TEXT} » pour être lu (par défaut), « {_JSON} » pour un autre programme.",
        ),
        click.Option(
            ["--gravite"],
            type=french.Choice(_SEVERITIES),
            default=_SEVERITIES[0],
            metavar="GRAVITÉ",
            help="La gravité à partir de laquelle le code de sortie est 1 : "
            f"{french.listed(_SEVERITIES)} (par défaut, {french.quoted(_SEVERITIES[0])})."
            " Tout est affiché dans tous les cas.",
        ),
    ],
)
