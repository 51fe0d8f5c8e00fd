"""`iafiche versions FICHIER [ACTION] [NUMÉRO] [--champ NOM] [-o FICHIER]`."""

from __future__ import annotations

import os
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
from iafiche.editing.differing import place_names
from iafiche.editing.versions import ALIKE, NONE_KEPT, SIDES, beside, told_of, written_at
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.text import fold
from iafiche.review.display import typeset, visible
from iafiche.store.fiche_file import FicheFile, UnreadableError
from iafiche.store.file_names import SUFFIX, as_fiche
from iafiche.store.merging import Side
from iafiche.store.system_errors import SaveError
from iafiche.store.versions import versions_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from iafiche.cli.surroundings import Surroundings
    from iafiche.store.merging import Difference, Merge
    from iafiche.store.system_errors import Trouble
    from iafiche.store.versions import Version

_LIST, _COMPARE, _TAKE = "lister", "comparer", "reprendre"
_ACTIONS = (_LIST, _COMPARE, _TAKE)


@click.pass_context
def _run(
    ctx: click.Context,
    *,
    fichier: Path,
    action: str,
    numero: str | None,
    champ: Sequence[str],
    sortie: Path | None,
) -> int:
    around: Surroundings = ctx.obj
    if action != _TAKE and (champ or sortie is not None):
        raise french.WrongUse(f"« --champ » et « -o » vont avec « {_TAKE} ».", ctx)
    path = fichier if fichier.exists() else as_fiche(fichier)
    versions = versions_of(path, own_folders(os.environ).versions)
    file = _open(path)
    if action == _LIST:
        return _list(ctx, path, file, versions)
    version = _asked_for(ctx, path, versions, numero, action)
    if action == _COMPARE:
        return _compare(around, file, version)
    try:
        if sortie is not None:
            return _take_elsewhere(ctx, version, sortie, champ)
        if file is None:
            return _put_back(ctx, path, version, champ)
        return _take(ctx, file, path, version, champ)
    except SaveError as error:
        around.tell(typeset(f"Erreur : {error.message}"), typeset(error.advice))
        return 2


def _open(path: Path) -> FicheFile | None:
    """Return the fiche as it is; None where it has gone or is no fiche any more."""
    try:
        return FicheFile.open(path)
    except UnreadableError:
        return None


def _list(
    ctx: click.Context, path: Path, file: FicheFile | None, versions: Sequence[Version]
) -> int:
    around: Surroundings = ctx.obj
    if not versions and not path.exists():
        raise french.WrongUse(f"{french.quoted(str(path))} n'existe pas.", ctx)
    if not versions:
        around.print(typeset(NONE_KEPT))
    elif file is None:
        around.print(typeset("Le fichier n'est plus là, ou n'est plus une fiche lisible."))
    draft = None if file is None else file.draft
    for version in versions:
        around.print(
            typeset(f"{version.number}. {written_at(version).capitalize()}"),
            typeset(f"   {told_of(version, draft)}"),
        )
    return 0


def _asked_for(
    ctx: click.Context, path: Path, versions: Iterable[Version], number: str | None, action: str
) -> Version:
    how_to_list = f"« iafiche versions {visible(str(path))} » donne les numéros."
    if number is None:
        raise french.WrongUse(f"« {action} » demande le numéro d'une version. {how_to_list}", ctx)
    version = next((each for each in versions if str(each.number) == number), None)
    if version is None:
        raise french.WrongUse(
            f"aucune version n'a le numéro {french.quoted(number)}. {how_to_list}", ctx
        )
    return version


def _compare(around: Surroundings, file: FicheFile | None, version: Version) -> int:
    """Show each field that differs; the whole version where there is nothing to compare with."""
    reading = version.reading()
    if file is None or not reading.readable:
        around.write_data(version.data.decode("utf-8", "replace"))
        return 0
    differences = beside(file.draft, reading.draft).differences
    if differences:
        around.print(*differing_lines(differences, SIDES))
    else:
        around.print(typeset(ALIKE))
    return 0


def _take_elsewhere(
    ctx: click.Context, version: Version, output: Path, names: Sequence[str]
) -> int:
    """Write a version as it was to a file of its own."""
    if names:
        raise french.WrongUse("« -o » écrit la version entière : donnez-le sans « --champ ».", ctx)
    path = as_fiche(output)
    check_new(path, ctx)
    _tell_written(ctx.obj, path, version.put_back(path))
    return 0


