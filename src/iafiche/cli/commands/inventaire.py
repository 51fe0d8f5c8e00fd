"""`iafiche inventaire DOSSIER…`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from iafiche.cli import french
from iafiche.cli.destination import deliver, is_standard_output, to_option
from iafiche.cli.reviewing import Review, discreet_option, paths_argument, paths_given
from iafiche.review.inventory import take_inventory
from iafiche.review.marks import UTF8, marks_for
from iafiche.review.text_report import verdict_lines
from iafiche.review.verdict import State
from iafiche.review.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from iafiche.cli.surroundings import Surroundings
    from iafiche.review.inventory import Inventory
    from iafiche.review.verdict import Verdict

_TEXT, _JSON, _CSV, _HTML = "texte", "json", "csv", "html"
_FORMATS = {
    _TEXT: "pour être lu ici",
    _JSON: "pour un autre programme",
    _CSV: "pour un tableur",
    _HTML: "une page avec ses graphiques, à publier",
}


@click.pass_context
def _take(
    ctx: click.Context,
    *,
    chemin: tuple[Path, ...],
    format_: str,
    complet: bool,
    discret: bool,
    sortie: Path,
) -> int:
    around: Surroundings = ctx.obj
    if complet and discret:
        raise french.WrongUse(
            "« --complet » compte ce que « --discret » laisse de côté : gardez l'un des deux.", ctx
        )
    review = Review(around, paths_given(chemin, ctx), needs_drafts=True)
    with review.watched(lambda: "L'inventaire n'est pas fait."):
        public_only = discret or (format_ == _HTML and not complet)
        verdicts = _telling(around, review)
        inventory = take_inventory(verdicts, review.context_for, public_only=public_only)
    to_file = not is_standard_output(sortie)
    if format_ == _TEXT and not to_file:
        around.write(_as_text(inventory, around, to_file=False))
        code = 0
    else:
        what = f"Inventaire de {counted(inventory.projects, 'projet')}"
        code = deliver(ctx, sortie, _written(inventory, format_, around), what)
    return code or (2 if review.tally.leaves_out else 0)


def _telling(around: Surroundings, review: Review) -> Iterator[Verdict]:
    """Say on standard error which files cannot be read, and why, on the way."""
    for verdict in review.verdicts():
        if verdict.state is State.UNREADABLE:
            review.progress.hide()
            around.tell(*verdict_lines(verdict))
        yield verdict


def _written(inventory: Inventory, format_: str, around: Surroundings) -> str:
    match format_:
        case "json":
            from iafiche.review.inventory_json import inventory_json

            return inventory_json(inventory, around.today)
        case "csv":
            from iafiche.review.inventory_csv import inventory_csv

            return inventory_csv(inventory)
        case "html":
            from iafiche.review.inventory_html import inventory_html

            return inventory_html(inventory, around.today)
        case _:
            return _as_text(inventory, around, to_file=True)


def _as_text(inventory: Inventory, around: Surroundings, *, to_file: bool) -> str:
    from iafiche.review.inventory_text import inventory_lines

    marks = UTF8 if to_file else marks_for(around.out.encoding)
    return "".join(f"{line}\n" for line in inventory_lines(inventory, marks, around.width))


command = french.Command(
    "inventaire",
    callback=_take,
    help="""\
Compte les projets d'un ou de plusieurs dossiers : par thème, maturité, type de collectivité, \
public, technique et risque ; dit ce que les fiches remplissent ; nomme les acteurs, les \
solutions, les ressources partagées, et les projets qui les citent.

Toutes les fiches lisibles comptent, justes ou non. Un nom écrit de plusieurs façons (accents, \
majuscules) n'est compté qu'une fois. Un projet qui a plusieurs valeurs compte dans chacune.

\b
  iafiche inventaire fiches
  iafiche inventaire fiches --format html -o inventaire.html

\b
Code de sortie
  0  l'inventaire est fait
  2  commande mal écrite, aucune fiche trouvée, sortie impossible à
     écrire, ou fiche illisible (les autres sont comptées)
""",
    params=[
        paths_argument("DOSSIER…"),
        click.Option(
            ["--format", "format_"],
            type=french.Choice(tuple(_FORMATS)),
            default=_TEXT,
            metavar="FORMAT",
            help="Le format : "
            + " ; ".join(f"{french.quoted(name)}, {what}" for name, what in _FORMATS.items())
            + f". Par défaut, {french.quoted(_TEXT)}.",
        ),
        to_option("Le fichier à écrire"),
        click.Option(
            ["--complet"],
            is_flag=True,
            help=f"Avec {french.quoted(_HTML)}, compte aussi les champs qui ne sont pas publics ;"
            " les autres formats les comptent toujours, sauf avec --discret.",
        ),
        discreet_option(", et ne les compte pas"),
    ],
)
