"""What a field's declaration says beyond its type.

Declarations are made once and compared by identity: generating comparisons and representations
(`eq=False, repr=False`, here and wherever nothing asks for them) would cost every start of the
program some milliseconds. For the same reason small values are named tuples, which are made in
a quarter of the time of a frozen dataclass.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import TYPE_CHECKING, Any

from iafiche.model.values import is_filled

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema


class Access(StrEnum):
    """Who may read a field once the fiche is published (the model's « accès »)."""

    PUBLIC = "public"
    RESTRICTED = "restreint"


class Role(Enum):
    """What the program itself needs a field for, so that no screen or codec tests its key."""

    HOLDER = "who carries the project: titles and lists"
    PROJECT = "the project's name: titles, lists and file names"
    IDENTITY = "the authority's number: tells doublons"
    THEME = "the policy it serves: lists"
    UPDATED = "the update date, set to today when a save changes something else"


class Facet(Enum):
    """What an inventory of projects makes of a field."""

    CATEGORY = "projects are counted by its values"
    ACTOR = "it names who works on the project, or pays for it"
    SOLUTION = "it names what the project is made with"
    RESOURCE = "it is the address of what others can use"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Field:
    """One column of the model, declared once and read by every part of the program.

    Attributes:
        label: Its name on screen and in documents. The published labels' typing errors
            (« Description gobal ») are mended here; the keys keep the model's spelling.
        column: Its rank, from 1, among the 38 columns of the published schema.
        group: The small named group it stands in, within its section.
        help: What to write, in one or two sentences.
        why: Why the library asks for it.
        example: A value that is valid and fictional.
        required: The model wants it filled.
        access: Whether it may be published.
        short: A name of one or two words, for lists where the label is too long.
        useful_length: From how many characters a text helps another authority.
        advised_length: Up to how many characters a text is likely to be read.
        role: What the program uses it for.
        facet: What an inventory of many projects makes of it.
        about_holder: It describes the authority, not the project: the carnet proposes the value
            that the holder had in its last fiche.
        recalled: It names organisations or funds: the carnet completes it from earlier names.
    """

    label: str
    column: int
    group: str
    help: str
    why: str
    example: str
    required: bool = False
    access: Access = Access.RESTRICTED
    short: str = ""
    useful_length: int = 0
    advised_length: int = 0
    role: Role | None = None
    facet: Facet | None = None
    about_holder: bool = False
    recalled: bool = False

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Let pydantic refuse an empty required field, where its key is given all the same."""
        from pydantic_core import PydanticCustomError, core_schema

        def filled(value: Any) -> Any:
            if not is_filled(value):
                raise PydanticCustomError(
                    "iafiche", "{sentence}", {"sentence": f"{self.label} : ce champ est requis."}
                )
            return value

        inner = handler(source)
        if not self.required:
            return inner
        return core_schema.no_info_after_validator_function(filled, inner)

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Add the label, the help and the example."""
        return {**handler(schema), "title": self.label, "description": self.help}


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Section:
    """One table of a fiche's file.

    Attributes:
        key: The table's name in the file.
        label: Its name on screen and in documents.
        about: What it holds, in a few French words.
        on_page_of: The key of the section whose page of the form shows these fields too;
            empty for a section with a page of its own.
    """

    key: str
    label: str
    about: str
    on_page_of: str = ""
