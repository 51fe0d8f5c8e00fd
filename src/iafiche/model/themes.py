"""The public policies that projects serve: the model's themes, and the sub-themes of each.

Source and conventions: `iafiche.model.nomenclatures`.
"""

from iafiche.model.choices import Choice, listed

TRANSITION = Choice(
    "Transition écologique et énergétique", "Énergie, eau, déchets, air, biodiversité, risques."
)
ATTRACTIVITE = Choice(
    "Attractivité et développement", "Économie, agriculture, culture, aménagement, tourisme."
)
CITOYENNETE = Choice(
    "Citoyenneté, santé et solidarité", "Éducation, soins, handicap, lien social, participation."
)
MOBILITES = Choice("Mobilités", "Déplacements, circulation, stationnement, logistique.")
GOUVERNANCE = Choice(
    "Gouvernance et socles technologiques", "Données, systèmes d'information, infrastructures."
)
ADMINISTRATION = Choice(
    "Administration et organisation interne", "Fonctionnement des services et des assemblées."
)

THEMES = listed(
    TRANSITION,
    ATTRACTIVITE,
    CITOYENNETE,
    MOBILITES,
    GOUVERNANCE,
    ADMINISTRATION,
    variants={
        "Transformation écologique et énergétique": TRANSITION,
        "Transition écologique": TRANSITION,
        "Mobilité": MOBILITES,
        "Socles technologiques": GOUVERNANCE,
        "Citoyenneté et solidarité": CITOYENNETE,
    },
)


_SOUS_THEMES = {
    value: Choice(value, meaning, theme.value)
    for theme, meanings in (
        (
            TRANSITION,
            {
                "Performance énergétique": "Consommation et rénovation des bâtiments.",
                "Eclairage public": "Éclairage des rues et des espaces publics.",
                "Gestion de l’eau": "Eau potable, assainissement, cours d'eau.",
                "Déchets et économie circulaire": "Collecte, tri, propreté, réemploi.",
                "Qualité de l’air et nuisances sonores": "Pollutions de l'air et bruit.",
                "Biodiversité et préservation des espaces naturels": "Faune, flore, milieux.",
                "Prévention et gestion des risques": "Inondations, incendies, crises.",
            },
        ),
        (
            ATTRACTIVITE,
            {
                "Commerce et développement économique": "Entreprises, emploi, commerces.",
                "Agriculture": "Cultures, élevage, alimentation locale.",
                "Culture et loisirs": "Bibliothèques, musées, sport, événements.",
                "Construction et aménagement": "Urbanisme, travaux, espace public.",
                "Immobilier": "Logement et patrimoine bâti de la collectivité.",
                "Tourisme et patrimoine": "Accueil des visiteurs, monuments, archives.",
            },
        ),
        (
            CITOYENNETE,
            {
                "Education": "Écoles, périscolaire, petite enfance, formation.",
                "Santé et accès aux soins": "Prévention, offre de soins.",
                "Accessibilité et handicap": "Accès de tous aux services et aux lieux.",
                "Lien social et relation aux usagers": "Accueil, demandes, réponses aux habitants.",
                "Inclusion numérique": "Aide à ceux que le numérique tient à distance.",
                "Participation citoyenne": "Consultations, concertations, budgets participatifs.",
            },
        ),
        (
            MOBILITES,
            {
                "Logistique urbaine": "Livraisons et transport de marchandises.",
                "Multimodalités": "Passage d'un mode de transport à l'autre.",
                "Flux et trafic": "Comptage et régulation de la circulation.",
                "Mobilité décarbonée": "Vélo, marche, covoiturage, véhicules électriques.",
                "Stationnement": "Places, parcs, contrôle.",
            },
        ),
        (
            GOUVERNANCE,
            {
                "Modélisation et jumeau numérique": "Maquettes et simulations du territoire.",
                "Outillage système d’information": "Applications et outils informatiques.",
                "Infrastructures numériques": "Réseaux, capteurs, centres de données.",
                "Gouvernance et stratégie numérique responsable": "Pilotage, éthique, sobriété.",
                "Plateforme de données": "Collecte, partage et ouverture des données.",
                "Cybersécurité": "Protection des systèmes et des données.",
            },
        ),
        (
            ADMINISTRATION,
            {
                "Gestion des ressources humaines": "Recrutement, carrière, formation des agents.",
                "Gestion des assemblées": "Délibérations, séances, comptes rendus.",
                "Gestion des marchés publics": "Achats, analyse des offres, suivi.",
                "Aide à la rédaction et gestion documentaire": "Courriers, synthèses, recherche.",
                "Aide juridique": "Veille, analyse et sécurité des actes.",
            },
        ),
    )
    for value, meaning in meanings.items()
}

SOUS_THEMES = listed(
    *_SOUS_THEMES.values(),
    variants={
        "Développement économique et commerce": _SOUS_THEMES[
            "Commerce et développement économique"
        ],
        "Education et enfance": _SOUS_THEMES["Education"],
        "Multimodalité": _SOUS_THEMES["Multimodalités"],
        "Mobilité décarbonnée": _SOUS_THEMES["Mobilité décarbonée"],
        "Outillage des systèmes d'informations": _SOUS_THEMES["Outillage système d’information"],
        "Participation et concertation": _SOUS_THEMES["Participation citoyenne"],
        "Lien social et gestion de la relation usagers": _SOUS_THEMES[
            "Lien social et relation aux usagers"
        ],
        "Gouvernance et stratégie numérique": _SOUS_THEMES[
            "Gouvernance et stratégie numérique responsable"
        ],
        "Déchets": _SOUS_THEMES["Déchets et économie circulaire"],
        "Biodiversité": _SOUS_THEMES["Biodiversité et préservation des espaces naturels"],
    },
)
