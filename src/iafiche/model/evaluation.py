"""Section « Évaluation » of the model."""

from dataclasses import dataclass
from typing import Annotated

from iafiche.model.field import Field, Section
from iafiche.model.kinds import LongText, OneOf
from iafiche.model.nomenclatures import ECARTS, NIVEAUX_D_EXPLICABILITE

_RESULTATS = "Résultats"
_GARANTIES = "Garanties"


@dataclass(frozen=True, kw_only=True, slots=True, eq=False, repr=False)
class Evaluation:
    """How well it works, and what people can do about it."""

    SECTION = Section("evaluation", "Évaluation", "Les résultats, et les recours des personnes.")

    erreur: Annotated[
        str,
        OneOf(ECARTS),
        Field(
            label="Efficacité du système d'IA",
            short="Écart",
            column=31,
            group=_RESULTATS,
            help="Écart entre les objectifs attendus et les résultats obtenus :"
            " « faible » veut dire que le système répond bien aux objectifs.",
            why="Elle dit si le service tient ses promesses.",
            example="faible",
        ),
    ] = ""
    explicabilite: Annotated[
        str,
        OneOf(NIVEAUX_D_EXPLICABILITE),
        Field(
            label="Niveau d'explicabilité de l'algorithme",
            short="Explicabilité",
            column=32,
            group=_RESULTATS,
            help="Difficulté d'expliquer au public comment le résultat est obtenu :"
            " « faible » veut dire facile à expliquer.",
            why="Les personnes ont droit à une explication intelligible.",
            example="moyen",
        ),
    ] = ""
    reversibilite: Annotated[
        str,
        LongText(),
        Field(
            label="Réversibilité des traitements et des services",
            short="Réversibilité",
            column=33,
            group=_GARANTIES,
            help="Peut-on annuler entièrement les effets de l'algorithme ? Que faut-il pour cela ?",
            why="Elle garantit que la collectivité reste maîtresse de ses décisions.",
            example="Oui : les tournées peuvent être planifiées à la main d'un jour à l'autre.",
            advised_length=1000,
        ),
    ] = ""
    objection: Annotated[
        str,
        LongText(),
        Field(
            label="Procédure d'objection",
            short="Objection",
            column=34,
            group=_GARANTIES,
            help="Comment une personne peut-elle s'opposer à l'usage de l'algorithme,"
            " ou à son résultat ?",
            why="Tout traitement automatisé doit ménager un recours.",
            example="Par courriel au service propreté, avec réponse d'un agent sous quinze jours.",
            advised_length=1000,
        ),
    ] = ""
