"""Section « Cas d'usage » of the model."""

from dataclasses import dataclass
from typing import Annotated

from iafiche.model.field import Facet, Field, Section
from iafiche.model.kinds import LongText, OneOf
from iafiche.model.nomenclatures import CATEGORIES_DE_RISQUE

_RISQUES = "Risques"
_DECISION = "Décision"


@dataclass(frozen=True, kw_only=True, slots=True, eq=False, repr=False)
class CasUsage:
    """The risks, and what is decided with the algorithm."""

    SECTION = Section("cas_usage", "Cas d'usage", "Les risques, et ce que l'on décide avec l'IA.")

    risque: Annotated[
        str,
        LongText(),
        Field(
            label="Évaluation des risques",
            short="Risques",
            column=27,
            group=_RISQUES,
            help="Méthode d'évaluation suivie, principaux risques et mesures pour les réduire.",
            why="Elle montre que les effets sur les personnes ont été pesés.",
            example="Analyse d'impact menée avec le DPO : visages floutés avant tout stockage.",
            advised_length=1500,
        ),
    ] = ""
    risque_categorie: Annotated[
        str,
        OneOf(CATEGORIES_DE_RISQUE),
        Field(
            label="Type de risque",
            short="Niveau de risque",
            column=28,
            group=_RISQUES,
            help="Niveau de risque de cet usage, au sens du règlement européen sur l'IA."
            " En cas de doute, consultez votre DPO.",
            why="Il détermine les obligations de la collectivité.",
            example="risque limité",
            facet=Facet.CATEGORY,
        ),
    ] = ""
    proportionalite: Annotated[
        str,
        LongText(),
        Field(
            label="Proportionnalité",
            column=29,
            group=_RISQUES,
            help="Pourquoi l'algorithme est-il nécessaire ? Qu'apporte-t-il"
            " de plus qu'une solution sans intelligence artificielle ?",
            why="Recourir à l'IA doit se justifier au regard du besoin.",
            example="Le comptage à pied demandait trois semaines pour un dixième des berges.",
            advised_length=1500,
        ),
    ] = ""
    decision: Annotated[
        str,
        LongText(),
        Field(
            label="Portée de la décision",
            short="Décision",
            column=30,
            group=_DECISION,
            help="La décision touche-t-elle un usager ou une procédure interne ?"
            " Combien de décisions par an ?",
            why="Les décisions individuelles obligent à informer les personnes.",
            example="Portée interne : ordre de passage des équipes, environ 200 tournées par an.",
            advised_length=1000,
        ),
    ] = ""
