"""The dialects of the shared format, each stated once.

What only its own codec needs to know stands in the codec's module, which `iafiche.exchange.codecs`
loads when it is first used.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from iafiche.model.catalogue import CATALOGUE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from iafiche.model.catalogue import FieldSpec


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Profile:
    """One dialect: how fiches are laid out for one of their readers.

    Attributes:
        name: Its name on the command line.
        purpose: Who it is for and what it makes, in a few French words, for help and documents.
        suffix: How the name of such a file ends; of a folder, the name of its archive.
        module: The module of `iafiche.exchange` that holds its codec.
        public: The fields that leave unless all are asked for, in order.
        complete: The fields that leave when all are asked for, in order.
        is_published: It is made to be published: only public fields leave by themselves.
        is_folder: It is a folder of files, or an archive of them; not a single file.
        is_text: A terminal can show it.
        has_form: It can be made empty, to be filled in by others.
        names: The name of a field's column, by the field's key, where the two differ.
    """

    name: str
    purpose: str
    suffix: str
    module: str
    public: tuple[FieldSpec, ...] = CATALOGUE.columns
    complete: tuple[FieldSpec, ...] = CATALOGUE.columns
    is_published: bool
    is_folder: bool = False
    is_text: bool = True
    has_form: bool = False
    names: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def columns(self, *, complete: bool) -> tuple[FieldSpec, ...]:
        """Return all the fields it carries, or those that leave unless all are asked for."""
        return self.complete if complete else self.public

    def name_of(self, spec: FieldSpec) -> str:
        """Return the name of a field's column."""
        return self.names.get(spec.key, spec.key)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class CsvProfile(Profile):
    """A dialect in CSV.

    Attributes:
        separator: What stands between two cells.
        newline: What ends a record.
        list_separator: What stands between the values of one cell.
    """

    separator: str
    newline: str
    list_separator: str


BIBLIOTHEQUE = CsvProfile(
    name="bibliotheque",
    purpose="la Bibliothèque d'IA territoriales (widget Datami) : CSV",
    suffix=".csv",
    module="bibliotheque",
    public=CATALOGUE.public_columns(),
    is_published=True,
    separator=";",
    newline="\n",
    list_separator="-",
)
"""What the library's Datami widget reads (its `csvUtils.js`), UTF-8 without a mark."""

_GRIST_NAMES = {
    "coll_nom": "Nom_collectivite",
    "nom_projet": "Nom_du_projet",
    "coll_siret": "SIRET",
    "latitude": "Latitude",
    "longitude": "Longitude",
    "coll_type": "Type_de_collectivite",
    "projet_date": "Date_de_demarrage",
    "projet_status": "Statut_du_projet",
    "partenaires": "Partenaires",
    "usage_description": "Description_service",
    "theme": "Theme",
    "sous_theme": "Sous_Theme",
    "audience_service": "Audience",
    "url_infos": "URL_Service",
    "image_url": "URL_Logo",
    "date": "Date_de_derniere_mise_a_jour",
}
_GRIST_COLUMNS = tuple(CATALOGUE[key] for key in _GRIST_NAMES)

GRIST = CsvProfile(
    name="grist",
    purpose="la table Grist de la bibliothèque : CSV, ses 16 colonnes",
    suffix=".csv",
    module="grist",
    public=_GRIST_COLUMNS,
    complete=(
        *_GRIST_COLUMNS,
        *(spec for spec in CATALOGUE.columns if spec not in _GRIST_COLUMNS),
    ),
    is_published=True,
    names=MappingProxyType(_GRIST_NAMES),
    separator=",",
    newline="\n",
    list_separator=", ",
)
"""The table in which the library is kept since April 2025.

When all fields are asked for, those that it has no column for follow under their own keys.
"""

REQUIRED_SIGN = " *"
"""What ends the name of a column that must be filled, beside its colour."""

TABLEUR = Profile(
    name="tableur",
    purpose="des collègues : classeur XLSX, avec listes et aide",
    suffix=".xlsx",
    module="tableur",
    is_published=False,
    is_text=False,
    has_form=True,
    names=MappingProxyType(
        {
            spec.key: spec.field.label + (REQUIRED_SIGN if spec.field.required else "")
            for spec in CATALOGUE.columns
        }
    ),
)
"""A workbook that people read, fill in and send back."""

EXCEL_CSV = CsvProfile(
    name="excel-csv",
    purpose="Excel et LibreOffice en français : CSV",
    suffix=".csv",
    module="excel_csv",
    is_published=False,
    names=MappingProxyType({spec.key: spec.field.label for spec in CATALOGUE.columns}),
    separator=";",
    newline="\r\n",
    list_separator="; ",
)
"""What a French spreadsheet opens with a double click: UTF-8 with a mark."""

JSON = Profile(
    name="json",
    purpose="d'autres programmes : JSON, par section, avec la complétude",
    suffix=".json",
    module="json_records",
    is_published=False,
)

JSONL = Profile(
    name="jsonl",
    purpose="d'autres programmes : le même JSON, une fiche par ligne",
    suffix=".jsonl",
    module="json_lines",
    is_published=False,
)

DATAPACKAGE = CsvProfile(
    name="datapackage",
    purpose="data.gouv.fr : dossier ou ZIP d'un CSV, avec son schéma",
    suffix=".zip",
    module="datapackage",
    public=CATALOGUE.public_columns(),
    is_published=True,
    is_folder=True,
    separator=",",
    newline="\n",
    list_separator=";",
)
"""A Tabular Data Package (version 1), as Frictionless reads it."""

GEOJSON = Profile(
    name="geojson",
    purpose="des cartes : un point par fiche, en GeoJSON",
    suffix=".geojson",
    module="geojson",
    public=CATALOGUE.public_columns(),
    is_published=True,
)

NOTICE = Profile(
    name="notice",
    purpose="le public : dossier ou ZIP de pages web, avec leur index",
    suffix=".zip",
    module="notice_html",
    public=CATALOGUE.public_columns(),
    is_published=True,
    is_folder=True,
)

NOTICE_MARKDOWN = Profile(
    name="notice-markdown",
    purpose="une forge, un site statique : les mêmes pages en Markdown",
    suffix=".zip",
    module="notice_markdown",
    public=CATALOGUE.public_columns(),
    is_published=True,
    is_folder=True,
)

PROFILES: tuple[Profile, ...] = (
    BIBLIOTHEQUE,
    GRIST,
    TABLEUR,
    EXCEL_CSV,
    JSON,
    JSONL,
    DATAPACKAGE,
    GEOJSON,
    NOTICE,
    NOTICE_MARKDOWN,
)
"""All dialects, in the order of the help page."""

DEFAULT = BIBLIOTHEQUE
"""The dialect meant where none is named."""


def profile_named(name: str) -> Profile:
    """Return the dialect of that name; `KeyError` where there is none."""
    return {profile.name: profile for profile in PROFILES}[name]


def profiles_ending(suffix: str) -> tuple[Profile, ...]:
    """Return the dialects whose files' names end with `suffix`, whatever its case."""
    return tuple(profile for profile in PROFILES if profile.suffix == suffix.lower())
