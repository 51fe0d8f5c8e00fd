"""The user's settings, each declared once: its key in config.toml, its values, its words.

Reading and writing the file is `settings_file`'s, which loads only where there is one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Self

from iafiche.check.context import STALE_AFTER
from iafiche.store.retention import Retention


class ColourTheme(StrEnum):
    """The colours of the screens; the values are those of the settings file."""

    about: str
    """What it looks like, in a few French words."""

    def __new__(cls, name: str, about: str) -> Self:
        theme = str.__new__(cls, name)
        theme._value_ = name
        theme.about = about
        return theme

    DARK = "sombre", "Texte clair sur fond sombre"
    LIGHT = "clair", "Texte sombre sur fond clair"
    CONTRAST = "contraste", "Contraste élevé, du blanc sur du noir"
    TERMINAL = "terminal", "Les couleurs de votre terminal"


@dataclass(frozen=True, slots=True)
class Setting:
    """What a setting's declaration says beyond its type and its default.

    Attributes:
        about: What it does, in one or two French sentences.
        example: How the file gives it, in TOML.
        at_least: The smallest number it takes.
        at_most: The largest number it takes.
    """

    about: str
    example: str
    at_least: int = 0
    at_most: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """The settings, by default where the file gives none."""

    theme: Annotated[
        ColourTheme,
        Setting(
            about="Les couleurs des écrans. Un thème choisi à l'écran est retenu ici.",
            example='theme = "clair"',
        ),
    ] = ColourTheme.DARK
    """The colours of the screens."""

    carnet: Annotated[
        bool,
        Setting(
            about="Retenir, sur cette machine seulement, ce qui décrit les porteurs de vos fiches"
            " et les noms de leurs partenaires et financements, pour vous les proposer ensuite."
            " « iafiche carnet » le montre et le vide.",
            example="carnet = false",
        ),
    ] = True
    """Whether the carnet learns and proposes."""

    anciennete_jours: Annotated[
        int,
        Setting(
            about="Nombre de jours sans mise à jour à partir duquel une fiche est dite ancienne"
            " (règle `fiche-ancienne`).",
            example="anciennete_jours = 180",
            at_least=1,
            at_most=36_500,
        ),
    ] = STALE_AFTER
    """From how many days without an update a fiche is called old."""

    versions_nombre: Annotated[
        int,
        Setting(
            about="Nombre de versions précédentes gardées pour chaque fiche enregistrée ; 0 n'en"
            " garde aucune.",
            example="versions_nombre = 50",
            at_least=0,
            at_most=1_000,
        ),
    ] = Retention().most
    """How many earlier versions of each fiche are kept."""

    versions_jours: Annotated[
        int,
        Setting(
            about="Nombre de jours pendant lesquels une version précédente est gardée ; la dernière"
            " reste toujours.",
            example="versions_jours = 90",
            at_least=1,
            at_most=36_500,
        ),
    ] = Retention().days
    """For how many days an earlier version is kept."""

    touches: Annotated[
        Mapping[str, tuple[str, ...]],
        Setting(
            about="Les touches de chaque action, à la place de celles d'origine : une touche, ou"
            " une liste dont la première est affichée.",
            example='[touches]\npalette = "f10"\nnext_finding = ["f8", "ctrl+g"]',
        ),
    ] = field(default_factory=dict)
    """The keys of the remapped actions, by the action's name, as the screens know them."""

    @property
    def retention(self) -> Retention:
        """How many earlier versions are kept, and how long."""
        return Retention(self.versions_nombre, self.versions_jours)


DEFAULTS = Settings()
