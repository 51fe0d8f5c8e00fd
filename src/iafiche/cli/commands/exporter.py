"""`iafiche exporter CHEMIN…`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from iafiche.cli import french
from iafiche.cli.delivering import deliver_export
from iafiche.cli.destination import refuse_fiche_name, refuse_folder, refuse_terminal, to_option
from iafiche.cli.reviewing import Review, discreet_option, paths_given
from iafiche.exchange.exporting import Named
from iafiche.exchange.gate import Candidate, pass_gate
from iafiche.exchange.profiles import DEFAULT, PROFILES, profile_named, profiles_ending
from iafiche.review.discretion import discreet
from iafiche.review.display import typeset, visible
from iafiche.review.wording import counted

if TYPE_CHECKING:
    from pathlib import Path

    from iafiche.cli.surroundings import Surroundings
    from iafiche.exchange.profiles import Profile


@click.pass_context
def _export(
    ctx: click.Context,
    *,
    chemin: tuple[Path, ...],
    sortie: Path,
    profil: str | None,
    complet: bool,
    brouillons: bool,
    discret: bool,
    modele: bool,
) -> int:

    around: Surroundings = ctx.obj
    profile = _profile_for(ctx, sortie, profil or (_FORM.name if modele else None))
    refuse_fiche_name(ctx, sortie)
    if not profile.is_folder:
        refuse_folder(ctx, sortie)
    if profile.is_folder or not profile.is_text:
        refuse_terminal(ctx, sortie)
    if modele:
        _refuse_what_no_form_takes(ctx, profile, chemin)
        return deliver_export(ctx, sortie, profile, (), complete=complet)
    if not chemin:
        raise click.MissingParameter(ctx=ctx, param=_PATHS)
    # The shared format knows no other rules than the model's.
    paths = paths_given(chemin, ctx)
    review = Review(around, paths, needs_drafts=True, folder_settings=False)
    candidates = [
        Candidate(str(verdict.path), verdict.draft, verdict.in_file_order())
        for verdict in (map(discreet, review.verdicts()) if discret else review.verdicts())
    ]
    passage = pass_gate(candidates, drafts_allowed=brouillons)
    if not passage.refused:
        names = (candidate.name for candidate in candidates)
        fiches = [Named(*pair) for pair in zip(names, passage.passed, strict=True)]
        return deliver_export(ctx, sortie, profile, fiches, complete=complet)
    for refusal in passage.refused:
        around.tell(visible(refusal.message), f"    {visible(refusal.advice)}")
    refused = counted(len(passage.refused), "fiche refusée", "fiches refusées")
    around.tell(f"Rien n'a été exporté{french.NBSP}: {refused} sur {len(candidates)}.")
    if review.tally.to_mend and not brouillons:
        around.tell(f"Pour exporter aussi les fiches en cours{french.NBSP}: --brouillons.")
    return 2 if review.tally.leaves_out else 1


def _profile_for(ctx: click.Context, output: Path, name: str | None) -> Profile:
    """Return the profile that was named, or else the only one whose files end like the output."""
    suffix = output.suffix
    ending = profiles_ending(suffix)
    if name is None:
        if len(ending) == 1:
            return ending[0]
        if not ending or DEFAULT in ending:
            return DEFAULT
        names = french.listed(each.name for each in ending)
        raise french.WrongUse(
            f"plusieurs profils écrivent des fichiers en {french.quoted(suffix)}."
            f" Choisissez avec « --profil » parmi {names}.",
            ctx,
        )
    profile = profile_named(name)
    if ending and profile not in ending:
        wanted = "un dossier ou une archive en" if profile.is_folder else "un fichier en"
        raise french.WrongUse(
            f"le profil {french.quoted(name)} écrit {wanted} {french.quoted(profile.suffix)},"
            f" et non en {french.quoted(suffix)}. Changez le nom de la sortie, ou le profil.",
            ctx,
        )
    return profile


def _refuse_what_no_form_takes(
    ctx: click.Context, profile: Profile, paths: tuple[Path, ...]
) -> None:
    if not profile.has_form:
        raise french.WrongUse(
            f"le profil {french.quoted(profile.name)} n'a pas de formulaire :"
            f" « --modele » va avec {french.quoted(_FORM.name)}.",
            ctx,
        )
    if paths:
        raise french.WrongUse(
            "« --modele » écrit un formulaire vide : retirez les chemins, ou « --modele ».", ctx
        )


def _profiles_told() -> str:
    """Return the lines of the help page that tell what each profile is for."""
    width = max(len(profile.name) for profile in PROFILES)
    return "\n".join(
        f"  {profile.name:{width}}  {typeset(profile.purpose)}" for profile in PROFILES
    )


_FORM = next(profile for profile in PROFILES if profile.has_form)

_PATHS = french.Argument(
    ["chemin"],
    metavar="CHEMIN…",
    type=french.PathType(),
    nargs=-1,
    help="Des fiches ou des dossiers, parcourus avec leurs sous-dossiers ; rien avec --modele.",
)

command = french.Command(
    "exporter",
    callback=_export,
    help=f"""\
Écrit des fiches dans un fichier que lisent d'autres programmes, selon un profil.

\b
Profils
{_profiles_told()}

Sans --profil, le nom de la sortie le désigne s'il est le seul à finir ainsi ; sinon, c'est \
« {DEFAULT.name} ».

Si une seule fiche contient une erreur, rien n'est écrit, et les fiches refusées sont nommées. Ce \
qui est écrit est d'abord relu et comparé aux fiches.

\b
Code de sortie
  0  l'export est écrit
  1  des fiches sont refusées
  2  commande mal écrite, aucune fiche trouvée, fiche illisible,
     ou fichier impossible à écrire
""",
    params=[
        _PATHS,
        to_option("Le fichier ou le dossier à écrire"),
        click.Option(
            ["--profil"],
            metavar="PROFIL",
            type=french.Choice(tuple(profile.name for profile in PROFILES)),
            help="À qui l'export est destiné : l'un des profils ci-dessus.",
        ),
        click.Option(
            ["--complet"],
            is_flag=True,
            help="Écrit aussi les champs qui ne sont pas publics, là où ils sont laissés de côté.",
        ),
        click.Option(
            ["--brouillons"],
            is_flag=True,
            help="Exporte aussi les fiches qui contiennent des erreurs.",
        ),
        discreet_option(" ; ce qui est exporté n'en dépend pas"),
        click.Option(
            ["--modele"],
            is_flag=True,
            help=f"Écrit un classeur vide à faire remplir (profil {french.quoted(_FORM.name)}).",
        ),
    ],
)
