"""The inventory as JSON, for other programs.

The shape, whose keys are stable: `version`, `date`, `projets`, `prets`, `illisibles`, `public`;
`repartitions`, a list of `champ`, `libelle`, `non_renseigne` and `valeurs` (`valeur`, `projets`,
`hors_nomenclature`, those without any project too); `completude` (`requis` and `total`, mean shares
from 0 to 1, and `champs`, each `champ` with how many projects it is filled in, `remplis`);
`acteurs`, `solutions` and `ressources`, lists of `nom`, `graphies`, `champs`, `projets` (`projet`,
`porteur`, `fichier`) and `avec` (`nom`, `projets`: the actors of the same projects).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from iafiche.exchange.json_text import json_text

if TYPE_CHECKING:
    import datetime

    from iafiche.review.inventory import Distribution, Inventory, Named, Project

    Record = dict[str, Any]

SHAPE_VERSION = 1


def inventory_json(inventory: Inventory, today: datetime.date) -> str:
    """Return the whole inventory as one JSON document."""
    record = {
        "version": SHAPE_VERSION,
        "date": today.isoformat(),
        "projets": inventory.projects,
        "prets": inventory.ready,
        "illisibles": inventory.unreadable,
        "public": inventory.is_public,
        "repartitions": [_distribution(each) for each in inventory.distributions],
        "completude": {
            "requis": round(inventory.required_share(), 4),
            "total": round(inventory.filled_share(), 4),
            "champs": [{"champ": f.spec.key, "remplis": f.filled} for f in inventory.fillings],
        },
        "acteurs": [_named(each) for each in inventory.actors],
        "solutions": [_named(each) for each in inventory.solutions],
        "ressources": [_named(each) for each in inventory.resources],
    }
    return f"{json_text(record)}\n"


def _distribution(told: Distribution) -> Record:
    return {
        "champ": told.spec.key,
        "libelle": told.spec.field.label,
        "non_renseigne": told.without,
        "valeurs": [
            {
                "valeur": share.value,
                "projets": share.projects,
                "hors_nomenclature": not share.is_listed,
            }
            for share in told.shares
        ],
    }


def _named(told: Named) -> Record:
    return {
        "nom": told.name,
        "graphies": told.spellings,
        "champs": [spec.key for spec in told.roles],
        "projets": [_project(project) for project in told.projects],
        "avec": [{"nom": name, "projets": projects} for name, projects in told.beside],
    }


def _project(project: Project) -> Record:
    return {"projet": project.title, "porteur": project.holder, "fichier": project.file}
