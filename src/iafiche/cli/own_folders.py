"""Where this process keeps what is its own: the system's places, or those that it is told.

The variables serve a copy carried on a key, several users of one account, and the tests.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from iafiche.store.folders import Folders, user_folders

if TYPE_CHECKING:
    from collections.abc import Mapping

SETTINGS_VARIABLE = "IAFICHE_CONFIG"
DATA_VARIABLE = "IAFICHE_DONNEES"
STATE_VARIABLE = "IAFICHE_ETAT"
CACHE_VARIABLE = "IAFICHE_CACHE"

VARIABLES = {
    SETTINGS_VARIABLE: "le fichier des réglages",
    DATA_VARIABLE: "le dossier du carnet",
    STATE_VARIABLE: "le dossier de ce que le programme retient pour lui-même (accueil déjà vu,"
    " colonnes des imports) et de ce qui n'est pas encore enregistré",
    CACHE_VARIABLE: "le dossier de ce qu'une vérification retient pour aller plus vite la fois"
    " suivante",
}
"""What each variable names instead of the system's own place."""


def own_folders(environment: Mapping[str, str]) -> Folders:
    """Return the places that the environment asks for; an empty variable asks for nothing."""
    return user_folders(
        environment.get(SETTINGS_VARIABLE, ""),
        environment.get(DATA_VARIABLE, ""),
        environment.get(STATE_VARIABLE, ""),
        environment.get(CACHE_VARIABLE, ""),
    )
