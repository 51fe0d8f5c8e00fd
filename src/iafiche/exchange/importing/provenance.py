"""What an import keeps beside the fields: the original cells, in the fiche's table [import].

```toml
[import."fiches.xlsx › Feuil1"."ligne 3"]
usage_algorithme = "Optimisation du trafic"
```

The first key is the source, the second the row, and below them each column's cell as it was.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from iafiche.exchange.importing.values import as_json
from iafiche.model.draft import PROVENANCE, Draft

if TYPE_CHECKING:
    from collections.abc import Mapping

    from iafiche.exchange.sheets import CellValue

_SURROGATES = re.compile("[\ud800-\udfff]")
_ATOMS = (str, bool, int, float, datetime.date, datetime.time)
_BEFORE = "avant l'import"


def with_provenance(draft: Draft, source: str, row: int, cells: Mapping[str, CellValue]) -> Draft:
    """Return the draft with the original cells of a row, by column; unchanged without any."""
    if not cells:
        return draft
    originals = {encodable(name): _toml(cell) for name, cell in cells.items()}
    table = {encodable(source): {row_name(row): originals}}
    return replace(draft, unknown={**draft.unknown, PROVENANCE: table})


def row_name(row: int) -> str:
    """Return what a row of a source is called."""
    return f"ligne {row}"


def provenance_of(draft: Draft) -> dict[str, Any]:
    """Return the original cells of a draft, by source, row and column; empty where none is."""
    table = draft.unknown.get(PROVENANCE)
    return table if isinstance(table, dict) else {}


def comes_from(draft: Draft, source: str, row: int) -> bool:
    """Tell whether a fiche keeps cells of that very row."""
    rows = provenance_of(draft).get(encodable(source))
    return isinstance(rows, dict) and row_name(row) in rows


def cells_of(draft: Draft, source: str, row: int) -> dict[str, Any]:
    """Return the original cells of one row that a draft keeps, by column."""
    rows = provenance_of(draft).get(encodable(source))
    cells = rows.get(row_name(row)) if isinstance(rows, dict) else None
    return cells if isinstance(cells, dict) else {}


def keeps(draft: Draft, cells: Mapping[str, object]) -> bool:
    """Tell whether a draft keeps all these cells already, whatever rows they came from."""
    kept = [
        row
        for rows in provenance_of(draft).values()
        if isinstance(rows, dict)
        for row in rows.values()
        if isinstance(row, dict)
    ]
    return all(
        any(column in row and row[column] == cell for row in kept) for column, cell in cells.items()
    )


def merged_provenance(old: Draft, new: Draft) -> dict[str, Any]:
    """Return the original cells of both drafts; those of one row together, the newer ones first.

    Whatever else stood in the place of the table is kept inside it.
    """
    there = old.unknown.get(PROVENANCE)
    before = there if isinstance(there, dict) else {} if there is None else {_BEFORE: there}
    return _merged(before, provenance_of(new))


def _merged(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    both = dict(old)
    for key, value in new.items():
        known = both.get(key)
        if isinstance(known, dict) and isinstance(value, dict):
            both[key] = _merged(known, value)
        else:
            both[key] = value
    return both


def encodable(text: str) -> str:
    """Return a text that a file can hold: a lone surrogate becomes its number."""
    return _SURROGATES.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _toml(cell: CellValue) -> object:
    match cell:
        case str():
            return encodable(cell)
        case list() if all(isinstance(item, _ATOMS) for item in cell):
            return [encodable(item) if isinstance(item, str) else item for item in cell]
        case list() | dict():
            return encodable(as_json(cell))
        case _:
            return cell
