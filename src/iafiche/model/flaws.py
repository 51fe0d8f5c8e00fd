"""What can be wrong with a value, and how it is said."""

from enum import IntEnum, StrEnum
from typing import NamedTuple, Self


class Severity(IntEnum):
    """How much a finding matters; the greater, the graver."""

    ADVICE = 1
    WARNING = 2
    ERROR = 3

    @property
    def french(self) -> str:
        """The word of the screens, the reports and the command line."""
        return _FRENCH[self]

    @classmethod
    def from_french(cls, word: str) -> "Severity":
        """Return the severity that `word` names; `KeyError` for any other word."""
        return {french: severity for severity, french in _FRENCH.items()}[word]


_FRENCH = {
    Severity.ERROR: "erreur",
    Severity.WARNING: "avertissement",
    Severity.ADVICE: "conseil",
}


class Code(StrEnum):
    """The rules' stable names, each with its severity. What it means: `iafiche.check.rules`."""

    severity: Severity

    def __new__(cls, name: str, severity: Severity) -> Self:
        code = str.__new__(cls, name)
        code._value_ = name
        code.severity = severity
        return code

    CHAMP_REQUIS = "champ-requis", Severity.ERROR
    SIRET_INVALIDE = "siret-invalide", Severity.ERROR
    SIRET_ET_TYPE = "siret-et-type", Severity.WARNING
    DATE_INVALIDE = "date-invalide", Severity.ERROR
    DATE_FUTURE = "date-future", Severity.WARNING
    DATES_INCOHERENTES = "dates-incoherentes", Severity.WARNING
    COURRIEL_INVALIDE = "courriel-invalide", Severity.ERROR
    COURRIEL_NOMINATIF = "courriel-nominatif", Severity.ADVICE
    URL_INVALIDE = "url-invalide", Severity.ERROR
    URL_HTTP = "url-http", Severity.ADVICE
    LOGO_LOCAL = "logo-local", Severity.WARNING
    HORS_NOMENCLATURE = "hors-nomenclature", Severity.ERROR
    NSP_EXCLUSIF = "nsp-exclusif", Severity.WARNING
    VALEUR_REPETEE = "valeur-repetee", Severity.WARNING
    TROP_DE_VALEURS = "trop-de-valeurs", Severity.ERROR
    COORDONNEES_INVALIDES = "coordonnees-invalides", Severity.ERROR
    ABANDON_SANS_MOTIF = "abandon-sans-motif", Severity.WARNING
    MOTIF_SANS_ABANDON = "motif-sans-abandon", Severity.WARNING
    RISQUE_NON_EVALUE = "risque-non-evalue", Severity.WARNING
    PRATIQUE_INTERDITE = "pratique-interdite", Severity.WARNING
    DESCRIPTION_COURTE = "description-courte", Severity.ADVICE
    TEXTE_SUSPECT = "texte-suspect", Severity.WARNING
    FICHE_ANCIENNE = "fiche-ancienne", Severity.ADVICE
    TYPE_INATTENDU = "type-inattendu", Severity.ERROR
    CHAMP_INCONNU = "champ-inconnu", Severity.WARNING
    TOML_INVALIDE = "toml-invalide", Severity.ERROR
    ENCODAGE_INVALIDE = "encodage-invalide", Severity.ERROR
    VERSION_INCONNUE = "version-inconnue", Severity.ERROR
    FICHIER_ILLISIBLE = "fichier-illisible", Severity.ERROR
    CHAMP_NON_PUBLIC = "champ-non-public", Severity.WARNING
    REGLAGES_INVALIDES = "reglages-invalides", Severity.ERROR
    DOUBLON = "doublon", Severity.WARNING
    PROJET_SOUS_DEUX_SIRET = "projet-sous-deux-siret", Severity.WARNING
    PORTEUR_SOUS_DEUX_SIRET = "porteur-sous-deux-siret", Severity.ADVICE
    PORTEUR_SOUS_DEUX_NOMS = "porteur-sous-deux-noms", Severity.ADVICE


class Flaw(NamedTuple):
    """What a kind finds wrong with one value of its own, without looking at other fields.

    Attributes:
        code: The rule that is broken.
        message: One French sentence that says what is wrong.
        advice: One French sentence that says what to do.
        fix: The value that replaces the whole current value, where it can be worked out.
        safe: The fix keeps the meaning for certain, and may be applied unseen.
        unfinished: The value may be the beginning of a right one: while it is being typed,
            it is to be completed rather than wrong.
    """

    code: Code
    message: str
    advice: str
    fix: str | tuple[str, ...] | None = None
    safe: bool = False
    unfinished: bool = False
