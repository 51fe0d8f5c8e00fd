"""The names that columns have in the files in circulation, where they are not the model's keys.

Source: the files that the library's project published between November 2024 and January 2025, and
its Grist table since April 2025, whose names stand with the profile that writes them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from iafiche.exchange.profiles import GRIST
from iafiche.model.text import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

_SIGNS = re.compile(r"[^a-z0-9]+")
_SMALL_WORDS = frozenset(
    "a au aux d de des du en et l la le les n no numero par pour s sur un une".split()  # noqa: SIM905 - a list one can read
)


def bare(name: str) -> str:
    """Return a column's name as it is compared: without case, accents, spaces or signs."""
    return _SIGNS.sub("", fold(name))


def telling_words(name: str) -> tuple[str, ...]:
    """Return the words of a column's name without the small ones: « N° SIRET » is « siret »."""
    return tuple(word for word in _SIGNS.split(fold(name)) if word and word not in _SMALL_WORDS)


@dataclass(frozen=True, eq=False, repr=False)
class Dialect:
    """One way of naming columns.

    Attributes:
        label: What people call it, in French, after « d'après ».
        names: The key of the field that each column is, by the column's name.
        without_field: The columns that became of no field: their text is kept aside.
        hyphenates_names: It joins the names of a free list by a hyphen.
    """

    label: str
    names: Mapping[str, str]
    without_field: tuple[str, ...] = ()
    hyphenates_names: bool = False

    @cached_property
    def bare_names(self) -> Mapping[str, str]:
        """The keys by the columns' names as they are compared."""
        return {bare(name): key for name, key in self.names.items()}

    @cached_property
    def bare_without_field(self) -> frozenset[str]:
        """The names, as they are compared, of the columns without a field."""
        return frozenset(map(bare, self.without_field))


FIRST_MODEL = Dialect(
    label="le premier modèle (v0, novembre 2024)",
    names=MappingProxyType(
        {
            "usage_service": "usage_description",
            "cible_service": "audience_service",
            "description": "algorithme_description",
            "operations": "algorithme_operations",
            "donnees_collecte": "donnees_acces",
            "monitoring_impact": "impact_environnement",
        }
    ),
    without_field=(
        "usage_algorithme",
        "impact_algorithme",
        "automatisation_decision",
        "audience_decision",
        "monitoring_biais",
    ),
)

JANUARY_2025 = Dialect(
    label="les tableaux de janvier 2025",
    names=MappingProxyType(
        {
            "Budget": "budget",
            "url_information": "url_infos",
            "url_ressource": "url_ressources",
            "image": "image_url",
        }
    ),
)

PUBLISHED_LABELS = Dialect(
    label="le schéma publié",
    names=MappingProxyType(
        {
            "Description gobale du service et de ses usages": "usage_description",
            "Description gobal de l'algorithme": "algorithme_description",
            "Sous-thèmes de politique publique visée": "sous_theme",
            "Mode de collecte des données traitées": "donnees_acces",
        }
    ),
)
"""Labels of the library's published schema that ours mend or shorten."""

LIBRARY_TABLE = Dialect(
    label="la table Grist de la bibliothèque",
    names=MappingProxyType({name: key for key, name in GRIST.names.items()}),
    hyphenates_names=True,
)

DIALECTS: tuple[Dialect, ...] = (FIRST_MODEL, JANUARY_2025, PUBLISHED_LABELS, LIBRARY_TABLE)
"""All of them, in the order of their appearance."""
