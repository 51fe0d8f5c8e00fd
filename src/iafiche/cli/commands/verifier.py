"""`iafiche verifier CHEMIN…`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from iafiche.cli import french
from iafiche.cli.destination import deliver, is_standard_output, to_option
from iafiche.cli.reviewing import (
    Review,
    discreet_option,
    paths_argument,
    paths_given,
    without_cache_option,
)
from iafiche.model.flaws import Severity
from iafiche.review.marks import UTF8, marks_for
from iafiche.review.reports import REPORTS, Occasion, Report, report_parts
from iafiche.review.text_report import summary_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from iafiche.cli.surroundings import Surroundings

_SEVERITIES = tuple(severity.french for severity in sorted(Severity, reverse=True))
_USUAL = next(iter(REPORTS))
_SUMMING_UP = tuple(report.name for report in REPORTS.values() if report.sums_up)


@click.pass_context
def _verify(
    ctx: click.Context,
    *,
    chemin: tuple[Path, ...],
    format_: str,
    gravite: str,
    strict: bool,
    resume: bool,
    discret: bool,
    depuis: str | None,
    sans_cache: bool,
    sortie: Path,
) -> int:
    around: Surroundings = ctx.obj
    report = REPORTS[format_]
    if resume and not report.sums_up:
        raise french.WrongUse(
            f"« --resume » va avec les formats {french.listed(_SUMMING_UP)} seulement.", ctx
        )
    threshold = Severity.from_french(gravite)
    if strict:
        threshold = min(threshold, Severity.WARNING)
    paths = paths_given(chemin, ctx)
    if depuis is not None:
        from iafiche.cli.revisions import changed_files

        paths = changed_files(paths, depuis, ctx)
    review = Review(around, paths, cached=not sans_cache)
    to_file = not is_standard_output(sortie)
    occasion = Occasion(
        today=around.today,
        root=Path.cwd(),
        threshold=threshold,
        marks=UTF8 if to_file else marks_for(around.out.encoding),
        summary=resume,
        is_discreet=discret,
    )
    with review.watched(lambda: "Rien n'a été écrit." if to_file else ""):
        verdicts = review.verdicts(is_brief=report.is_brief and not resume)
        parts = report_parts(report, verdicts, review.tally, occasion)
        if to_file:
            code = deliver(ctx, sortie, "".join(parts), "Rapport")
            around.print(summary_line(review.tally, marks_for(around.out.encoding)))
        else:
            code = _write(around, review, report, parts)
    if code or review.tally.leaves_out or (strict and review.has_wrong_settings):
        return 2
    return 1 if review.tally.reaches(threshold) else 0


def _write(around: Surroundings, review: Review, report: Report, parts: Iterator[str]) -> int:
    write = around.write if report.is_text else around.write_data
    is_among_progress = around.out.isatty()
    for part in filter(None, parts):
        if is_among_progress:
            review.progress.hide()
        write(part)
    return 0


command = french.Command(
    "verifier",
    callback=_verify,
    help="""\
Vérifie des fiches, ou toutes celles de dossiers, et affiche chaque constat avec sa place dans le \
fichier et ce qu'il faut faire.

\b
  iafiche verifier fiches --resume             une ligne par fiche
  iafiche verifier . --depuis origin/main      ce que votre branche a changé
  iafiche verifier . --format csv -o revue.csv

\b
Code de sortie
  0  rien d'aussi grave que --gravite
  1  au moins un constat de cette gravité, ou plus grave
  2  commande mal écrite, aucune fiche trouvée, ou fichier illisible
     (introuvable, pas du TOML, pas en UTF-8, version inconnue),
     ou réglages d'un dossier faux
""",
    params=[
        paths_argument(),
        click.Option(
            ["--format", "format_"],
            type=french.Choice(tuple(REPORTS)),
            default=_USUAL,
            metavar="FORMAT",
            help="Le format du rapport : "
            + " ; ".join(f"{french.quoted(r.name)}, {r.purpose}" for r in REPORTS.values())
            + f". Par défaut, {french.quoted(_USUAL)}.",
        ),
        to_option("Le fichier où écrire le rapport"),
        click.Option(
            ["--resume"],
            is_flag=True,
            help="Une ligne par fiche à la place des constats"
            f" (formats {french.listed(_SUMMING_UP)}).",
        ),
        discreet_option(
            " ; toujours le cas des formats"
            f" {french.listed(r.name for r in REPORTS.values() if r.is_shown_around)}"
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
        click.Option(
            ["--strict"],
            is_flag=True,
            help="Ne laisse rien passer : un avertissement donne aussi le code 1, un réglage faux"
            " le code 2.",
        ),
        click.Option(
            ["--depuis"],
            metavar="RÉVISION",
            help="Seulement les fiches modifiées ou ajoutées depuis cette révision de git, ou"
            " depuis que votre branche s'en est séparée. Elles ne sont pas comparées aux autres.",
        ),
        without_cache_option(),
    ],
)
