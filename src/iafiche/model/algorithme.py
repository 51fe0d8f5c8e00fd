"""Section « Algorithme » of the model."""

from dataclasses import dataclass
from typing import Annotated

from iafiche.model.field import Facet, Field, Section
from iafiche.model.kinds import LongText, SeveralOf, ShortText
from iafiche.model.nomenclatures import NSP, TYPES_D_ALGORITHME

_SYSTEME = "Système d'IA"
_FONCTIONNEMENT = "Fonctionnement"


@dataclass(frozen=True, kw_only=True, slots=True, eq=False, repr=False)
class Algorithme:
    """What the algorithm is and does."""

    SECTION = Section("algorithme", "Algorithme", "Ce qu'est l'algorithme et ce qu'il fait.")

    nom_algorithme: Annotated[
        str,
        ShortText(),
        Field(
            label="Nom de l'algorithme",
            short="Algorithme",
            column=20,
            group=_SYSTEME,
            help="Nom de l'algorithme ou du modèle ; s'il n'en a pas, la décision qu'il prépare.",
            why="Il désigne le système sans ambiguïté, comme le veut l'inventaire des algorithmes.",
            example="Attribution des places en crèche",
            required=True,
            facet=Facet.SOLUTION,
        ),
    ]
    algorithme_description: Annotated[
        str,
        LongText(),
        Field(
            label="Description globale de l'algorithme",
            short="Rôle",
            column=21,
            group=_SYSTEME,
            help="À quoi sert l'algorithme ? Quelles tâches accomplit-il ?"
            " Écrivez pour un lecteur qui n'est pas du métier.",
            why="Elle rend le système compréhensible à qui n'est pas du métier.",
            example="Il reconnaît les déchets sur une photo et estime leur volume.",
            useful_length=30,
            advised_length=1000,
        ),
    ] = ""
    algorithme_operations: Annotated[
        str,
        LongText(),
        Field(
            label="Opérations effectuées par l'algorithme",
            short="Opérations",
            column=22,
            group=_FONCTIONNEMENT,
            help="Étapes techniques du traitement, de la donnée reçue au résultat rendu.",
            why="Elles permettent à d'autres équipes techniques de comparer les approches.",
            example="Découpage de l'image, détection d'objets, regroupement par zone, alerte.",
            advised_length=1500,
        ),
    ] = ""
    type_algorithme: Annotated[
        tuple[str, ...],
        SeveralOf(TYPES_D_ALGORITHME, alone=NSP),
        Field(
            label="Type d'algorithme",
            short="Technique",
            column=23,
            group=_FONCTIONNEMENT,
            help="Techniques d'intelligence artificielle mises en œuvre ;"
            " « NSP » seul, si vous ne le savez pas.",
            why="Il aide à repérer les projets qui emploient les mêmes techniques.",
            example="Computer vision",
            required=True,
            facet=Facet.CATEGORY,
        ),
    ]
    impact_environnement: Annotated[
        str,
        LongText(),
        Field(
            label="Évaluation de l'impact environnemental",
            short="Impact",
            column=24,
            group=_FONCTIONNEMENT,
            help="Score ou estimation de l'empreinte du système, avec la méthode suivie"
            " (Green Algorithms, référentiel de l'AFNOR…).",
            why="La sobriété fait partie d'un numérique responsable.",
            example="Environ 12 kg de CO2 par an pour l'inférence, estimés avec Green Algorithms.",
            advised_length=1000,
        ),
    ] = ""
