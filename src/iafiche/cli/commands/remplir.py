"""`iafiche remplir [FICHIER]`."""

from __future__ import annotations

import datetime
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from iafiche.cli import french
from iafiche.cli.one_fiche import check_new, tell_unreadable
from iafiche.review.display import typeset
from iafiche.store.fiche_file import FicheFile, UnreadableError
from iafiche.store.file_names import SUFFIX, as_fiche

if TYPE_CHECKING:
    from iafiche.cli.surroundings import Surroundings
    from iafiche.store.folders import Folders


@click.pass_context
def _fill(ctx: click.Context, fichier: Path | None, tout_de_meme: bool) -> int:
    from iafiche.cli.dialogue.keyboard import keyboard_of
    from iafiche.cli.dialogue.opening import is_ours
    from iafiche.cli.dialogue.sitting import sit_down
    from iafiche.cli.own_folders import own_folders
    from iafiche.cli.own_settings import load_settings
    from iafiche.cli.own_versions import own_keeper
    from iafiche.editing.journaling import Journaling
    from iafiche.editing.locking import Locking
    from iafiche.editing.recall import Recall
    from iafiche.editing.session import Editing
    from iafiche.review.verdict import contexts
    from iafiche.store.journal import Journal
    from iafiche.store.lock import own_holder

    around: Surroundings = ctx.obj
    try:
        file = FicheFile.new() if fichier is None else _at(fichier, ctx)
    except UnreadableError as error:
        tell_unreadable(around, error.path, error)
        return 2
    settings = load_settings(around)
    context = contexts(around.today, settings.anciennete_jours)(file.path or Path())
    editing = Editing(file, context)
    file.keep_before = own_keeper(settings)
    folders = own_folders(os.environ)
    recall = Recall(folders.data, around.today)
    if settings.carnet:
        recall.load()
    _tell_left_work(around, folders)
    editing.journal = Journaling(Journal(folders.journals), _now, lambda _: None)
    keyboard = keyboard_of(around, sys.stdin)
    # Another fiche that somebody has open is not written over without a question either.
    editing.lock = Locking(own_holder(_now()), lambda _: None)
    try:
        if not is_ours(editing.lock, file, around, None if tout_de_meme else keyboard):
            return 0 if around.is_terminal else 2
        return sit_down(editing, recall, keyboard, around)
    finally:
        editing.lock.release()


def _now() -> datetime.datetime:
    return datetime.datetime.now().astimezone()


def _tell_left_work(around: Surroundings, folders: Folders) -> None:
    """Say that there is work that was not saved when the program ended."""
    from iafiche.store.journal import look

    if look(folders.journals).kept:
        around.tell(
            typeset("Du travail non enregistré a été retrouvé. « iafiche recuperer » le montre.")
        )


def _at(path: Path, ctx: click.Context) -> FicheFile:
    """Return the fiche at a path, a new one where nothing stands there yet."""
    if path.exists():
        return FicheFile.open(path)
    path = as_fiche(path)
    if not french.unreachable(path) and path.exists():
        return FicheFile.open(path)
    check_new(path, ctx)
    return FicheFile.new(path)


command = french.Command(
    "remplir",
    callback=_fill,
    help="""\
Remplit une fiche par questions et réponses, ligne par ligne : pour un lecteur d'écran, une plage \
braille, une liaison série ou un terminal sans écran.

Le formulaire est celui de l'éditeur. À toute question, « /aide » explique le champ et les \
commandes.

Les réponses peuvent aussi venir d'un fichier ou d'un tube, une par ligne ; après une réponse à \
corriger, la même question revient, et une ligne vide continue.

Rien de ce que vous avez répondu ne se perd : à la fin de l'entrée (Ctrl+D), à une interruption \
(Ctrl+C) ou quand la ligne est coupée, la fiche est enregistrée dans son fichier ; si elle n'en a \
pas encore, sous un nom libre du dossier courant.

Si quelqu'un d'autre a ouvert la fiche, vous apprenez qui, où et depuis quand, et dites s'il faut \
continuer ; dans un tube, il faut « --tout-de-meme ».

\b
Code de sortie
  0    la fiche enregistrée n'a pas d'erreur, ou rien n'a été enregistré
  1    il y reste des erreurs ; elle est enregistrée tout de même
  2    commande mal écrite, fichier illisible, ou impossible à écrire
  130  interruption (Ctrl+C) ; la fiche est enregistrée
""",
    params=[
        french.Argument(
            ["fichier"],
            metavar="[FICHIER]",
            type=french.PathType(),
            required=False,
            help=f"La fiche à remplir ou à créer ({SUFFIX}) ; sans elle, une nouvelle, dont le nom"
            " est demandé à l'enregistrement.",
        ),
        click.Option(
            ["--tout-de-meme"],
            is_flag=True,
            help="Remplit la fiche sans le demander, même si quelqu'un d'autre l'a ouverte.",
        ),
    ],
)
