"""From a table of any dialect to drafts, without losing a cell: pure, nothing is written here.

`propose` says which field each column is; the mapping can be amended; `import_rows` makes an
outcome of each row. `iafiche.intake` then plans what becomes of them in a folder.
"""

from iafiche.exchange.importing.columns import Column, ColumnMapping, propose
from iafiche.exchange.importing.naming import How, field_named, is_column_name
from iafiche.exchange.importing.rows import Change, Doubt, Kept, Outcome, import_rows

__all__ = [
    "Change",
    "Column",
    "ColumnMapping",
    "Doubt",
    "How",
    "Kept",
    "Outcome",
    "field_named",
    "import_rows",
    "is_column_name",
    "propose",
]
