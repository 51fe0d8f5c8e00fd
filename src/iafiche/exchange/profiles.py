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


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
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

PROFILES: tuple[Profile, ...] = (BIBLIOTHEQUE,)
"""All dialects, in the order of the help page."""

DEFAULT = BIBLIOTHEQUE
"""The dialect meant where none is named."""


def profile_named(name: str) -> Profile:
    """Return the dialect of that name; `KeyError` where there is none."""
    return {profile.name: profile for profile in PROFILES}[name]


def profiles_ending(suffix: str) -> tuple[Profile, ...]:
    """Return the dialects whose files' names end with `suffix`, whatever its case."""
    return tuple(profile for profile in PROFILES if profile.suffix == suffix.lower())
