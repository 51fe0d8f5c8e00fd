"""The model's closed lists: published spellings, their meaning, and the variants in circulation.

The themes and sub-themes stand in `iafiche.model.themes`.

Source: the data model of the « Bibliothèque d'IA territoriales » (January 2025, with the revision
of March 2025 for « Métropole ») and its published files. The spellings of `value` are the shared
format's; the meanings are ours. A variant is listed only where case, accents, apostrophes,
hyphens and spaces do not already make it equal to its value.
"""

from iafiche.model.choices import Choice, ChoiceList, listed

COMMUNE = Choice("Commune", "Ville ou village, et ses services.")
EPCI = Choice(
    "EPCI",
    "Intercommunalité à fiscalité propre : communauté de communes, d'agglomération, urbaine.",
)
METROPOLE = Choice("Métropole", "Intercommunalité ou collectivité qui a le statut de métropole.")
DEPARTEMENT = Choice("Département", "Conseil départemental.")
REGION = Choice("Région", "Conseil régional.")
SYNDICAT = Choice("Syndicat mixte", "Groupement de collectivités pour une compétence commune.")
OPERATEUR = Choice(
    "Opérateur", "Organisme qui agit pour des collectivités : GIP, SEM, SPL, agence."
)

TYPES_DE_COLLECTIVITE = listed(
    COMMUNE,
    EPCI,
    METROPOLE,
    DEPARTEMENT,
    REGION,
    SYNDICAT,
    OPERATEUR,
    variants={
        "Ville": COMMUNE,
        "Mairie": COMMUNE,
        "Intercommunalité": EPCI,
        "Communauté de communes": EPCI,
        "Communauté d'agglomération": EPCI,
        "Communauté d'agglomérations": EPCI,
        "Communauté urbaine": EPCI,
        "Conseil départemental": DEPARTEMENT,
        "Conseil régional": REGION,
    },
)

EN_EXPERIMENTATION = Choice(
    "En expérimentation", "Le service est à l'essai, sur un périmètre limité."
)
EN_DEPLOIEMENT = Choice("En déploiement", "Le service est utilisé, ou en cours de généralisation.")
TERMINEE = Choice("Terminée", "Le projet est arrivé à son terme.")
ABANDONNE = Choice("Abandonné", "Le projet a été arrêté avant son terme.")

MATURITES = listed(
    EN_EXPERIMENTATION,
    EN_DEPLOIEMENT,
    TERMINEE,
    ABANDONNE,
    variants={
        "Terminé": TERMINEE,
        "Abandonnée": ABANDONNE,
        "Expérimentation": EN_EXPERIMENTATION,
        "Déploiement": EN_DEPLOIEMENT,
        "Déployé": EN_DEPLOIEMENT,
        "POC": EN_EXPERIMENTATION,
    },
)

_BUDGET_MOYEN = Choice("de 50k€ à 100k€", "Entre 50 000 et 100 000 euros par an.")

BUDGETS = listed(
    Choice("moins de 50k€", "Moins de 50 000 euros par an."),
    _BUDGET_MOYEN,
    Choice("plus de 100k€", "Plus de 100 000 euros par an."),
    variants={"entre 50k€ et 100k€": _BUDGET_MOYEN},
)

_PRESTATAIRES = Choice(
    "mobilisation de prestataire(s)", "Les agents conduisent le projet, aidés de prestataires."
)

MODES_DE_MISE_EN_OEUVRE = listed(
    Choice("Projet développé en interne", "Les agents de la collectivité l'ont réalisé."),
    Choice("projet développé en externe", "Un partenaire ou un autre organisme l'a réalisé."),
    _PRESTATAIRES,
    Choice("marché public", "La solution a été achetée par un marché."),
    variants={
        "Mobilisation de prestataire": _PRESTATAIRES,
        "Mobilisation de prestataires": _PRESTATAIRES,
    },
)

_BENEFICIAIRE = Choice("Bénéficiaire", "Les personnes qui reçoivent une aide ou une prestation.")
_AGENT = Choice("Agent", "Les agents de la collectivité.")
_ASSOCIATION = Choice("Association", "Les associations du territoire.")
ELU = Choice("Elu", "Les élus de la collectivité.")
_ENTREPRISES = Choice("Entreprises", "Les entreprises du territoire.")
_COLLECTIVITES = Choice("Collectivités", "D'autres collectivités.")
_SCOLAIRE = Choice("Etablissement scolaire", "Écoles, collèges, lycées.")
_SANTE = Choice("Etablissement santé", "Hôpitaux, cliniques, maisons de santé.")

