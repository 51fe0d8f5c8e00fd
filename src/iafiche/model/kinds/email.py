"""E-mail addresses, checked without any network."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, ClassVar

from iafiche.model.flaws import Code, Flaw
from iafiche.model.kinds.base import Kind
from iafiche.model.text import fold, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

# RFC 5321, § 4.5.3.1.3: no longer address can be used.
_LONGEST = 254
_LONGEST_LOCAL_PART = 64
# Patterns are compiled when first met; these only serve to repair.
_BEGUN = r"[^\s@<>(),;:]+(?:@(?:[^\s@.,;]+\.)*[^\s@.,;]*)?"
_WITHIN = r"[^\s@<>()\[\],;:\"]+@[^\s@<>()\[\],;:\"]+"
_NAME = r"[a-z]{1,20}(?:-[a-z]{1,20})?"
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
    pattern: ClassVar[str | None] = r"^[^@\s]+@[^@\s]+\.[^@\s]+$"

    def flaws(self, value: str | tuple[str, ...]) -> Iterator[Flaw]:
        """Yield an invalid form, or the advice to prefer a service's address."""
        assert isinstance(value, str)
        if not _is_valid(value):
            yield self._invalid(value)
        elif _is_personal(value):
            yield Flaw(
                Code.COURRIEL_NOMINATIF,
                "Cette adresse semble être celle d'une personne.",
                "Préférez l'adresse d'un service : elle survit aux départs"
                " et n'est pas une donnée personnelle.",
            )

    def surely_right(self, raw: object) -> bool:
        """Take a valid address that is nobody's own."""
        return isinstance(raw, str) and _is_valid(raw) and not _is_personal(raw)

    def _invalid(self, value: str) -> Flaw:
        short = value if len(value) <= 2 * _LONGEST else ""
        bare = short.strip().removeprefix("mailto:").strip("<> ")
        within = re.findall(_WITHIN, short)
        candidates = [bare, "".join(bare.split()), bare.replace(",", "."), *within[:1]]
        mended = next((one for one in candidates if one != value and _is_valid(one)), None)
        if mended is not None and mended == bare:
            message = "Des espaces ou des signes entourent l'adresse."
        elif len(within) > 1:
            message = f"{quoted(value)} contient plusieurs adresses : le champ n'en accepte qu'une."
        else:
            message = f"{quoted(value)} n'est pas une adresse de courriel."
        return Flaw(
            Code.COURRIEL_INVALIDE,
            message,
            "Saisissez une adresse telle que « numerique@exemple-ville.fr »."
            if mended is None
            else f"Écrivez {quoted(mended)}.",
            mended,
            safe=mended == bare,
            unfinished=re.fullmatch(_BEGUN, short) is not None,
        )

    def json_schema(self) -> dict[str, str]:
        """Say that the text is an address."""
        return {"format": "email", **super().json_schema()}


def _is_valid(address: str) -> bool:
    # What lacks an @ or a dot after it is no address: email-validator is not loaded for somebody
    # who has only begun to type.
    if len(address) > _LONGEST or "." not in address.partition("@")[2]:
        return False
    return _judged(address)


@lru_cache(maxsize=4096)
def _judged(address: str) -> bool:
    if _plain().fullmatch(address) and address.index("@") <= _LONGEST_LOCAL_PART:
        return True
    from email_validator import EmailNotValidError, validate_email

    try:
        validate_email(address, check_deliverability=False)
    except EmailNotValidError:
        return False
    return True


def _is_personal(address: str) -> bool:
    """Tell whether an address is made like « prenom.nom@ », without a word for a service."""
    names = address.partition("@")[0].rstrip("0123456789")
    if "." not in names and "_" not in names:
        return False
    parts = [_bare(part) for part in re.split(r"[._]", names)]
    if len(parts) not in (2, 3) or not all(re.fullmatch(_NAME, part) for part in parts):
        return False
    return _SERVICE_WORDS.isdisjoint(word for part in parts for word in part.split("-"))


def _bare(name: str) -> str:
    return "-".join(fold(word) for word in name.split("-"))


@cache
def _plain() -> re.Pattern[str]:
    # Enough for nearly every address in use, and surely accepted by email-validator (50 ms to
    # import), which judges all others; a property test holds the two together. Labels stay within
    # 63 characters, without hyphens at their edges or doubled as in « xn-- ».
    return re.compile(
        r"[A-Za-z0-9]{1,20}(?:[._+-][A-Za-z0-9]{1,20}){0,5}"
        r"@(?:[a-z0-9]{1,15}(?:-[a-z0-9]{1,15}){0,3}\.){1,3}(?:fr|com|org|net|eu|re|bzh)"
    )
