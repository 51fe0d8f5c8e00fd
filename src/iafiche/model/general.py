"""Section « Général » of the model."""

from dataclasses import dataclass
from typing import Annotated

from iafiche.model.field import Access, Facet, Field, Role, Section
from iafiche.model.kinds import (
    Coordinate,
    Email,
    FreeList,
    ImageAddress,
    LongText,
    OneOf,
    PartialDate,
    SeveralOf,
    ShortText,
    Siret,
    WebAddress,
)
from iafiche.model.nomenclatures import (
    AUDIENCES,
    BUDGETS,
    HEBERGEMENTS,
    MATURITES,
    MODES_DE_MISE_EN_OEUVRE,
    TYPES_DE_COLLECTIVITE,
)
from iafiche.model.themes import SOUS_THEMES, THEMES

PUBLIC = Access.PUBLIC

_IDENTITE = "Identité"
_CALENDRIER = "Calendrier"
_MOYENS = "Partenaires et moyens"
_SERVICE = "Service et mise en œuvre"
_LIENS = "Liens et logo"


@dataclass(frozen=True, kw_only=True, slots=True, eq=False, repr=False)
class General:
    """Who carries the project, since when, with what means, and what for."""

    SECTION = Section("general", "Général", "Le projet, son porteur, ses moyens et son service.")

    coll_nom: Annotated[
        str,
        ShortText(),
        Field(
            label="Porteur",
            column=1,
            group=_IDENTITE,
            help="Nom officiel de la collectivité ou de l'organisme qui porte le projet.",
            why="C'est à ce nom que les autres collectivités vous retrouveront.",
            example="Ville de Belrive",
            required=True,
            access=PUBLIC,
            role=Role.HOLDER,
            facet=Facet.ACTOR,
        ),
    ]
    nom_projet: Annotated[
        str,
        ShortText(),
        Field(
            label="Projet",
            column=2,
            group=_IDENTITE,
            help="Nom du projet ou du service, tel que vous le présentez au public.",
            why="Il sert de titre à la fiche et de nom à son fichier.",
            example="Propreté des rives",
            required=True,
            access=PUBLIC,
            role=Role.PROJECT,
        ),
    ]
    coll_siret: Annotated[
        str,
        Siret(),
        Field(
            label="Identifiant SIRET de la collectivité",
            short="SIRET",
            column=3,
            group=_IDENTITE,
            help="Les 14 chiffres d'un seul tenant : 9 du SIREN, 5 du NIC."
            " Ils figurent sur l'avis de situation Sirene de la collectivité.",
            why="Il identifie la collectivité sans ambiguïté, quel que soit son nom d'usage.",
            example="21579990900019",
            required=True,
            access=PUBLIC,
            role=Role.IDENTITY,
            about_holder=True,
        ),
    ]
    latitude: Annotated[
        float | None,
        Coordinate(90, "latitude", other="longitude"),
        Field(
            label="Latitude",
            column=4,
            group=_IDENTITE,
            help="Latitude du siège ou du projet, en degrés décimaux, avec un point :"
            " les cartes en ligne l'affichent pour le lieu que l'on y choisit.",
            why="Elle place le projet sur la carte de la bibliothèque.",
            example="47.6218",
            access=PUBLIC,
            about_holder=True,
        ),
    ] = None
    longitude: Annotated[
        float | None,
        Coordinate(180, "longitude", other="latitude"),
        Field(
            label="Longitude",
            column=5,
            group=_IDENTITE,
            help="Longitude du siège ou du projet, en degrés décimaux, avec un point."
            " Elle est négative à l'ouest de Greenwich.",
            why="Elle place le projet sur la carte de la bibliothèque.",
            example="4.5107",
            access=PUBLIC,
            about_holder=True,
        ),
    ] = None
    coll_type: Annotated[
        str,
        OneOf(TYPES_DE_COLLECTIVITE),
        Field(
            label="Type de collectivité",
            short="Type",
            column=6,
            group=_IDENTITE,
            help="Catégorie de la collectivité ou de l'organisme porteur.",
            why="Il permet de comparer des projets de collectivités semblables.",
            example="Commune",
            required=True,
            access=PUBLIC,
            about_holder=True,
            facet=Facet.CATEGORY,
        ),
    ]
    projet_date: Annotated[
        str,
        PartialDate(),
        Field(
            label="Date de démarrage du projet",
            short="Démarrage",
            column=7,
            group=_CALENDRIER,
            help="Jour ou mois du démarrage : JJ/MM/AAAA ou MM/AAAA.",
            why="Elle situe le projet dans le temps.",
            example="01/2024",
            required=True,
            access=PUBLIC,
        ),
    ]
    projet_status: Annotated[
        str,
        OneOf(MATURITES),
        Field(
            label="Maturité",
            column=8,
            group=_CALENDRIER,
            help="Étape à laquelle se trouve le projet aujourd'hui.",
            why="Elle dit aux autres ce que votre retour d'expérience peut leur apprendre.",
            example="En expérimentation",
            required=True,
            access=PUBLIC,
            facet=Facet.CATEGORY,
        ),
    ]
    status_abandon: Annotated[
        str,
        LongText(),
        Field(
            label="Description d'un projet abandonné",
            short="Motif d'abandon",
            column=9,
            group=_CALENDRIER,
            help="Si le projet a été abandonné : les obstacles rencontrés,"
            " techniques, juridiques, humains ou financiers.",
            why="Un échec bien décrit évite à d'autres de le répéter.",
            example="Données de comptage trop lacunaires pour entraîner un modèle fiable.",
            access=PUBLIC,
            advised_length=1000,
        ),
    ] = ""
    partenaires: Annotated[
        tuple[str, ...],
        FreeList(),
        Field(
            label="Partenaires associés",
            short="Partenaires",
            column=10,
            group=_MOYENS,
            help="Les organismes associés : universités, experts, prestataires, financeurs."
            " Un nom par partenaire.",
            why="Cette liste aide à cartographier les acteurs et les solutions.",
            example="Université de Belrive",
            access=PUBLIC,
            recalled=True,
            facet=Facet.ACTOR,
        ),
    ] = ()
    projet_contact: Annotated[
        str,
        Email(),
        Field(
            label="Contact du service en charge",
            short="Contact",
            column=11,
            group=_MOYENS,
            help="Courriel du service qui suit le projet, de préférence une adresse générique.",
            why="L'association peut ainsi vous joindre ; l'adresse n'est pas publiée.",
            example="numerique@ville-belrive.fr",
        ),
    ] = ""
    financement: Annotated[
        str,
        ShortText(),
        Field(
            label="Financement",
            column=12,
            group=_MOYENS,
            help="Origine des fonds : interne, Fonds vert, CRTE, France 2030, FEDER, DIAT…",
            why="Elle fait connaître les guichets qui soutiennent ce type de projet.",
            example="Fonds vert",
            recalled=True,
            facet=Facet.ACTOR,
        ),
    ] = ""
    budget: Annotated[
        str,
        OneOf(BUDGETS),
        Field(
            label="Budget",
            column=13,
            group=_MOYENS,
            help="Tranche du coût annuel du projet.",
            why="Un ordre de grandeur suffit à d'autres pour se projeter.",
            example="moins de 50k€",
        ),
    ] = ""
    usage_description: Annotated[
        str,
        LongText(),
        Field(
            label="Description globale du service et de ses usages",
            short="Description",
            column=14,
            group=_SERVICE,
            help="À quoi sert le service ? Qui l'utilise, dans quelle situation ?"
            " Quels bénéfices en attendez-vous ?",
            why="C'est le texte que l'on lit en premier pour comprendre le projet.",
            example="Le service repère sur photo les dépôts de déchets le long des berges et les"
            " signale aux équipes de propreté, qui organisent leurs tournées en conséquence.",
            required=True,
            access=PUBLIC,
            useful_length=80,
            advised_length=1500,
        ),
    ]
    mise_en_oeuvre: Annotated[
        str,
        OneOf(MODES_DE_MISE_EN_OEUVRE),
        Field(
            label="Développement et mise en œuvre",
            short="Mise en œuvre",
            column=15,
            group=_SERVICE,
            help="Façon dont la solution a été réalisée ou acquise.",
            why="Elle indique les compétences à réunir pour un projet semblable.",
            example="marché public",
            required=True,
        ),
    ]
    theme: Annotated[
        str,
        OneOf(THEMES),
        Field(
            label="Thème principal",
            short="Thème",
            column=16,
            group=_SERVICE,
            help="Grande politique publique que sert le projet.",
            why="C'est la première clé de recherche de la bibliothèque.",
            example="Transition écologique et énergétique",
            required=True,
            access=PUBLIC,
            role=Role.THEME,
            facet=Facet.CATEGORY,
        ),
    ]
    sous_theme: Annotated[
        tuple[str, ...],
        SeveralOf(SOUS_THEMES, at_most=2, grouped_by="theme"),
        Field(
            label="Sous-thèmes",
            column=17,
            group=_SERVICE,
            help="Un ou deux sujets plus précis ; ils peuvent relever d'un autre thème.",
            why="Ils affinent la recherche dans la bibliothèque.",
            example="Déchets et économie circulaire",
            access=PUBLIC,
            facet=Facet.CATEGORY,
        ),
    ] = ()
    audience_service: Annotated[
        tuple[str, ...],
        SeveralOf(AUDIENCES),
        Field(
            label="Audience du service",
            short="Audience",
            column=18,
            group=_SERVICE,
            help="Les publics à qui s'adresse le service.",
            why="Elle dit qui est concerné par le système d'IA.",
            example="Agent",
            required=True,
            access=PUBLIC,
            facet=Facet.CATEGORY,
        ),
    ]
    herbergement: Annotated[
        str,
        OneOf(HEBERGEMENTS),
        Field(
            label="Hébergement du service",
            short="Hébergement",
            column=19,
            group=_SERVICE,
            help="Lieu où les données et le service sont hébergés ;"
            " « NSP », si vous ne le savez pas.",
            why="Il renseigne sur la maîtrise des données.",
            example="en interne de l'administration",
            required=True,
        ),
    ]
    url_infos: Annotated[
        str,
        WebAddress(),
        Field(
            label="URL information",
            short="Page du projet",
            column=35,
            group=_LIENS,
            help="Adresse d'une page publique qui présente le projet ou donne accès au service.",
            why="Elle permet d'en savoir plus sans vous solliciter.",
            example="https://www.ville-belrive.fr/proprete-des-rives",
            access=PUBLIC,
        ),
    ] = ""
    url_ressources: Annotated[
        str,
        WebAddress(),
        Field(
            label="URL ressource",
            short="Ressources",
            column=36,
            group=_LIENS,
            help="Adresse de ressources techniques : code, jeu de données, modèle.",
            why="Elle aide d'autres équipes à réutiliser votre travail.",
            example="https://git.ville-belrive.fr/rives/detection",
            facet=Facet.RESOURCE,
        ),
    ] = ""
    image_url: Annotated[
        str,
        ImageAddress(),
        Field(
            label="Image",
            short="Logo",
            column=37,
            group=_LIENS,
            help="Adresse web du logo de la collectivité porteuse ;"
            " elle finit souvent par .png, .jpg ou .svg.",
            why="Il illustre la fiche dans la bibliothèque.",
            example="https://www.ville-belrive.fr/logo.png",
            required=True,
            access=PUBLIC,
            about_holder=True,
        ),
    ]