AUDIENCES = listed(
    Choice("Grand public", "Tous les habitants et les visiteurs."),
    _BENEFICIAIRE,
    _AGENT,
    _ASSOCIATION,
    ELU,
    _ENTREPRISES,
    _COLLECTIVITES,
    _SCOLAIRE,
    _SANTE,
    variants={
        "Agents": _AGENT,
        "Élus": ELU,
        "Entreprise": _ENTREPRISES,
        "Collectivité": _COLLECTIVITES,
        "Bénéficiaires": _BENEFICIAIRE,
        "Associations": _ASSOCIATION,
        "Etablissement de santé": _SANTE,
        "Etablissements scolaires": _SCOLAIRE,
    },
)

NSP = Choice("NSP", "Ne sait pas : l'information n'est pas connue.")

_CLOUD = Choice("cloud chez un tiers", "Chez un hébergeur ou l'éditeur de la solution.")
_INTERNE = Choice("en interne de l'administration", "Sur les serveurs de la collectivité.")

HEBERGEMENTS = listed(
    _CLOUD,
    _INTERNE,
    NSP,
    variants={"cloud": _CLOUD, "interne": _INTERNE},
)

_APPRENTISSAGE = Choice("Machine Learning", "Apprentissage à partir de données, en général.")
_LANGAGE = Choice("Traitement Automatique du langage", "Analyse de textes ou de la parole.")
_GENERATIVE = Choice("IA générative", "Production de textes, d'images, de sons ou de code.")
_VISION = Choice("Computer vision", "Analyse d'images ou de vidéos.")
_NEURONES = Choice("Réseaux de neurones", "Apprentissage profond.")

TYPES_D_ALGORITHME = listed(
    _APPRENTISSAGE,
    _LANGAGE,
    _GENERATIVE,
    _VISION,
    _NEURONES,
    NSP,
    variants={
        "Apprentissage automatique": _APPRENTISSAGE,
        "TAL": _LANGAGE,
        "NLP": _LANGAGE,
        "Vision par ordinateur": _VISION,
        "Réseau de neurones": _NEURONES,
        "GenAI": _GENERATIVE,
    },
)

_USAGER = Choice("usager", "Les personnes qui utilisent le service.")
_OUVERTES = Choice("open data", "Des données ouvertes à tous.")

SOURCES_DE_DONNEES = listed(
    _USAGER,
    Choice("jeu de données interne", "Des données que la collectivité détient."),
    _OUVERTES,
    Choice("données d'un tiers", "Des données d'un fournisseur ou d'un partenaire."),
    NSP,
    variants={"l'usager": _USAGER, "données ouvertes": _OUVERTES},
)

_API = Choice("par API", "Par une interface entre programmes.")
_AUTOMATISEE = Choice("automatisée", "Par des capteurs ou des traitements sans intervention.")
_MANUELLE = Choice("par récupération manuelle", "Par des fichiers transmis ou saisis à la main.")

ACCES_AUX_DONNEES = listed(
    _API,
    _AUTOMATISEE,
    _MANUELLE,
    NSP,
    variants={
        "API": _API,
        "automatique": _AUTOMATISEE,
        "récupération manuelle": _MANUELLE,
        "manuelle": _MANUELLE,
    },
)

_MINIMAL = Choice(
    "risque minimal", "Aucune obligation particulière : filtre anti-spam, tri de photos."
)
_LIMITE = Choice(
    "risque limité", "Devoir d'informer les personnes : agent conversationnel, contenus générés."
)
RISQUE_ELEVE = Choice(
    "risque élevé", "Fortes obligations : emploi, éducation, prestations sociales, biométrie."
)
INACCEPTABLE = Choice("inacceptable", "Pratique interdite par l'article 5 du règlement.")

CATEGORIES_DE_RISQUE = listed(
    _MINIMAL,
    _LIMITE,
    RISQUE_ELEVE,
    INACCEPTABLE,
    variants={
        "minimal": _MINIMAL,
        "limité": _LIMITE,
        "élevé": RISQUE_ELEVE,
        "haut risque": RISQUE_ELEVE,
        "risque inacceptable": INACCEPTABLE,
    },
)


def _levels(low: str, middle: str, high: str) -> ChoiceList:
    faible, moyen, fort = Choice("faible", low), Choice("moyen", middle), Choice("fort", high)
    return listed(faible, moyen, fort, variants={"1": faible, "2": moyen, "3": fort})


ECARTS = _levels(
    "Le système répond bien aux objectifs attendus.",
    "Le système répond partiellement aux objectifs attendus.",
    "Le système ne répond pas aux objectifs attendus.",
)

NIVEAUX_D_EXPLICABILITE = _levels(
    "Facilement explicable au public.",
    "Explicable, mais complexe.",
    "Non explicable au public.",
)
