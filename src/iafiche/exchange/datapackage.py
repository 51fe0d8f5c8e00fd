"""The profile « datapackage »: a table, its schema and what both are (Data Package, version 1).

https://specs.frictionlessdata.io/tabular-data-package/ is what data.gouv.fr and Frictionless read.
The CSV is the plainest there is (RFC 4180, UTF-8, but with LF), its schema our Table Schema with
this file's own signs. Length and digest of the table let a reader see that it is whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from iafiche.exchange import marks
from iafiche.exchange.cells import Cells
from iafiche.exchange.codecs import carried_as_text
from iafiche.exchange.csv_table import cells_of_any_length, read_table, write_table
from iafiche.exchange.json_text import json_text
from iafiche.exchange.profiles import DATAPACKAGE as PROFILE
from iafiche.exchange.table_schema import SOURCES, identity, schema_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from iafiche.model.catalogue import FieldSpec
    from iafiche.model.draft import Draft
    from iafiche.model.values import Value

DESCRIPTOR = "datapackage.json"
TABLE = "fiches.csv"
SCHEMA = "schema.json"

_CELLS = Cells(marks.LINES, marks.ENUMERATED, PROFILE.list_separator)
_LICENCE = {
    "title": "Licence Ouverte 2.0",
    "path": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
}
"""What French authorities publish their data under unless they say otherwise (Etalab, 2017)."""


def write(drafts: Sequence[Draft], *, complete: bool) -> dict[str, bytes]:
    """Return the files of the package, by relative POSIX path."""
    table = write_table(PROFILE, drafts, write_cell, complete=complete).encode("utf-8")
    return {
        DESCRIPTOR: _json(_descriptor(table, complete=complete)),
        TABLE: table,
        SCHEMA: _json(schema_of(PROFILE, write_cell, complete=complete)),
    }


def read(content: Mapping[str, bytes]) -> list[Draft]:
    """Return the drafts of a package that `write` made."""
    text = content[TABLE].decode("utf-8")
    with cells_of_any_length(text):
        return list(read_table(PROFILE, text, read_cell))


def write_cell(spec: FieldSpec, value: Value) -> str:
    """Return the cell of a value, before quoting; nothing for an empty one."""
    return _CELLS.write(carried_as_text(spec, value))


def read_cell(spec: FieldSpec, cell: str) -> str | tuple[str, ...]:
    """Return the value that `write_cell` made `cell` from."""
    return _CELLS.read(cell, many=spec.kind.many)


def _descriptor(table: bytes, *, complete: bool) -> dict[str, object]:
    import hashlib

    told = identity(complete=complete)
    return {
        "profile": "tabular-data-package",
        **told,
        # What is not public carries no licence to publish it.
        **({} if complete else {"licenses": [_LICENCE]}),
        "sources": SOURCES,
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": "fiches",
                "title": told["title"],
                "path": TABLE,
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "bytes": len(table),
                "hash": f"sha256:{hashlib.sha256(table).hexdigest()}",
                "dialect": {
                    "delimiter": PROFILE.separator,
                    "lineTerminator": PROFILE.newline,
                    "quoteChar": '"',
                    "doubleQuote": True,
                    "skipInitialSpace": False,
                    "header": True,
                },
                "schema": SCHEMA,
            }
        ],
    }


def _json(value: object) -> bytes:
    return (json_text(value, indent=2) + "\n").encode()