def _put_back(ctx: click.Context, path: Path, version: Version, names: Sequence[str]) -> int:
    """Write a version as it was in the place of a file that has gone or is no fiche any more."""
    around: Surroundings = ctx.obj
    _check_readable(ctx, version)
    if names:
        raise french.WrongUse(
            "le fichier n'est pas une fiche lisible : seule une version entière peut y être"
            " remise, sans « --champ ».",
            ctx,
        )
    with locked(path, around):
        told = version.put_back(path, own_keeper(load_settings(around)))
    _tell_written(around, path, told)
    return 0


def _take(
    ctx: click.Context, file: FicheFile, path: Path, version: Version, names: Sequence[str]
) -> int:
    """Take fields of a version into the fiche, all of them where none is named."""
    around: Surroundings = ctx.obj
    _check_readable(ctx, version)
    merged = beside(file.draft, version.reading().draft)
    taken = merged.differences
    if names:
        taken = tuple(dict.fromkeys(_named(ctx, merged, name) for name in names))
    if not taken:
        around.print(typeset(f"{ALIKE} Rien n'est changé."))
        return 0
    choices = {each.path: Side.MINE for each in merged.differences}
    choices |= {each.path: Side.THEIRS for each in taken}
    file.keep_before = own_keeper(load_settings(around))
    with locked(path, around):
        file.save(merged.result(choices), around.today)
    around.print(typeset(f"Repris : {place_names(taken)}."))
    _tell_written(around, path, file.caveats)
    return 0


def _check_readable(ctx: click.Context, version: Version) -> None:
    if not version.reading().readable:
        raise french.WrongUse(
            f"la version {version.number} n'est pas une fiche lisible. « -o FICHIER » l'écrit telle"
            " quelle dans un autre fichier.",
            ctx,
        )


def _named(ctx: click.Context, merged: Merge, name: str) -> Difference:
    """Return the place that a person names: by the field's key or label, or by its keys."""
    wanted = fold(name)
    for each in merged.differences:
        if wanted in map(fold, _names_of(each)):
            return each
    if any(wanted in map(fold, (s.key, s.field.label, s.short_label)) for s in CATALOGUE.fields):
        raise french.WrongUse(f"{french.quoted(name)} est pareil dans cette version.", ctx)
    known = [each for difference in merged.differences for each in _names_of(difference)]
    told = f"aucun champ qui diffère ne s'appelle {french.quoted(name)}."
    raise french.WrongUse(f"{told} {french.proposal(name, known)}".rstrip(), ctx)


def _names_of(each: Difference) -> tuple[str, ...]:
    if each.spec is None:
        return (".".join(each.path),)
    return (each.spec.key, each.spec.field.label, each.spec.short_label)


def _tell_written(around: Surroundings, path: Path, caveats: Iterable[Trouble]) -> None:
    for caveat in caveats:
        around.tell(typeset(f"Attention : {caveat.message} {caveat.advice}"))
    around.print(typeset(f"Enregistré dans {visible(str(path))}"))


command = french.Command(
    "versions",
    callback=_run,
    help=f"""\
Montre ce qu'une fiche contenait avant ses derniers enregistrements, le compare et le reprend. \
L'éditeur le fait aussi, dans « Commandes ».

\b
  iafiche versions rives.fiche.toml                 montre les versions gardées
  iafiche versions rives.fiche.toml {_COMPARE} 12     chaque champ qui diffère
  iafiche versions rives.fiche.toml {_TAKE} 12    reprend tous ces champs
  iafiche versions rives.fiche.toml {_TAKE} 12 --champ theme
                                                    n'en reprend qu'un
  iafiche versions rives.fiche.toml {_TAKE} 12 -o ancienne
                                                    l'écrit à part, telle quelle

Ce qui est remplacé est gardé à son tour. Si le fichier a disparu, ou n'est plus lisible, \
« {_TAKE} » y remet la version entière.
""",
    params=[
        french.Argument(
            ["fichier"],
            metavar="FICHIER",
            type=french.PathType(),
            help="La fiche, même si elle n'est plus là.",
        ),
        action_argument(_ACTIONS),
        french.Argument(
            ["numero"],
            metavar="[NUMÉRO]",
            required=False,
            help="Le numéro que donne la liste ; une version garde toujours le sien.",
        ),
        click.Option(
            ["--champ"],
            metavar="NOM",
            multiple=True,
            help="Ne reprend que ce champ, par sa clé ou son libellé ; à répéter pour plusieurs.",
        ),
        click.Option(
            ["-o", "--sortie"],
            metavar="FICHIER",
            type=french.PathType(),
            help=f"La fiche à créer, au lieu de changer celle-ci ; {SUFFIX} s'y ajoute.",
        ),
    ],
)
