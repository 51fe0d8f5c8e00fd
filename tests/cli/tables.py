"""Tables for the tests of `importer`."""

import csv
import io
from pathlib import Path

from iafiche.model.catalogue import CATALOGUE
from iafiche.store.file_names import SUFFIX
from tests.fiches import complete_draft

NAME = f"proprete-des-rives-ville-de-belrive{SUFFIX}"
"""The file of the fiche that `row` describes."""


def write_table(path: Path, *rows: dict[str, str], separator: str = ";") -> Path:
    header = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, header, delimiter=separator)
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8", newline="")
    return path


def row(**changes: str) -> dict[str, str]:
    """Return the cells of a whole fiche without any fault, several values joined by commas."""
    draft = complete_draft()
    return {spec.key: draft.text(spec.key) for spec in CATALOGUE.columns} | changes
