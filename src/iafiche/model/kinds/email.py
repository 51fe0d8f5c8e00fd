"""E-mail addresses, checked without any network."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar

from iafiche.model.flaws import Code, Flaw
from iafiche.model.kinds.base import Kind
from iafiche.model.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

# Enough for nearly every address in use, and surely accepted by email-validator (50 ms to
# import), which judges all others; a property test holds the two together.
_PLAIN = re.compile(
    r"[A-Za-z0-9]+(?:[._+-][A-Za-z0-9]+){0,5}@(?:[a-z0-9]{1,20}[.-]){1,4}(?:fr|com|org|net|eu|re|bzh)",
    re.ASCII,
)
_LONGEST_LOCAL_PART = 64
_BEGUN = re.compile(r"[^\s@]+(?:@[^\s@.]*(?:\.[^\s@.]*)*)?")
_PERSON = re.compile(r"[a-z]{1,20}[._-][a-z]{2,30}(?:-[a-z]{2,20})?")
_SERVICE_WORDS = frozenset(
    """accueil agglo agglomeration ami asso association aide achats administration bibliotheque
    cabinet cellule centre citoyen citoyenne citoyens collectivite com commune communication
    contact contacts culture cyber data dechets delegue demarche departement developpement dg dga
    dgs digital direction dir donnees dpo dsi eau ecole education elus energie environnement
    equipe espace etat finances gestion ia info infos informatique innovation juridique labo
    logement mairie marches metropole mission mobilite mobilites mobile numerique open ouvertes
    patrimoine pole projet projets protection public publique publics referent region rgpd rh
    sante secretariat securite service services sig sociale social solidarite support systeme
    technique techniques territoire territoires transition transports urbanisme usager usagers
    ville voirie""".split()  # noqa: SIM905 - a list one can read
)


class Email(Kind):
    """The address of a service, or of a person."""

    name: ClassVar[str] = "courriel"

    def flaws(self, value: str | tuple[str, ...]) -> Iterator[Flaw]:
        """Yield an invalid form, or the advice to prefer a service's address."""
        assert isinstance(value, str)
        if not _is_valid(value):
            stripped = value.strip().removeprefix("mailto:").strip("<>")
            mended = stripped if stripped != value and _is_valid(stripped) else None
            yield Flaw(
                Code.COURRIEL_INVALIDE,
                f"« {value} » n'est pas une adresse de courriel.",
                "Saisissez une adresse telle que numerique@exemple-ville.fr."
                if mended is None
                else f"Écrivez {mended}.",
                mended,
                safe=True,
                unfinished=_BEGUN.fullmatch(value) is not None,
            )
        elif _is_personal(value):
            yield Flaw(
                Code.COURRIEL_NOMINATIF,
                "Cette adresse semble être celle d'une personne.",
                "Préférez l'adresse d'un service : elle survit aux départs"
                " et n'est pas une donnée personnelle.",
            )

    def json_schema(self) -> dict[str, str]:
        """Say that the text is an address."""
        return {"format": "email"}


@lru_cache(maxsize=4096)
def _is_valid(address: str) -> bool:
    if _PLAIN.fullmatch(address) and address.index("@") <= _LONGEST_LOCAL_PART:
        return True
    from email_validator import EmailNotValidError, validate_email

    try:
        validate_email(address, check_deliverability=False)
    except EmailNotValidError:
        return False
    return True


def _is_personal(address: str) -> bool:
    local = fold(address.partition("@")[0].replace("-", "\N{MIDDLE DOT}"))
    local = local.replace("\N{MIDDLE DOT}", "-").replace(" ", "_")
    if not _PERSON.fullmatch(local):
        return False
    return _SERVICE_WORDS.isdisjoint(re.split(r"[._-]", local))
