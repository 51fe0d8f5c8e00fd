"""`iafiche recuperer [ACTION] [NUMÉRO] [-o FICHIER]`."""

from __future__ import annotations

import os
from itertools import count
from typing import TYPE_CHECKING

import click

from iafiche.cli import french
from iafiche.cli.acting import action_argument
from iafiche.cli.differing import differing_lines
from iafiche.cli.one_fiche import check_new
from iafiche.cli.own_folders import own_folders
from iafiche.cli.own_lock import locked
from iafiche.cli.own_settings import load_settings
from iafiche.cli.own_versions import own_keeper
from iafiche.editing.differing import THREE_SIDES, place_names
from iafiche.editing.wording import kept_at, kept_name, kept_place
from iafiche.review.display import typeset, visible
from iafiche.store.fiche_file import FicheFile
from iafiche.store.file_names import SUFFIX, as_fiche
from iafiche.store.journal import look
from iafiche.store.merging import Side
from iafiche.store.system_errors import SaveError

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from iafiche.cli.surroundings import Surroundings
    from iafiche.model.values import PathOfKeys
    from iafiche.store.journal import Found, Kept
    from iafiche.store.merging import Difference

_LIST, _WRITE, _GIVE_UP = "lister", "ecrire", "abandonner"
_ACTIONS = (_LIST, _WRITE, _GIVE_UP)
_PREFERENCES = {
    "saisie": (Side.MINE, "ce que vous aviez tapé, à la place de ce que le fichier contient"),
    "fichier": (Side.THEIRS, "ce que le fichier contient, et ce que vous aviez tapé là est oublié"),
}
"""Whose values count where both have changed, and what that comes to."""


@click.pass_context
def _run(
    ctx: click.Context,
    action: str,
    numero: str | None,
    sortie: Path | None,
    preferer: str | None,
) -> int:
    around: Surroundings = ctx.obj
    found = look(own_folders(os.environ).journals)
    if action == _LIST:
        _list(around, found)
        return 0
    kept = _asked_for(ctx, found, numero, action)
    try:
        if action == _WRITE and not _write(ctx, kept, sortie, preferer):
            return 2
        kept.discard()
    except SaveError as error:
        around.tell(typeset(f"Erreur : {error.message}"), typeset(error.advice))
        return 2
    if action == _GIVE_UP:
        around.print(typeset(f"Abandonné : {kept_name(kept.record)}."))
    return 0


def _list(around: Surroundings, found: Found) -> None:
    if not found.kept:
        around.print(
            typeset("Rien à récupérer : tout est enregistré, ou dans une fenêtre ouverte.")
        )
    for rank, kept in enumerate(_in_order(found), 1):
        around.print(
            typeset(f"{rank}. {kept_name(kept.record)}, {kept_at(kept)}"),
            typeset(f"   {kept_place(kept.record)}"),
        )
    for path in found.unreadable:
        around.tell(
            typeset(
                f"Attention : {french.quoted(str(path))} est abîmé, ou d'une version plus récente"
                " d'iafiche. Il reste où il est."
            )
        )


def _in_order(found: Found) -> tuple[Kept, ...]:
    """Return the work by number: what is left behind meanwhile comes last and moves none."""
    return found.kept[::-1]


def _asked_for(ctx: click.Context, found: Found, number: str | None, action: str) -> Kept:
    if number is None:
        raise french.WrongUse(
            f"il manque le numéro du travail. « iafiche recuperer {_LIST} » les montre ;"
            f" « iafiche recuperer {action} 1 » prend le premier.",
            ctx,
        )
    kept = dict(zip(map(str, count(1)), _in_order(found), strict=False)).get(number)
    if kept is None:
        raise french.WrongUse(
            f"aucun travail n'a le numéro {french.quoted(number)}."
            f" « iafiche recuperer {_LIST} » les montre.",
            ctx,
        )
    return kept


def _write(ctx: click.Context, kept: Kept, output: Path | None, preference: str | None) -> bool:
    """Write the work to a new fiche, or to its own where none is named; False where one chooses.

    Args:
        ctx: The call.
        kept: The work.
        output: The new fiche.
        preference: Whose values count where both the work and the fiche have changed since.
    """
    around: Surroundings = ctx.obj
    file = kept.file()
    merged = kept.merged(file)
    conflicts = merged.conflicts
    choices: dict[PathOfKeys, Side] = {}
    if preference is not None:
        choices = dict.fromkeys((each.path for each in conflicts), _PREFERENCES[preference][0])
    elif output is None and conflicts:
        _tell_conflicts(around, conflicts)
        return False
    if output is not None:
        path = as_fiche(output)
        check_new(path, ctx)
        file = FicheFile.new(path)
    elif file.path is not None:
        path = file.path
    else:
        raise french.WrongUse(
            "cette fiche n'a jamais été enregistrée. Donnez le nom du fichier à écrire, avec"
            f" « -o nom{SUFFIX} ».",
            ctx,
        )
    file.keep_before = own_keeper(load_settings(around))
    with locked(path, around):
        file.save(merged.result(choices), around.today)
    for caveat in file.caveats:
        around.tell(typeset(f"Attention : {caveat.message} {caveat.advice}"))
    others = [each for each in merged.brought if choices.get(each.path) is not Side.MINE]
    if others and output is None:
        around.print(typeset(f"Repris de ce qui a été enregistré depuis : {place_names(others)}."))
    around.print(typeset(f"Enregistré dans {visible(str(file.path))}"))
    return True


def _tell_conflicts(around: Surroundings, conflicts: Collection[Difference]) -> None:
    around.tell(
        typeset(
            f"Erreur : depuis, le fichier a changé là où vous aviez tapé :"
            f" {place_names(conflicts)}. Rien n'est écrit."
        ),
        *differing_lines(conflicts, THREE_SIDES),
        typeset("Dites ce qu'il faut garder là :"),
        *(typeset(f"  --preferer {name} : {kept}") for name, (_, kept) in _PREFERENCES.items()),
        typeset("  -o FICHIER : écrire votre travail dans une fiche nouvelle"),
        typeset("L'éditeur, lui, le propose champ par champ."),
    )


command = french.Command(
    "recuperer",
    callback=_run,
    help=f"""\
Retrouve ce qui était tapé et pas encore enregistré quand le programme s'est arrêté : coupure, \
terminal fermé, panne. L'éditeur le propose aussi, à chaque démarrage.

\b
  iafiche recuperer                              montre ce qu'il y a à récupérer
  iafiche recuperer {_WRITE} 1                     l'enregistre dans sa fiche
  iafiche recuperer {_WRITE} 1 -o rives            l'enregistre dans une fiche nouvelle
  iafiche recuperer {_GIVE_UP} 1                 l'oublie

Si la fiche a changé depuis, seul ce que vous aviez changé y est repris. Là où les deux ont \
changé, rien n'est écrit avant que « --preferer » ne dise ce qu'il faut garder.
""",
    params=[
        action_argument(_ACTIONS),
        french.Argument(
            ["numero"],
            metavar="[NUMÉRO]",
            required=False,
            help="Le numéro que donne la liste.",
        ),
        click.Option(
            ["-o", "--sortie"],
            metavar="FICHIER",
            type=french.PathType(),
            help=f"La fiche à créer, au lieu de celle d'où vient le travail ; {SUFFIX} s'y ajoute.",
        ),
        click.Option(
            ["--preferer"],
            type=french.Choice(tuple(_PREFERENCES)),
            metavar="QUOI",
            help="Ce qu'il faut garder d'un champ changé des deux côtés :"
            f" {french.listed(_PREFERENCES)}.",
        ),
    ],
)
