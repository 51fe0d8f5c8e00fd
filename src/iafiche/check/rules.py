"""What each rule means: its title, why it matters, an example of each sort.

The severities stand with the codes.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from iafiche.model.catalogue import CATALOGUE
from iafiche.model.draft import Draft
from iafiche.model.flaws import Code, Severity
from iafiche.model.nomenclatures import (
    ABANDONNE,
    EN_DEPLOIEMENT,
    INACCEPTABLE,
    NSP,
    RISQUE_ELEVE,
)
from iafiche.model.values import Foreign

if TYPE_CHECKING:
    from iafiche.model.values import Value

EXAMPLES_DAY = datetime.date(2026, 3, 2)
"""The day on which the examples are bad and good."""

Example = Draft | tuple[Draft, ...] | bytes | None
"""What a rule looks at: a fiche, several, the content of a file; None for a file there is not."""


class Scope(StrEnum):
    """What a rule looks at, in French."""

    FICHE = "une fiche"
    FILE = "un fichier entier"
    PUBLIC_FOLDER = "une fiche d'un dossier public"
    SETTINGS = "les réglages d'un dossier"
    FOLDER = "plusieurs fiches"


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One rule, as the reference page and `expliquer` present it.

    Attributes:
        code: The stable name.
        title: What it finds, in French.
        reason: Why it matters, in French.
        bad: What it finds something in, as little as that takes.
        good: The same, mended: it no longer finds that.
        scope: What it looks at.
    """

    code: Code
    title: str
    reason: str
    bad: Example
    good: Example
    scope: Scope = Scope.FICHE

    @property
    def severity(self) -> Severity:
        """How grave it is, unless a finding says otherwise."""
        return self.code.severity


def _draft(**values: Value) -> Draft:
    return Draft(values)


def _with_examples(*keys: str, **values: Value) -> Draft:
    """Return a draft with the declared examples of some fields beside other values."""
    return Draft({**values, **{key: CATALOGUE[key].field.example for key in keys}})


def _project(name: str, siret: str, holder: str = "Ville de Belrive") -> Draft:
    return _draft(coll_nom=holder, coll_siret=siret, nom_projet=name)


