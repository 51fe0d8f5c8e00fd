"""Section of the file that holds the update date; the form shows it after « Évaluation »."""

from dataclasses import dataclass
from typing import Annotated

from iafiche.model.field import Access, Field, Role, Section
from iafiche.model.kinds import FullDate


@dataclass(frozen=True, kw_only=True, slots=True, eq=False, repr=False)
class Metadata:
    """When the fiche was last brought up to date."""

    SECTION = Section("metadata", "Mise à jour", "La date des informations.", "evaluation")

    date: Annotated[
        str,
        FullDate(),
        Field(
            label="Date de mise à jour des informations",
            short="Mise à jour",
            column=38,
            group="Mise à jour",
            help="Jour de la dernière mise à jour, JJ/MM/AAAA."
            " La date du jour s'inscrit d'elle-même quand vous enregistrez un changement.",
            why="Elle dit au lecteur si la fiche est à jour.",
            example="21/01/2025",
            required=True,
            access=Access.PUBLIC,
            role=Role.UPDATED,
        ),
    ]
