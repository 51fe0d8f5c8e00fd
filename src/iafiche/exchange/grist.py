"""The CSV file of the profile « grist »: what the library's table takes in and gives out.

A cell may have several lines there, and begin with any sign. Lists are joined by commas, but the
partners', which the table still joins by hyphens.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from iafiche.exchange import marks
from iafiche.exchange.cells import Cells
from iafiche.exchange.codecs import carried_as_text
from iafiche.exchange.csv_table import cells_of_any_length, read_table, write_table
from iafiche.exchange.profiles import BIBLIOTHEQUE
from iafiche.exchange.profiles import GRIST as PROFILE
from iafiche.model.kinds import Coordinate, FreeList, OneOf, PartialDate, SeveralOf
from iafiche.model.kinds.dates import Moment, parse_moment
from iafiche.model.nomenclatures import ELU, TERMINEE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from iafiche.model.catalogue import FieldSpec
    from iafiche.model.draft import Draft
    from iafiche.model.kinds import Kind
    from iafiche.model.values import Value

SPELLINGS = {TERMINEE.value: "Terminé", ELU.value: "Élu"}
"""The listed values that the table spells in another way."""

_PUBLISHED = {spelling: value for value, spelling in SPELLINGS.items()}
_JOINED_BY_COMMAS = Cells(marks.LINES, marks.LISTED, PROFILE.list_separator)
_JOINED_BY_HYPHENS = Cells(marks.LINES, marks.HYPHENED, BIBLIOTHEQUE.list_separator)
_DECIMALS = 7
_DEGREES = re.compile(rf"-?[0-9]{{1,3}}\.[0-9]{{{_DECIMALS}}}")


def write(drafts: Sequence[Draft], *, complete: bool) -> bytes:
    """Return the bytes of the file that holds these drafts."""
    return write_table(PROFILE, drafts, write_cell, complete=complete).encode()


def read(content: bytes) -> list[Draft]:
    """Return the drafts of a file that `write` made; `CsvReadError` for any other."""
    text = content.decode()
    with cells_of_any_length(text):
        return list(read_table(PROFILE, text, read_cell))


def carried(spec: FieldSpec, value: Value) -> str | tuple[str, ...]:
    """Return what the table keeps of a value.

    A start is a month, coordinates have seven decimals (a centimetre), and a listed value typed in
    the table's spelling is the value itself.
    """
    kept = carried_as_text(spec, value)
    if isinstance(kept, tuple):
        return tuple(_published(spec.kind, item) for item in kept)
    match spec.kind:
        case Coordinate() as kind:
            degrees = kind.parse(kept)
            return kept if degrees is None else kind.at_the_door(degrees)
        case PartialDate():
            moment = parse_moment(kept)
            return kept if moment is None else str(Moment(moment.year, moment.month))
        case kind:
            return _published(kind, kept)


def write_cell(spec: FieldSpec, value: Value) -> str:
    """Return the cell of a value; nothing for an empty one."""
    kept = carried(spec, value)
    if isinstance(kept, tuple):
        return _cells(spec).write(tuple(_spelled(spec.kind, item) for item in kept))
    if isinstance(spec.kind, Coordinate) and spec.kind.parse(kept) is not None:
        return f"{float(kept):.{_DECIMALS}f}"
    return _cells(spec).write(_spelled(spec.kind, kept))


def read_cell(spec: FieldSpec, cell: str) -> str | tuple[str, ...]:
    """Return what `carried` keeps of the value that `write_cell` made `cell` from."""
    if spec.kind.many:
        return tuple(_published(spec.kind, item) for item in _cells(spec).read_list(cell))
    if isinstance(spec.kind, Coordinate) and _DEGREES.fullmatch(cell):
        degrees = spec.kind.parse(cell)
        return cell if degrees is None else spec.kind.at_the_door(degrees)
    return _published(spec.kind, _cells(spec).read_text(cell))


def _cells(spec: FieldSpec) -> Cells:
    return _JOINED_BY_HYPHENS if isinstance(spec.kind, FreeList) else _JOINED_BY_COMMAS


def _spelled(kind: Kind, text: str) -> str:
    return SPELLINGS.get(text, text) if _lists(kind, text) else text


def _published(kind: Kind, text: str) -> str:
    value = _PUBLISHED.get(text, text)
    return value if _lists(kind, value) else text


def _lists(kind: Kind, value: str) -> bool:
    return isinstance(kind, OneOf | SeveralOf) and value in kind.choices.exact
