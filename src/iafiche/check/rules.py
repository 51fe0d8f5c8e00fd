"""What each rule means: its title and why it matters. The severities stand with the codes."""

from dataclasses import dataclass
from enum import StrEnum

from iafiche.model.flaws import Code, Severity


class Scope(StrEnum):
    """What a rule looks at, in French."""

    FICHE = "une fiche"
    FILE = "un fichier entier"
    FOLDER = "plusieurs fiches"


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One rule, as the reference page and `expliquer` present it.

    Attributes:
        code: The stable name.
        title: What it finds, in French.
        reason: Why it matters, in French.
        scope: What it looks at.
    """

    code: Code
    title: str
    reason: str
    scope: Scope = Scope.FICHE

    @property
    def severity(self) -> Severity:
        """How grave it is, unless a finding says otherwise."""
        return self.code.severity


RULES: dict[Code, Rule] = {
    rule.code: rule
    for rule in (
        Rule(
            Code.CHAMP_REQUIS,
            "Un champ requis est vide.",
            "La bibliothèque n'accepte que des fiches dont tous les champs requis sont remplis.",
        ),
        Rule(
            Code.SIRET_INVALIDE,
            "Le SIRET n'a pas 14 chiffres, ou sa clé de contrôle est fausse.",
            "Les tableurs retirent le zéro initial et arrondissent les longs nombres :"
            " le numéro ne désigne alors plus personne.",
        ),
        Rule(
            Code.SIRET_ET_TYPE,
            "Le SIRET indique une autre sorte de collectivité que le type choisi.",
            "Les deux premiers chiffres d'un SIREN public disent souvent à qui il appartient.",
        ),
        Rule(
            Code.DATE_INVALIDE,
            "La date n'a pas la forme attendue, ou ce jour n'existe pas.",
            "Une date écrite autrement est lue de travers ou rejetée.",
        ),
        Rule(
            Code.DATE_FUTURE,
            "Une date est dans l'avenir alors que les faits sont passés.",
            "C'est presque toujours une faute de frappe.",
        ),
        Rule(
            Code.DATES_INCOHERENTES,
            "La fiche aurait été mise à jour avant le démarrage du projet.",
            "L'une des deux dates est sans doute fausse.",
        ),
        Rule(
            Code.COURRIEL_INVALIDE,
            "L'adresse de courriel n'est pas valide.",
            "Personne ne pourrait joindre le service.",
        ),
        Rule(
            Code.COURRIEL_NOMINATIF,
            "L'adresse de courriel semble être celle d'une personne.",
            "L'adresse d'un service survit aux départs et n'est pas une donnée personnelle.",
        ),
        Rule(
            Code.URL_INVALIDE,
            "L'adresse n'est pas une adresse web complète.",
            "Le lien ne s'ouvrirait pas dans la bibliothèque.",
        ),
        Rule(
            Code.URL_HTTP,
            "L'adresse est en http plutôt qu'en https.",
            "Les navigateurs signalent ou bloquent les pages sans chiffrement.",
        ),
        Rule(
            Code.LOGO_LOCAL,
            "Le logo est un fichier de votre ordinateur.",
            "La bibliothèque ne peut afficher qu'une image en ligne.",
        ),
        Rule(
            Code.HORS_NOMENCLATURE,
            "La valeur n'est pas dans la liste du champ.",
            "Les filtres de la bibliothèque ne reconnaissent que les valeurs de la liste.",
        ),
        Rule(
            Code.NSP_EXCLUSIF,
            "« NSP » accompagne d'autres valeurs.",
            "« Ne sait pas » contredit une réponse précise.",
        ),
        Rule(
            Code.VALEUR_REPETEE,
            "Une valeur figure deux fois dans une liste.",
            "Elle serait comptée deux fois.",
        ),
        Rule(
            Code.TROP_DE_VALEURS,
            "Le champ contient plus de valeurs qu'il n'en accepte.",
            "Les valeurs en trop seraient perdues.",
        ),
        Rule(
            Code.COORDONNEES_INVALIDES,
            "La latitude ou la longitude est fausse, ou l'une va sans l'autre.",
            "Le projet n'apparaîtrait pas sur la carte, ou pas au bon endroit.",
        ),
        Rule(
            Code.ABANDON_SANS_MOTIF,
            "Le projet est abandonné, sans explication.",
            "Un échec bien décrit évite à d'autres de le répéter.",
        ),
        Rule(
            Code.MOTIF_SANS_ABANDON,
            "Un motif d'abandon est donné, mais le projet n'est pas abandonné.",
            "L'un des deux champs n'est pas à jour.",
        ),
        Rule(
            Code.RISQUE_NON_EVALUE,
            "Un risque élevé ou inacceptable n'est pas évalué.",
            "À ce niveau de risque, le règlement européen sur l'IA demande d'expliquer les risques,"
            " la nécessité, les retours en arrière et les recours.",
        ),
        Rule(
            Code.PRATIQUE_INTERDITE,
            "Le niveau de risque est « inacceptable ».",
            "L'article 5 du règlement européen sur l'IA interdit ces pratiques.",
        ),
        Rule(
            Code.DESCRIPTION_COURTE,
            "Une description est trop courte pour être utile.",
            "Une autre collectivité doit comprendre le projet sans vous appeler.",
        ),
        Rule(
            Code.TEXTE_SUSPECT,
            "Un texte porte les traces d'une mauvaise copie.",
            "Caractères invisibles, accents abîmés et restes de HTML gênent la lecture.",
        ),
        Rule(
            Code.FICHE_ANCIENNE,
            "La fiche n'a pas été mise à jour depuis longtemps.",
            "Le projet a sans doute avancé depuis.",
        ),
        Rule(
            Code.TYPE_INATTENDU,
            "Le fichier contient une valeur d'une autre sorte que celle attendue.",
            "Un nombre ou une liste à la place d'un texte ne peut pas être exporté.",
        ),
        Rule(
            Code.CHAMP_INCONNU,
            "Le fichier contient un champ ou une section que le modèle n'a pas.",
            "Ce contenu est conservé, mais il ne sera pas publié.",
        ),
        Rule(
            Code.TOML_INVALIDE,
            "Le fichier n'est pas du TOML.",
            "Le programme ne peut pas le lire, et ne l'écrasera jamais.",
            Scope.FILE,
        ),
        Rule(
            Code.ENCODAGE_INVALIDE,
            "Le fichier n'est pas en UTF-8.",
            "Ses accents ne peuvent pas être lus avec certitude.",
            Scope.FILE,
        ),
        Rule(
            Code.VERSION_INCONNUE,
            "Le fichier est d'une version que ce programme ne connaît pas.",
            "Une version plus récente peut contenir ce que celle-ci perdrait.",
            Scope.FILE,
        ),
        Rule(
            Code.FICHIER_ILLISIBLE,
            "Le fichier ne peut pas être ouvert.",
            "Son contenu n'a pas été vérifié.",
            Scope.FILE,
        ),
        Rule(
            Code.DOUBLON,
            "Deux fiches ont le même SIRET et le même nom de projet.",
            "Le projet serait publié deux fois.",
            Scope.FOLDER,
        ),
    )
}
