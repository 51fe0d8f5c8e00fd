"""The kinds of value a field can have: each reads, writes, checks and repairs its own."""

from iafiche.model.kinds.base import Kind
from iafiche.model.kinds.coordinate import Coordinate
from iafiche.model.kinds.dates import FullDate, PartialDate
from iafiche.model.kinds.email import Email
from iafiche.model.kinds.lists import FreeList, OneOf, SeveralOf
from iafiche.model.kinds.siret import Siret
from iafiche.model.kinds.texts import LongText, ShortText
from iafiche.model.kinds.web import ImageAddress, WebAddress

__all__ = [
    "Coordinate",
    "Email",
    "FreeList",
    "FullDate",
    "ImageAddress",
    "Kind",
    "LongText",
    "OneOf",
    "PartialDate",
    "SeveralOf",
    "ShortText",
    "Siret",
    "WebAddress",
]
