"""`iafiche carnet [ACTION] [NOM]`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from iafiche.cli import french
from iafiche.cli.acting import action_argument
from iafiche.cli.own_folders import own_folders
from iafiche.cli.own_settings import load_settings
from iafiche.review.display import typeset, visible
from iafiche.store.carnet import Carnet
from iafiche.store.carnet_file import ABOUT_HOLDER, HOLDER, RECALLED
from iafiche.store.settings_file import remember
from iafiche.store.system_errors import SaveError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from iafiche.cli.surroundings import Surroundings

_LIST, _CLEAR, _FORGET, _OFF, _ON = "lister", "vider", "oublier", "desactiver", "activer"
_ACTIONS = (_LIST, _CLEAR, _FORGET, _OFF, _ON)
_IS_OFF = "Le carnet est désactivé : il n'apprend plus rien et ne propose plus rien."
_FILLS = " Il se remplit quand vous ouvrez ou enregistrez des fiches."


@click.pass_context
def _run(ctx: click.Context, action: str, nom: str | None) -> int:
    around: Surroundings = ctx.obj
    if action != _FORGET and nom is not None:
        raise french.WrongUse(f"argument en trop : {french.quoted(nom)}.", ctx)
    folders = own_folders(os.environ)
    carnet = Carnet.load(folders.data)
    try:
        if action in (_OFF, _ON):
            return _switch(around, carnet, folders.settings_file, on=action == _ON)
        if action == _CLEAR:
            return _clear(around, carnet)
        if action == _FORGET:
            return _forget(ctx, carnet, nom)
    except SaveError as error:
        around.tell(typeset(f"Erreur : {error.message}"), typeset(error.advice))
        return 2
    return _list(around, carnet)


def _list(around: Surroundings, carnet: Carnet) -> int:
    is_on = load_settings(around).carnet
    trouble = carnet.trouble
    if trouble is not None:
        around.tell(typeset(f"Attention : {trouble.message} {trouble.advice}"))
    shown = [] if is_on else [_IS_OFF, f"« iafiche carnet {_ON} » le remet en service.", ""]
    if carnet:
        shown += _lines(carnet)
    elif trouble is None:
        shown += [f"Le carnet est vide.{_FILLS if is_on else ''}", ""]
    around.print(*(typeset(line) for line in (*shown, f"Fichier : {_path_of(carnet)}")))
    return 2 if trouble is not None and not carnet else 0


def _lines(carnet: Carnet) -> Iterator[str]:
    for spec in (HOLDER, *RECALLED):
        if names := carnet.recall(spec.key):
            yield f"{spec.field.label} :"
            for name in names:
                yield f"  {visible(name)}"
                if spec is HOLDER:
                    yield from _described(carnet.holder(name) or {})
            yield ""


def _described(known: Mapping[str, str]) -> Iterator[str]:
    for spec in ABOUT_HOLDER:
        if spec.key in known:
            yield f"    {spec.short_label} : {visible(known[spec.key])}"


def _path_of(carnet: Carnet) -> str:
    return visible(str(carnet.path))


def _clear(around: Surroundings, carnet: Carnet) -> int:
    count = len(carnet)
    carnet.clear()
    around.print(typeset(f"Le carnet est vide{f' : {_counted(count)}' if count else ''}."))
    return 0


def _switch(around: Surroundings, carnet: Carnet, settings_file: Path, *, on: bool) -> int:
    remember(settings_file, carnet=on)
    told = [_IS_OFF]
    if on:
        told = ["Le carnet est activé : il apprend des fiches que vous ouvrez et enregistrez."]
    elif carnet:
        told.append(f"Ce qu'il contient reste. « iafiche carnet {_CLEAR} » l'efface.")
    around.print(*map(typeset, told))
    return 0


def _forget(ctx: click.Context, carnet: Carnet, name: str | None) -> int:
    around: Surroundings = ctx.obj
    if name is None:
        raise french.WrongUse(
            f"il manque le nom à oublier. « iafiche carnet {_LIST} » montre les noms connus.", ctx
        )
    count = carnet.forget(name)
    if not count:
        known = [*carnet.holders_like(), *(n for s in RECALLED for n in carnet.recall(s.key))]
        near = french.proposal(name, dict.fromkeys(known))
        told = f"{french.quoted(name)} n'est pas dans le carnet."
        raise french.WrongUse(
            f"{told} {near or f'« iafiche carnet {_LIST} » montre les noms connus.'}", ctx
        )
    around.print(typeset(f"{french.quoted(name)} : {_counted(count)}."))
    return 0


def _counted(count: int) -> str:
    return f"{count} entrées oubliées" if count > 1 else f"{count} entrée oubliée"


command = french.Command(
    "carnet",
    callback=_run,
    help=f"""\
Montre, vide ou désactive le carnet : ce que vos fiches ont appris à ce programme des porteurs, et \
les noms des partenaires et des financements, pour vous les proposer dans la fiche suivante.

\b
  iafiche carnet {_LIST}        montre tout ce qu'il contient (par défaut)
  iafiche carnet {_CLEAR}         oublie tout
  iafiche carnet {_FORGET} NOM   oublie un porteur, un partenaire ou un financement
  iafiche carnet {_OFF}    n'apprend et ne propose plus rien
  iafiche carnet {_ON}       remet le carnet en service

Il reste sur cette machine, dans un fichier lisible par vous seul.
""",
    params=[
        action_argument(_ACTIONS),
        french.Argument(
            ["nom"],
            metavar="[NOM]",
            required=False,
            help=f"Avec « {_FORGET} », le nom à oublier ; ni les accents ni les majuscules ne"
            " comptent.",
        ),
    ],
)
