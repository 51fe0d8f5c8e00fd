"""Section « Data » of the model."""

from dataclasses import dataclass
from typing import Annotated

from iafiche.model.field import Field, Section
from iafiche.model.kinds import SeveralOf
from iafiche.model.nomenclatures import ACCES_AUX_DONNEES, NSP, SOURCES_DE_DONNEES

_DONNEES = "Données"


@dataclass(frozen=True, kw_only=True, slots=True, eq=False, repr=False)
class Data:
    """Where the data comes from, and how."""

    SECTION = Section("data", "Data", "D'où viennent les données, et comment.")

    donnees_source: Annotated[
        tuple[str, ...],
        SeveralOf(SOURCES_DE_DONNEES, alone=NSP),
        Field(
            label="Source des données",
            short="Sources",
            column=25,
            group=_DONNEES,
            help="Qui fournit les données qui entraînent et font fonctionner le modèle ?"
            " « NSP » seul, si vous ne le savez pas.",
            why="L'origine des données conditionne les droits et la qualité.",
            example="jeu de données interne",
            required=True,
        ),
    ]
    donnees_acces: Annotated[
        tuple[str, ...],
        SeveralOf(ACCES_AUX_DONNEES, alone=NSP),
        Field(
            label="Mode de collecte et d'accès des données traitées",
            short="Collecte",
            column=26,
            group=_DONNEES,
            help="Comment les données sont-elles collectées au départ, puis mises à jour ?"
            " « NSP » seul, si vous ne le savez pas.",
            why="Il renseigne sur l'effort nécessaire pour tenir le service à jour.",
            example="par API",
            required=True,
        ),
    ]