RULES: dict[Code, Rule] = {
    rule.code: rule
    for rule in (
        Rule(
            Code.CHAMP_REQUIS,
            "Un champ requis est vide.",
            "La bibliothèque n'accepte que des fiches dont tous les champs requis sont remplis.",
            bad=_draft(nom_projet="Propreté des rives"),
            good=_with_examples("coll_nom", nom_projet="Propreté des rives"),
        ),
        Rule(
            Code.SIRET_INVALIDE,
            "Le SIRET n'a pas 14 chiffres, ou sa clé de contrôle est fausse.",
            "Les tableurs retirent le zéro initial et arrondissent les longs nombres :"
            " le numéro ne désigne alors plus personne.",
            bad=_draft(coll_siret="215 799 909 00019"),
            good=_draft(coll_siret="21579990900019"),
        ),
        Rule(
            Code.SIRET_ET_TYPE,
            "Le SIRET indique une autre sorte de collectivité que le type choisi.",
            "Les deux premiers chiffres d'un SIREN public disent souvent à qui il appartient.",
            bad=_draft(coll_siret="21579990900019", coll_type="Région"),
            good=_draft(coll_siret="21579990900019", coll_type="Commune"),
        ),
        Rule(
            Code.DATE_INVALIDE,
            "La date n'a pas la forme attendue, ou ce jour n'existe pas.",
            "Une date écrite autrement est lue de travers ou rejetée.",
            bad=_draft(projet_date="mars 2024"),
            good=_draft(projet_date="03/2024"),
        ),
        Rule(
            Code.DATE_FUTURE,
            "Une date est dans l'avenir alors que les faits sont passés.",
            "C'est presque toujours une faute de frappe.",
            bad=_draft(projet_date="09/2026", projet_status=EN_DEPLOIEMENT.value),
            good=_draft(projet_date="09/2025", projet_status=EN_DEPLOIEMENT.value),
        ),
        Rule(
            Code.DATES_INCOHERENTES,
            "La fiche aurait été mise à jour avant le démarrage du projet.",
            "L'une des deux dates est sans doute fausse.",
            bad=_draft(projet_date="01/2026", date="12/12/2025"),
            good=_draft(projet_date="01/2026", date="12/02/2026"),
        ),
        Rule(
            Code.COURRIEL_INVALIDE,
            "L'adresse de courriel n'est pas valide.",
            "Personne ne pourrait joindre le service.",
            bad=_draft(projet_contact="numerique@ville-belrive,fr"),
            good=_draft(projet_contact="numerique@ville-belrive.fr"),
        ),
        Rule(
            Code.COURRIEL_NOMINATIF,
            "L'adresse de courriel semble être celle d'une personne.",
            "L'adresse d'un service survit aux départs et n'est pas une donnée personnelle.",
            bad=_draft(projet_contact="camille.martin@ville-belrive.fr"),
            good=_draft(projet_contact="numerique@ville-belrive.fr"),
        ),
        Rule(
            Code.URL_INVALIDE,
            "L'adresse n'est pas une adresse web complète.",
            "Le lien ne s'ouvrirait pas dans la bibliothèque.",
            bad=_draft(url_infos="www.ville-belrive.fr/proprete"),
            good=_draft(url_infos="https://www.ville-belrive.fr/proprete"),
        ),
        Rule(
            Code.URL_HTTP,
            "L'adresse est en http plutôt qu'en https.",
            "Les navigateurs signalent ou bloquent les pages sans chiffrement.",
            bad=_draft(url_infos="http://www.ville-belrive.fr/proprete"),
            good=_draft(url_infos="https://www.ville-belrive.fr/proprete"),
        ),
        Rule(
            Code.LOGO_LOCAL,
            "Le logo est un fichier de votre ordinateur.",
            "La bibliothèque ne peut afficher qu'une image en ligne.",
            bad=_draft(image_url="images/logo.png"),
            good=_draft(image_url="https://www.ville-belrive.fr/images/logo.png"),
        ),
        Rule(
            Code.HORS_NOMENCLATURE,
            "La valeur n'est pas dans la liste du champ.",
            "Les filtres de la bibliothèque ne reconnaissent que les valeurs de la liste.",
            bad=_draft(coll_type="Mairie"),
            good=_draft(coll_type="Commune"),
        ),
        Rule(
            Code.NSP_EXCLUSIF,
            "« NSP » accompagne d'autres valeurs.",
            "« Ne sait pas » contredit une réponse précise.",
            bad=_draft(donnees_source=(NSP.value, "usager")),
            good=_draft(donnees_source=("usager",)),
        ),
        Rule(
            Code.VALEUR_REPETEE,
            "Une valeur figure deux fois dans une liste.",
            "Elle serait comptée deux fois.",
            bad=_draft(partenaires=("Université de Belrive", "université de Belrive")),
            good=_draft(partenaires=("Université de Belrive",)),
        ),
        Rule(
            Code.TROP_DE_VALEURS,
            "Le champ contient plus de valeurs qu'il n'en accepte.",
            "Les valeurs en trop seraient perdues.",
            bad=_draft(sous_theme=("Agriculture", "Education", "Immobilier")),
            good=_draft(sous_theme=("Agriculture", "Education")),
        ),
        Rule(
            Code.COORDONNEES_INVALIDES,
            "La latitude ou la longitude est fausse, ou l'une va sans l'autre.",
            "Le projet n'apparaîtrait pas sur la carte, ou pas au bon endroit.",
            bad=_draft(latitude="47,6218", longitude="4.5107"),
            good=_draft(latitude="47.6218", longitude="4.5107"),
        ),
        Rule(
            Code.ABANDON_SANS_MOTIF,
            "Le projet est abandonné, sans explication.",
            "Un échec bien décrit évite à d'autres de le répéter.",
            bad=_draft(projet_status=ABANDONNE.value),
            good=_with_examples("status_abandon", projet_status=ABANDONNE.value),
        ),
        Rule(
            Code.MOTIF_SANS_ABANDON,
            "Un motif d'abandon est donné, mais le projet n'est pas abandonné.",
            "L'un des deux champs n'est pas à jour.",
            bad=_with_examples("status_abandon", projet_status=EN_DEPLOIEMENT.value),
            good=_with_examples("status_abandon", projet_status=ABANDONNE.value),
        ),
        Rule(
            Code.RISQUE_NON_EVALUE,
            "Un risque élevé ou inacceptable n'est pas évalué.",
            "À ce niveau de risque, le règlement européen sur l'IA demande d'expliquer les risques,"
            " la nécessité, les retours en arrière et les recours.",
            bad=_draft(risque_categorie=RISQUE_ELEVE.value),
            good=_with_examples(
                "risque",
                "proportionalite",
                "reversibilite",
                "objection",
                risque_categorie=RISQUE_ELEVE.value,
            ),
        ),
        Rule(
            Code.PRATIQUE_INTERDITE,
            "Le niveau de risque est « inacceptable ».",
            "L'article 5 du règlement européen sur l'IA interdit ces pratiques.",
            bad=_draft(risque_categorie=INACCEPTABLE.value),
            good=_with_examples("risque_categorie"),
        ),
        Rule(
            Code.DESCRIPTION_COURTE,
            "Une description est trop courte pour être utile.",
            "Une autre collectivité doit comprendre le projet sans vous appeler.",
            bad=_draft(usage_description="Repère les déchets."),
            good=_with_examples("usage_description"),
        ),
        Rule(
            Code.TEXTE_SUSPECT,
            "Un texte porte les traces d'une mauvaise copie.",
            "Caractères invisibles, accents abîmés et restes de HTML gênent la lecture.",
            bad=_draft(nom_projet="PropretÃ© des rives"),
            good=_draft(nom_projet="Propreté des rives"),
        ),
        Rule(
            Code.FICHE_ANCIENNE,
            "La fiche n'a pas été mise à jour depuis longtemps.",
            "Le projet a sans doute avancé depuis.",
            bad=_draft(date="21/01/2024"),
            good=_draft(date="21/01/2026"),
        ),
        Rule(
            Code.TYPE_INATTENDU,
            "Le fichier contient une valeur d'une autre sorte que celle attendue.",
            "Un nombre ou une liste à la place d'un texte ne peut pas être exporté.",
            bad=_draft(coll_siret=Foreign(21579990900019)),
            good=_draft(coll_siret="21579990900019"),
        ),
        Rule(
            Code.CHAMP_INCONNU,
            "Le fichier contient un champ ou une section que le modèle n'a pas.",
            "Ce contenu est conservé, mais il ne sera pas publié.",
            bad=Draft({}, {("general", "hebergement"): NSP.value}),
            good=_draft(herbergement=NSP.value),
        ),
        Rule(
            Code.TOML_INVALIDE,
            "Le fichier n'est pas du TOML.",
            "Le programme ne peut pas le lire, et ne l'écrasera jamais.",
            bad=b'[general]\ncoll_nom = "Ville de Belrive\n',
            good=b'[general]\ncoll_nom = "Ville de Belrive"\n',
            scope=Scope.FILE,
        ),
        Rule(
            Code.ENCODAGE_INVALIDE,
            "Le fichier n'est pas en UTF-8.",
            "Ses accents ne peuvent pas être lus avec certitude.",
            bad='[general]\nnom_projet = "Propreté des rives"\n'.encode("windows-1252"),
            good='[general]\nnom_projet = "Propreté des rives"\n'.encode(),
            scope=Scope.FILE,
        ),
        Rule(
            Code.VERSION_INCONNUE,
            "Le fichier est d'une version que ce programme ne connaît pas.",
            "Une version plus récente peut contenir ce que celle-ci perdrait.",
            bad=b"version = 99\n",
            good=b"version = 1\n",
            scope=Scope.FILE,
        ),
        Rule(
            Code.FICHIER_ILLISIBLE,
            "Le fichier ne peut pas être ouvert.",
            "Son contenu n'a pas été vérifié.",
            bad=None,
            good=b'version = 1\n\n[general]\ncoll_nom = "Ville de Belrive"\n',
            scope=Scope.FILE,
        ),
        Rule(
            Code.CHAMP_NON_PUBLIC,
            "Un champ qui n'est pas public est rempli dans un dossier public.",
            "Tout le monde peut lire ce dossier. Il est public parce que ses réglages le disent"
            " (« public = true » dans iafiche.toml) ; les champs qui ne sont pas publics n'y sont"
            " alors pas demandés non plus.",
            bad=_draft(budget="moins de 50k€"),
            good=_draft(theme="Mobilité"),
            scope=Scope.PUBLIC_FOLDER,
        ),
        Rule(
            Code.REGLAGES_INVALIDES,
            "Le fichier iafiche.toml d'un dossier contient une erreur.",
            "Ce qui est faux ne compte pas : les fiches sont vérifiées sans ce réglage.",
            bad=b'[ignorer]\nurl-http = ""\n',
            good=b'[ignorer]\nurl-http = "Le serveur interne est sans https."\n',
            scope=Scope.SETTINGS,
        ),
        Rule(
            Code.DOUBLON,
            "Deux fiches ont le même SIRET et, à peu de chose près, le même nom de projet.",
            "Le projet serait publié deux fois.",
            bad=(
                _draft(coll_siret="21579990900019", nom_projet="Propreté des rives"),
                _draft(coll_siret="21579990900019", nom_projet="Propreté des Rives"),
            ),
            good=(
                _draft(coll_siret="21579990900019", nom_projet="Propreté des rives"),
                _draft(coll_siret="21579990900019", nom_projet="Tri du courrier"),
            ),
            scope=Scope.FOLDER,
        ),
        Rule(
            Code.PROJET_SOUS_DEUX_SIRET,
            "Un même porteur décrit un même projet sous deux SIRET.",
            "L'un des deux numéros est faux, ou le projet serait publié deux fois.",
            bad=(
                _project("Propreté des rives", "21579990900019"),
                _project("Propreté des rives", "21990012300015"),
            ),
            good=(
                _project("Propreté des rives", "21579990900019"),
                _project("Tri du courrier", "21579990900019"),
            ),
            scope=Scope.FOLDER,
        ),
        Rule(
            Code.PORTEUR_SOUS_DEUX_SIRET,
            "Un même porteur figure sous deux SIRET.",
            "Ses projets ne seraient pas réunis. Deux établissements d'un même porteur ont chacun"
            " leur SIRET : la règle ne fait que conseiller.",
            bad=(
                _project("Propreté des rives", "21579990900019"),
                _project("Tri du courrier", "21990012300015"),
            ),
            good=(
                _project("Propreté des rives", "21579990900019"),
                _project("Tri du courrier", "21579990900019"),
            ),
            scope=Scope.FOLDER,
        ),
        Rule(
            Code.PORTEUR_SOUS_DEUX_NOMS,
            "Un même SIRET figure sous deux noms de porteur.",
            "Le porteur serait compté deux fois dans les listes et les inventaires.",
            bad=(
                _project("Propreté des rives", "21579990900019"),
                _project("Tri du courrier", "21579990900019", "Mairie de Belrive"),
            ),
            good=(
                _project("Propreté des rives", "21579990900019"),
                _project("Tri du courrier", "21579990900019"),
            ),
            scope=Scope.FOLDER,
        ),
    )
}
